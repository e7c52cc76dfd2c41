"""Disclosure control: numbers in, numbers and reasons out; no input, no output, no law."""
