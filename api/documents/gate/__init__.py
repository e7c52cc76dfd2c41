"""The release gate: what a recipient could find in a file that the sender did not mean to send."""
