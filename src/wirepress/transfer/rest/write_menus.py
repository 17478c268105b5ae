"""Menus and their entries, whose documents look like no other's: a menu names no taxonomy, and the type of an entry says what it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.functional import cached_property

from wirepress.content.errors import ActionRefused
from wirepress.content.menus import locations
from wirepress.content.menus.actions.save import TAXONOMY, ItemFields, save_item
from wirepress.content.menus.items import build_entry
from wirepress.content.options import site
from wirepress.content.posts.loading import load_post
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.content.terms.models import Term
from wirepress.content.users.owner import SiteOwner
from wirepress.transfer.clean_values import clean_number, clean_small_number, clean_text
from wirepress.transfer.rest.check_document import BrokenDocument
from wirepress.transfer.rest.post_values import Document
from wirepress.transfer.rest.terms_and_users import write_term
from wirepress.transfer.rest.write_meta import write_meta
from wirepress.transfer.rest.write_terms import TermWriter

ENTRY: Final = "nav_menu_item"
_KINDS: Final = ("custom", "post_type", "taxonomy", "post_type_archive")


def is_menu(document: Document) -> bool:
    """Return whether a document is one of /wp/v2/menus."""
    return "taxonomy" not in document and all(name in document for name in ("name", "slug", "locations", "auto_add"))


def is_menu_entry(document: Document) -> bool:
    """Return whether a document is one of /wp/v2/menu-items."""
    return document.get("type") in _KINDS and all(name in document for name in ("object_id", "object", "menu_order"))


def write_menu(document: Document, terms: TermWriter) -> None:
    """Keep a menu, where it is shown, and whether new pages come into it. Raises BrokenDocument."""
    write_term({**document, "taxonomy": TAXONOMY}, terms)
    number = int(document["id"])
    places = document["locations"]
    if isinstance(places, list) and places:
        locations.assign_menu(number, [clean_text(place, 100) for place in places])
    locations.set_adds_new_pages(number, document["auto_add"] is True)


class MenuEntryWriter:
    """Writes the entries of one import. `rewrite`: an address of the source -> this site's."""

    def __init__(self, rewrite: Callable[[str], str]) -> None:
        self._rewrite = rewrite

    @cached_property
    def _owner(self) -> SiteOwner:
        return SiteOwner()

    def write(self, document: Document) -> str:
        """Keep an entry; return created, updated or unchanged. Raises BrokenDocument."""
        number = document.get("id")
        if isinstance(number, bool) or not isinstance(number, int) or not 0 < number < 2**63:
            raise BrokenDocument("$.id", "must be a whole number above 0 and below 2^63")
        given, post = _fields_of(document, self._rewrite), load_post(number)
        if post is not None and post.type != ENTRY:
            raise BrokenDocument("$.id", f"{number} belongs to another story here ({post.type} {post.slug})")
        fresh = post is None
        changed = fresh or _as_stored(post) != given
        if changed:
            self._save(number, post, given)
        changed |= write_meta(number, ENTRY, document.get("meta"))
        return "created" if fresh else "updated" if changed else "unchanged"

    def _save(self, number: int, post: Post | None, given: ItemFields) -> None:
        if post is None:
            now = site.now_gmt()
            post = Post(id=number, type=ENTRY, status="draft", comment_status="closed")
            post.author_id, post.date, post.date_gmt = self._owner.id, site.to_local(now), now
            post.save(force_insert=True)
        try:
            save_item(post, given, actor=self._owner)
        except ActionRefused as error:
            raise BrokenDocument("$.menus", str(error)) from None


def _fields_of(document: Document, rewrite: Callable[[str], str]) -> ItemFields:
    """Return what a document says of an entry. A menu that is not here is none."""
    title = document.get("title")
    raw = title.get("raw", title.get("rendered")) if isinstance(title, Mapping) else title
    menu = max(clean_number(document.get("menus")), 0)
    custom = document["type"] == "custom"
    return ItemFields(
        menu=menu if Term.objects.filter(pk=menu, taxonomy=TAXONOMY).exists() else 0,
        title=_text(raw),
        url=rewrite(_text(document.get("url"))) if custom else "",
        kind=str(document["type"]),
        object="custom" if custom else _text(document["object"]),
        object_id=int(document["id"]) if custom else max(clean_number(document["object_id"]), 0),
        parent=max(clean_number(document.get("parent")), 0),
        position=clean_small_number(document["menu_order"]),
        hint=_text(document.get("attr_title")),
        description=_text(document.get("description")),
        target=_text(document.get("target")),
        classes=_texts(document.get("classes")),
        xfn=_texts(document.get("xfn")),
        status="publish" if document.get("status") == "publish" else "draft",
    )


def _as_stored(post: Post | None) -> ItemFields | None:
    """Return what an entry says that is here."""
    if post is None:
        return None
    shown = build_entry(post)
    menus = terms_of(post, TAXONOMY)
    return ItemFields(
        menu=menus[0].pk if menus else 0,
        title=shown.title,
        url=shown.url if shown.kind == "custom" else "",
        kind=shown.kind,
        object=shown.object,
        object_id=shown.object_id,
        parent=shown.parent,
        position=post.menu_order,
        hint=shown.hint,
        description=shown.description.strip(),
        target=shown.target,
        classes=shown.classes,
        xfn=shown.xfn,
        status=post.status,
    )


def _text(value: Any) -> str:
    return clean_text(value) if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [clean_text(one) for one in value if isinstance(one, str)] if isinstance(value, list) else []
