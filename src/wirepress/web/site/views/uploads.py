"""/wp-content/uploads/...: uploaded files, with ranges and conditions. Behind nginx or a CDN these never reach us."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import BinaryIO, Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from wirepress.config.settings import get_settings

A_MONTH: Final = "public, max-age=2592000"
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
# What a browser would run as a page of this site is handed over as a download.
_ACTIVE: Final = ("text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml")


class _Slice:
    """So many bytes of an open file."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        """The next bytes, none behind the end of the slice."""
        chunk = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        """Closes the file."""
        self.file.close()


@require_safe
def uploaded(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """One file. Raises Http404."""
    file = _find(path)
    facts = file.stat()
    tag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    asked = request.headers.get("If-None-Match")
    fresh = tag in asked if asked else since is not None and int(facts.st_mtime) <= since
    response: HttpResponse | FileResponse = HttpResponseNotModified() if fresh else _send(request, file, facts.st_size)
    response.headers["ETag"] = tag
    response.headers["Last-Modified"] = http_date(facts.st_mtime)
    response.headers["Cache-Control"] = A_MONTH
    return response


def _find(path: str) -> Path:
    root = get_settings().uploads_folder.resolve()
    if "\x00" in path or any(part.startswith(".") for part in path.split("/")):
        raise Http404
    file = (root / path).resolve()
    if not file.is_relative_to(root) or not file.is_file():
        raise Http404
    return file


def _send(request: HttpRequest, file: Path, size: int) -> HttpResponse | FileResponse:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    wanted = _range(request.headers.get("Range", ""), size)
    if wanted is not None and wanted[0] >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, length = wanted or (0, size)
    handle = file.open("rb")
    handle.seek(start)
    response = FileResponse(_Slice(handle, length), content_type=kind, status=206 if wanted else 200)
    response.headers["Content-Length"] = str(length)
    response.headers["Accept-Ranges"] = "bytes"
    if wanted:
        response.headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    if kind in _ACTIVE:
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


def _range(header: str, size: int) -> tuple[int, int] | None:
    """Start and length of a single range; None for no range, or one that is not understood (RFC 9110: the whole file then)."""
    found = _RANGE.fullmatch(header.strip())
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        length = min(int(found[2]), size)
        return (size - length, length) if length else (size, 0)
    start = int(found[1])
    end = min(int(found[2]), size - 1) if found[2] else size - 1
    return (start, end - start + 1) if end >= start else (start, 0) if start >= size else None
