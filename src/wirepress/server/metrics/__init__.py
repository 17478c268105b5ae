"""What the service counts of itself, over all its processes."""
