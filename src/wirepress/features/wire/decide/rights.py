"""What a source allows. A broken rule blocks publishing and says so; what is merely not allowed is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from wirepress.features.wire.decide.policy import Policy, Rights
from wirepress.features.wire.entry.records import Entry, Reason

CREDIT_MAX: Final = 500
_PLACEHOLDER: Final = re.compile(r"\{(source|author|url)\}")
_FORBIDS: Final = re.compile(
    r"\b(?:not for (?:publication|online|web|internet)|no (?:web|online|internet|digital)(?: use)?|internal use only|"
    r"do not (?:use|publish)|mandatory kill|kill notice)\b",
    re.IGNORECASE,
)

_FORBIDS_SHARING: Final = re.compile(
    r"\b(?:no(?:t for)? social(?:[ -]media| networks?)?(?: use)?|not to be shared|do not share)\b", re.IGNORECASE
)


def join_authors(entry: Entry) -> str:
    """Return the authors as one line."""
    return ", ".join(" ".join(name.split()) for name in entry.authors if name.strip())[:CREDIT_MAX]


def missing_placeholders(template: str, entry: Entry, source: str) -> list[str]:
    """Return the places of a credit line that this entry has nothing for."""
    have = {"source": source, "author": join_authors(entry), "url": entry.canonical or entry.url}
    return [name for name in dict.fromkeys(_PLACEHOLDER.findall(template)) if not have[name]]


def credit_line(rights: Rights, entry: Entry, source: str) -> str:
    """Return the credit line as text, filled in: the newsroom's for this source, else the entry's own, else "". {url} is an address.

    Braces that stand in the source's own words are text: places are looked for in the newsroom's line only.
    """
    have = {"source": source, "author": join_authors(entry), "url": entry.canonical or entry.url}
    if not rights.credit:
        return " ".join(entry.credit.split())[:CREDIT_MAX]
    line = _PLACEHOLDER.sub(lambda place: have[place[1]], rights.credit)
    return " ".join(line.split()).strip(" ,;/|–—-")[: CREDIT_MAX * 4]


def find_breaches(rights: Rights, entry: Entry, now: datetime, *, source: str = "", body: str = "feed") -> list[Reason]:
    """Return every rule that filing this entry would break, in words; empty when it may be filed. `body`: the policy's choice of text."""
    found = []
    if rights.expires is not None and now.date() > rights.expires:
        found.append(Reason("rights.expires", f"The permission of this source ended on {rights.expires.isoformat()}."))
    if rights.credit_required:
        lacking = missing_placeholders(rights.credit, entry, source)
        if not credit_line(rights, entry, source):
            found.append(
                Reason(
                    "rights.credit",
                    "A credit line is required, and neither the source's settings nor the story give one.",
                )
            )
        elif lacking:
            names = " and ".join(
                {"author": "an author", "url": "an address", "source": "a source"}[one] for one in lacking
            )
            found.append(
                Reason("rights.credit", f"The required credit line names {names}, which the story does not have.")
            )
    if not rights.full_text and not entry.summary_html.strip():
        found.append(Reason("rights.full_text", "The source allows no more than its summary, and this story has none."))
    forbidden = _FORBIDS.search(entry.usage) or _FORBIDS.search(entry.licence)
    if forbidden:
        found.append(Reason("rights.usage", f"The story's own terms forbid it: “{forbidden[0]}”."))
    return found


def sharing_objection(rights: Rights, usage: str, source: str, now: datetime) -> str:
    """Return why a filed story must not be sent to social networks, in a sentence; "" when it may. `usage`: the story's own terms."""
    if not rights.share:
        return f"{source} does not allow its stories to be sent to social networks."
    if rights.expires is not None and now.date() > rights.expires:
        return f"The permission of {source} ended on {rights.expires.isoformat()}."
    forbidden = _FORBIDS_SHARING.search(usage) or _FORBIDS.search(usage)
    return f"The story's own terms forbid it: “{forbidden[0]}”." if forbidden else ""


def list_omissions(policy: Policy, entry: Entry) -> list[Reason]:
    """Return what is left out because the source does not allow it, in words."""
    rights, found = policy.rights, []
    if not rights.full_text and policy.body != "summary":
        found.append(Reason("rights.full_text", "Only the summary is shown: the source does not allow the full text."))
    if policy.pictures.use == "hotlink" and not rights.hot_link:
        instead = "they are copied instead" if rights.sideload else "none is shown"
        found.append(Reason("rights.hot_link", f"Pictures may not be shown from the source's server; {instead}."))
    if policy.pictures.use == "sideload" and not rights.sideload:
        instead = "they are shown from its server" if rights.hot_link else "none is shown"
        found.append(Reason("rights.sideload", f"The source's pictures may not be copied; {instead}."))
    return found


def picture_use(policy: Policy) -> str:
    """Return hotlink, sideload or none: the newsroom's choice as far as the source allows it."""
    allowed = {"hotlink": policy.rights.hot_link, "sideload": policy.rights.sideload, "none": True}
    order: Sequence[str] = {"hotlink": ("hotlink", "sideload"), "sideload": ("sideload", "hotlink"), "none": ()}[
        policy.pictures.use
    ]
    return next((use for use in order if allowed[use]), "none")


def rights_end(rights: Rights, filed: datetime) -> datetime | None:
    """Return when a story filed at this moment must be taken down; None: never."""
    return filed + timedelta(days=rights.keep_days) if rights.keep_days else None
