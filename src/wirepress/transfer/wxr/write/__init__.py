"""Records of export files become rows, many at once."""
