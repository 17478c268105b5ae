"""The menu that a navigation block shows when none was chosen: the newest, else one made of a classic menu or of all pages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from wirepress.content.menus import locations
from wirepress.content.menus.items import EntryTargets, MenuEntry, build_entry
from wirepress.content.posts import rows
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.rest.routes import Actor

_ALL_PAGES = "<!-- wp:page-list /-->"
DEPTH_MAX = 20


def newest_navigation() -> Post | None:
    """Return the menu (wp_navigation) published last."""
    return Post.objects.filter(type="wp_navigation", status="publish").order_by("-date", "-id").first()


def find_or_make_fallback(actor: Actor) -> Post:
    """Return the newest menu; one is made when there is none."""
    found = newest_navigation()
    if found is not None:
        return found
    classic = _find_classic_menu()
    content = menu_as_blocks(classic) if classic else _ALL_PAGES
    fields = {
        "title": classic.name if classic else "Navigation",
        "content": content,
        "status": "publish",
        "slug": "navigation",
    }
    return create_post(fields, actor=actor, post_type="wp_navigation")


def _find_classic_menu() -> Term | None:
    """Return the classic menu at the place `primary`, else the one called so, else the newest that has entries."""
    menus = list(Term.objects.filter(taxonomy="nav_menu", pk__in=TermPost.objects.values("term_id")).order_by("-id"))
    shown = locations.assigned_menus().get("primary")
    return next((menu for menu in menus if menu.pk == shown), None) or next(
        (menu for menu in menus if menu.slug == "primary"), menus[0] if menus else None
    )


def menu_as_blocks(menu: Term) -> str:
    """Return a classic menu as navigation blocks."""
    numbers = TermPost.objects.filter(term=menu).values_list("post_id", flat=True)
    posts = [
        post for post in queries.load_posts(list(numbers)) if post.type == "nav_menu_item" and post.status == "publish"
    ]
    posts.sort(key=lambda post: (post.menu_order, post.pk))
    targets = EntryTargets.load(posts)
    below: dict[int, list[tuple[int, MenuEntry]]] = {}
    known = {post.pk for post in posts}
    for post in posts:
        shown = build_entry(post, targets)
        if not shown.invalid:
            below.setdefault(shown.parent if shown.parent in known else 0, []).append((post.pk, shown))
        rows.forget_related(post)
    return "".join(_blocks(below.get(0, ()), below, 0))


def _blocks(
    entries: Iterable[tuple[int, MenuEntry]], below: dict[int, list[tuple[int, MenuEntry]]], depth: int
) -> list[str]:
    found = []
    for number, shown in entries:
        inner = _blocks(below.get(number, ()), below, depth + 1) if depth < DEPTH_MAX else []
        name = "navigation-submenu" if inner else "navigation-link"
        attributes = (
            json.dumps(_attributes(shown), ensure_ascii=False).replace("--", "\\u002d\\u002d").replace("<", "\\u003c")
        )
        attributes = attributes.replace(">", "\\u003e").replace("&", "\\u0026")
        head = f"<!-- wp:{name} {attributes} "
        found.append(f"{head}-->{''.join(inner)}<!-- /wp:{name} -->" if inner else f"{head}/-->")
    return found


def _attributes(shown: MenuEntry) -> dict[str, Any]:
    kind = {"post_type": "post-type", "taxonomy": "taxonomy"}.get(shown.kind, "custom")
    wish: dict[str, Any] = {
        "className": " ".join(name for name in shown.classes if name),
        "description": shown.description,
        "id": shown.object_id if kind != "custom" else None,
        "kind": kind,
        "label": shown.title,
        "opensInNewTab": shown.target == "_blank",
        "rel": " ".join(name for name in shown.xfn if name),
        "title": shown.hint,
        "type": "tag" if shown.object == "post_tag" else shown.object,
        "url": shown.url,
    }
    return {name: value for name, value in wish.items() if value}
