"""Tells archives by their bytes and opens them."""

from __future__ import annotations

from pathlib import Path

from wirepress.transfer.archives.folder_tree import FolderTree
from wirepress.transfer.archives.tar_tree import TarTree
from wirepress.transfer.archives.tree import Tree
from wirepress.transfer.archives.wpress_tree import WpressTree
from wirepress.transfer.archives.zip_tree import ZipTree
from wirepress.transfer.packing.archive import is_tar, is_zip
from wirepress.transfer.packing.describe_file import is_wpress
from wirepress.transfer.packing.unpack import (
    BLOCK,
    TruncatedStream,
    UnreadableFile,
    detect_packing,
    peek,
    unpack_blocks,
)


def is_archive(path: Path) -> bool:
    """Return whether a file is an archive that can be gone through."""
    try:
        return _kind(path) != ""
    except OSError:
        return False


def _kind(path: Path) -> str:
    with path.open("rb") as raw:
        head = raw.read(8192)
        if is_zip(head):
            return "zip"
        if is_wpress(head):
            return "wpress"
        if is_tar(head):
            return "tar"
        if not detect_packing(head):
            return ""
        raw.seek(0)
        try:
            inner, _ = peek(unpack_blocks(iter(lambda: raw.read(BLOCK), b"")), 512)
        except (UnreadableFile, TruncatedStream):
            return ""
        return "tar" if is_tar(inner) else ""


def open_tree(path: Path, passphrase: str = "") -> Tree:
    """Return a folder or an archive as a tree. Raises UnreadableFile."""
    if path.is_dir():
        return FolderTree(path)
    kind = _kind(path)
    if kind == "zip":
        return ZipTree(path)
    if kind == "wpress":
        return WpressTree(path, passphrase)
    if kind == "tar":
        return TarTree(path)
    raise UnreadableFile("is no archive.")
