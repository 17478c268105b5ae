"""wp-site-health/v1: how this installation fares, for administrators."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from wirepress.content.media.files import upload_storage
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.settings.settings import get_settings
from wirepress.web.rest.health.checks import LATE, TESTS, CheckResult
from wirepress.web.rest.index import namespace_route
from wirepress.web.rest.v2.properties import item_schema

NAMESPACE: Final = "wp-site-health/v1"
_COLORS: Final = ["blue", "orange", "red", "green", "purple", "gray"]


def schema() -> Schema:
    """Return the schema of one look's answer."""
    badge = {
        "label": {"type": "string", "readonly": True},
        "color": {"type": "string", "enum": _COLORS, "readonly": True},
    }
    return item_schema(
        "wp-site-health-test",
        {
            "test": _text("Name of the look."),
            "label": _text("What was found."),
            "status": {
                "type": "string",
                "description": "How good that is.",
                "enum": ["good", "recommended", "critical"],
                "readonly": True,
            },
            "badge": {"type": "object", "description": "What it is about.", "properties": badge, "readonly": True},
            "description": _text("More about it."),
            "actions": _text("What may be done."),
        },
    )


def _text(description: str) -> Schema:
    return {"type": "string", "description": description, "readonly": True}


def may_run_checks(request: Request) -> RestError | None:
    """view_site_health_checks, which administrators have."""
    if request.actor.can("manage_options"):
        return None
    return forbidden("rest_forbidden", "You are not allowed to do that.", signed_in=request.signed_in)


def _run_check(name: str, check: Callable[[Request], CheckResult], request: Request) -> Response:
    return Response(check(request).document(name.replace("-", "_")))


def get_directory_sizes(request: Request) -> Response:
    """Return how much room the uploads take, and the whole site's folder."""
    settings = get_settings()
    uploads = sum(size for _, size in upload_storage().list_files())
    whole = _folder_size(settings.folder) + (0 if settings.uploads_in_folder else uploads)
    found: dict[str, Any] = {
        "uploads_size": {"size": _readable_size(uploads), "debug": _readable_size(uploads), "raw": uploads},
        "total_size": {"size": _readable_size(whole), "debug": _readable_size(whole), "raw": whole},
    }
    return Response({"raw": 0, **found})


def _folder_size(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place) / name
            total += path.stat().st_size if path.is_file() and not path.is_symlink() else 0
    return total


def _readable_size(size: float) -> str:
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024:
            return f"{size:.2f} {unit}"
        size /= 1024
    return f"{size:.2f} TB"


def health_routes() -> list[Route]:
    """Return all of the namespace, in WordPress's order."""

    def one(name: str, look: Callable[[Request], CheckResult], shape: Callable[[], Schema] | None = schema) -> Route:
        return Route(
            NAMESPACE,
            f"/{NAMESPACE}/tests/{name}",
            (Endpoint(READ, partial(_run_check, name, look), {}, may_run_checks),),
            shape,
        )

    return [
        namespace_route(NAMESPACE),
        *(one(name, look) for name, look in TESTS.items()),
        Route(NAMESPACE, f"/{NAMESPACE}/directory-sizes", (Endpoint(READ, get_directory_sizes, {}, may_run_checks),)),
        *(one(name, look, None) for name, look in LATE.items()),
    ]
