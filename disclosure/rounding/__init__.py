"""Controlled rounding: an additive table of multiples of one base, with the same promise as suppression."""
