"""`make bluesky`: Bluesky's own server, and our module against it."""
