"""The search for the most open safe table: coarser variants of a request, what each keeps, and the best of them."""
