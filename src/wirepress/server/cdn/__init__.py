"""A content delivery network in front: what it may keep, under which keys, and how it is told of changes."""
