"""The plugin's call for its one list of the whole site: answered with nothing, as there; the list is the reader's browser's."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from wirepress.core.hooks import AjaxAction


def read_later(request: HttpRequest) -> str:
    """Keep nothing and answer nothing."""
    return ""


ACTION: Final = AjaxAction("booster_extension_read_later_post_ajax", read_later)
