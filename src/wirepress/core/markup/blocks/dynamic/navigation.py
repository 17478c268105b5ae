"""Menus: a row of links, their submenus, the pages of the site. WordPress 7.1 behaviour."""

from __future__ import annotations

from wirepress.core.markup.blocks.parts import join_classes
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.kses import post as clean
from wirepress.core.markup.kses.urls import esc_url


def _hidden(call: BlockCall) -> bool:
    """A link to a post that is not published is not shown."""
    attrs = call.attrs
    number = attrs.number("id")
    if attrs.text("kind") != "post-type" or not number:
        return not attrs.text("label")
    post = call.ctx.lookup.post(number)
    return not attrs.text("label") or post is None or post.status != "publish"


def _anchor(call: BlockCall) -> str:
    attrs = call.attrs
    pairs = [f' href="{esc_url(attrs.text("url"))}"'] if attrs.text("url") else []
    if attrs.flag("opensInNewTab"):
        pairs.append(' target="_blank"  ')
    if rel := attrs.text("rel"):
        pairs.append(f' rel="{esc_attr(rel)}"')
    elif attrs.flag("nofollow"):
        pairs.append(' rel="nofollow"')
    if title := attrs.text("title"):
        pairs.append(f' title="{esc_attr(title)}"')
    label = f'<span class="wp-block-navigation-item__label">{clean(attrs.text("label"))}</span>'
    about = attrs.text("description")
    below = f'<span class="wp-block-navigation-item__description">{clean(about)}</span>' if about else ""
    return f'<a class="wp-block-navigation-item__content" {"".join(pairs)}>{label}{below}</a>'


def _item(call: BlockCall, inner: str, *, submenu: bool) -> str:
    names = join_classes("wp-block-navigation-item", "has-child" if submenu else "")
    if not call.ctx.modern:
        names = f" {names}"
    return f"<li {wrapper(call, {'class': names})}>{inner}</li>"


@renders("core/navigation-link")
def navigation_link(call: BlockCall) -> str:
    """One entry of a menu."""
    if _hidden(call):
        return ""
    below = call.content.strip()
    menu = f'<ul class="wp-block-navigation__submenu-container">{call.content}</ul>' if below else ""
    return _item(call, _anchor(call) + menu, submenu=bool(below))


@renders("core/navigation-submenu")
def navigation_submenu(call: BlockCall) -> str:
    """An entry of a menu with entries below it."""
    if _hidden(call):
        return ""
    if not call.content.strip():
        return _item(call, _anchor(call), submenu=False)
    menu = f'<ul class="wp-block-navigation__submenu-container wp-block-navigation-submenu">{call.content}</ul>'
    return _item(call, _anchor(call) + menu, submenu=True)


@renders("core/home-link")
def home_link(call: BlockCall) -> str:
    """The menu's way to the front page."""
    label = call.attrs.text("label") or "Home"
    url = esc_url(call.ctx.site.home_url)
    anchor = f'<a class="wp-block-home-link__content wp-block-navigation-item__content" href="{url}" rel="home">{clean(label)}</a>'
    return f"<li {wrapper(call, {'class': 'wp-block-navigation-item'})}>{anchor}</li>"


@renders("core/navigation")
def navigation(call: BlockCall) -> str:
    """A whole menu: its own blocks, the stored menu that it names, or the newest stored one."""
    inner = call.content
    ref = call.attrs.number("ref")
    if not inner.strip():
        text = call.ctx.lookup.navigation(ref or None)
        if not text:
            return ""
        inner = call.engine.guarded(f"navigation:{ref}", lambda: call.engine.render_text(text, call.scope))
    if not inner.strip():
        return ""
    inner = inner.strip()
    body = inner if not inner.startswith("<li") else f'<ul class="wp-block-navigation__container">{inner}</ul>'
    label = call.attrs.text("ariaLabel")
    extra = {"class": _classes(call)} | ({"aria-label": label} if label else {})
    return f"<nav {wrapper(call, {name: value for name, value in extra.items() if value})}>{body}</nav>"


def _classes(call: BlockCall) -> str:
    layout = call.attrs.mapping("layout")
    justify, turned = layout.get("justifyContent"), layout.get("orientation") == "vertical"
    return join_classes(
        f"items-justified-{esc_html(str(justify))}" if justify else "",
        "is-vertical" if turned else "",
        "no-wrap" if layout.get("flexWrap") == "nowrap" else "",
    )
