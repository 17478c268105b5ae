"""Small writes that come many at a time: they wait for each other for a moment and are committed together."""
