"""HTTP and the commands; connects the parts; no statistics, no law."""
