"""How pages look by settings of the site and files of plugins."""
