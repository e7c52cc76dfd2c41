"""Secondary suppression of large tables: alternative tables as flows in networks, in compiled code."""
