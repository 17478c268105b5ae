"""REST: `wirepress/v1/seo/...`."""
