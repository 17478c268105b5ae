"""The six faces where existing themes expect them: the address that the reaction markup names, with its doubled slash."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wirepress.core.hooks import PublicAddress
from wirepress.core.http.asset_answer import answer_asset
from wirepress.features.engagement.reactions.kinds import KINDS

A_YEAR: Final = "public, max-age=31536000"
_FOLDER: Final = Path(__file__).parents[1] / "static" / "engagement" / "faces"
_NAMES: Final = frozenset(kind.icon for kind in KINDS)


@require_safe
def show_icon(request: HttpRequest, name: str) -> HttpResponse:
    """Answer the face of a reaction, 404 for any other name."""
    if name not in _NAMES:
        raise Http404
    path = _FOLDER / f"{name}.svg"
    return answer_asset(request, path.read_bytes, _digest(path), "image/svg+xml", A_YEAR)


@functools.cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


ADDRESS: Final = PublicAddress(
    r"wp-content/plugins/booster-extension/{1,2}assets/icon/(?P<name>[a-z]+)\.svg", show_icon, "reaction-icon"
)
