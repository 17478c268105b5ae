"""What is wrong on how many stories."""
