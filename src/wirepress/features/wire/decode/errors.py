"""Why a document is no document of a source."""

from __future__ import annotations


class NotAFeed(Exception):
    """Nothing in it can be read as stories. `words` say what it is in place of that."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
