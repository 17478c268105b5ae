"""What of a site lies in a folder or an archive: found by looking, not by the names that a program gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from wirepress.transfer.archives.open_tree import open_tree
from wirepress.transfer.archives.tree import Tree
from wirepress.transfer.archives.wpress_tree import WpressTree
from wirepress.transfer.importing.request import ImportRequest, NothingInside, UnreadableSource
from wirepress.transfer.importing.sources import Kind, kind_of_head
from wirepress.transfer.packing import describe_file
from wirepress.transfer.packing.packed_file import decode_blocks, detect_codec
from wirepress.transfer.packing.unpack import TruncatedStream, UnreadableFile, peek, unpack_blocks
from wirepress.transfer.wordpress_db.join_dumps import is_whole, tables_of_head

_FOREIGN: Final = re.compile(  # programs, and what lies beside them
    r"(?:.*/)?(?:plugins|mu-plugins|themes|languages|node_modules|vendor|wp-admin|wp-includes|upgrade|cache|__MACOSX|logs?)/.*|(?:.*/)?\.[^/]*(?:/.*)?",
    re.IGNORECASE,
)
_CONTENT: Final = re.compile(
    r".*\.(?:sql|mysql|dump|xml|wxr|json|jsonl|ndjson|opml)(?:\.(?:gz|bz2|xz|zst))*|.*-db\d*\.gz", re.IGNORECASE
)
_BESIDE: Final = re.compile(
    r"(?:.*/)?(?:(?:package|composer|theme|block|package-lock|manifest|multisite|blogs|studio|local-site)\.json|[^/]*sitemap[^/]*\.xml"
    r"|mysql\.sql|phpcs\.xml|web\.config)",
    re.IGNORECASE,
)
_ARCHIVE: Final = re.compile(r".*\.(?:zip|tar|tgz|tar\.(?:gz|bz2|xz|zst)|wpress)", re.IGNORECASE)
# Where plugins keep earlier backups of the same site: what they hold is older than the site itself.
_EARLIER: Final = re.compile(
    r"(?:.*/)?(?:wp-content|public_html|updraft|ai1wm-backups|backups-dup-(?:lite|pro)|wpvividbackups|backwpup[^/]*|backupwordpress[^/]*)/.*",
    re.IGNORECASE,
)
_UPLOADS: Final = re.compile(
    r"(?P<root>(?:.*?/)?(?:uploads|files)/|)(?:sites/\d+/)?(?:19|20)\d\d/(?:0[1-9]|1[0-2])/[^/]+"
)
_ANY_UPLOADS: Final = re.compile(r"(?P<root>(?:.*?/)?(?:wp-content/)?uploads/).+")
_CONFIG: Final = re.compile(r"(?:.*/)?wp-config\.php", re.IGNORECASE)


@dataclass(slots=True)
class Contents:
    """What was found, by names within the tree. `uploads`: the folder of uploads, with a slash; None: there is none."""

    tree: Tree
    found: dict[Kind, list[str]] = field(default_factory=dict)
    uploads: str | None = None
    files: int = 0  # among the uploads
    nested: list[str] = field(default_factory=list)  # archives inside of it
    earlier: list[str] = field(default_factory=list)  # backups that the site kept of itself
    prefix: str = ""
    unread: list[str] = field(default_factory=list)
    broken_off: str = ""

    @property
    def sentence(self) -> str:
        """Return in words what was found."""
        parts = [
            f"{_WORDS[kind]} ({', '.join(names[:3])}{', ...' if len(names) > 3 else ''})"
            for kind, names in self.found.items()
        ]
        if self.uploads is not None:
            parts.append(f"{self.files} uploaded files")
        if self.nested:
            parts.append(f"archives ({', '.join(self.nested[:3])}{', ...' if len(self.nested) > 3 else ''})")
        return f"{self.tree.what} with {' and '.join(parts)}."

    @property
    def facts(self) -> dict[str, Any]:
        """Return what an archive says of its site besides."""
        return self.tree.facts if isinstance(self.tree, WpressTree) else {}

    @property
    def single(self) -> bool:
        """Return whether one file is all there is, and nothing was left out."""
        if self.tree.refused.hostile or self.tree.refused.others or self.unread or self.earlier:
            return False
        return self.uploads is None and not self.nested and sum(map(len, self.found.values())) == 1


_WORDS: Final = {
    Kind.DATABASE: "a database",
    Kind.WXR: "export files (WXR)",
    Kind.DOCUMENTS: "documents",
    Kind.OPML: "lists of feeds",
}


def look_into(path: Path, request: ImportRequest) -> Contents:
    """Return what lies in a folder or an archive. Raises UnreadableSource."""
    try:
        tree = open_tree(path, request.passphrase)
        contents = _survey(tree)
    except UnreadableFile as error:
        raise UnreadableSource(f"{path.name} {error}") from None
    except OSError as error:
        raise UnreadableSource(f"{path.name} cannot be read: {error.strerror or error}.") from None
    if not contents.found and contents.uploads is None and not contents.nested:
        raise (_kind_of_nothing(contents))(_describe_nothing(path, contents))
    return contents


def _kind_of_nothing(contents: Contents) -> type[UnreadableSource]:
    bad = contents.unread or contents.tree.refused.hostile or contents.broken_off
    return UnreadableSource if bad else NothingInside


def _describe_nothing(path: Path, contents: Contents) -> str:
    if contents.unread:
        return f"{path.name} holds {contents.unread[0]}."
    hostile = contents.tree.refused.hostile
    if hostile:
        return f"{path.name} holds {hostile[0][0]}, which is refused: {hostile[0][1]}. Nothing was read."
    if contents.broken_off:
        return f"{path.name} is damaged or not whole: {contents.broken_off}. Make or copy it anew."
    return f"{path.name} is {contents.tree.what} with nothing in it that can come in. {describe_file.ANYTHING}"


def _survey(tree: Tree) -> Contents:
    contents = Contents(tree)
    roots: Counter[str] = Counter()
    loose: Counter[str] = Counter()
    tables: dict[str, set[str]] = {}
    config = b""

    def look(name: str) -> bool:
        return _is_content(name) or _CONFIG.fullmatch(name) is not None

    try:
        for member, head in tree.scan(look):
            name = member.name
            if words := describe_file.describe_name(name):
                contents.unread.append(words)
            if dated := _UPLOADS.fullmatch(name):
                roots[dated["root"]] += 1
            elif (other := _ANY_UPLOADS.fullmatch(name)) and not _FOREIGN.fullmatch(name) and not _is_content(name):
                loose[other["root"]] += 1
            elif _CONFIG.fullmatch(name):
                config = config or head
            elif _is_content(name):
                _add_content(name, head, contents, tables)
            elif _ARCHIVE.fullmatch(name) and not _FOREIGN.fullmatch(name):
                (contents.earlier if _EARLIER.fullmatch(name) else contents.nested).append(name)
    except TruncatedStream as error:
        contents.broken_off = str(error)
    _choose_databases(contents, tables, config)
    best = (roots or loose).most_common(1)
    if best and not (best[0][0] == "" and contents.found):
        contents.uploads = best[0][0]
        contents.files = roots[contents.uploads] + loose[contents.uploads]
    return contents


def _is_content(name: str) -> bool:
    if _BESIDE.fullmatch(name) or _CONTENT.fullmatch(name) is None:
        return False
    if "backupbuddy_temp/" in name:
        return True
    return _FOREIGN.fullmatch(name) is None and "/uploads/" not in f"/{name}"


def _add_content(name: str, head: bytes, contents: Contents, tables: dict[str, set[str]]) -> None:
    begin = _unpacked(head)
    kind = kind_of_head(begin) if begin.strip() else None
    if kind is Kind.DOCUMENTS and not (describe_file.is_documents(begin)):
        return
    if kind is None:
        return
    contents.found.setdefault(kind, []).append(name)
    if kind is Kind.DATABASE:
        tables[name] = tables_of_head(begin)


def _unpacked(head: bytes) -> bytes:
    try:
        begin, _ = peek(unpack_blocks(iter([head])), len(head))
    except UnreadableFile:
        return b""
    codec = detect_codec(begin)
    return next(decode_blocks(iter([begin]), codec), b"") if codec else begin


def _choose_databases(contents: Contents, tables: dict[str, set[str]], config: bytes) -> None:
    """Of several dumps take those that are the site's: the one that wp-config.php names, else all of one folder (a file a table)."""
    names = contents.found.get(Kind.DATABASE, [])
    prefix = re.search(rb"\$table_prefix\s*=\s*['\"]([\w$]{0,60})['\"]", config)
    contents.prefix = prefix[1].decode() if prefix else ""
    if len(names) < 2:
        return
    database = re.search(rb"define\(\s*['\"]DB_NAME['\"]\s*,\s*['\"]([^'\"]{1,64})['\"]", config)
    wanted = database[1].decode("utf-8", "replace") if database else ""
    named = [name for name in names if wanted and Path(name).name.partition(".")[0] == wanted]
    whole = [name for name in names if is_whole(tables[name])]
    contents.found[Kind.DATABASE] = named or whole or _one_folder(names)


def _one_folder(names: Sequence[str]) -> list[str]:
    folders: dict[str, list[str]] = {}
    for name in names:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    return sorted(folders[max(folders, key=lambda folder: len(folders[folder]))])
