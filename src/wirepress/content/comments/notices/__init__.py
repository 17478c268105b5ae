"""Mails about comments: to moderators, to the author of a story, to readers who asked to be told of answers."""
