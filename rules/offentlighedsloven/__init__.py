"""Offentlighedsloven: one file per paragraf, one function per sentence."""
