"""Parts of a story's form that features add: how each is shown, and what is done with it when the story is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import structlog
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from wirepress.content.options.features import extensions
from wirepress.content.posts.models import Post
from wirepress.core.contract.newsroom import StoryPanel
from wirepress.web.admin.current_user import current_user

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel with its HTML."""

    name: str
    title: str
    html: SafeString


def render_panels(request: HttpRequest, post_type: str, post: Post | None) -> list[ShownPanel]:
    """Return the panels of a form; one that fails is logged and left out."""
    shown = []
    for panel in _panels(request, post_type):
        try:
            html = panel.render(request, post)
        except Exception:
            log.exception("plugin.failed", plugin=panel.name, hook="story_panels")
            continue
        shown.append(ShownPanel(panel.name, panel.title, mark_safe(html)))
    return shown


def panel_savers(request: HttpRequest, post_type: str) -> Iterator[Callable[[Post], None]]:
    """Return what stores the panels of a form that was sent."""
    if request.method != "POST":
        return
    for panel in _panels(request, post_type):
        if panel.save is not None:
            yield _saver(request, panel.save)


def _saver(request: HttpRequest, save: Callable[[HttpRequest, Post], None]) -> Callable[[Post], None]:
    return lambda post: save(request, post)


def _panels(request: HttpRequest, post_type: str) -> Iterator[StoryPanel]:
    user = current_user(request)
    for panel in extensions().declared("story_panels"):
        if post_type in panel.types and user.can(panel.capability):
            yield panel
