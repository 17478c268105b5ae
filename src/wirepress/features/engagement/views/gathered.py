"""Views come in crowds: they wait a moment for each other and are counted together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.core.hooks import GatheredWrite
from wirepress.core.http.origin import is_foreign
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.features.engagement.reactions.routes import LIVE, NAMESPACE
from wirepress.features.engagement.views.count import View, count_views
from wirepress.features.engagement.views.routes import document
from wirepress.settings.settings import get_settings

PAUSE: Final = 0.1  # seconds that a view waits for others: nobody waits for its answer


def read(found: re.Match[str], data: Any, headers: Mapping[str, str], address: str) -> View | None:
    """Return the view; None when it is anything but plain."""
    if data != {} or is_foreign(headers, get_settings().url):
        return None
    return View(int(found[1]), reader_of(address, headers.get("user-agent", "")))


def write(views: Sequence[View]) -> list[dict[str, Any] | None]:
    """Return the documents of how things stood after all of them."""
    return [document(found) if found is not None else None for found in count_views(views)]


VIEWS: Final = GatheredWrite(rf"/{NAMESPACE}/posts/([0-9]{{1,18}})/views", read, write, LIVE, pause=PAUSE)
