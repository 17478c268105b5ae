"""Small writes that come in crowds: they wait for each other for a moment and are committed together."""
