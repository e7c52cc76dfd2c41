"""What is kept: registers, code lists, cases and the database."""
