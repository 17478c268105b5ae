"""Tools of the newsroom: bringing content in, taking it out, the state of backups."""
