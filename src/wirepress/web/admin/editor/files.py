"""Serves the editor's files as they were packed when it was built. Their names change with their content."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from wirepress.core.http.encodings import choose_encoding
from wirepress.web.admin.editor.bundle import find_bundle
from wirepress.web.site.assets import content_type
from wirepress.web.site.views.assets import FOREVER

_PACKED: Final = {"br": ".br", "gzip": ".gz"}


@require_safe
def editor_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Return a file of the editor, in the smallest packing that the browser takes."""
    bundle = find_bundle()
    if bundle is None or not bundle.has(name):
        raise Http404
    encoding = choose_encoding(request.headers.get("Accept-Encoding", "").encode("latin-1", "replace"), tuple(_PACKED))
    tag = f'"{bundle.manifest["files"][name][:16]}-{encoding}"'
    if tag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(
            (bundle.folder / f"{name}{_PACKED.get(encoding, '')}").read_bytes(), content_type=content_type(name)
        )
        if encoding in _PACKED:
            response.headers["Content-Encoding"] = encoding
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = FOREVER
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
