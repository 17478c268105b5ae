"""Items that many embedded documents show, read at once."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.posts import revisions
from wirepress.content.posts.listing import queries
from wirepress.content.posts.rendering import render
from wirepress.content.posts.rendering.lookup import ContentLookup
from wirepress.core.rest.routes import Request


def preload_posts(requests: Sequence[Request]) -> None:
    """Items by the number in the path, with what their texts and links need."""
    numbers = {int(request.path_params["id"][:18]) for request in requests}
    found = {post.pk: post for post in queries.load_posts(sorted(numbers))}
    lookup = ContentLookup(requests[0].actor)
    lookup.remember_posts(found.values())
    render.preload_for_rendering(list(found.values()), render.new_context(requests[0], lookup=lookup))
    revisions.preload_revision_facts(found.values())
    kept = {number: found.get(number) for number in numbers}
    for request in requests:
        request.attributes.update(posts=kept, lookup=lookup)
