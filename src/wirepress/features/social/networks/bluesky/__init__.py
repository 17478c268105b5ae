"""Bluesky and other hosts of the AT Protocol."""
