"""The reaction call of existing themes: POST /wp-admin/admin-ajax.php, action booster_extension_post_react."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from django.http import HttpRequest

from wirepress.core.hooks import AjaxAction
from wirepress.core.http.origin import is_foreign
from wirepress.features.engagement.reactions import kinds
from wirepress.features.engagement.reactions.react import UnknownPost, react
from wirepress.features.engagement.reactions.reader import reader_of_request
from wirepress.settings.settings import get_settings

NAME: Final = "booster_extension_post_react"
ANSWER: Final = "0"  # whatever happened
_NONCE: Final = re.compile(r"[0-9a-f]{10}")
_ID: Final = re.compile(r"[0-9]{1,18}")


def post_react(request: HttpRequest) -> str:
    """Leaves the reaction `reactdata` (be-react-N) on the post `postID`; nothing is written for an unknown one.

    A nonce is not asked for, because pages are cached longer than nonces live; one that cannot be a nonce is refused.
    """
    form = request.POST
    post_id = form.get("postID", "").strip()
    reaction = kinds.from_data(form.get("reactdata", ""))
    nonce = form.get("_wpnonce", "")
    headers = {name.lower(): value for name, value in request.headers.items()}
    if (
        reaction is None
        or not _ID.fullmatch(post_id)
        or is_foreign(headers, get_settings().url)
        or (nonce and not _NONCE.fullmatch(nonce))
    ):
        return ANSWER
    with suppress(UnknownPost):
        react(int(post_id), reaction, reader_of_request(request))
    return ANSWER


ACTION: Final = AjaxAction(NAME, post_react)
