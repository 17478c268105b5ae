"""/wp-content/uploads/...: uploaded files, with ranges and conditions. Behind nginx or a CDN these never reach us."""

from __future__ import annotations

import mimetypes
import re
from typing import Final
from urllib.parse import quote

import structlog
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from wirepress.content.media.files import upload_storage
from wirepress.core.files.storage import StorageUnavailable, is_safe
from wirepress.settings.settings import get_settings

log = structlog.get_logger(__name__)
AN_HOUR: Final = "public, max-age=3600"
A_YEAR: Final = "public, max-age=31536000"
_RANGE: Final = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
# What a browser could run as a part of this site is handed over as a download, whatever types the machine knows for the endings.
_ACTIVE: Final = re.compile(
    r"\.(?:[xs]?html?[0-9]?|xht|mht|mhtml|hta|htc|svgz?|xml|xsl|xslt|xsd|rdf|rss|atom|mathml?|xul|swf|[cm]?js|jsx|wasm)\Z",
    re.IGNORECASE,
)
_PICTURES: Final = {"avif": "image/avif", "webp": "image/webp"}  # which not every machine knows
_ACTIVE_KIND: Final = re.compile(r"html|xml|script|flash|wasm")
_NO_PAGE: Final = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "Content-Disposition": "attachment",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def uploaded(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file. Raises Http404."""
    if not is_safe(path):
        raise Http404
    elsewhere = get_settings().storage_public_url
    if elsewhere:
        return HttpResponseRedirect(f"{elsewhere}/{quote(path)}", headers={"Cache-Control": AN_HOUR})
    try:
        return _answer(request, path)
    except (FileNotFoundError, NotADirectoryError):
        raise Http404 from None
    except StorageUnavailable as error:
        log.error("files.storage_away", error=str(error))
        text = "The newsroom's storage of files cannot be reached at the moment. Please try again in a few seconds.\n"
        return HttpResponse(
            text,
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": "5", "Cache-Control": "no-store"},
        )


def _answer(request: HttpRequest, path: str) -> HttpResponseBase:
    facts = upload_storage().facts(path)
    if facts is None:
        raise Http404
    tag = f'"{facts.tag}"'
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    asked = request.headers.get("If-None-Match")
    fresh = tag in asked if asked else since is not None and int(facts.modified) <= since
    response: HttpResponseBase = HttpResponseNotModified() if fresh else _send(request, path, facts.size, tag)
    response.headers["ETag"] = tag
    response.headers["Last-Modified"] = http_date(facts.modified)
    response.headers["Cache-Control"] = A_YEAR
    return response


def _send(request: HttpRequest, path: str, size: int, tag: str) -> HttpResponseBase:
    kind = _PICTURES.get(path.rpartition(".")[2].lower()) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    wanted = _range(request.headers.get("Range", ""), size) if request.headers.get("If-Range", tag) == tag else None
    if wanted is not None and wanted[0] >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, length = wanted or (0, size)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=kind, status=206 if wanted else 200)
    else:
        response = FileResponse(
            upload_storage().open_part(path, start, length), content_type=kind, status=206 if wanted else 200
        )
    response.headers["Content-Length"] = str(length)
    response.headers["Accept-Ranges"] = "bytes"
    if wanted:
        response.headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    if _is_active(path, kind):
        for name, value in _NO_PAGE.items():
            response.headers[name] = value
    return response


def _is_active(path: str, kind: str) -> bool:
    """Whether a browser would run the file, or show it as a page: by its ending, or by the type that it is served with."""
    return bool(
        _ACTIVE.search(path) or (_ACTIVE_KIND.search(kind) and not kind.startswith("application/vnd.openxmlformats"))
    )


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
