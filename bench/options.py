"""What every part of the benchmark is told, and the site that they share."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bench import sites


@dataclass(slots=True)
class Options:
    """`seconds`: one-second rounds for each figure. `database`: makes an empty database of a name; "" for SQLite in the site's folder."""

    folder: Path
    seconds: int = 3
    workers: int = 2
    database: Callable[[str], str] = lambda name: ""
    document: Path | None = None
    _site: tuple[sites.Site, int] | None = field(default=None, repr=False)

    def site(self) -> tuple[sites.Site, int]:
        """A site with invented stories and the number of the story to measure; made once for all parts that only read."""
        if self._site is None:
            self._site = sites.found(
                self.folder / "site", self.database("read"), url=self._origin(), document=self.document
            )
        return self._site

    def _origin(self) -> str:
        """The address of the site that answered the document: its links are the same bytes then."""
        if self.document is None:
            return "http://news.example"
        found = json.loads(self.document.read_bytes())
        parts = urlsplit((found[0] if isinstance(found, list) else found)["link"])
        return f"{parts.scheme}://{parts.netloc}"
