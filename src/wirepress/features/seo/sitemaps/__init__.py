"""Sitemaps at All in One SEO's addresses: an index, chunks that stay what they are, news, videos, RSS, a page for readers."""
