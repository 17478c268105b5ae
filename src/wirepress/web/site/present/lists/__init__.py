"""Pages that list stories: what stands where, how many pages there are, what a search asks for."""
