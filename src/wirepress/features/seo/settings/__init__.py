"""The site's SEO settings: a part a module, `parts.py` lists them, `store.py` reads and changes them."""
