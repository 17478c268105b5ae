"""The entry at which a document broke off: it waits, as one item, until a whole document says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from wirepress.content.options import site
from wirepress.features.wire.decide.holds import check_whole
from wirepress.features.wire.dedupe.known_items import SeenEntry
from wirepress.features.wire.entry.identity import digest, entry_text, make_keys
from wirepress.features.wire.entry.plain_text import clean_title, fold_text
from wirepress.features.wire.entry.records import Entry, Reason, Verdict
from wirepress.features.wire.models import Item, Source
from wirepress.settings import limits


def settle(source: Source, cut: Sequence[Entry], seen: Sequence[SeenEntry]) -> list[str]:
    """Keep what broke off, and settle what broke off in earlier documents. Return what is to be said. Inside a transaction.

    `seen`: the whole entries of this look; of one that came whole the waiting item goes, of one that never does it is left out in the end.
    """
    notes: list[str] = []
    kept = {_keep(source, entry, notes) for entry in cut}
    for item in Item.objects.filter(source=source, state="held", hold="cut").exclude(guid_key__in=kept):
        if any(_begins(item, one) for one in seen):
            notes.append(f"“{item.title[:100]}”, at which an earlier document broke off, has come whole.")
            item.delete()
        elif kept:
            notes.append(
                f"“{item.title[:100]}”, at which an earlier document broke off, is replaced by what this one says."
            )
            item.delete()
        elif item.seen < site.now_gmt() - timedelta(days=limits.WIRE_HELD_DAYS):
            words = f"It has waited {limits.WIRE_HELD_DAYS} days for a whole document that has it, which did not come."
            reasons = [*item.verdict.get("reasons", []), {"rule": "limit.waited", "words": words}]
            Item.objects.filter(pk=item.pk).update(
                state="skipped", hold="", verdict={**item.verdict, "reasons": reasons}
            )
            notes.append(f"“{item.title[:100]}”: {words}")
    return notes


def _keep(source: Source, entry: Entry, notes: list[str]) -> str:
    """Return the key under which the entry waits; what is known by its identifier stays as it is."""
    text = entry_text(entry)
    keys = make_keys(entry, text)
    title = clean_title(entry.title) or "(no title)"
    if entry.guid and Item.objects.filter(source=source, guid_key=keys.guid).exclude(hold="cut").exists():
        notes.append(
            f"The document broke off in the middle of “{title[:100]}”, which is here already and was left as it is."
        )
        return ""
    key = digest("broken off", keys.content)
    reason = check_whole(entry)
    verdict = Verdict("hold", reasons=(reason,) if isinstance(reason, Reason) else ())
    values = {
        "url_key": "",
        "content_key": keys.content,
        "state": "held",
        "hold": "cut",
        "title": title,
        "url": entry.url[:2000],
        "entry": entry.as_json(),
        "verdict": verdict.as_json(),
        "seen": site.now_gmt(),
    }
    Item.objects.get_or_create(source=source, guid_key=key, defaults=values)
    notes.append(f"“{title[:100]}” waits: the document broke off in the middle of it.")
    return key


def _begins(item: Item, one: SeenEntry) -> bool:
    """Return whether a whole entry is the one that broke off."""
    kept = item.entry if isinstance(item.entry, dict) else {}
    if one.entry.guid and one.entry.guid == kept.get("guid"):
        return True
    title = fold_text(clean_title(str(kept.get("title", ""))))
    return bool(title) and fold_text(clean_title(one.entry.title)).startswith(title)
