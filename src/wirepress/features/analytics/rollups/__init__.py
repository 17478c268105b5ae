"""From recorded events to counts: read the spool in its order, count, close days. One writer at a time."""
