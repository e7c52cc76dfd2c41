"""The cheapest safe pattern of a table up to some hundred cells, with a proof of how cheap it can be."""
