"""Comments that many embedded documents show, read at once."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.comments import listing
from wirepress.content.comments.models import Comment
from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest.routes import Request

_COLUMNS = {"post": "post_id", "parent": "parent_id"}


def preload_comments(requests: Sequence[Request]) -> None:
    """Comments by the number in the path."""
    numbers = {int(request.path_params["id"][:18]) for request in requests}
    found = Comment.objects.prefetch_related("meta_rows").in_bulk(numbers)
    listing.preload_comments(list(found.values()))
    kept = {number: found.get(number) for number in numbers}
    authors = _authors(list(found.values()))
    for request in requests:
        request.attributes.update(comments=kept, authors=authors)


def preload_comment_pages(requests: Sequence[Request]) -> None:
    """The comments of an item each, or the answers to a comment each, as links name them."""
    for name, column in _COLUMNS.items():
        plain = [
            request
            for request in requests
            if set(request.query) == {name, "context", "per_page"} and _number(request, name)
        ]
        if plain:
            limit = int(plain[0].query["per_page"])
            found = listing.find_comments_by(
                listing.CommentQuery(limit=limit), column, {_number(request, name) for request in plain}
            )
            authors = _authors([comment for kept in found.values() for comment in kept])
            for request in plain:
                own = found[_number(request, name)]
                request.attributes.update(found=(own, len(own)), authors=authors)


def _authors(found: Sequence[Comment]) -> dict[int, User]:
    return User.objects.in_bulk({comment.user_id for comment in found if comment.user_id})


def _number(request: Request, name: str) -> int:
    text = str(request.query.get(name))
    return read_digits(text) or 0
