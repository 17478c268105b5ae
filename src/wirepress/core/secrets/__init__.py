"""Secrets that the database keeps: encrypted with a key that lies outside of it."""
