"""What one story, section or person says otherwise than the site: `values.py` is its form, `store.py` where it lies."""
