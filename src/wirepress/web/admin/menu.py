"""The sidebar: what the user's role may do, and the pages of the features."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.options.features import extensions
from wirepress.content.posts import access as posts
from wirepress.content.posts import types as post_types
from wirepress.content.terms import access as terms
from wirepress.content.terms import taxonomies
from wirepress.core import newsroom_pages
from wirepress.core.hooks import AdminPage
from wirepress.web.admin.current_user import current_actor
from wirepress.web.admin.plugin_places import TAXONOMY_PLACES, TYPE_PLACES

Item = dict[str, Any]


def site_name(request: HttpRequest) -> str:
    """Return the title of the site, or the product's name where it has none."""
    return str(store.get("blogname") or "Wirepress")


def favicons(request: HttpRequest) -> list[dict[str, str]]:
    """Return the site's icon as the admin theme expects it: link attributes."""
    return [{"rel": "icon", "type": "image/svg+xml", "href": static("site/icon.svg")}]


def declared_pages() -> list[AdminPage]:
    """Return the pages of the features that are on, and those that every newsroom has."""
    return [*extensions().declared("admin_pages"), *newsroom_pages.every()]


def feature_pages(request: HttpRequest) -> list[AdminPage]:
    """Return those that the user may open."""
    who = current_actor(request)
    return [page for page in declared_pages() if who.can(page.capability)]


def count_waiting_comments(request: HttpRequest) -> str:
    """Return how many comments wait; nothing for none."""
    number = (
        Comment.objects.filter(approved="0").exclude(type="note").count()
        if current_actor(request).can("moderate_comments")
        else 0
    )
    return str(number or "")


def build_navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the sidebar's groups of links, with what the user may not open left out."""
    who = current_actor(request)

    def item(title: str, icon: str, link: str, allowed: bool = True, **more: Any) -> list[Item]:
        here = request.path == link if link == reverse("admin:index") else request.path.startswith(link)
        return [{"title": title, "icon": icon, "link": link, "active": here, **more}] if allowed else []

    comments = {"nr_count": count_waiting_comments(request)}
    groups: list[tuple[str, list[Item]]] = [
        ("", item("Today", "today", reverse("admin:index"))),
        (
            "Content",
            [
                *item("Posts", "article", reverse("admin:newsroom_story_changelist"), posts.may_edit_type(who, "post")),
                *item(
                    "Pages", "description", reverse("admin:newsroom_page_changelist"), posts.may_edit_type(who, "page")
                ),
                *item(
                    "Media", "photo_library", reverse("admin:newsroom_mediaitem_changelist"), who.can("upload_files")
                ),
                *item(
                    "Comments", "forum", reverse("admin:comments_comment_changelist"), who.can("edit_posts"), **comments
                ),
                *item(
                    "Categories",
                    "folder",
                    reverse("admin:newsroom_category_changelist"),
                    terms.may_manage(who, "category"),
                ),
                *item("Tags", "sell", reverse("admin:newsroom_tag_changelist"), terms.may_manage(who, "post_tag")),
                *(
                    entry
                    for name, place in TYPE_PLACES.items()
                    if name in post_types.added()
                    for entry in item(
                        post_types.known(name).label,
                        "article",
                        reverse(f"admin:{place.name}_changelist"),
                        posts.may_edit_type(who, name),
                    )
                ),
                *(
                    entry
                    for name, place in TAXONOMY_PLACES.items()
                    if name in taxonomies.added()
                    for entry in item(
                        taxonomies.known(name).label,
                        "sell",
                        reverse(f"admin:{place.name}_changelist"),
                        terms.may_manage(who, name),
                    )
                ),
            ],
        ),
    ]
    sections: dict[str, list[Item]] = {}
    for page in (page for page in feature_pages(request) if page.in_menu):
        link = reverse("admin:index") + page.path.strip("/") + "/"
        sections.setdefault(page.section, []).extend(item(page.title, page.icon, link))
    groups += sections.items()
    groups.append(
        (
            "Site",
            [
                *item("Users", "group", reverse("admin:users_user_changelist"), who.can("list_users")),
                *item("Settings", "tune", reverse("admin:settings"), who.can("manage_options")),
                *item("Features", "extension", reverse("admin:features"), who.can("activate_plugins")),
            ],
        )
    )
    return [{"title": title, "items": items, "separator": bool(title)} for title, items in groups if items]
