"""Which requests a route gets, and how one of them is made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from tests.access.sending import send
from tests.access.world import FACE, STATES, TYPES, World, drawing
from tests.routes import every, filled, patterns
from wirepress.content.options import site
from wirepress.content.posts.addresses.permalinks import post_link

NONE: Final = "-"
_OF_POSTS: Final = tuple(f"{whose} {status}" for whose in ("own", "other") for status in STATES)
_WORDS: Final = {
    "type": "post",
    "postId": "999999",
    "status": "publish",
    "taxonomy": "category",
    "stylesheet": "twentytwentyfive",
    "name": "core/archives",
    "namespace": "core",
    "location": "primary",
    "collection": "core",
    "slug": "site",
    "plugin": "engagement/engagement",
    "report": "sources",
}
_QUERIES: Final = {
    "/wirepress/v1/seo/redirects/test": "url=/ebb",
    "/wirepress/v1/analytics/versions": "post=999999",
    "/oembed/1.0/embed": "url=STORY",
    "/oembed/1.0/proxy": "url=STORY",
    "/wp/v2/templates/lookup": "slug=single",
    "/wp/v2/template-parts/lookup": "slug=single",
    "/wp-block-editor/v1/url-details": "url=HOME",
    "/wp/v2/block-directory/search": "term=a",
    "/wp/v2/view-config": "kind=postType&name=post",
    "/wirepress/v1/social/preview": "post=NUMBER",
}
_STORY: Final = {"title": "New", "content": "New.", "status": "draft"}
_FAMILY: Final = '{"name": "Sand", "slug": "sand", "fontFamily": "Sand"}'
_OPML: Final = '<opml version="2.0"><body><outline text="Ebb" xmlUrl="https://ebb.example/feed"/></body></opml>'
_BODIES: Final[dict[tuple[str, str], Any]] = {
    ("/batch/v1", "POST"): {"requests": [{"path": "/wp/v2/tags", "body": {"name": "Batch"}}]},
    **{(f"/wp/v2/{family}", "POST"): _STORY for family in TYPES},
    **{(f"/wp/v2/{family}/{{id}}/autosaves", "POST"): {"content": "Kept."} for family in TYPES},
    ("/wp/v2/menu-items", "POST"): {"title": "Tides", "url": "http://testserver/tides", "status": "draft"},
    ("/wp/v2/menu-items/{id}/autosaves", "POST"): {"title": "Kept"},
    **{
        (f"/wp/v2/{name}", "POST"): {"name": "Brand new"}
        for name in ("categories", "tags", "menus", "wp_pattern_category")
    },
    **{
        (f"/wp/v2/{name}/{{id}}", "EDIT"): {"description": "Changed"}
        for name in ("categories", "tags", "menus", "wp_pattern_category")
    },
    **{(f"/wp/v2/{name}", "POST"): {"slug": "fresh", "content": "a"} for name in ("templates", "template-parts")},
    **{(f"/wp/v2/{name}/{{id}}/autosaves", "POST"): {"content": "Kept."} for name in ("templates", "template-parts")},
    ("/wp/v2/font-families", "POST"): {"font_family_settings": _FAMILY},
    ("/wp/v2/font-families/{id}", "EDIT"): {"font_family_settings": '{"name": "Sand"}'},
    ("/wp/v2/font-families/{font_family_id}/font-faces", "POST"): {
        "font_face_settings": json.dumps({**FACE, "fontWeight": "700"})
    },
    ("/wp/v2/users", "POST"): {"username": "newcomer", "email": "n@desk.example", "password": "p-q-r-s"},
    ("/wp/v2/users/{id}", "EDIT"): {"first_name": "Ann"},
    ("/wp/v2/users/me", "EDIT"): {"first_name": "Ann"},
    ("/wp/v2/users/{user_id}/application-passwords", "POST"): {"name": "Pen two"},
    ("/wp/v2/users/{user_id}/application-passwords/{uuid}", "EDIT"): {"name": "Pen three"},
    ("/wp/v2/comments/{id}", "EDIT"): {"content": "Changed."},
    ("/wp/v2/settings", "EDIT"): {"title": "Marsh Times"},
    ("/wp/v2/plugins", "POST"): {"slug": "hello-dolly"},
    ("/wp/v2/plugins/{plugin}", "EDIT"): {"status": "active"},
    ("/wp/v2/widgets", "POST"): {
        "id_base": "block",
        "sidebar": "wp_inactive_widgets",
        "instance": {"raw": {"content": "a"}},
    },
    ("/wp/v2/widget-types/{id}/encode", "POST"): {"form_data": "widget-text[1][title]=a"},
    ("/wp/v2/widget-types/{id}/render", "POST"): {"instance": {}},
    ("/wp/v2/media/{id}/post-process", "POST"): {"action": "create-image-subsizes"},
    ("/wirepress/v1/posts/{id}/reactions", "POST"): {"reaction": 1},
    ("/wirepress/v1/posts/{id}/likes", "POST"): {"choice": "like"},
    ("/wirepress/v1/posts/{id}/shares", "POST"): {"network": "copy"},
    ("/tweet-old-post/v8/share/{id}", "POST"): {"rop_publish_now_accounts": {"mastodon_1": "Low water"}},
    ("/wp/v2/menu-items/{id}", "EDIT"): {"url": "http://testserver/ebb"},
    ("/wirepress/v1/wire/sources", "POST"): {"url": "https://ebb.example/feed"},
    ("/wirepress/v1/wire/sources/{id}", "EDIT"): {"name": "Ebb"},
    ("/wirepress/v1/wire/sources/{id}/flood", "POST"): {"action": "drop"},
    ("/wirepress/v1/wire/sources/{id}/suggestion", "POST"): {"accept": False},
    ("/wirepress/v1/wire/blocks", "POST"): {"kind": "author", "value": "Nobody We Know"},
    ("/wirepress/v1/wire/opml", "POST"): {"opml": _OPML},
    ("/wirepress/v1/seo/analysis", "POST"): {"title": "Ebb", "content": "Low."},
    ("/aioseo/v1/post", "POST"): {"id": 999999, "title": "Ebb"},
    ("/aioseo/v1/keyphrases", "POST"): {"postId": 999999, "keyphrases": {"focus": {"keyphrase": "ebb"}}},
    ("/aioseo/v1/posts-list/load-details-column", "POST"): {"ids": [999999]},
    ("/aioseo/v1/posts-list/update-details-column", "POST"): {"postId": 999999, "title": "Ebb"},
    ("/aioseo/v1/post/{postId}/process-content", "POST"): {"content": "Ebb"},
    ("/wirepress/v1/seo/redirects", "POST"): {"source": "/ebb", "target": "/flood"},
    ("/wirepress/v1/seo/redirects/{id}", "EDIT"): {"target": "/flood"},
    ("/wirepress/v1/seo/redirects/file", "POST"): {"text": "/ebb,/flood"},
    ("/wirepress/v1/social/queues/{id}", "EDIT"): {"paused": True},
    ("/wirepress/v1/social/pause", "POST"): {"paused": True},
    ("/wirepress/v1/social/shares/{id}", "EDIT"): {"text": "Lower."},
    ("/wirepress/v1/social/blocks", "POST"): {"post": 7},
}


def family_of(route: str) -> str:
    """posts, pages ...; the word after wp/v2."""
    parts = route.strip("/").split("/")
    if "/share/" in route:
        return "posts"
    if route.startswith("/wirepress/v1/seo/") and len(parts) > 3:
        return {"terms": "categories", "posts": "posts", "users": "users"}.get(parts[3], "seo")
    return parts[2] if len(parts) > 2 else ""


def states_of(route: str) -> tuple[str, ...]:
    """In which states the thing that a route names is asked for."""
    family = family_of(route)
    if "{" not in route:
        return (NONE,)
    if family in TYPES:
        return _OF_POSTS
    if family == "comments":
        written = ("own approve", "own hold", "other approve", "other hold", "other spam", "other trash")
        return (*written, *(f"own story {status}" for status in ("approve", "hold", "spam", "trash")))
    if family == "users":
        return ("own", "other", "other writer")
    return ("own", "other") if family == "media" else (NONE,)


def requests() -> Iterator[tuple[str, str, str]]:
    """Every route x method x state; `GET edit` is reading with context=edit."""
    for route, methods in every().items():
        for method in methods:
            for state in states_of(route):
                yield route, method, state
                if method == "GET" and route.startswith("/wp/v2/"):
                    yield route, "GET edit", state


def address(route: str, world: World, state: str) -> str:
    """The route with what exists in the place of its names."""
    family = family_of(route)

    def value(name: str) -> str:
        if name in ("id", "parent"):
            return _number(route, name, world.thing(family, state), world, state)
        if name == "font_family_id":
            return str(world.thing("font-families", state).pk)
        if name == "user_id":
            return str(world.thing("users", state).pk)
        if name == "uuid":
            return str(world.thing("application-passwords", state).uuid)
        if name in ("source", "token") and family == "wire":
            return str(world.thing(family, state)[name])
        return "core/get-site-info" if "abilities" in route and name == "name" else _word(route, name)

    return filled(patterns()[route], value)


def _word(route: str, name: str) -> str:
    if "/panels/" in route and name == "name":
        return "engagement"
    if "icons" in route and name == "name":
        return "core/plus"
    if route.startswith("/wp/v2/block-types") and name == "name":
        return "paragraph"
    if route.startswith("/wp/v2/icon-collections"):
        return "core"
    return _WORDS.get(name, "1")


def _number(route: str, name: str, thing: Any, world: World, state: str) -> str:
    if family_of(route) in ("wire", "seo", "social"):
        return str(thing[route.split("/")[4]])
    if name == "id" and route.endswith("/revisions/{id}"):
        return str(world.revision(thing))
    if name == "id" and route.endswith("/autosaves/{id}"):
        return str(world.kept(thing))
    if "/font-faces/" in route:
        return str(world.thing("font-faces", state).pk)
    if family_of(route) in ("templates", "template-parts"):
        return f"twentytwentyfive//{'long-read' if 'parts' not in route else 'masthead'}"
    if family_of(route) in ("widget-types", "sidebars"):
        return {"widget-types": "text", "sidebars": "wp_inactive_widgets"}[family_of(route)]
    return str(getattr(thing, "pk", thing))


def _query(route: str, world: World) -> str:
    query = _QUERIES.get(route, "")
    if query.endswith("NUMBER"):
        return query.replace("NUMBER", str(world.thing("posts", "other publish").pk))
    if query.endswith("STORY"):
        return query.replace("STORY", quote(post_link(world.thing("posts", "other publish")), safe=""))
    return query.replace("HOME", quote(site.home("/"), safe=""))


def ask(world: World, route: str, method: str, state: str) -> int:
    """The status; what the request did is taken back."""
    path, query = address(route, world, state), _query(route, world)
    verb, _, edit = method.partition(" ")
    parts = [query] if query else []
    if edit:
        parts.append("context=edit")
    if verb == "DELETE":
        heir = world.me if state.startswith("other") and world.me else world.somebody
        parts.append("force=true" + (f"&reassign={heir.pk}" if family_of(route) == "users" else ""))
    if route.endswith("/run"):
        verb = "GET"  # the ability only reads
    body = body_of(route, verb, world, state)
    status = send(world, {"EDIT": "POST"}.get(verb, verb), f"{path}?{'&'.join(parts)}", body)
    if verb == "DELETE":
        world.renew(family_of(route), state)  # files do not come back
    return status


def body_of(route: str, verb: str, world: World, state: str) -> Any:
    """What the request brings: a document, a file's bytes, or nothing."""
    if verb not in ("POST", "EDIT"):
        return None
    if route == "/wp/v2/comments":
        who = {"author_name": "R", "author_email": "r@mail.example"}
        return {"post": world.thing("posts", "other publish").pk, "content": "Lower.", **who}
    if route.endswith("/merge"):
        return {"into": world.thing("wire", state)["into"]}
    if route == "/wirepress/v1/social/shares":
        world.thing("social", state)
        return {"post": world.thing("posts", "other publish").pk, "account": "webhook_1"}
    if route == "/wp/v2/media":
        return drawing()
    if route == "/wp/v2/media/{id}/edit":
        thing = world.thing("media", state)
        return {"src": thing.guid, "modifiers": [{"type": "rotate", "args": {"angle": 90}}]}
    return _BODIES.get((route, verb), {"title": "Changed"})
