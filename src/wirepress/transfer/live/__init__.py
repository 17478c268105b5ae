"""A WordPress that runs elsewhere, read over its REST API."""
