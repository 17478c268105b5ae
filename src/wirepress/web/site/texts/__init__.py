"""Fixed texts of the public site in the language of the site: English in the templates, others in `data/`."""
