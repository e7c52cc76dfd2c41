"""The decision rendered to every file format, and the gate the files pass."""
