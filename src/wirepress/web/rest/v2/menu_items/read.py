"""Reading entries of menus: posts whose document shows what they lead to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wirepress.content.menus.items import EntryTargets, MenuEntry, build_entry
from wirepress.content.options import site
from wirepress.content.posts import rows, types
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.terms import taxonomies
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.meta import describe
from wirepress.web.rest.response.paging import paged_response
from wirepress.web.rest.v2.menu_items.schema import KIND, entry_schema
from wirepress.web.rest.v2.menus.read import may_view_menus
from wirepress.web.rest.v2.posts import links as post_links
from wirepress.web.rest.v2.posts import read
from wirepress.web.rest.v2.posts.document import PostDocumentWriter


class MenuItemDocumentWriter(PostDocumentWriter):
    """Writes entries; what a list's entries lead to is read at once."""

    targets: EntryTargets | None = None

    def prepare(self, posts: list[Post]) -> None:
        """Told before a list is written."""
        self.targets = EntryTargets.load(posts)

    def body(self, post: Post) -> dict[str, Any]:
        """Return all fields asked for."""
        shown = build_entry(post, self.targets)
        data: dict[str, Any] = {}
        for name, make in _FIELDS.items():
            if self.wants(name):
                data[name] = make(post, shown)
        if data.get("menus") == 0:
            del data["menus"]  # an entry of no menu says nothing of menus (WordPress 7.1 behaviour)
        if "title" in data:
            data["title"] = self._title(post, shown)
        return data

    def _title(self, post: Post, shown: MenuEntry) -> dict[str, str]:
        whole = {"raw": shown.title, "rendered": render.title_html(shown.title, post, self.rendering)}
        return {name: text for name, text in whole.items() if self.wants(f"title.{name}")}

    def links(self, post: Post) -> post_links.Links:
        """Return a post's links, and what the entry leads to before what may be done with it."""
        found = super().links(post)
        target = _target(build_entry(post, self.targets))
        if target is None:
            return found
        actions = {name: link for name, link in found.items() if name.startswith("wp:action")}
        others = {name: link for name, link in found.items() if name not in actions}
        return {**others, "wp:menu-item-object": [target], **actions}


def _target(shown: MenuEntry) -> dict[str, Any] | None:
    if not shown.object_id or shown.invalid:
        return None
    if shown.kind == "post_type":
        kind = types.get(shown.object)
        if kind is not None and kind.show_in_rest:
            return {
                "post_type": kind.name,
                "embeddable": True,
                "href": site.rest_url(f"{kind.rest_path}/{shown.object_id}"),
            }
    if shown.kind == "taxonomy":
        taxonomy = taxonomies.get(shown.object)
        if taxonomy is not None and taxonomy.show_in_rest:
            href = site.rest_url(f"{taxonomy.rest_path}/{shown.object_id}")
            return {"taxonomy": taxonomy.name, "embeddable": True, "href": href}
    return None


def menu_of(post: Post) -> int:
    """Number of the entry's menu, 0: none."""
    found = rows.terms_of(post, "nav_menu")
    return found[0].pk if found else 0


_FIELDS: Final[dict[str, Callable[[Post, MenuEntry], Any]]] = {
    "id": lambda post, shown: post.pk,
    "title": lambda post, shown: shown.title,
    "status": lambda post, shown: post.status,
    "url": lambda post, shown: shown.url,
    "attr_title": lambda post, shown: shown.hint,
    "description": lambda post, shown: shown.description,
    "type": lambda post, shown: shown.kind,
    "type_label": lambda post, shown: shown.label,
    "object": lambda post, shown: shown.object,
    "object_id": lambda post, shown: shown.object_id,
    "parent": lambda post, shown: shown.parent,
    "menu_order": lambda post, shown: post.menu_order,
    "target": lambda post, shown: shown.target,
    "classes": lambda post, shown: shown.classes,
    "xfn": lambda post, shown: shown.xfn,
    "invalid": lambda post, shown: shown.invalid,
    "meta": lambda post, shown: describe.read_meta("post", KIND.name, rows.meta_rows(post)),
    "menus": lambda post, shown: menu_of(post),
}


def menu_item_writer(kind: PostType, request: Request) -> PostDocumentWriter:
    """Return the writer of the documents of menu items."""
    return MenuItemDocumentWriter(kind, request, entry_schema())


def may_list(request: Request) -> RestError | None:
    """As any list, and not for readers."""
    return read.may_list(KIND, request) or may_view_menus(request)


def may_get(request: Request) -> RestError | bool | None:
    """As any item, and not for readers."""
    verdict = read.may_get(KIND, request)
    return verdict if isinstance(verdict, RestError) or verdict is False else may_view_menus(request)


def get_one(request: Request) -> Response:
    """Answer GET of one menu item with its document."""
    return read.get_one(KIND, request, menu_item_writer)


def get_list(request: Request) -> Response:
    """Return one page of the entries of all menus, or of those named."""
    read.check_order(request)
    query = read.build_query(KIND, request)
    query.menu_order = request["menu_order"]
    ids, total = read.find_page(query)
    return paged_response(
        request,
        read.build_documents(KIND, request, queries.load_posts(ids), menu_item_writer),
        total,
        KIND.rest_path,
        per_page=query.per_page,
    )
