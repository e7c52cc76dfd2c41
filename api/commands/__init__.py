"""What each command of main.py does."""
