"""A theme like a wire service: dense, sans serif."""
