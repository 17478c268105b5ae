"""Copies of a whole running site, kept by a rule, and the way back from them."""
