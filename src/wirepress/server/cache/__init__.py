"""The response cache of one process: finished answers, kept as long as nothing that they show has changed."""
