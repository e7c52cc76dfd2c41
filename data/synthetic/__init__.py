"""Synthetic microdata: how the demo register is made, and the assumptions it is made from."""
