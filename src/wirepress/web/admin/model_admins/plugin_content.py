"""Newsroom pages of the post types and taxonomies that plugins bring. Those of a feature that is off are not there."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern

from wirepress.content.posts import access
from wirepress.content.posts import types as post_types
from wirepress.content.posts.models import Post
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.extensions import Extensions, discover
from wirepress.settings.settings import get_settings
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.forms.story import StoryForm
from wirepress.web.admin.model_admins.base import Fieldsets
from wirepress.web.admin.model_admins.filters import MonthFilter, StatusFilter
from wirepress.web.admin.model_admins.stories import PostAdmin
from wirepress.web.admin.model_admins.terms import CategoryAdmin, TagAdmin, TermAdmin, TermForm
from wirepress.web.admin.plugin_places import TAXONOMY_PLACES, TYPE_PLACES, Place

APP: Final = "newsroom"


def _guard(urls: list[URLPattern], is_on: Callable[[], bool]) -> list[URLPattern]:
    """Return the addresses of a desk, each answered with 404 while the feature is off."""

    def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def inner(request: HttpRequest, *where: Any, **named: Any) -> HttpResponse:
            if not is_on():
                raise Http404
            return view(request, *where, **named)

        return inner

    for url in urls:
        url.callback = guarded(url.callback)
    return urls


class PluginPostAdmin(PostAdmin):
    """Items of one post type."""

    list_display = ("headline", "state", "byline", "when")
    list_filter = (StatusFilter, MonthFilter)

    def is_on(self) -> bool:
        """Whether the feature that brings the type is on."""
        return self.kind in post_types.added()

    def get_urls(self) -> list[URLPattern]:
        return _guard(super().get_urls(), self.is_on)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.is_on() and super().has_module_permission(request)

    def layout(self, request: HttpRequest, obj: Post | None) -> Fieldsets:
        """The parts of the form that the type supports."""
        who, kind = current_user(request), post_types.known(self.kind)
        texts = [
            name for name, of in (("title", "title"), ("content", "editor"), ("excerpt", "excerpt")) if kind.can(of)
        ]
        publishing = ["status", "date", "password"]
        if access.may_edit_others(who, self.kind) and kind.can("author"):
            publishing.insert(2, "author")
        parts: Fieldsets = [(None, {"fields": [*texts, "slug", "seen"]}), ("Publishing", {"fields": publishing})]
        if kind.can("page-attributes"):
            parts.append(("Place", {"fields": [*(["parent"] if kind.hierarchical else []), "menu_order"]}))
        if kind.can("thumbnail"):
            pictures = ["featured_media", "new_picture"] if who.can("upload_files") else ["featured_media"]
            parts.append(("Lead picture", {"fields": pictures}))
        if kind.can("comments"):
            parts.append(("Discussion", {"fields": ["comments_open"]}))
        return parts


class PluginTermAdmin(TermAdmin):
    """Terms of one taxonomy."""

    def is_on(self) -> bool:
        """Whether the feature that brings the taxonomy is on."""
        return self.taxonomy in taxonomies.added()

    def get_urls(self) -> list[URLPattern]:
        return _guard(super().get_urls(), self.is_on)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.is_on() and super().has_module_permission(request)


def _proxy(base: type[models.Model], fact: str, name: str, one: str, many: str) -> type[models.Model]:
    """A model without a table of its own, so that Django's admin can tell the kinds of rows apart.
    `fact`: the attribute that holds the name of the type or taxonomy."""
    meta = type("Meta", (), {"proxy": True, "app_label": APP, "verbose_name": one, "verbose_name_plural": many})
    word = "".join(part.capitalize() for part in name.replace("-", "_").split("_"))
    return type(f"Plugin{base.__name__}{word}", (base,), {"__module__": __name__, "Meta": meta, fact: name})


def _declared() -> Extensions:
    """All installed plugins, on or off: addresses are made once, and whether a page is there is judged when it is asked for."""
    modules = discover(tuple(get_settings().plugins)).values()
    return Extensions(modules, modules)


def make_places() -> Iterator[Place]:
    """Make the newsroom pages of every post type and taxonomy of an installed plugin that asks for them (`show_ui`)."""
    declared = _declared()
    for kind in post_types.valid_types(declared).values():
        if kind.show_ui:
            TYPE_PLACES.setdefault(kind.name, _type_place(kind))
    for taxonomy in taxonomies.valid_taxonomies(declared).values():
        if taxonomy.show_ui:
            TAXONOMY_PLACES.setdefault(taxonomy.name, _taxonomy_place(taxonomy))
    yield from (*TYPE_PLACES.values(), *TAXONOMY_PLACES.values())


def _type_place(kind: PostType) -> Place:
    model = _proxy(Post, "POST_TYPE", kind.name, kind.singular.lower(), kind.label.lower())
    form = type("PluginPostForm", (StoryForm,), {"post_type": kind.name})
    admin = type("PluginTypeAdmin", (PluginPostAdmin,), {"kind": kind.name, "desk_form": form})
    return Place(f"types/{kind.name}", model, admin)


def _taxonomy_place(taxonomy: Taxonomy) -> Place:
    model = _proxy(Term, "TAXONOMY", taxonomy.name, taxonomy.singular.lower(), taxonomy.label.lower())
    form = type("PluginTermForm", (TermForm,), {"taxonomy": taxonomy.name})
    shape: type[TermAdmin] = CategoryAdmin if taxonomy.hierarchical else TagAdmin
    facts: dict[str, Any] = {"taxonomy": taxonomy.name, "desk_form": form}
    admin = type("PluginTaxonomyAdmin", (PluginTermAdmin, shape), facts)
    return Place(f"taxonomies/{taxonomy.name}", model, admin)
