"""Stories that a source sends by itself: POST /wp-json/wirepress/v1/wire/{source}/items, signed.

    X-Wirepress-Timestamp: seconds since 1970
    X-Wirepress-Signature: sha256=HMAC-SHA256(secret, timestamp + "." + body), hexadecimal

The body is any document that is read elsewhere (ninjs, NewsML-G2, NITF, RSS, Atom ...), or the plain form: an item of a JSON Feed
(title, url, content_html or content_text, id, date_published, authors, tags, image), or a list of such.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from typing import Final

from django.db import transaction

from wirepress.content.locks import lock_rows
from wirepress.features.wire.decode import NotAFeed
from wirepress.features.wire.decode.registered import decode_document
from wirepress.features.wire.entry.records import DecodedDocument
from wirepress.features.wire.models import Source

TIMESTAMP: Final = "x-wirepress-timestamp"
SIGNATURE: Final = "x-wirepress-signature"
WINDOW: Final = 300  # seconds that a signature is good for, to both sides for clocks that differ
REMEMBERED_MAX: Final = 2000  # signatures of the window; a source that sends more is asked to slow down
_CACHE_KEY: Final = "pushed"


class PushRefused(Exception):
    """A push is refused. `code` and `status` for the answer, `words` for the sender."""

    def __init__(self, code: str, words: str, status: int) -> None:
        super().__init__(words)
        self.code, self.words, self.status = code, words, status


def sign_push(secret: str, body: bytes, *, timestamp: int) -> dict[str, str]:
    """Return the headers of a signed message."""
    return {TIMESTAMP: str(timestamp), SIGNATURE: f"sha256={_digest(secret, str(timestamp), body)}"}


def accept_push(
    source: Source, headers: Mapping[str, str], body: bytes, *, clock: Callable[[], float] = time.time
) -> DecodedDocument:
    """Return the document of a message whose signature is right and was not used before. `headers`: names in lower case. Raises PushRefused.

    A sender that was refused later on (busy, say) signs anew: a signature is good for one message once.
    """
    timestamp = headers.get(TIMESTAMP, "").strip()
    signature = headers.get(SIGNATURE, "").strip().lower()
    if not source.secret or not source.enabled:
        raise PushRefused("wire_push_off", "Nothing is taken for this source.", 404)
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 13):
        raise PushRefused(
            "wire_push_unsigned",
            f"Say when it was signed ({TIMESTAMP}, seconds since 1970) and sign it ({SIGNATURE}).",
            401,
        )
    expected = f"sha256={_digest(source.secret, timestamp, body)}"
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        raise PushRefused(
            "wire_push_signature", "The signature is not that of this message with the source's secret.", 401
        )
    if abs(clock() - int(timestamp)) > WINDOW:
        raise PushRefused(
            "wire_push_stale",
            f"It was signed more than {WINDOW} seconds ago, or in the future: sign it anew, and set the clock.",
            401,
        )
    kind, _, rest = headers.get("content-type", "").partition(";")
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
    try:
        decoded = decode_document(
            body, url=source.home or source.url or "", kind="auto", content_type=kind, charset=charset
        )
    except NotAFeed as error:
        raise PushRefused("wire_push_unread", f"It could not be read: {error.words}", 422) from None
    _use_signature(source, signature, int(timestamp), clock())
    return decoded


def _digest(secret: str, timestamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _use_signature(source: Source, signature: str, timestamp: int, now: float) -> None:
    """Store a signature for as long as it would be valid. A stored one is not valid again."""
    with transaction.atomic():
        row = Source.objects.filter(pk=source.pk).first()
        if row is None:
            raise PushRefused("wire_push_off", "Nothing is taken for this source.", 404)
        lock_rows(row)
        used = {key: at for key, at in dict(row.validators.get(_CACHE_KEY) or {}).items() if now - at <= WINDOW}
        if signature in used:
            raise PushRefused(
                "wire_push_again", "This very message was sent before: sign it anew to send it once more.", 409
            )
        if len(used) >= REMEMBERED_MAX:
            raise PushRefused(
                "wire_push_often",
                f"At most {REMEMBERED_MAX} messages in {WINDOW} seconds: send several stories in one.",
                429,
            )
        used[signature] = timestamp
        Source.objects.filter(pk=row.pk).update(validators={**row.validators, _CACHE_KEY: used})
