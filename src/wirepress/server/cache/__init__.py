"""The response cache of one process. An entry is kept until something that it shows has changed."""
