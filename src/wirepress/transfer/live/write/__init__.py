"""Writes what was read of a running site and is no document of a story: people, settings, menus, widgets, and what was deleted."""
