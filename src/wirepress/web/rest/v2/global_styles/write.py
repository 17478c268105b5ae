"""Changing the site's own styles."""

from __future__ import annotations

import re
from typing import Any, Final

from wirepress.content.posts import access
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.listing import queries
from wirepress.content.themes import styles
from wirepress.core.php import json
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.global_styles.read import find_styles, styles_response

_MARKUP: Final = re.compile(r"</?\w")  # CSS that could end its own <style>


def may_update(request: Request) -> RestError | None:
    """edit_post of the styles."""
    if access.may_edit(request.actor, find_styles(request)):
        return None
    return forbidden("rest_cannot_edit", "You are not allowed to change the styles.", signed_in=request.signed_in)


def update(request: Request) -> Response:
    """Change settings, styles or title; what is not given stays."""
    post, fields = find_styles(request), _fields(request)
    with refusals_as_rest_errors():
        update_post(post, fields, actor=request.actor)
    request.set("context", "edit")
    return styles_response(queries.load_posts([post.id])[0], request)


def _fields(request: Request) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    title = request.get("title")
    if title is not None:
        fields["title"] = str(title.get("raw") or "") if isinstance(title, dict) else str(title)
    if request.get("styles") is None and request.get("settings") is None:
        return fields
    config = styles.parse_styles(find_styles(request).content)
    for part in ("styles", "settings"):
        given = request.get(part)
        if given is not None:
            config[part] = given
    _check_css(config.get("styles"))
    whole = {part: config[part] for part in ("styles", "settings") if part in config}
    fields["content"] = json.encode({**whole, styles.FLAG: True, "version": styles.VERSION}).decode()
    return fields


def _check_css(given: Any) -> None:
    css = given.get("css") if isinstance(given, dict) else None
    if isinstance(css, str) and _MARKUP.search(css):
        raise RestError("rest_custom_css_illegal_markup", "Custom CSS must not hold markup.", 400)
