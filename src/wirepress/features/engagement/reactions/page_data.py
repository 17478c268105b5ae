"""What existing scripts look for in a story's page: the address for reactions and a nonce, as inert JSON."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from wirepress.content.options import site
from wirepress.content.users import nonces
from wirepress.core.hooks import Fragment, PostFacts
from wirepress.core.php import json
from wirepress.features.engagement import settings
from wirepress.features.engagement.guard import NONCE_ACTION

ELEMENT: Final = "booster_extension_frontend_script"


def render(request: HttpRequest, post: PostFacts | None) -> str:
    """The element at the foot of a story's page, empty on other pages. It is data, not a script: a strict policy lets it be."""
    options = settings.read()
    if post is None or post.type != "post" or not (options.reactions or (options.likes and options.likes_on_story)):
        return ""
    data = json.encode({"ajax_url": site.home("/wp-admin/admin-ajax.php"), "ajax_nonce": nonces.create(NONCE_ACTION)})
    inert = data.decode().replace("<", "\\u003c")
    return f'<script type="application/json" id="{ELEMENT}">{inert}</script>'


FRAGMENT: Final = Fragment("footer", render)
