"""Make, change and delete menus and their entries. WordPress 7.1 behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from wirepress.content.before_save import check_post, check_term
from wirepress.content.errors import ActionRefused
from wirepress.content.events import emit
from wirepress.content.locks import lock_name
from wirepress.content.menus import locations
from wirepress.content.options import site
from wirepress.content.posts import rows
from wirepress.content.posts.actions.prepare import clamp_menu_order
from wirepress.content.posts.actions.trash import delete_post
from wirepress.content.posts.actions.write_terms_and_meta import set_meta, set_terms
from wirepress.content.posts.addresses.unique_slug import unique_slug
from wirepress.content.posts.listing import queries, totals
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.actions.create import check_length, create_term, delete_term, unique_term_slug
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.markup.fields.text_fields import sanitize_html_class
from wirepress.core.markup.html.escape import sanitize_url
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.rest.routes import Actor

TAXONOMY = "nav_menu"


@dataclass(slots=True)
class ItemFields:
    """All that an entry is made of; `menu` 0: it stands in no menu yet."""

    menu: int = 0
    title: str = ""
    url: str = ""
    kind: str = "custom"
    object: str = ""
    object_id: int = 0
    parent: int = 0
    position: int = 1
    hint: str = ""
    description: str = ""
    target: str = ""
    classes: list[str] = field(default_factory=list)
    xfn: list[str] = field(default_factory=list)
    status: str = "publish"


def save_menu(menu: Term | None, name: str, description: str) -> Term:
    """Make a menu, or give one another name; its slug follows the name. Raises ActionRefused (menu_exists with the other's id, empty_term_name)."""
    name = name.strip()
    check_length(name)
    with transaction.atomic():
        lock_name(f"terms of {TAXONOMY}")
        return _save_term(menu, name, description)


def _save_term(menu: Term | None, name: str, description: str) -> Term:
    twin = Term.objects.filter(taxonomy=TAXONOMY, name__iexact=name).order_by("id").first()
    if twin is not None and (menu is None or twin.pk != menu.pk):
        raise ActionRefused("menu_exists", "Another menu already has that name.", 400, term_id=twin.pk)
    if menu is None:
        return create_term(TAXONOMY, name, description=description)
    if not name:
        raise ActionRefused("empty_term_name", "A menu needs a name.", 500)
    menu.name, menu.description = name, description
    menu.slug = unique_term_slug(sanitize_title(name), menu)
    check_term(menu)
    menu.save()
    emit("term.changed", menu.pk, taxonomy=TAXONOMY)
    return menu


def delete_menu(menu: Term, *, actor: Actor) -> None:
    """Delete a menu with its entries; places that showed it are free."""
    number = menu.pk
    with transaction.atomic():
        marks = TermPost.objects.filter(term=menu).values_list("post_id", flat=True)
        for post in queries.load_posts(list(marks)):
            delete_post(post, actor=actor)
        delete_term(menu)
        locations.assign_menu(number, ())
        locations.set_adds_new_pages(number, False)


def save_item(post: Post | None, given: ItemFields, *, actor: Actor) -> Post:
    """Make or change an entry. Raises ActionRefused (invalid_menu_id)."""
    if given.menu and not Term.objects.filter(pk=given.menu, taxonomy=TAXONOMY).exists():
        raise ActionRefused("invalid_menu_id", "There is no menu with that ID.", 400)
    now = site.now_gmt()
    made = post is None
    if post is None:
        post = Post(
            type="nav_menu_item", author_id=actor.id, date=site.to_local(now), date_gmt=now, comment_status="closed"
        )
    before = None if made else post.status
    title, above = _original_of(given)
    post.title = "" if given.kind != "custom" and given.title == title else given.title
    post.content = (
        given.description if post.title or given.description else " "
    )  # WordPress keeps no item without any text
    post.excerpt, post.menu_order, post.parent_id, post.ping_status = (
        given.hint,
        clamp_menu_order(given.position),
        above,
        "closed",
    )
    post.status = "publish" if given.status == "publish" else "draft"
    post.modified, post.modified_gmt = site.to_local(now), now
    with transaction.atomic():
        check_post(post, new=made, actor=actor)
        post.save()
        _finish(post, given)
        _write_meta(post, given)
        touched = totals.terms_of_post(post.pk)
        if given.menu:
            touched |= set_terms(post, TAXONOMY, [given.menu])
        totals.shift_total(post.type, before, post.status)
        totals.count_terms(touched)
    rows.forget_related(post)
    return post


def _original_of(given: ItemFields) -> tuple[str, int]:
    """Title of what the entry leads to, and the number of what stands above that."""
    if given.kind == "taxonomy":
        term = Term.objects.filter(pk=given.object_id, taxonomy=given.object).first()
        return (term.name, term.parent_id) if term else ("", 0)
    if given.kind == "post_type":
        post = Post.objects.filter(pk=given.object_id).first()
        return (post.title, post.parent_id) if post else ("", 0)
    return "", 0


def _finish(post: Post, given: ItemFields) -> None:
    """Slug and guid, which may need the number."""
    if not post.slug and post.status == "publish":
        post.slug = unique_slug(sanitize_title(post.title, str(post.pk)), post.pk, post.status, post.type, 0)
    if not post.guid:
        post.guid = site.home(f"/?p={post.pk}")
    post.save(update_fields=["slug", "guid"])


def _write_meta(post: Post, given: ItemFields) -> None:
    custom = given.kind == "custom"
    values: dict[str, Any] = {
        "type": given.kind,
        "menu_item_parent": str(given.parent),
        "object_id": str(post.pk if custom else given.object_id),
        "object": "custom" if custom else given.object,
        "target": given.target,
        "classes": [sanitize_html_class(name) for name in given.classes or [""]],
        "xfn": " ".join(sanitize_html_class(name) for name in given.xfn),
        "url": sanitize_url(given.url) if custom else "",
    }
    if PostMeta.objects.filter(post=post, key="_menu_item_type").exists():
        for name, value in values.items():
            set_meta(post, f"_menu_item_{name}", value)
        return
    PostMeta.objects.bulk_create(
        PostMeta(post=post, key=f"_menu_item_{name}", value=value) for name, value in values.items()
    )
