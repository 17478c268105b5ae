"""Beside a gathered story in the block editor: where it came from, what its source allows, and how it changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wirepress.core.hooks import EditorFact, EditorPanel, PostFacts
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.curation.operations import CAPABILITY
from wirepress.features.wire.decide.policy import Policy, Rights
from wirepress.features.wire.decide.rights import credit_line
from wirepress.features.wire.entry.records import Entry
from wirepress.features.wire.models import Change, Item, Version

TEXT_MAX: Final = 300


def read_facts(post: PostFacts, actor: Actor) -> list[EditorFact]:
    """Return what the wire knows of a story; one line for a story of our own."""
    item = Item.objects.filter(post_id=post.pk).select_related("source").order_by("id").first()
    if item is None:
        return [EditorFact("Source", "None: written here")]
    facts = list(_facts(item, Entry.from_json(item.entry), Policy.model_validate(item.source.policy).rights))
    if actor.can(CAPABILITY):
        facts.append(
            EditorFact("Gathered story", "Versions and what can be done", f"/wp-admin/wire-queue/item/?id={item.pk}")
        )
    return [fact for fact in facts if fact.text]


def _facts(item: Item, entry: Entry, rights: Rights) -> Iterator[EditorFact]:
    yield EditorFact("Source", item.source.name)
    yield EditorFact("Published there", f"{item.published:%Y-%m-%d %H:%M} GMT" if item.published else "", item.url)
    yield EditorFact("Byline", item.byline)
    yield EditorFact("Licence", (entry.licence or rights.licence)[:TEXT_MAX])
    yield EditorFact("Credit", credit_line(rights, entry, item.source.name)[:TEXT_MAX])
    yield EditorFact("Terms", entry.usage[:TEXT_MAX])
    yield EditorFact("Not allowed", "; ".join(_forbidden(rights)))
    yield EditorFact("Versions", str(Version.objects.filter(item=item).count()))
    yield EditorFact("Corrected here", str(Change.objects.filter(item=item).count() or ""))
    yield EditorFact("To look at", item.flag_words[:TEXT_MAX])


def _forbidden(rights: Rights) -> Iterator[str]:
    if not rights.full_text:
        yield "more than the summary"
    if not rights.sideload:
        yield "copies of its pictures"
    if not rights.hot_link:
        yield "pictures from its server"
    if not rights.share:
        yield "sharing to social networks"
    if rights.expires is not None:
        yield f"anything after {rights.expires.isoformat()}"
    if rights.keep_days:
        yield f"showing it for longer than {rights.keep_days} days"


PANEL: Final = EditorPanel("wire", "Wire", facts=read_facts, types=("post",))
