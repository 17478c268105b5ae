"""Addresses that lead elsewhere, in the forms that web servers and hosts of files read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

Moved = tuple[str, str, int]
_PLAIN: Final = re.compile(r"/[!-~]*")


def choose(moved: Iterable[Moved], site: str, taken: set[str]) -> list[Moved]:
    """Return what can stand in the lists: each path once, none that leads to itself or that a page has."""
    found: dict[str, Moved] = {}
    for path, target, status in moved:
        here = urlsplit(path).path
        short = target.removeprefix(site) if target.startswith(f"{site}/") else target
        if _PLAIN.fullmatch(here) and here not in taken and short != here and " " not in short:
            found.setdefault(here, (here, short, status))
    return [found[path] for path in sorted(found)]


def write_redirects(folder: Path, moved: list[Moved]) -> None:
    """Write `redirects.csv`, `_redirects` (Netlify, Cloudflare Pages) and `.htaccess` (Apache), the last with names of indexes and the 404 page."""
    with (folder / "redirects.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("source", "target", "code"))
        rows.writerows(moved)
    leading = [(path, target, status) for path, target, status in moved if target]
    (folder / "_redirects").write_text(
        "".join(f"{path} {target} {status}\n" for path, target, status in leading), encoding="utf-8"
    )
    lines = [
        "DirectoryIndex index.html index.xml index.json",
        "ErrorDocument 404 /404.html",
        "AddCharset UTF-8 .html .xml .json .txt",
    ]
    lines += [
        f'RedirectMatch {status} "^{re.escape(path)}$"' + (f' "{target.replace("$", chr(92) + "$")}"' if target else "")
        for path, target, status in moved
        if '"' not in path and '"' not in target
    ]
    (folder / ".htaccess").write_text("\n".join(lines) + "\n", encoding="utf-8")
