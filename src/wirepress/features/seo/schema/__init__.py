"""The structured data of a page: `graph.py` joins what the other modules say of page, site, people and pictures."""
