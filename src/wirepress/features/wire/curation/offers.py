"""Take up or refuse what the wire found in every entry of a source and offers to strip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.locks import lock_rows
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.manage import change_source


def settle_offer(source: Source, where: str, find: str, *, accept: bool, actor: Actor) -> str:
    """Make an offer a rule of the source, or never offer it again. Return what happened, in words. Raises ActionRefused."""
    if not actor.can("manage_options"):
        raise ActionRefused("wire_forbidden", "Sources are changed by whoever manages them.", 403 if actor.id else 401)
    with transaction.atomic():
        if not lock_rows(source):
            raise ActionRefused("wire_no_source", "The source is gone.", 404)
        rest = [one for one in source.offers if not _is(one, where, find)]
        if len(rest) == len(source.offers):
            raise ActionRefused("wire_no_offer", "This is not offered any more.", 409)
        if accept:
            rules = [*source.policy.get("text_rules", []), {"where": where, "find": find}]
            change_source(source, {"policy": {**source.policy, "text_rules": rules}})
        else:
            rest.append({"where": where, "find": find, "refused": True})
        source.offers = rest
        source.save(update_fields=["offers"])
    return "It is taken out from now on; the rule stands in the policy." if accept else "It is not offered again."


def open_offers(source: Source) -> list[Mapping[str, Any]]:
    """Return what is offered and not refused."""
    return [one for one in source.offers if isinstance(one, dict) and not one.get("refused")]


def _is(one: Mapping[str, Any], where: str, find: str) -> bool:
    return (one.get("where"), one.get("find")) == (where, find)
