"""The list of sources as OPML, in and out."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from wirepress.content.errors import ActionRefused
from wirepress.features.wire.pages import page_helpers
from wirepress.features.wire.sources.opml_exchange import export_opml, import_opml

SIZE: Final = 4 * 1024 * 1024  # bytes of an uploaded list
WRONG_SHOWN: Final = 20
STATUSES: Final = ("pending", "publish", "draft")


def show_opml(request: HttpRequest) -> HttpResponse:
    """Return a file to upload, a link to download; `out` gives the download."""
    if request.method == "POST":
        return _import_upload(request)
    if "out" in request.GET:
        answer = HttpResponse(export_opml(), content_type="text/x-opml; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="sources.opml"'
        return answer
    return page_helpers.render_page(request, "opml", "OPML", back=page_helpers.page_url("sources"))


def _import_upload(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > SIZE:
        messages.error(request, f"Choose an OPML file of at most {SIZE // 1024 // 1024} MiB.")
        return page_helpers.redirect_to(page_helpers.page_url("sources/opml"))
    status = request.POST.get("status", "")
    try:
        brought = import_opml(
            file.read(),
            status=status if status in STATUSES else "pending",
            allow_private="allow_private" in request.POST,
        )
    except ActionRefused as refused:
        messages.error(request, refused.message)
        return page_helpers.redirect_to(page_helpers.page_url("sources/opml"))
    (messages.success if brought.added else messages.info)(request, brought.words)
    for name, words in list(brought.wrong.items())[:WRONG_SHOWN]:
        messages.error(request, f"{name}: {words}")
    return page_helpers.redirect_to(page_helpers.page_url("sources"))
