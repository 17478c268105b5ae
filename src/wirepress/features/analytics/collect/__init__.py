"""What pages tell, and what of it is recorded."""
