"""How a post's address will be made: the pattern and the slug, for editors (WordPress 7.1: get_sample_permalink)."""

from __future__ import annotations

import html
from collections.abc import Iterable
from urllib.parse import unquote_plus

from wirepress.content.options import site
from wirepress.content.posts.addresses import patterns, permalinks, plugin_addresses
from wirepress.content.posts.addresses.unique_slug import is_reserved, unique_slug
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import parent_of
from wirepress.content.posts.types import known
from wirepress.core.markup.text.slugs import sanitize_title

_SLUG = "_wp_sample_slug"


def sample_permalink(post: Post) -> tuple[str, str]:
    """(the address with %postname% or %pagename% for the slug, the slug that the title would get)."""
    if _SLUG not in post.__dict__:
        post.__dict__[_SLUG] = unique_slug(_wanted_slug(post), post.pk, "publish", post.type, post.parent_id)
    return _template(post), html.escape(unquote_plus(post.__dict__[_SLUG]))


def preload_free_slugs(posts: Iterable[Post]) -> None:
    """Find in one query the posts whose title gives a slug that nobody else has; the others are looked at one by one."""
    wishes = {post.pk: _wanted_slug(post) for post in posts}
    holders: dict[str, set[int]] = {}
    for slug, number in Post.objects.filter(slug__in=set(wishes.values())).values_list("slug", "id"):
        holders.setdefault(slug, set()).add(number)
    for post in posts:
        slug = wishes[post.pk]
        if not holders.get(slug, set()) - {post.pk} and not is_reserved(slug, post.type):
            post.__dict__[_SLUG] = slug


def _wanted_slug(post: Post) -> str:
    return sanitize_title(post.title, str(post.pk))


def _template(post: Post) -> str:
    structure = patterns.structure()
    if post.type == "attachment":
        parent = parent_of(post)
        above = permalinks.post_link(parent) if parent is not None and structure and known(parent.type).viewable else ""
        if not above or "?" in above:
            return site.home(f"/?attachment_id={post.pk}")
        return patterns.fix_trailing_slash(above.rstrip("/") + "/%postname%")
    if not structure or (post.status == "trash" and post.type != "page"):
        return site.home(f"/?page_id={post.pk}" if post.type == "page" else f"/?p={post.pk}")
    if post.type == "page":
        parent = parent_of(post)
        above = permalinks.page_path(parent) + "/" if parent is not None else ""
        return patterns.address(above + "%pagename%")
    kind = known(post.type)
    if not kind.builtin and kind.viewable:
        return patterns.address(
            plugin_addresses.type_front(kind) + ("%pagename%" if kind.hierarchical else "%postname%")
        )
    return site.home(permalinks.fill_pattern(post, structure, "%postname%"))
