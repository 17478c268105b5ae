"""What can be done with one row of a list: a link to a page, or a button that sends the list's own form to an address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deed:
    """`post`: by a button, else by a link. `bad`: it takes something away."""

    words: str
    address: str
    post: bool = False
    bad: bool = False
    elsewhere: bool = False  # on the site, not in the newsroom
