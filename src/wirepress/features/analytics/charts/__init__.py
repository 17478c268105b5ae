"""Charts as numbers: geometry that a template draws. Pure: no database, no request."""
