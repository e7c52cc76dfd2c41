"""Cases as jurists write them, and what compares them with the assessment."""
