"""Short addresses: our own below /s/, or a provider's. Where none can be had the long one is used, and sharing goes on."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final
from urllib.parse import quote

import structlog

from wirepress.content.options import site
from wirepress.core.http.client import FetchError, fetch
from wirepress.features.social.messages.message_format import MessageFormat

log = structlog.get_logger(__name__)
_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another
_LENGTH: Final = 6
_SECONDS: Final = 5.0


def shorten_link(link: str, chosen: MessageFormat, post_id: int) -> str:
    """Return the address that stands in a message. Not inside a transaction: a provider is asked."""
    if chosen.shortener == "own":
        return site.home(f"/s/{own_code(link, post_id)}")
    if chosen.shortener == "provider":
        return _ask_provider(link, chosen.provider) or link
    return link


def own_code(target: str, post_id: int) -> str:
    """Return the code of our own short address for a target: a new one, or the one that it has."""
    from wirepress.features.social.queue.load_plan import now_unix
    from wirepress.features.social.queue.models import ShortLink

    digest = hashlib.sha1(target.encode(), usedforsecurity=False).hexdigest()
    for _ in range(8):
        code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        row = ShortLink(code=code, target=target, target_hash=digest, post_id=post_id, created=now_unix())
        ShortLink.objects.bulk_create([row], ignore_conflicts=True)
        known = ShortLink.objects.filter(target_hash=digest).values_list("code", flat=True).first()
        if known is not None:
            return known
    raise RuntimeError("No free code was found for a short address.")


def _ask_provider(link: str, provider: str) -> str:
    try:
        answer = fetch(provider.replace("{url}", quote(link, safe="")), seconds=_SECONDS, size=4096)
    except FetchError as error:
        log.warning("social.not_shortened", error=str(error))
        return ""
    text = answer.body.decode("utf-8", "replace").strip()
    if answer.status != 200 or not text.startswith(("https://", "http://")) or any(char.isspace() for char in text):
        log.warning("social.not_shortened", status=answer.status)
        return ""
    return text
