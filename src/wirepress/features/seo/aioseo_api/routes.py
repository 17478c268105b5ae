"""/aioseo/v1: what the plugin's editor panel and list column ask. All in One SEO 4.8.7 behaviour, but each story only by whoever may
edit it (the plugin asks for the right to write stories alone, and takes ids that do not exist)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final

from wirepress.content.options import store
from wirepress.content.posts import access
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering.lookup import post_record
from wirepress.content.posts.rendering.render import new_context, render_title
from wirepress.content.posts.types import public_types
from wirepress.content.terms import taxonomies
from wirepress.content.users.avatars import avatar_url
from wirepress.content.users.models import User
from wirepress.core.markup import pipeline
from wirepress.core.php.numbers import intval
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import CREATE, READ, Endpoint, Request, Response, Route
from wirepress.features.seo.aioseo_api.read_body import clean_text, overrides_of_body
from wirepress.features.seo.analysis.analyse import score_headline
from wirepress.features.seo.analysis.models import StoryAnalysis
from wirepress.features.seo.head.choose import PageMeta
from wirepress.features.seo.head.pictures import attached
from wirepress.features.seo.head.smart_tags import TAGS, WITH_ARGUMENT
from wirepress.features.seo.head.texts import plain
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import Overrides
from wirepress.features.seo.preview import meta_of_post

NAMESPACE: Final = "aioseo/v1"
IDS_MAX: Final = 100  # stories of one request
ID_MAX: Final = 2**63 - 1
PORTRAIT: Final = 300  # pixels
# What the plugin calls the places of templates; those of types and taxonomies are made of their names.
PLACES: Final = tuple(
    (
        "authorDescription authorTitle descriptionFormat dateDescription dateTitle homePage knowledgeGraph pagedFormat postDescription "
        "postTitle rss schema searchDescription searchTitle siteDescription siteTitle taxonomyDescription taxonomyTitle"
    ).split()
)
BREADCRUMBS: Final = tuple(
    f"breadcrumbs-{name}"
    for name in (
        "blog-archive author search notFound date-archive-year date-archive-month date-archive-day format-archive format-search "
        "format-paged"
    ).split()
)


def routes() -> list[Route]:
    """Return the routes."""
    table: tuple[tuple[str, tuple[Endpoint, ...]], ...] = (
        ("post", (_endpoint(READ, show), _endpoint(CREATE, save))),
        ("keyphrases", (_endpoint(CREATE, save_keyphrases),)),
        ("posts-list/load-details-column", (_endpoint(CREATE, load_column),)),
        ("posts-list/update-details-column", (_endpoint(CREATE, update_column),)),
        ("post/(?P<postId>[\\d]+)/process-content", (_endpoint(CREATE, process_content),)),
        ("post/(?P<postId>[\\d]+)/first-attached-image", (_endpoint(READ, show_first_picture),)),
        ("user/(?P<userId>[\\d]+)/image", (_endpoint(READ, show_portrait),)),
        ("tags", (_endpoint(READ, show_tags),)),
        ("ping", (_endpoint(READ, ping),)),
    )
    return [Route(NAMESPACE, f"/{NAMESPACE}/{path}", endpoints) for path, endpoints in table]


def _endpoint(methods: Any, handler: Callable[[Request], Any]) -> Endpoint:
    return Endpoint(methods, handler, permission=may_write)


def may_write(request: Request) -> RestError | None:
    """Whoever may write stories."""
    if request.actor.can("edit_posts"):
        return None
    return forbidden("rest_forbidden", "You are not allowed to do that.", signed_in=request.signed_in)


def save(request: Request) -> Response:
    """Store what a story's head says otherwise than the site; what is not sent follows the site again."""
    post = _story(request, "id")
    if isinstance(post, Response):
        return post
    before = overrides.of_post(post)
    made = overrides_of_body(_body(request))
    if "keyphrases" not in _body(request):
        made = dataclasses.replace(made, keyphrases=before.keyphrases)
    overrides.put_of_post(post, made)
    return Response({"success": True, "posts": post.pk})


def save_keyphrases(request: Request) -> Response:
    """Store a story's keyphrases. The score is our own."""
    post = _story(request, "postId")
    if isinstance(post, Response):
        return post
    found = overrides_of_body({"keyphrases": _body(request).get("keyphrases")}).keyphrases
    overrides.put_of_post(post, dataclasses.replace(overrides.of_post(post), keyphrases=found))
    return Response({"success": True, "post": post.pk})


def load_column(request: Request) -> Response:
    """Answer title, description and headline score of some stories, for the list's column."""
    ids = _body(request).get("ids")
    if not isinstance(ids, list) or not ids:
        return _refusal("Name the stories.")
    numbers = [intval(one) for one in ids[:IDS_MAX] if isinstance(one, int | str)]
    posts = Post.objects.exclude(type__in=("revision", "nav_menu_item")).in_bulk(
        one for one in numbers if 0 < one <= ID_MAX
    )
    rows = [
        _column(posts[number])
        for number in numbers
        if number in posts and access.may_edit(request.actor, posts[number])
    ]
    return Response({"success": True, "posts": rows})


def update_column(request: Request) -> Response:
    """Store title and description of a story from the list; the rest stays."""
    post = _story(request, "postId")
    if isinstance(post, Response):
        return post
    body = _body(request)
    changes: dict[str, Any] = {name: clean_text(body[name]) for name in ("title", "description") if name in body}
    overrides.put_of_post(post, dataclasses.replace(overrides.of_post(post), **changes))
    meta = _meta(post)
    return Response({"success": True, "posts": post.pk, "title": meta.title, "description": meta.description})


def process_content(request: Request) -> Response:
    """Answer a text as a reader would see it, without what features weave in."""
    post = _story(request, "postId")
    if isinstance(post, Response):
        return post
    content = request["content"]
    context = new_context(content_filters=()).for_document(post_record(post))
    text = pipeline.the_content(content, context) if isinstance(content, str) else ""
    return Response({"success": True, "content": text})


def show(request: Request) -> Response:
    """Answer what a story's head says, as the editor's panel shows it."""
    try:
        post = _story(request, "postId")
    except RestError as error:
        return _refusal(error.message, error.status)  # this route of the plugin words its own refusal
    if isinstance(post, Response):
        return post
    own, meta = overrides.of_post(post), _meta(post)
    analysed = StoryAnalysis.objects.filter(pk=post.pk).first()
    data = {
        "id": post.pk,
        "postType": post.type,
        "postStatus": post.status,
        "permalink": post_link(post),
        "title": own.title,
        "description": own.description,
        "titleParsed": meta.title,
        "descriptionParsed": meta.description,
        "canonicalUrl": own.canonical,
        "keyphrases": _keyphrases(own),
        "seo_score": analysed.score if analysed is not None else 0,
        "default": not own.robots,
        **{
            name: bool(own.robots.get(name))
            for name in ("noindex", "nofollow", "noarchive", "nosnippet", "noimageindex", "notranslate")
        },
        "maxSnippet": own.robots.get("max_snippet", -1),
        "maxVideoPreview": own.robots.get("max_video_preview", -1),
        "maxImagePreview": own.robots.get("max_image_preview", "large"),
        "og_title": own.og_title,
        "og_description": own.og_description,
        "og_object_type": own.og_type or "default",
        "og_article_section": own.og_section,
        "og_article_tags": [{"label": tag, "value": tag} for tag in own.og_tags],
        "twitter_use_og": own.twitter_as_og is True,
        "twitter_card": own.twitter_card or "default",
        "twitter_title": own.twitter_title,
        "twitter_description": own.twitter_description,
    }
    return Response({"success": True, "data": {"currentPost": data, "redirects": [], "seoRevisions": []}})


def show_tags(request: Request) -> Response:
    """Answer the smart tags that templates may hold, and which of them each place takes."""
    names = [*TAGS, *(f"{name}-NAME" for name in WITH_ARGUMENT)]
    tags = [{"id": name, "name": name.replace("_", " ").capitalize(), "tag": f"#{name}"} for name in names]
    return Response({"tags": tags, "context": dict.fromkeys(_places(), names)})


def _places() -> list[str]:
    """Return the places of templates, as the plugin calls them."""
    types = [name for name in public_types() if name != "post"]
    names = ("category", "post_tag", *(name for name, one in taxonomies.added().items() if one.public))
    return [
        *PLACES,
        *(f"breadcrumbs-post-type-{name}" for name in ("post", *types)),
        *(f"breadcrumbs-taxonomy-{name}" for name in names),
        *BREADCRUMBS,
        *(f"{name}{part}" for name in (*types, *names) for part in ("Title", "Description")),
    ]


def show_first_picture(request: Request) -> Response:
    """Answer the address of the first picture that was uploaded with a story, "" where there is none."""
    post = _story(request, "postId")
    if isinstance(post, Response):
        return post
    found = attached(post)
    return Response({"success": True, "url": found.url if found is not None else ""})


def show_portrait(request: Request) -> Response:
    """Answer the address of somebody's picture, "" where nobody is."""
    user = User.objects.filter(pk=int(request["userId"])).first() if len(str(request["userId"])) < 19 else None
    return Response({"success": True, "url": avatar_url(user.email, PORTRAIT) if user is not None else ""})


def ping(request: Request) -> Response:
    """Answer that the routes are there."""
    return Response({"success": True})


def _column(post: Post) -> dict[str, Any]:
    meta = _meta(post)
    headline = plain(render_title(post, new_context()))
    return {
        "id": post.pk,
        "titleParsed": meta.title,
        "descriptionParsed": meta.description,
        "headlineScore": score_headline(headline, str(store.get("WPLANG") or "en_US")),
    }


def _keyphrases(own: Overrides) -> dict[str, Any]:
    first, *more = own.keyphrases or [""]
    return {
        "focus": {"keyphrase": first, "score": 0},
        "additional": [{"keyphrase": phrase, "score": 0} for phrase in more],
    }


def _meta(post: Post) -> PageMeta:
    return meta_of_post(post, overrides.of_post(post))


def _story(request: Request, name: str) -> Post | Response:
    """Return the story that a request names, or the answer where it names none. Raises RestError 403."""
    given = request[name]
    number = intval(given) if isinstance(given, int | str) else 0
    if number <= 0:
        return _refusal("Post ID is missing.")
    post = Post.objects.filter(pk=number).exclude(type="revision").first() if number <= ID_MAX else None
    if post is None:
        return _refusal("There is no such story.", 404)
    if not access.may_edit(request.actor, post):
        raise forbidden("rest_forbidden", "You are not allowed to edit this story.", signed_in=request.signed_in)
    return post


def _refusal(message: str, status: int = 400) -> Response:
    return Response({"success": False, "message": message}, status=status)


def _body(request: Request) -> Mapping[str, Any]:
    return request.json if request.json is not None else request.body
