"""Pages of the newsroom: the settings with their previews, and the part of a story's form."""
