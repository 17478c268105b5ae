"""Tells what was given, by its bytes: an export file, an archive, a database, documents, a list of feeds, an address, a folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from wirepress.transfer import plugin_importers
from wirepress.transfer.importing.request import ImportRequest, NothingInside, UnreadableSource
from wirepress.transfer.live.find_api import LiveSite
from wirepress.transfer.live.import_site import look_at_site
from wirepress.transfer.packing import PackedFile, UnreadableFile, describe_file
from wirepress.transfer.wordpress_db.mysql import SCHEMES

STDIN: Final = "-"
_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/|\Z)", re.IGNORECASE)


class Kind(StrEnum):
    """What a source is. In this order they are brought in: what others refer to comes first."""

    DATABASE = "database"
    BACKUP = "backup"  # an archive or a folder: a database, uploads, or several files
    WXR = "wxr"
    DOCUMENTS = "documents"
    OPML = "opml"
    PLUGIN = "plugin"  # a format that a plugin reads
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class FoundSource:
    """One source. `sentence`: what it is, for people."""

    source: str
    kind: Kind
    sentence: str
    uploads: bool = False  # it brings uploads
    site: LiveSite | None = None  # that an address leads to


def find_sources(request: ImportRequest) -> list[FoundSource]:
    """Return what the sources of a request are, in the order in which they are brought in. Raises UnreadableSource."""
    found = [_find_source(source, request) for source in request.sources]
    if not found:
        raise UnreadableSource("Nothing was named that could be brought in.")
    order = list(Kind)
    return sorted(found, key=lambda one: order.index(one.kind))


def _find_source(source: str, request: ImportRequest) -> FoundSource:
    if source == STDIN:
        return FoundSource(source, Kind.DOCUMENTS, "Standard input: documents of a REST API.")
    if source.startswith(SCHEMES):
        return FoundSource(source, Kind.DATABASE, f"{_hide_password(source)}: a WordPress database on a server.")
    if re.match(r"https?://", source, re.IGNORECASE):
        sentence, site = look_at_site(source, request)
        return FoundSource(source, Kind.ADDRESS, sentence, site=site)
    if re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE):
        raise UnreadableSource(f"{source.partition(':')[0]}:// is no address that an import knows.")
    path = Path(source)
    if path.is_dir():
        folder = _find_backup(path, request)
        assert folder is not None
        return folder
    if not path.is_file():
        hint = f" If it is a site, write https://{source}" if _HOST.match(source) else ""
        raise UnreadableSource(f"There is no file {source}.{hint}")
    if plugin_importers.choose([source])[0]:
        importer = plugin_importers.choose([source])[0][0][0]
        return FoundSource(source, Kind.PLUGIN, f"{path.name}: {importer.title}.")
    return find_file(path, request)


def _hide_password(address: str) -> str:
    return re.sub(r"//[^/@]*@", "//", address)


def find_file(path: Path, request: ImportRequest) -> FoundSource:
    """Return what a file is. Raises UnreadableSource."""
    from wirepress.transfer.archives.open_tree import is_archive

    if words := describe_file.describe_part(path):
        raise UnreadableSource(f"{path.name} {words}")
    if is_archive(path):
        try:
            found = _find_backup(path, request)
        except NothingInside:
            found = None
            if not _is_readable(path):
                raise
        if found is not None:
            return found
    if words := describe_file.describe_name(path.name):
        raise UnreadableSource(f"{path.name} is {words}.")
    try:
        file = PackedFile(path)
        if not file.head.strip(b"\xef\xbb\xbf\0 \t\r\n"):
            raise UnreadableFile(
                "is empty." if not file.size else "holds nothing but blanks. Was it written to its end?"
            )
    except UnreadableFile as error:
        raise UnreadableSource(f"{path.name} {error}") from None
    except OSError as error:
        raise UnreadableSource(f"{path.name} cannot be read: {error.strerror or error}.") from None
    kind = kind_of_head(file.head)
    if kind is None:
        words = (
            describe_file.describe_foreign(file.head, describe_file.ANYTHING)
            or f"is nothing that can come in. {describe_file.ANYTHING}"
        )
        raise UnreadableSource(f"{path.name} {words}")
    words = _describe_wxr(file.head) if kind is Kind.WXR else _SENTENCES[kind]
    return FoundSource(str(path), kind, f"{path.name}: {words}")


def _describe_wxr(head: bytes) -> str:
    version = re.search(rb"<\w+:wxr_version>\s*(?:<!\[CDATA\[)?([\d.]{1,8})", head)
    site = re.search(rb"<\w+:base_blog_url>\s*(?:<!\[CDATA\[)?([^\s<\]]{1,200})", head)
    told = f"WXR {version[1].decode()}" if version else "WXR"
    return f"a WordPress export file ({told})" + (f" of {site[1].decode('utf-8', 'replace')}." if site else ".")


_SENTENCES: Final = {
    Kind.DATABASE: "a WordPress database (SQL dump or its rows).",
    Kind.DOCUMENTS: "documents of a REST API.",
    Kind.OPML: "a list of feeds (OPML).",
}


def kind_of_head(head: bytes) -> Kind | None:
    """Return what a file is that begins so, unpacked; None: nothing that can come in."""
    if describe_file.is_wxr(head):
        return Kind.WXR
    if re.search(rb"<opml\b", head[:4096], re.IGNORECASE):
        return Kind.OPML
    if describe_file.describe_foreign(head):
        return None
    if describe_file.is_rows(head) or describe_file.is_sql(head):
        return Kind.DATABASE
    return Kind.DOCUMENTS if describe_file.is_json(head) or b"{" in head else None


def _find_backup(path: Path, request: ImportRequest) -> FoundSource | None:
    """Return what a folder or an archive holds; None: one file is all there is, and it can be read where it lies. Raises UnreadableSource."""
    from wirepress.transfer.archives.contents import look_into
    from wirepress.transfer.archives.wpress_tree import WpressTree

    contents = look_into(path, request)
    if contents.single and path.is_file() and not isinstance(contents.tree, WpressTree) and _is_readable(path):
        return None
    return FoundSource(
        str(path), Kind.BACKUP, f"{path.name or path}: {contents.sentence}", contents.uploads is not None
    )


def _is_readable(path: Path) -> bool:
    try:
        return kind_of_head(PackedFile(path).head) is not None
    except (UnreadableFile, OSError):
        return False
