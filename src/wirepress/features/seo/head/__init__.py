"""What stands in a page's head: `choose.py` decides, `write_tags.py` writes."""
