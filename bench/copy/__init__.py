"""Invented agency copy in several languages: stories, what editors make of them, and reports after one pattern."""
