"""Notices of links from other sites: pingbacks (Pingback 1.0) and trackbacks, held for a moderator, off unless the site wants them."""
