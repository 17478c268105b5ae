"""Likes that come in crowds: the plain ones of POST /wirepress/v1/posts/ID/likes, counted together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.core.hooks import GatheredWrite
from wirepress.core.http.origin import is_foreign
from wirepress.features.engagement.likes import routes
from wirepress.features.engagement.likes.kinds import CHOICES
from wirepress.features.engagement.likes.like import like_together
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.features.engagement.votes.ballot import Vote
from wirepress.settings.settings import get_settings


def read(found: re.Match[str], data: Any, headers: Mapping[str, str], address: str) -> Vote | None:
    """Return the click; None when it is anything but plain."""
    if not isinstance(data, dict) or data.keys() != {"choice"} or is_foreign(headers, get_settings().url):
        return None
    choice = CHOICES.get(data["choice"]) if isinstance(data["choice"], str) else None
    return Vote(int(found[1]), choice, reader_of(address, headers.get("user-agent", ""))) if choice else None


def write(votes: Sequence[Vote]) -> list[dict[str, Any] | None]:
    """Return the documents of how things stood after each."""
    return [routes.document(found) if found is not None else None for found in like_together(votes)]


LIKES: Final = GatheredWrite(rf"/{routes.NAMESPACE}/posts/([0-9]{{1,18}})/likes", read, write, routes.LIVE)
