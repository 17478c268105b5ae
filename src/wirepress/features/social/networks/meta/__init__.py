"""Meta's networks: Facebook pages, Instagram, Threads. They share one form of API (Graph) and of errors."""
