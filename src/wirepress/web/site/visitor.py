"""Who looks at a page of the site, and the context in which its stories are rendered."""

from __future__ import annotations

from django.http import HttpRequest

from wirepress.content.posts.rendering.render import new_context
from wirepress.core.http.address import reader_address
from wirepress.core.http.header_text import header_text
from wirepress.core.markup.context import RenderContext
from wirepress.core.rest.routes import Actor
from wirepress.settings.settings import get_settings
from wirepress.web.rest.request.identify import READER


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in user, or a reader."""
    user = request.user
    return user if user.is_authenticated else READER


def address_of(request: HttpRequest) -> str:
    """The reader's address, behind the site's own proxies."""
    return reader_address(request.META.get("REMOTE_ADDR", ""), lower_headers(request), get_settings().trusted_proxies)


def lower_headers(request: HttpRequest) -> dict[str, str]:
    """The request's headers, names in lower case."""
    return {name.lower(): header_text(value) for name, value in request.headers.items()}


def context_of(request: HttpRequest, *, main_loop: bool = False) -> RenderContext:
    """The render context of one page."""
    return new_context(
        viewer=actor_of(request).id,
        address=address_of(request),
        agent=request.headers.get("User-Agent", ""),
        request_url=request.get_full_path(),
        main_loop=main_loop,
    )
