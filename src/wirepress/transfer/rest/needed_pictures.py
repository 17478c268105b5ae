"""Pictures that imported stories show: which files they need, and which lead pictures and bylines came with them.

What is needed is written down while documents are read, and fetched when they are in: documents wait for no picture.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final
from urllib.parse import quote, unquote, urljoin

from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.files.storage import is_safe
from wirepress.core.markup.fields.mime_types import mime_of
from wirepress.transfer.clean_values import clean_number
from wirepress.transfer.report import Report
from wirepress.transfer.rest.post_values import Document

KIND: Final = "pictures"
_FOLDER: Final = "/wp-content/uploads/"
_NAME: Final = r"(?P<path>[^\s\"'<>\\()?#,]+\.(?:jpe?g|png|gif|webp|avif|bmp|ico|tiff?))"
IN_MEMORY: Final = 1024 * 1024  # bytes of the list of what is needed; a longer one lies on disk


@dataclass(frozen=True, slots=True)
class NeededFile:
    """One file: where it shall lie below the uploads folder, where it can be had, and the smaller ones that are made of it."""

    path: str
    url: str
    sizes: tuple[tuple[str, int, int], ...] = ()  # path, width, height
    length: int = 0  # bytes, as the source says; 0: it does not


@dataclass(slots=True)
class NeededPictures:
    """The pictures and signatures of one import. `source_url`: address of the site that gave the documents."""

    report: Report
    source_url: str = ""
    leads: Counter[tuple[int, str]] = field(default_factory=Counter)  # media id, what became of the story -> stories
    authors: Counter[tuple[int, str]] = field(default_factory=Counter)  # the same with the author
    routes: dict[int, str] = field(default_factory=dict)  # media id -> address of its document
    _list: IO[str] = field(default_factory=lambda: _open_list())

    def close(self) -> None:
        """Let go of the list of what is needed."""
        self._list.close()

    def note_story(self, document: Document, outcome: str) -> None:
        """Remember what a story that went in shows: its lead picture, its author."""
        media = max(clean_number(document.get("featured_media")), 0)
        if media:
            self.leads[media, outcome] += 1
            self.routes.setdefault(media, _route(document))
        author = max(clean_number(document.get("author")), 0)
        if author and document.get("type") != "attachment":
            self.authors[author, outcome] += 1

    def add_body_pictures(self, html: str) -> None:
        """Note the pictures of a body (as it is stored here) that lie in this site's uploads."""
        if not self.source_url or _FOLDER not in html:
            return
        here = re.escape(site.uploads_url())
        pattern = re.compile(rf"(?:{here}|(?<=[\"'(\s,]){re.escape(_FOLDER)}){_NAME}", re.IGNORECASE)
        for found in pattern.finditer(html):
            path = unquote(found["path"])
            self._write(NeededFile(path, f"{self.source_url}{_FOLDER}{quote(path)}"))

    def add_attachment(self, post_id: int, document: Document) -> None:
        """Write down the file of an attachment."""
        url = document.get("source_url")
        file = MediaFile.objects.filter(post_id=post_id).first()
        if file is None or not file.path or not isinstance(url, str) or not url:
            self.report.tally(KIND).read += 1
            self.report.count_loss(f"{KIND}: their documents do not say where the file lies")
            return
        address = urljoin(f"{self.source_url}/", url)
        facts = file.metadata if isinstance(file.metadata, dict) else {}
        self._write(NeededFile(file.path, address, list_sizes(file), max(clean_number(facts.get("filesize")), 0)))
        original = facts.get("original_image")  # of a picture that was made smaller when it was uploaded
        if isinstance(original, str) and original and "/" not in original:
            folder = file.path.rpartition("/")[0]
            self._write(NeededFile(f"{folder}/{original}".lstrip("/"), urljoin(address, quote(original))))

    def _write(self, wanted: NeededFile) -> None:
        if is_safe(wanted.path) and mime_of(wanted.path)[1]:
            self._list.write(json.dumps([wanted.path, wanted.url, wanted.sizes, wanted.length]) + "\n")
        else:
            self.report.tally(KIND).read += 1
            self.report.count_loss(f"{KIND}: files of types that are not kept")

    def list_files(self) -> Iterator[NeededFile]:
        """Yield every file that was written down, attachments and pictures of bodies as they came; some more than once."""
        self._list.flush()
        self._list.seek(0)
        for line in self._list:
            path, url, sizes, length = json.loads(line)
            yield NeededFile(path, url, tuple((name, wide, high) for name, wide, high in sizes), length)

    def missing_leads(self) -> list[int]:
        """Return the lead pictures that no document described."""
        ids = sorted({media for media, _ in self.leads})
        known: set[int] = set()
        for some in _in_chunks(ids):
            known.update(Post.objects.filter(id__in=some, type="attachment").values_list("id", flat=True))
        return [media for media in ids if media not in known]

    def count_outcomes(self) -> None:
        """Count what became of lead pictures and bylines, now that everything is in."""
        missing = set(self.missing_leads())
        for (media, outcome), times in self.leads.items():
            self._count("lead pictures", outcome, times, media in missing, "no document tells what they are")
        nameless = _unnamed_authors({author for author, _ in self.authors})
        for (author, outcome), times in self.authors.items():
            self._count("bylines", outcome, times, author in nameless, "no document tells the author's name")
        self.report.count_loss("names of authors; placeholders stand for them", len(nameless))

    def _count(self, kind: str, outcome: str, times: int, lost: bool, why: str) -> None:
        tally = self.report.tally(kind)
        tally.read += times
        if lost:
            self.report.count_loss(f"{kind}: {why}", times)
        else:
            setattr(tally, outcome, getattr(tally, outcome) + times)


def _unnamed_authors(ids: set[int]) -> set[int]:
    named: set[int] = set()
    for some in _in_chunks(sorted(ids)):
        found = User.objects.filter(id__in=some).values_list("id", "placeholder", "display_name")
        named.update(author for author, placeholder, name in found if not (placeholder and name == f"Author {author}"))
    return ids - named


def _in_chunks(ids: list[int]) -> Iterator[list[int]]:
    """Return a database takes only so many values in one question."""
    return (ids[at : at + 1000] for at in range(0, len(ids), 1000))


def _open_list() -> IO[str]:
    return tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8")  # closed by Pictures.close


def _route(document: Document) -> str:
    """Return the address of the lead picture's document, as the story's document links it."""
    links = document.get("_links")
    rows = links.get("wp:featuredmedia") if isinstance(links, Mapping) else None
    row: Any = rows[0] if isinstance(rows, list) and rows else None
    href = row.get("href") if isinstance(row, Mapping) else None
    return href if isinstance(href, str) else ""


def list_sizes(file: MediaFile) -> tuple[tuple[str, int, int], ...]:
    """Return the smaller files of a picture: path, width, height."""
    metadata = file.metadata if isinstance(file.metadata, dict) else {}
    sizes = metadata.get("sizes")
    folder = file.path.rpartition("/")[0]
    found = []
    for size in sizes.values() if isinstance(sizes, dict) else ():
        name = str(size.get("file") or "") if isinstance(size, dict) else ""
        path = f"{folder}/{name}" if folder else name
        if name and "/" not in name and is_safe(path):
            found.append((path, clean_number(size.get("width")), clean_number(size.get("height"))))
    return tuple(found)
