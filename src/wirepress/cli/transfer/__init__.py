"""Commands that bring content in, take it out, and copy a site."""
