"""The demo site: an invented town's newspaper, drawn and written by this code."""
