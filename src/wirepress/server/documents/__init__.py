"""Finished documents of posts: made when a post changes, joined to answers by hand-written SQL when they are read."""
