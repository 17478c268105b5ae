"""Shares that come in crowds: the plain ones of POST /wirepress/v1/posts/ID/shares, counted together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.core.hooks import GatheredWrite
from wirepress.core.http.origin import is_foreign
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.features.engagement.reactions.routes import LIVE, NAMESPACE
from wirepress.features.engagement.sharing.count import Share, count_shares
from wirepress.features.engagement.sharing.networks import KNOWN
from wirepress.features.engagement.sharing.routes import document
from wirepress.settings.settings import get_settings

PAUSE: Final = 0.1  # seconds that a share waits for others: nobody waits for its answer


def read(found: re.Match[str], data: Any, headers: Mapping[str, str], address: str) -> Share | None:
    """Return the share; None when it is anything but plain."""
    if not isinstance(data, dict) or data.keys() != {"network"} or is_foreign(headers, get_settings().url):
        return None
    if data["network"] not in KNOWN:
        return None
    return Share(int(found[1]), data["network"], reader_of(address, headers.get("user-agent", "")))


def write(shares: Sequence[Share]) -> list[dict[str, Any] | None]:
    """Return the documents of how things stood after all of them."""
    return [document(found) if found is not None else None for found in count_shares(shares)]


SHARES: Final = GatheredWrite(rf"/{NAMESPACE}/posts/([0-9]{{1,18}})/shares", read, write, LIVE, pause=PAUSE)
