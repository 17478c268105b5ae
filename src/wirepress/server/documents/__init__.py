"""Finished REST documents of posts. They are built when a post changes, and joined to answers by hand-written SQL."""
