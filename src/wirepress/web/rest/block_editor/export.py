"""/wp-block-editor/v1/export: the theme with the site's own templates and styles, as a ZIP file."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from wirepress import __version__
from wirepress.content.themes import styles
from wirepress.content.themes.builtin import NAME, stylesheet_name
from wirepress.content.themes.templates import list_templates
from wirepress.core.php import json
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route

NAMESPACE: Final = "wp-block-editor/v1"
_FOLDERS: Final = {"wp_template": "templates", "wp_template_part": "parts"}


def may_export(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `edit_theme_options`."""
    if request.actor.can("edit_theme_options"):
        return None
    return forbidden(
        "rest_cannot_export_templates", "You are not allowed to export the theme.", signed_in=request.signed_in
    )


def export_theme(request: Request) -> Response:
    """Answer GET with the theme as a ZIP file."""
    name = stylesheet_name()
    headers = {"Content-Disposition": f"attachment; filename={name}.zip"}
    return Response(None, headers=headers, raw=build_theme_zip(name), content_type="application/zip")


def build_theme_zip(name: str) -> bytes:
    """Return the ZIP file's bytes: style.css, theme.json, templates and parts. `name`: the theme's folder."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        head = f"/*\nTheme Name: {NAME}\nVersion: {__version__}\nText Domain: {name}\n*/\n"
        file.writestr("style.css", head)
        file.writestr("theme.json", json.encode(_theme_json()))
        for kind, folder in _FOLDERS.items():
            for template in list_templates(kind):
                slug = "".join(char for char in template.slug if char.isalnum() or char in "-_") or "untitled"
                file.writestr(f"{folder}/{slug}.html", template.content)
    return target.getvalue()


def _theme_json() -> dict[str, Any]:
    """Return the site's own styles, as they were saved."""
    post = styles.newest_styles()
    return {"version": styles.VERSION, **(styles.parse_styles(post.content) if post else {})}


def export_routes() -> list[Route]:
    """Return the route of the theme's export."""
    return [Route(NAMESPACE, f"/{NAMESPACE}/export", (Endpoint(READ, export_theme, {}, may_export),))]
