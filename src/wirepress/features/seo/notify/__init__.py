"""Telling others at once what changed: IndexNow for search engines, WebSub for those who read our feeds."""
