"""What an open story's page is told as it changes: reactions and likes, as everybody may know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.core.contract.live_streams import LiveStream
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.features.engagement import settings
from wirepress.features.engagement.likes.like import read_likes
from wirepress.features.engagement.reactions.kinds import NUMBERS
from wirepress.features.engagement.reactions.routes import ID, LIVE, NAMESPACE
from wirepress.features.engagement.reactions.state import state
from wirepress.features.engagement.votes.published import UnknownPost, published, require_post


def read_numbers(post_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return what there is to tell of stories, in three queries; posts that readers may not see are left out."""
    options = settings.read()
    shown = sorted(published(set(post_ids)))
    if not shown:
        return {}
    reactions = state(shown) if options.reactions else {}
    likes = read_likes(shown) if options.likes else {}
    told: dict[int, dict[str, Any]] = {number: {} for number in shown}
    for number, found in reactions.items():
        shares = found.percents
        told[number]["reactions"] = {
            "counts": {str(kind): found.counts[kind] for kind in NUMBERS},
            "percents": {str(kind): shares[kind] for kind in NUMBERS},
        }
    for number, liked in likes.items():
        told[number]["likes"] = {"likes": liked.likes, "dislikes": liked.dislikes}
    return told


def _tell(post_ids: Sequence[int]) -> Mapping[int, Any]:
    return read_numbers(post_ids)


STREAM: Final = LiveStream(rf"/{NAMESPACE}/posts/([0-9]{{1,18}})/live", ("reaction", "like"), _tell)


def routes() -> list[Route]:
    """Return the route: the numbers of the moment, for whoever does not want to listen."""
    endpoint = Endpoint(READ, show, {"id": ID}, hidden=True)
    return [Route(NAMESPACE, f"/{NAMESPACE}/posts/(?P<id>[\\d]+)/live", (endpoint,), schema)]


def show(request: Request) -> Response:
    """Answer the numbers of the moment. Raises RestError 404."""
    number = int(request["id"])
    try:
        require_post(number)
    except UnknownPost:
        raise RestError("rest_post_invalid_id", "There is no such post.", 404) from None
    return Response(read_numbers([number])[number], headers=dict(LIVE))


def schema() -> Schema:
    """Return the JSON schema of the answer."""
    part: Schema = {"type": "object", "readonly": True, "context": ["view"]}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "live",
        "type": "object",
        "properties": {
            "reactions": {**part, "description": "Counts and percents of the six reactions."},
            "likes": {**part, "description": "Likes and dislikes."},
        },
    }
