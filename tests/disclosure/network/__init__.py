"""The search by networks: every circulation, every count kept by the way, and what comes out."""
