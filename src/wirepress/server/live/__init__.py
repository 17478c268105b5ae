"""Streams of server-sent events to open pages: what changed is read once and written to everybody who looks at it."""
