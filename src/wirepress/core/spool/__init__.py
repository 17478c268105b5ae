"""Notes that are kept in files before they are acknowledged, and read in their order later: a line of bytes each."""
