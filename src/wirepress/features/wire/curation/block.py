"""Authors, hosts, addresses and whole sources that nobody wants to see again."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.locks import lock_name, lock_rows
from wirepress.content.options import site
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.curation import operations
from wirepress.features.wire.curation.reject import reject_locked
from wirepress.features.wire.models import Block, Item, Source
from wirepress.features.wire.sources.manage import host_of, is_single_line

KINDS: Final = ("author", "host", "url")
WAITING: Final = ("queued", "held")
VALUE_MAX: Final = 500


def add_block(kind: str, value: str, *, actor: Actor, why: str = "") -> tuple[Block, str]:
    """Keep an author, a host or an address out from now on, and rejects what waits from there. The row, and what happened in words.

    Blocking again changes nothing. Raises Refused.
    """
    operations.check_permission(actor)
    wanted = normalize_value(kind, value)
    with transaction.atomic():
        lock_name("wire:blocks")
        row, made = Block.objects.get_or_create(
            kind=kind, value=wanted, defaults={"why": why.strip()[:500], "by_id": actor.id, "made": site.now_gmt()}
        )
        number = sum(_reject_matching(item, actor, row) for item in _waiting_items() if applies_to(row, item))
    words = f"{kind.capitalize()} {wanted} {'is blocked from now on' if made else 'was blocked already'}."
    return row, words + (f" {number} waiting {'item was' if number == 1 else 'items were'} rejected." if number else "")


def remove_block(number: int, *, actor: Actor) -> str:
    """Let them in again; what was rejected stays so. What happened, in words. Raises ActionRefused."""
    operations.check_permission(actor)
    gone = Block.objects.filter(pk=number).delete()[0]
    return "It is let in again. What was rejected stays rejected." if gone else "It was not blocked."


def block_source(source: Source, *, actor: Actor) -> str:
    """Switch a source off and rejects what waits from it. What happened, in words. Raises ActionRefused."""
    if not actor.can("manage_options"):
        raise ActionRefused(
            "wire_forbidden",
            "Sources are blocked by whoever manages them: ask an administrator.",
            403 if actor.id else 401,
        )
    with transaction.atomic():
        if not lock_rows(source):
            raise ActionRefused("wire_no_source", "The source is gone.", 404)
        was = source.enabled
        source.enabled, source.due = False, None
        source.save(update_fields=["enabled", "due"])
        numbers = Item.objects.filter(source=source, state__in=WAITING).order_by("pk").values_list("pk", flat=True)
        number = sum(_reject_waiting(item, actor, "its source is blocked") for item in list(numbers))
    return f"{source.name} {'is switched off now' if was else 'was off already'}. {number} waiting items were rejected."


def normalize_value(kind: str, value: str) -> str:
    """Return the value as it is stored: authors without regard to case, hosts in lower case. Raises ActionRefused."""
    text = value.strip() if isinstance(value, str) else ""
    if kind not in KINDS:
        raise ActionRefused("wire_wrong_block", f"What is blocked is one of {', '.join(KINDS)}.", 400)
    if kind == "host":
        text = _host(text if "//" in text else f"//{text}")
    text = _author(text) if kind == "author" else text
    if not text or len(text) > VALUE_MAX or not is_single_line(text):
        raise ActionRefused(
            "wire_wrong_block", f"Say which {kind}, in one line of at most {VALUE_MAX} characters.", 400
        )
    return text


def applies_to(row: Block, item: Item) -> bool:
    """Return whether a block keeps this item out."""
    if row.kind == "author":
        names = [item.byline, *(name for name in item.entry.get("authors", []) if isinstance(name, str))]
        return row.value in map(_author, names)
    if row.kind == "host":
        host = _host(item.url)
        return host == row.value or host.endswith(f".{row.value}")
    return item.url == row.value


def _author(name: str) -> str:
    return " ".join(name.casefold().split())


def _host(url: str) -> str:
    return host_of(url).removeprefix("www.")


def _waiting_items() -> list[Item]:
    return list(Item.objects.filter(state__in=WAITING).order_by("pk").defer("verdict"))


def _reject_matching(item: Item, actor: Actor, row: Block) -> int:
    return _reject_waiting(item.pk, actor, f"{row.kind} {row.value} is blocked")


def _reject_waiting(number: int, actor: Actor, why: str) -> int:
    """Reject the item if it still waits. Return 1 then, else 0."""
    item = Item(pk=number)
    if not lock_rows(item) or item.state not in WAITING:
        return 0
    reject_locked(item, actor, why)
    return 1
