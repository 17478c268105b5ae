"""IndexNow (indexnow.org): the key file, and batches of addresses for search engines."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from wirepress.content.options import site
from wirepress.core.http.client import FetchError, fetch
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.notify import NotifySettings

if TYPE_CHECKING:
    from wirepress.features.seo.notify.queue import Told

SERVICE: Final = "indexnow"
BATCH: Final = 10_000  # addresses in one request (the protocol's limit)
SECONDS: Final = 30.0
KEY: Final = re.compile(r"[A-Za-z0-9-]{8,128}")
allowed_hosts: Collection[str] = ()  # further hosts that may be asked though they are private; for tests


def key() -> str:
    """Return the site's key; one is made when it is first needed."""
    given = seo.read(NotifySettings).indexnow_key
    if KEY.fullmatch(given):
        return given
    made = secrets.token_hex(16)
    seo.change(NotifySettings, {"indexnow_key": made})
    return made


def key_file(request: HttpRequest) -> HttpResponse | None:
    """Return the key file at /KEY.txt; None for any other address."""
    path = request.path_info
    if not path.endswith(".txt") or path.count("/") != 1:
        return None
    settings = seo.read(NotifySettings)
    if not settings.indexnow or not settings.indexnow_key or path != f"/{settings.indexnow_key}.txt":
        return None
    return HttpResponse(
        settings.indexnow_key, content_type="text/plain; charset=UTF-8", headers={"X-Robots-Tag": "noindex"}
    )


def tell(urls: Sequence[str]) -> Told:
    """Tell search engines of addresses."""
    from wirepress.features.seo.notify.queue import Told

    name = key()
    body = {
        "host": urlsplit(site.home()).netloc,
        "key": name,
        "keyLocation": site.home(f"/{name}.txt"),
        "urlList": list(urls),
    }
    try:
        answer = fetch(
            seo.read(NotifySettings).indexnow_endpoint,
            method="POST",
            headers={"Content-Type": "application/json; charset=utf-8"},
            body=json.dumps(body).encode(),
            seconds=SECONDS,
            cut=True,
            allow=allowed_hosts,
        )
    except FetchError as error:
        return Told(False, again=True, words=str(error))
    return judge(answer.status, answer.headers.get("retry-after", ""))


def judge(status: int, retry_after: str = "") -> Told:
    """Return what an answer means (the protocol's list of codes). Pure."""
    from wirepress.features.seo.notify.queue import Told

    if status in (200, 202):
        return Told(True)
    words = {
        400: "The request was not understood.",
        403: "The key was not found at its address.",
        422: "The addresses are not of this site, or the key does not fit.",
        429: "Too many requests.",
    }.get(status, f"The service answered {status}.")
    again = status == 429 or status == 408 or status >= 500
    return Told(False, again, words, float(retry_after) if retry_after.isdecimal() and len(retry_after) < 7 else 0.0)
