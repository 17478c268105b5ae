"""GET and POST /example/v1/tastings/ID."""

from __future__ import annotations

from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import CREATE, READ, Endpoint, Request, Response, Route
from wirepress_example.models import Tasting
from wirepress_example.tastings import add

PATTERN = r"/example/v1/tastings/(?P<recipe>[\d]+)"
RECIPE = {"recipe": {"description": "Number of the recipe.", "type": "integer"}}


def _recipe(request: Request) -> Post:
    post = Post.objects.filter(type="recipe", pk=int(request["recipe"])).first()
    if post is None or not access.may_read(request.actor, post):
        raise RestError("example_no_recipe", "There is no recipe of that number.", 404)
    return post


def _document(tasting: Tasting) -> dict[str, object]:
    return {"id": tasting.pk, "taster": tasting.taster, "stars": tasting.stars}


def show(request: Request) -> Response:
    """Return the tastings of a recipe, newest first."""
    rows = Tasting.objects.filter(post_id=_recipe(request).pk).order_by("-moment", "-id")
    return Response([_document(row) for row in rows[:100]])


def may_taste(request: Request) -> RestError | None:
    """Allow whoever may edit the recipe."""
    if access.may_edit(request.actor, _recipe(request)):
        return None
    return forbidden("example_cannot_taste", "You are not allowed to taste this.", signed_in=request.signed_in)


def taste(request: Request) -> Response:
    """Store a tasting; 201."""
    tasting = add(_recipe(request).pk, str(request["taster"]), int(request["stars"]))
    return Response(_document(tasting), status=201)


def routes() -> list[Route]:
    """Return the plugin's REST routes."""
    new = {
        **RECIPE,
        "taster": {"description": "Who tasted it.", "type": "string", "required": True, "maxLength": 100},
        "stars": {"description": "1 to 5.", "type": "integer", "required": True, "minimum": 1, "maximum": 5},
    }
    endpoints = (Endpoint(READ, show, RECIPE), Endpoint(CREATE, taste, new, may_taste))
    return [Route("example/v1", PATTERN, endpoints)]
