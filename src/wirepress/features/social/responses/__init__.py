"""What readers did with what was shared: counts, and answers as comments."""
