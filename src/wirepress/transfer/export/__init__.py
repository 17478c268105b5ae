"""The way out: everything a site holds, as files that other programs take."""
