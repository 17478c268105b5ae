"""What a story could do better for search engines and readers: a pure function of the story and its settings."""
