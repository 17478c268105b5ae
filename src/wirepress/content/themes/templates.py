"""Templates and parts as clients see them: the theme's files, and the posts that replace or add to them. WordPress 7.1 behaviour."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import unquote

from wirepress.content.posts import rows
from wirepress.content.posts import types as post_types
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.terms import taxonomies
from wirepress.content.themes import builtin
from wirepress.content.themes.builtin import ThemeFile

_SHOWN: Final = ("auto-draft", "draft", "publish")
_WITHOUT_PREFIX: Final = re.compile(r"(author|category|archive|tag|page)-.")
_OF_KIND: Final = re.compile(r"(taxonomy|single)-(.+)")


@dataclass(slots=True)
class Template:
    """One template or part. `source`: theme (a file) or custom (a post); `origin`: where a replaced one came from; `post_id` 0: a file."""

    type: str
    slug: str
    theme: str
    title: str
    content: str
    description: str = ""
    source: str = "theme"
    origin: str | None = None
    status: str = "publish"
    post_id: int = 0
    has_file: bool = False
    custom: bool = True  # not one of those that WordPress knows by itself
    author: int = 0
    area: str = ""
    date: datetime | None = None
    modified: datetime | None = None
    post: Post | None = None  # the post or revision that it was read from

    @property
    def id(self) -> str:
        """Return the template's id, `theme//slug`."""
        return f"{self.theme}//{self.slug}"

    @property
    def made_by(self) -> str:
        """Who it comes from in the first place: theme, plugin, site or user."""
        if self.has_file and (self.origin == "theme" or (not self.origin and self.source in ("theme", "custom"))):
            return "theme"
        if "plugin" in (self.origin, self.source):
            return "plugin"
        return "site" if not self.has_file and self.source == "custom" and not self.author else "user"


def clean_id(text: str) -> str:
    """Return an id as a client sends it (`theme/slug`, `theme//slug`, percent-encoded) as `theme//slug`."""
    text = unquote(text)
    head, slash, slug = text.rpartition("/")
    if not slash or head.endswith("/"):
        return text
    return f"{head}//{slug}"


def _split(identifier: str) -> tuple[str, str]:
    theme, _, slug = identifier.partition("//")
    return theme, slug


def from_file(file: ThemeFile) -> Template:
    """Return the template that a file of the theme is."""
    return Template(
        file.type,
        file.slug,
        builtin.stylesheet_name(),
        file.title,
        file.content,
        file.description,
        has_file=True,
        area=file.area,
        custom=file.slug not in builtin.KNOWN,
    )


def from_post(post: Post, owner: Post | None = None) -> Template | None:
    """Return the template that a post is; None where it belongs to no theme. `owner`: whose revision the post is."""
    owner = owner or post
    themes = rows.terms_of(owner, "wp_theme")
    if not themes:
        return None
    theme = themes[0].name
    file = builtin.find_theme_file(owner.type, owner.slug) if theme == builtin.stylesheet_name() else None
    areas = rows.terms_of(owner, "wp_template_part_area")
    origin = rows.meta_value(owner, "origin")
    known = owner.type == "wp_template" and owner.slug in builtin.KNOWN
    return Template(
        owner.type,
        owner.slug,
        theme,
        post.title,
        post.content,
        post.excerpt,
        source="custom",
        origin=str(origin) if origin else None,
        status=post.status,
        post_id=post.pk,
        has_file=file is not None,
        custom=not known and not rows.meta_value(owner, "is_wp_suggestion"),
        author=post.author_id or 0,
        area=(areas[0].slug if areas else builtin.GENERAL) if owner.type == "wp_template_part" else "",
        date=post.date,
        modified=post.modified,
        post=post,
    )


def _posts(post_type: str, theme: str, slugs: Iterable[str] = ()) -> list[Post]:
    found = Post.objects.filter(type=post_type, status__in=_SHOWN)
    if slugs:
        found = found.filter(slug__in=list(slugs))
    posts = queries.load_posts(list(found.order_by("-date", "-id").values_list("id", flat=True)))
    return [post for post in posts if any(term.name == theme for term in rows.terms_of(post, "wp_theme"))]


def list_templates(post_type: str, *, post_id: int = 0, area: str | None = None) -> list[Template]:
    """Templates of the active theme: posts first, newest before older ones, then files that none of them replaces."""
    made = [
        template for post in _posts(post_type, builtin.stylesheet_name()) if (template := from_post(post)) is not None
    ]
    found = [template for template in made if not post_id or template.post_id == post_id]
    if not post_id:
        replaced = {template.slug for template in made}
        found += [from_file(file) for file in builtin.theme_files(post_type) if file.slug not in replaced]
    return [template for template in found if area is None or post_type != "wp_template_part" or template.area == area]


def find_template(post_type: str, identifier: str, *, file_only: bool = False) -> Template | None:
    """Return the template of an id `theme//slug`: the post that replaces it, else the file; the file alone with `file_only`."""
    theme, slug = _split(identifier)
    if not slug:
        return None
    posts = [] if file_only else _posts(post_type, theme, (slug,))
    if posts:
        return from_post(posts[0])
    file = builtin.find_theme_file(post_type, slug) if theme == builtin.stylesheet_name() else None
    return from_file(file) if file else None


def template_hierarchy(slug: str, *, custom: bool = False, prefix: str = "") -> list[str]:
    """Return slugs of templates that may stand in for one, nearest first."""
    if slug == "index":
        return ["index"]
    if custom:
        return ["page", "singular", "index"]
    if slug == "front-page":
        return ["front-page", "home", "index"]
    found = [slug]
    if prefix:
        kind = prefix.partition("-")[0]
        found += [prefix] if prefix not in (slug, kind) else []
        found += [kind] if slug != kind else []
    elif match := _WITHOUT_PREFIX.match(slug):
        found.append(match[1])
    elif match := _OF_KIND.fullmatch(slug):
        found += _by_kind(match[1], match[2])
    if slug.startswith(("author", "taxonomy", "category", "tag")) or slug == "date":
        found.append("archive")
    if slug == "attachment":
        found.append("single")
    if slug.startswith(("single", "page")) or slug == "attachment":
        found.append("singular")
    return [*found, "index"]


def _by_kind(kind: str, rest: str) -> list[str]:
    """`single-post-hello` may fall back to `single-post` and `single`."""
    names = post_types.table() if kind == "single" else taxonomies.table()
    for name in names:
        if rest == name:
            return [kind]
        if rest.startswith(name):
            return [f"{kind}-{name}", kind]
    return []


def find_fallback(slug: str, *, custom: bool = False, prefix: str = "") -> Template | None:
    """Return the template with content that stands in for one that is to be made."""
    slugs = template_hierarchy(slug, custom=custom, prefix=prefix)
    by_slug = {template.slug: template for template in reversed(list_templates("wp_template"))}
    return next((by_slug[name] for name in slugs if name in by_slug and by_slug[name].content), None)
