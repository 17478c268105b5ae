"""Make and change templates and parts: a changed file of the theme becomes a post. WordPress 7.1 behaviour."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wirepress.content.posts import rows
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.actions.write_terms_and_meta import set_meta, set_terms
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import Term
from wirepress.content.themes import builtin
from wirepress.content.themes.templates import Template
from wirepress.core.markup.text.slugs import MAX_SLUG, sanitize_title, truncate_slug
from wirepress.core.rest.routes import Actor


def make_template(
    post_type: str, fields: dict[str, Any], *, actor: Actor, theme: str = "", area: str = "", origin: str = ""
) -> Post:
    """Make a template of a theme. Fields: slug, title, content, excerpt, status, author. `origin`: what the post replaces. Raises ActionRefused."""
    theme = theme or builtin.stylesheet_name()
    slug = _free_slug(post_type, sanitize_title(str(fields.get("slug") or fields.get("title") or "template")), theme, 0)
    values = {"title": slug, "status": "publish", **fields}
    values.pop("slug", None)
    with transaction.atomic():
        post = create_post(values, actor=actor, post_type=post_type)
        _set_term(post, "wp_theme", theme)
        if post_type == "wp_template_part":
            _set_term(post, "wp_template_part_area", known_area(area))
        if origin:
            set_meta(post, "origin", origin)
        Post.objects.filter(pk=post.pk).update(slug=slug)
    return queries.load_posts([post.pk])[0]


def change_template(template: Template, fields: dict[str, Any], *, actor: Actor, area: str | None = None) -> Post:
    """Change a template; a file of the theme is copied into a post first. Raises ActionRefused."""
    if not template.post_id:
        whole = {
            "slug": template.slug,
            "title": template.title,
            "content": template.content,
            "excerpt": template.description,
        }
        return make_template(
            template.type,
            {**whole, **fields},
            actor=actor,
            theme=template.theme,
            area=template.area if area is None else area,
            origin=template.source,
        )
    post = queries.load_posts([template.post_id])[0]
    slug = fields.pop("slug", None)
    with transaction.atomic():
        update_post(post, {"status": "publish", **fields}, actor=actor)
        wanted = _free_slug(post.type, sanitize_title(str(slug)), template.theme, post.pk) if slug else template.slug
        Post.objects.filter(pk=post.pk).update(slug=wanted)
        if area is not None and post.type == "wp_template_part":
            _set_term(post, "wp_template_part_area", known_area(area))
    rows.forget_related(post)
    return queries.load_posts([post.pk])[0]


def known_area(area: str) -> str:
    """Return the area, or the general one where there is none of that name."""
    return area if area in builtin.AREAS else builtin.GENERAL


def _set_term(post: Post, taxonomy: str, name: str) -> None:
    term = Term.objects.filter(taxonomy=taxonomy, name=name).first() or create_term(taxonomy, name)
    set_terms(post, taxonomy, [term.pk])


def _free_slug(post_type: str, slug: str, theme: str, own: int) -> str:
    """Return a slug that no other template of the same theme has."""
    marked = Post.objects.filter(type=post_type).exclude(pk=own).exclude(status="trash")
    taken = set(
        marked.filter(
            pk__in=Term.objects.filter(taxonomy="wp_theme", name=theme).values("post_rows__post_id")
        ).values_list("slug", flat=True)
    )
    number, free = 2, slug
    while free in taken:
        suffix = f"-{number}"
        free, number = truncate_slug(slug, MAX_SLUG - len(suffix)) + suffix, number + 1
    return free
