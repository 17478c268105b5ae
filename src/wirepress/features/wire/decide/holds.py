"""Why an entry waits, and what it waits for. The kind stands with the item (`Item.hold`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.teaser import BodyFacts
from wirepress.features.wire.entry.plain_text import clean_title
from wirepress.features.wire.entry.records import Entry, PostStatus, Reason

HOLDS: Final[Mapping[str, str]] = {
    "limit": "over a limit of its source",
    "failed": "could not be filed",
    "wordless": "nothing to show",
    "cut": "its document broke off",
    "flood": "part of a flood",
}
RETRIED: Final = (
    "",
    "limit",
    "failed",
    "wordless",
)  # at the next look by itself; a flood waits for a person, a cut entry for its document
_RULE: Final = "hold."


def hold_of(reasons: Sequence[Reason]) -> str:
    """Return the kind of a held entry by the reasons of its verdict."""
    return next((one.rule.removeprefix(_RULE) for one in reasons if one.rule.startswith(_RULE)), "limit")


def check_whole(entry: Entry) -> Reason | None:
    """Return why an entry waits at which its document broke off."""
    if not entry.broken_off:
        return None
    return Reason("hold.cut", "The document broke off in the middle of it. It waits for the next whole document.")


def check_flood(flood: str) -> Reason | None:
    """Return why an entry waits that came in a flood."""
    return Reason("hold.flood", f"Held: {flood}. A person files or drops them.") if flood else None


def check_body(entry: Entry, body: BodyFacts) -> Reason | None:
    """Return why an entry waits that has nothing to show: neither headline nor text, or nothing but a headline and a credit line."""
    if body.words or (body.shown and clean_title(entry.title)):
        return None
    if not clean_title(entry.title):
        return Reason("hold.wordless", "It has neither headline nor text. It waits until its source says more.")
    return Reason(
        "hold.wordless",
        "It has a headline and no text: nothing but a credit line would stand in it. It waits for its text.",
    )


def check_length(policy: Policy, body: BodyFacts, status: PostStatus) -> tuple[PostStatus, Reason | None]:
    """Return the status of a story by its length: with fewer words than the policy wants it goes into the queue."""
    if not policy.least_words or body.words >= policy.least_words or status not in ("publish", "future"):
        return status, None
    return "pending", Reason(
        "length",
        f"It has {body.words} words, fewer than the {policy.least_words} that this source's policy wants: it waits in the queue.",
    )
