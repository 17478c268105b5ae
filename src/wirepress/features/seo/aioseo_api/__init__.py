"""Routes of All in One SEO that its clients ask, on what this feature stores."""
