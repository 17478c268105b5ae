"""Reactions that come in crowds: the plain ones of POST /wirepress/v1/posts/ID/reactions, counted together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.core.hooks import GatheredWrite
from wirepress.core.http.origin import is_foreign
from wirepress.features.engagement.reactions import routes
from wirepress.features.engagement.reactions.kinds import NUMBERS
from wirepress.features.engagement.reactions.react import Vote, react_together
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.settings.settings import get_settings


def read(found: re.Match[str], data: Any, headers: Mapping[str, str], address: str) -> Vote | None:
    """The vote; None when it is anything but plain."""
    if (
        not isinstance(data, dict)
        or data.keys() != {"reaction"}
        or type(data["reaction"]) is not int
        or data["reaction"] not in NUMBERS
    ):
        return None
    if is_foreign(headers, get_settings().url):
        return None
    return Vote(int(found[1]), data["reaction"], reader_of(address, headers.get("user-agent", "")))


def write(votes: Sequence[Vote]) -> list[dict[str, Any] | None]:
    """The documents of how things stood after each."""
    return [routes.document(found) if found is not None else None for found in react_together(votes)]


REACTIONS: Final = GatheredWrite(rf"/{routes.NAMESPACE}/posts/([0-9]{{1,18}})/reactions", read, write, routes.LIVE)
