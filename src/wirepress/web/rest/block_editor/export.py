"""/wp-block-editor/v1/export: the theme with the site's own templates and styles, as a ZIP file."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from wirepress import __version__
from wirepress.content.posts.models import Post
from wirepress.content.themes.builtin import NAME, stylesheet
from wirepress.content.themes.templates import every
from wirepress.core.php import json
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route

NAMESPACE: Final = "wp-block-editor/v1"
_FOLDERS: Final = {"wp_template": "templates", "wp_template_part": "parts"}


def may_export(request: Request) -> RestError | None:
    """edit_theme_options."""
    if request.actor.can("edit_theme_options"):
        return None
    return forbidden("rest_cannot_export_templates", "You are not allowed to export the theme.", signed_in=request.signed_in)


def get(request: Request) -> Response:
    """The file."""
    name = stylesheet()
    headers = {"Content-Disposition": f"attachment; filename={name}.zip"}
    return Response(None, headers=headers, raw=archive(name), content_type="application/zip")
