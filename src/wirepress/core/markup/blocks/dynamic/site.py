"""Blocks about the site and the person who looks at it. WordPress 7.1 behaviour."""

from __future__ import annotations

from wirepress.core.markup.blocks.parts import join_classes, link_color, target_of, text_align
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.images.tag import attachment_image
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.php.query import urlencode


def heading(level: int) -> str:
    """Return the element of a heading; level 0 is a paragraph."""
    return f"h{level}" if 1 <= level <= 6 else "p"


@renders("core/site-title")
def site_title(call: BlockCall) -> str:
    """The site's name, a link to its front page unless told otherwise."""
    site, attrs = call.ctx.site, call.attrs
    title = esc_html(site.name)
    if not site.name:
        return ""
    if attrs.flag("isLink", True):
        title = f'<a href="{esc_url(site.home_url)}" target="{esc_attr(target_of(call))}" rel="home">{title}</a>'
    tag = heading(attrs.number("level", 1))
    names = join_classes(text_align(call), link_color(call))
    return f"<{tag} {wrapper(call, {'class': names} if names else {})}>{title}</{tag}>"


@renders("core/site-tagline")
def site_tagline(call: BlockCall) -> str:
    """The few words under the site's name."""
    tagline = call.ctx.site.tagline
    if not tagline:
        return ""
    tag = heading(call.attrs.number("level"))
    align = text_align(call)
    return f"<{tag} {wrapper(call, {'class': align} if align else {})}>{esc_html(tagline)}</{tag}>"


@renders("core/site-logo")
def site_logo(call: BlockCall) -> str:
    """The site's logo, a link to its front page unless told otherwise."""
    site, attrs = call.ctx.site, call.attrs
    picture = call.ctx.lookup.attachment(site.logo) if site.logo else None
    width = attrs.number("width")
    names = join_classes("" if width else "is-default-size")
    if picture is None:
        return ""
    size: str | tuple[int, int] = site.logo_size
    if width and picture.width and picture.height:
        size = (width, round(width * picture.height / picture.width))
    image = attachment_image(picture, size, call.ctx, {"class": "custom-logo", "alt": picture.alt or site.name})
    if attrs.flag("isLink", True):
        target = target_of(call)
        blank = ' target="_blank"' if target == "_blank" else ""
        image = f'<a href="{esc_url(site.home_url + "/")}" class="custom-logo-link" rel="home"{blank}>{image}</a>'
    return f"<div {wrapper(call, {'class': names} if names else {})}>{image}</div>"


@renders("core/loginout")
def loginout(call: BlockCall) -> str:
    """A link to sign in, or out, and back to where one is."""
    ctx = call.ctx
    here = ctx.site.home_url + ctx.request_url if call.attrs.flag("redirectToCurrent", True) else ""
    back = f"redirect_to={urlencode(here)}" if here else ""
    base = f"{ctx.site.base_url}/wp-login.php"
    if ctx.viewer:
        query = "&".join(part for part in ("action=logout", back) if part)
        link = f'<a href="{esc_url(f"{base}?{query}")}">Log out</a>'
        return f"<div {wrapper(call, {'class': 'logged-in'})}>{link}</div>"
    names = "logged-out" + (" has-login-form" if call.attrs.flag("displayLoginAsForm") else "")
    shown = _form(base, here) if call.attrs.flag("displayLoginAsForm") else _sign_in(base, back)
    return f"<div {wrapper(call, {'class': names})}>{shown}</div>"


def _sign_in(base: str, back: str) -> str:
    return f'<a href="{esc_url(f"{base}?{back}" if back else base)}">Log in</a>'


def _form(base: str, here: str) -> str:
    """Name, password, and where to go afterwards."""
    fields = (
        ("username", "log", "text", "user_login", "Username or Email Address", "username"),
        ("password", "pwd", "password", "user_pass", "Password", "current-password"),
    )
    rows = "".join(
        f'<p class="login-{kind}"><label for="{identity}">{label}</label>'
        f'<input type="{sort}" name="{name}" id="{identity}" autocomplete="{complete}" class="input" value="" size="20" /></p>'
        for kind, name, sort, identity, label, complete in fields
    )
    remember = '<p class="login-remember"><label><input name="rememberme" type="checkbox" id="rememberme" value="forever" /> Remember Me</label></p>'
    submit = '<input type="submit" name="wp-submit" id="wp-submit" class="button button-primary" value="Log In" />'
    goal = f'<input type="hidden" name="redirect_to" value="{esc_attr(here)}" />'
    return (
        f'<form name="loginform" id="loginform" action="{esc_url(base)}" method="post">{rows}{remember}'
        f'<p class="login-submit">{submit}{goal}</p></form>'
    )
