"""Links to a newsroom's places elsewhere. WordPress 7.1 behaviour (core/social-links, core/social-link)."""

from __future__ import annotations

from typing import Final

from wirepress.core.markup.blocks.parts import join_classes
from wirepress.core.markup.blocks.registry import BlockCall, provides, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.fields.emails import is_email
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.html.tags import TagEditor
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.links.parse_url import parse_url

NAMES: Final = {
    "fivehundredpx": "500px",
    "amazon": "Amazon",
    "bandcamp": "Bandcamp",
    "behance": "Behance",
    "bluesky": "Bluesky",
    "chain": "Link",
    "codepen": "CodePen",
    "deviantart": "DeviantArt",
    "discord": "Discord",
    "dribbble": "Dribbble",
    "dropbox": "Dropbox",
    "etsy": "Etsy",
    "facebook": "Facebook",
    "feed": "RSS Feed",
    "flickr": "Flickr",
    "foursquare": "Foursquare",
    "github": "GitHub",
    "goodreads": "Goodreads",
    "google": "Google",
    "gravatar": "Gravatar",
    "instagram": "Instagram",
    "lastfm": "Last.fm",
    "linkedin": "LinkedIn",
    "mail": "Mail",
    "mastodon": "Mastodon",
    "medium": "Medium",
    "meetup": "Meetup",
    "patreon": "Patreon",
    "pinterest": "Pinterest",
    "pocket": "Pocket",
    "reddit": "Reddit",
    "share": "Share",
    "skype": "Skype",
    "snapchat": "Snapchat",
    "soundcloud": "SoundCloud",
    "spotify": "Spotify",
    "telegram": "Telegram",
    "threads": "Threads",
    "tiktok": "TikTok",
    "tumblr": "Tumblr",
    "twitch": "Twitch",
    "twitter": "Twitter",
    "vimeo": "Vimeo",
    "vk": "VK",
    "whatsapp": "WhatsApp",
    "wordpress": "WordPress",
    "x": "X",
    "yelp": "Yelp",
    "youtube": "YouTube",
}
# One sign for all services, two links of a chain drawn for this project: their own signs belong to others.
_ICON: Final = (
    '<svg width="24" height="24" viewBox="0 0 24 24" version="1.1" xmlns="http://www.w3.org/2000/svg" aria-hidden="true" focusable="false">'
    '<path d="M3 12a4 4 0 0 1 4-4h4v2H7a2 2 0 0 0 0 4h4v2H7a4 4 0 0 1-4-4Zm5 1v-2h8v2Zm5-5h4a4 4 0 0 1 0 8h-4v-2h4a2 2 0 0 0 0-4h-4Z"></path></svg>'
)
provides(
    "core/social-links",
    openInNewTab="openInNewTab",
    showLabels="showLabels",
    iconColor="iconColor",
    iconColorValue="iconColorValue",
    iconBackgroundColor="iconBackgroundColor",
    iconBackgroundColorValue="iconBackgroundColorValue",
)


@renders("core/social-link")
def social_link(call: BlockCall) -> str:
    """One sign in the row; nothing without an address."""
    attrs = call.attrs
    url = _address(attrs.text("url"))
    if not url:
        return ""
    service = attrs.text("service", "Icon")
    name = NAMES.get(service, service.capitalize())
    label = attrs.text("label").strip() or name
    hidden = "" if call.scope.get("showLabels") else " screen-reader-text"
    tags = TagEditor(f'<a href="{esc_url(url)}" class="wp-block-social-link-anchor">')
    tags.next_tag("a")
    rel = attrs.text("rel")
    if call.scope.get("openInNewTab"):
        tags.set("target", "_blank")
        rel = join_classes(rel, "noopener nofollow")
    if rel:
        tags.set("rel", rel)
    colors = _colors(call)
    names = join_classes(f"wp-social-link wp-social-link-{service}", colors)
    if not call.ctx.modern and not colors:
        names += " "
    style = _styles(call)
    attributes = wrapper(call, {"class": names} | ({"style": style} if style else {}))
    text = f'<span class="wp-block-social-link-label{hidden}">{esc_html(label)}</span>'
    return f"<li {attributes}>{tags.result()}{_ICON}{text}</a></li>"


def _address(url: str) -> str:
    """Return an address with its protocol; mail addresses become links to write to."""
    if not url:
        return ""
    if is_email(url):
        return f"mailto:{url}"
    if url.startswith(("//", "#")) or (parse_url(url) or {}).get("scheme"):
        return url
    return f"https://{url}"


def _colors(call: BlockCall) -> str:
    icon, background = call.scope.get("iconColor"), call.scope.get("iconBackgroundColor")
    return join_classes(f"has-{icon}-color" if icon else "", f"has-{background}-background-color" if background else "")


def _styles(call: BlockCall) -> str:
    pairs = (
        ("color", call.scope.get("iconColorValue")),
        ("background-color", call.scope.get("iconBackgroundColorValue")),
    )
    return "".join(f"{name}: {esc_attr(str(value))};" for name, value in pairs if value)
