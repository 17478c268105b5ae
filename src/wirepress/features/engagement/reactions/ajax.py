"""The reaction call of existing themes: POST /wp-admin/admin-ajax.php, action booster_extension_post_react."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from django.http import HttpRequest

from wirepress.core.hooks import AjaxAction
from wirepress.features.engagement.guard import comes_from_here
from wirepress.features.engagement.reactions import kinds
from wirepress.features.engagement.reactions.react import UnknownPost, react
from wirepress.features.engagement.reactions.reader import reader_of_request

NAME: Final = "booster_extension_post_react"
ANSWER: Final = "0"  # whatever happened
_ID: Final = re.compile(r"[0-9]{1,18}")


def post_react(request: HttpRequest) -> str:
    """Leaves the reaction `reactdata` (be-react-N) on the post `postID`; nothing is written for an unknown one."""
    form = request.POST
    post_id, reaction = form.get("postID", "").strip(), kinds.from_data(form.get("reactdata", ""))
    if reaction is None or not _ID.fullmatch(post_id) or not comes_from_here(request):
        return ANSWER
    with suppress(UnknownPost):
        react(int(post_id), reaction, reader_of_request(request))
    return ANSWER


ACTION: Final = AjaxAction(NAME, post_react)
