"""/wp/v2/widget-types/{id}/encode and /render: what a widget would hold and show, without keeping it."""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import Any, Final

from django.utils.crypto import salted_hmac

from wirepress.content.posts import access
from wirepress.content.posts.rendering.render import new_context
from wirepress.core.markup import kses
from wirepress.core.markup.blocks.model import Block
from wirepress.core.markup.blocks.render import do_blocks, render_blocks
from wirepress.core.markup.fields.text_fields import sanitize_text_field
from wirepress.core.markup.html.escape import esc_attr, esc_html, esc_textarea
from wirepress.core.php.json import PhpObject
from wirepress.core.php.query import parse_str
from wirepress.core.php.serialize import SerializeError, dumps, loads
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import CREATE, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.v2.widgets.sidebars import may_manage
from wirepress.web.rest.v2.widgets.types import KINDS, PATH, classname

# kinds that show what a block shows
_BLOCKS: Final = {
    "archives": "core/archives",
    "calendar": "core/calendar",
    "categories": "core/categories",
    "pages": "core/page-list",
    "recent-comments": "core/latest-comments",
    "recent-posts": "core/latest-posts",
    "search": "core/search",
    "tag_cloud": "core/tag-cloud",
    "meta": "core/loginout",
}
_MARKUP: Final = {"text": "text", "block": "content", "custom_html": "content"}  # kind -> its field of HTML


def encode_widget(request: Request) -> Response:
    """Form, preview and encoded content of a widget after the form was filled in. Raises RestError."""
    kind = _widget_type(request)
    held = _clean_instance(kind, {**_requested_instance(request), **_form_fields(kind, request)}, request)
    encoded = base64.b64encode(dumps(held).encode("utf-8", "surrogateescape")).decode()
    instance = {"encoded": encoded, "hash": _hash_instance(encoded), "raw": PhpObject(held)}
    return Response({"form": _form(kind, held), "preview": _preview(kind, held, request), "instance": instance})


def render_widget(request: Request) -> Response:
    """Return a page that shows the widget alone, for a frame of the editor. Raises RestError."""
    kind = _widget_type(request)
    shown = _preview(kind, _clean_instance(kind, _requested_instance(request), request), request)
    title = esc_html(KINDS[kind][0])
    page = f'<!doctype html>\n<html>\n<head>\n<meta charset="UTF-8" />\n<title>{title}</title>\n</head>\n<body>\n{shown}\n</body>\n</html>\n'
    return Response({"preview": page})


def _widget_type(request: Request) -> str:
    if request["id"] not in KINDS:
        raise RestError("rest_invalid_widget", "There is no widget type with that name.", 400)
    return str(request["id"])


def _hash_instance(encoded: str) -> str:
    return salted_hmac("wirepress.widgets", encoded).hexdigest()[:32]


def _requested_instance(request: Request) -> dict[str, Any]:
    """Return what the request says the widget holds: raw, or encoded by us. Raises RestError 400 for a broken seal."""
    given = request["instance"]
    if not isinstance(given, dict):
        return {}
    if isinstance(given.get("raw"), dict):
        return dict(given["raw"])
    encoded, seal = given.get("encoded"), given.get("hash")
    if encoded is None and seal is None:
        return {}
    if (
        not isinstance(encoded, str)
        or not isinstance(seal, str)
        or not hmac.compare_digest(_hash_instance(encoded).encode(), seal.encode("utf-8", "replace"))
    ):
        raise RestError("rest_invalid_widget", "The widget's content was not encoded by this site.", 400)
    try:
        found = loads(base64.b64decode(encoded).decode("utf-8", "surrogateescape"))
    except (SerializeError, binascii.Error, ValueError):
        found = None
    return found if isinstance(found, dict) else {}


def _form_fields(kind: str, request: Request) -> dict[str, Any]:
    """Return the fields of the form, whatever number it has: widget-text[3][title]=..."""
    form = parse_str(str(request["form_data"] or "")).get(f"widget-{kind}")
    rows = [row for row in form.values() if isinstance(row, dict)] if isinstance(form, dict) else []
    return dict(rows[0]) if rows else {}


def _clean_instance(kind: str, held: dict[str, Any], request: Request) -> dict[str, Any]:
    """Return what may be kept: plain titles, HTML by the writer's rights, everything else as plain text or numbers."""
    found: dict[str, Any] = {"title": ""} if kind not in ("block",) else {}
    if kind in _MARKUP:
        found[_MARKUP[kind]] = ""
    if kind == "text":
        found["filter"] = False
    for name, value in held.items():
        if name == _MARKUP.get(kind):
            text = value if isinstance(value, str) else ""
            found[name] = text if access.may_write_unfiltered_html(request.actor) else kses.post(text)
        elif name == "filter" and kind == "text":
            found[name] = bool(value)
        elif isinstance(value, str):
            found[str(name)] = sanitize_text_field(value)
        elif isinstance(value, bool | int):
            found[str(name)] = value
    return found


def _preview(kind: str, held: dict[str, Any], request: Request) -> str:
    title = esc_html(held["title"]) if isinstance(held.get("title"), str) else ""
    head = f'<h2 class="widgettitle">{title}</h2>' if title else ""
    body, ctx = "", new_context(request).for_document(None)
    if kind in _MARKUP:
        text = str(held.get(_MARKUP[kind], ""))
        body = do_blocks(text, ctx) if kind == "block" else text
        if kind == "text":
            body = f'\t\t\t<div class="textwidget">{body}</div>\n\t\t'
    elif kind in _BLOCKS:
        body = render_blocks([Block(_BLOCKS[kind], {})], ctx)
    return f'<div class="widget {classname(kind)}">{head}{body}</div>'


def _form(kind: str, held: dict[str, Any]) -> str:
    fields = []
    for name, value in held.items():
        place = f'id="widget-{kind}--1-{esc_attr(name)}" name="widget-{kind}[-1][{esc_attr(name)}]"'
        if name == _MARKUP.get(kind):
            fields.append(f"<textarea {place}>{esc_textarea(str(value))}</textarea>")
        else:
            fields.append(f'<input type="text" {place} value="{esc_attr("" if value is False else str(value))}" />')
    return "\n".join(fields)


def routes() -> list[Route]:
    """Return the routes that encode and that render a widget."""
    name: Schema = {"description": "The kind's name.", "type": "string", "required": True}
    instance: Schema = {"description": "What the widget holds.", "type": "object"}
    form: Schema = {"description": "Its form, filled in.", "type": "string"}
    item = PATH + "/(?P<id>[a-zA-Z0-9_-]+)"
    return [
        Route(
            "wp/v2",
            f"{item}/encode",
            (Endpoint(CREATE, encode_widget, {"id": name, "instance": instance, "form_data": form}, may_manage),),
        ),
        Route(
            "wp/v2",
            f"{item}/render",
            (Endpoint(CREATE, render_widget, {"id": name, "instance": instance}, may_manage),),
        ),
    ]
