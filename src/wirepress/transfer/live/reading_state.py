"""How far a site was read: a folder of the site's own, with what was read as lines of JSON and a note of what comes next."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from wirepress.settings import file_permissions
from wirepress.settings.settings import get_settings
from wirepress.transfer.importing.request import UnreadableSource

FOLDER: Final = ".sites"  # in the folder of imports, hidden from those who choose a file there
ROOM: Final = 512 * 1024 * 1024  # bytes of the disk that reading leaves free
_NAME: Final = re.compile(r"[^a-z0-9_-]+")


@dataclass(slots=True)
class Collection:
    """One list of the API. `page`: the next one to be read, of `per_page` rows, of which the site gives at most `most`;
    `newest`: the latest change that an earlier run saw, GMT, `seen` the latest of this one; `dropped`: what may not be asked there."""

    page: int = 1
    per_page: int = 0  # 0: not begun
    most: int = 0
    done: bool = False
    newest: str = ""
    seen: str = ""
    total: int = -1  # as the site says; -1: it does not, or it has changed while pages were read
    shifting: bool = False
    dropped: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ReadingState:
    """The state of reading one site.

    `marks`: list -> id -> what the site held of it when a run ended; `read`: the same of the run that is under way. `people`: id there ->
    id here; `made`: ids there of those whose accounts an import made; `settings`: what was brought of them; `empty`: this site held no
    story when the first run began; `token`: what this site's database knows the folder by; `files_came`: no file is missing;
    `vanished`: list -> how many were gone at once, which the next run has to see too.
    """

    folder: Path
    collections: dict[str, Collection] = field(default_factory=dict)
    marks: dict[str, dict[str, str]] = field(default_factory=dict)
    read: dict[str, dict[str, str]] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    vanished: dict[str, int] = field(default_factory=dict)
    token: str = ""
    files_came: bool = False
    empty: bool | None = None
    runs: int = 0  # that came to their end

    @classmethod
    def open(cls, address: str, user: str) -> ReadingState:
        """Return the state of an address as one person reads it, as it was left."""
        bare = f"{address.rstrip('/')}-{user}".lower().partition("://")[2]
        name = re.sub(r"[^a-z0-9.-]+", "_", bare)[:100].strip("_-.") or "site"
        name = f"{name}-{blake2b(bare.encode(), digest_size=4).hexdigest()}"
        folder = get_settings().folder
        for part in ("imports", FOLDER, name):  # for nobody else: drafts lie there, and mail addresses
            folder = folder / part
            folder.mkdir(mode=file_permissions.FOLDER, exist_ok=True)
        state = cls(folder)
        try:
            stored = json.loads((folder / "state.json").read_text())
            state.collections = {key: Collection(**value) for key, value in stored["collections"].items()}
            state.people, state.settings = stored["people"], stored["settings"]
            state.vanished = stored["vanished"]
            state.token, state.files_came = stored["token"], stored["files_came"]
            state.empty, state.runs, state.made = stored["empty"], stored["runs"], stored["made"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return state
        for name in state.collections:
            state.marks[name] = dict(_read_marks(state.file(name, "known")))
            state.read[name] = dict(_read_marks(state.file(name, "read")))
        return state

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one run. Raises UnreadableSource while another one reads the same site."""
        with (self.folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise UnreadableSource("This site is being read by another import. Wait for it, or stop it.") from None
            yield

    def begin_anew(self) -> None:
        """Forget everything: what was brought in is no longer here."""
        for path in self.folder.iterdir():
            if path.name != "lock":
                path.unlink(missing_ok=True)
        self.collections, self.marks, self.read, self.people, self.settings = {}, {}, {}, {}, {}
        self.files_came, self.vanished = False, {}
        self.token, self.empty, self.runs, self.made = "", None, 0, []

    def collection(self, name: str) -> Collection:
        """Return a list's state, made on first use."""
        return self.collections.setdefault(name, Collection())

    def file(self, name: str, ending: str = "jsonl") -> Path:
        """Return the file of what was read of a list."""
        return self.folder / f"{_NAME.sub('-', name.lower())[:80]}.{ending}"

    def add(self, name: str, documents: Sequence[Any], marks: Mapping[str, str] | None = None) -> None:
        """Write documents down, and what the site holds of them. Raises UnreadableSource on a disk that is nearly full."""
        if shutil.disk_usage(self.folder).free < ROOM:
            raise UnreadableSource(
                f"The disk of {self.folder} is nearly full. What was read is kept; make room and run the same import again."
            )
        if documents:
            _append(self.file(name), "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in documents))
        if marks:
            self.read.setdefault(name, {}).update(marks)
            _append(self.file(name, "read"), "".join(f"{key}\t{mark}\n" for key, mark in marks.items()))

    def known(self, name: str) -> dict[str, str]:
        """Return what the site held of a list as far as is known: id -> mark."""
        return {**self.marks.get(name, {}), **self.read.get(name, {})}

    def documents(self, name: str) -> Iterator[Any]:
        """Yield what was read of a list."""
        path = self.file(name)
        if path.is_file():
            with path.open(encoding="utf-8", errors="surrogatepass") as file:
                for line in file:
                    yield json.loads(line)

    def save(self) -> None:
        """Write the state down: whole or not at all."""
        rows = {
            "collections": {name: asdict(one) for name, one in self.collections.items()},
            "token": self.token,
            "vanished": self.vanished,
            "files_came": self.files_came,
            "people": self.people,
            "made": self.made,
            "settings": self.settings,
            "empty": self.empty,
            "runs": self.runs,
        }
        beside = self.folder / "state.json.new"
        beside.write_text(json.dumps(rows))
        beside.replace(self.folder / "state.json")

    def files(self) -> list[str]:
        """Return the files of what was read, in the order in which the lists were begun."""
        return [str(self.file(name)) for name in self.collections if self.file(name).is_file()]

    def finish(self, held: Mapping[str, Mapping[str, str]]) -> None:
        """Everything is in: the next run asks for what has changed since. `held`: what the lists hold now, as far as they were compared."""
        for name, one in self.collections.items():
            marks = dict(held[name]) if name in held else self.known(name)
            beside = self.file(name, "known.new")
            beside.write_text("".join(f"{key}\t{mark}\n" for key, mark in marks.items()), encoding="utf-8")
            beside.replace(self.file(name, "known"))
            self.marks[name], self.read[name] = marks, {}
            for ending in ("jsonl", "read"):
                self.file(name, ending).unlink(missing_ok=True)
            one.page, one.per_page, one.done, one.total, one.shifting = 1, 0, False, -1, False
            one.newest, one.seen = max(one.newest, one.seen), ""
        self.runs += 1
        self.save()


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8", errors="surrogatepass") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _read_marks(path: Path) -> Iterator[tuple[str, str]]:
    """Yield id and mark of each line that was written whole."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return
    for line in text.split("\n")[:-1]:
        key, tab, mark = line.partition("\t")
        if tab:
            yield key, mark
