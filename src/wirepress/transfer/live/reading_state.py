"""How far a site was read: a folder of the site's own, with what was read as lines of JSON and a note of what comes next."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from wirepress.settings.settings import get_settings


@dataclass(slots=True)
class Collection:
    """One list of the API. `page`: the next one to be read; `newest`: the latest change that was seen, GMT; `ids`: what it held."""

    page: int = 1
    done: bool = False
    newest: str = ""
    seen: str = ""  # the latest change of the run that is under way
    ids: list[int] = field(default_factory=list)


@dataclass(slots=True)
class ReadingState:
    """The state of reading one site."""

    folder: Path
    collections: dict[str, Collection] = field(default_factory=dict)

    @classmethod
    def open(cls, address: str, user: str) -> ReadingState:
        """Return the state of an address as one person reads it, as it was left."""
        name = re.sub(r"[^a-z0-9.-]+", "_", f"{address}-{user}".lower().partition("://")[2])[:120].strip("_-")
        folder = get_settings().folder / "imports" / (name or "site")
        folder.mkdir(parents=True, exist_ok=True)
        state = cls(folder)
        try:
            stored = json.loads((folder / "state.json").read_text())
        except (OSError, ValueError):
            return state
        state.collections = {key: Collection(**value) for key, value in stored.items()}
        return state

    def collection(self, name: str) -> Collection:
        """Return a list's state, made on first use."""
        return self.collections.setdefault(name, Collection())

    def file(self, name: str) -> Path:
        """Return the file of what was read of a list."""
        return self.folder / f"{re.sub(r'[^a-z0-9_-]+', '-', name.lower())}.jsonl"

    def add(self, name: str, documents: Sequence[Any]) -> None:
        """Write documents down."""
        if not documents:
            return
        with self.file(name).open("a", encoding="utf-8") as file:
            for document in documents:
                file.write(json.dumps(document, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def save(self) -> None:
        """Write the state down: whole or not at all."""
        rows = {name: asdict(one) for name, one in self.collections.items()}
        beside = self.folder / "state.json.new"
        beside.write_text(json.dumps(rows))
        beside.replace(self.folder / "state.json")

    def files(self) -> list[str]:
        """Return the files of what was read, in the order in which the lists were begun."""
        return [str(self.file(name)) for name in self.collections if self.file(name).is_file()]

    def finish(self) -> None:
        """Everything is in: the next run asks for what has changed since."""
        for name, one in self.collections.items():
            self.file(name).unlink(missing_ok=True)
            one.page, one.done = 1, False
            one.newest, one.seen = max(one.newest, one.seen), ""
        self.save()
