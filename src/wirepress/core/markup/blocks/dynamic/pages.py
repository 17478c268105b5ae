"""Pages as a tree of links. WordPress 7.1 behaviour (core/page-list)."""

from __future__ import annotations

from typing import Final

from wirepress.core.markup.blocks.parts import NO_TITLE
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import PostRecord
from wirepress.core.markup.kses import post as clean
from wirepress.core.markup.kses.urls import esc_url

DEPTH_MAX: Final = 50
Children = dict[int, list[PostRecord]]


@renders("core/page-list")
def page_list(call: BlockCall) -> str:
    """All published pages, or those below one."""
    pages = call.ctx.lookup.pages()
    known = {page.id for page in pages}
    children: Children = {}
    for page in pages:
        children.setdefault(page.parent if page.parent in known else 0, []).append(page)
    top = call.attrs.number("parentPageID")
    in_menu = call.parent is not None and call.parent.name == "core/navigation"
    items = _items(call, children, top, 0, in_menu)
    if not items:
        return ""
    if call.attrs.flag("isNested"):
        return items
    return f"<ul {wrapper(call)}>{items}</ul>"


def _items(call: BlockCall, children: Children, parent: int, depth: int, in_menu: bool) -> str:
    return "".join(_item(call, children, page, depth, in_menu) for page in children.get(parent, []))


def _item(call: BlockCall, children: Children, page: PostRecord, depth: int, in_menu: bool) -> str:
    site = call.ctx.site
    below = _items(call, children, page.id, depth + 1, in_menu) if page.id in children and depth < DEPTH_MAX else ""
    names = "wp-block-pages-list__item" + (" has-child" if below else "")
    if in_menu:
        names += (" open-on-hover-click" if below else "") + " wp-block-navigation-item"
    if site.show_on_front == "page" and page.id == site.front_page:
        names += " menu-item-home"
    if depth:
        names += " "
    link = "wp-block-pages-list__item__link" + (" wp-block-navigation-item__content" if in_menu else "")
    title = clean(page.title or NO_TITLE)
    inner = ""
    if below:
        menu = "wp-block-navigation__submenu-container" + (" wp-block-navigation-submenu" if in_menu else "")
        inner = f'<ul class="{menu}">{below}</ul>'
    return f'<li class="{names}"><a class="{link}" href="{esc_url(page.url)}">{title}</a>{inner}</li>'
