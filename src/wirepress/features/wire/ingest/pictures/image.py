"""The picture of a story: where it is looked for, in order, which one is taken and why each other one is not."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from wirepress.core.error_descriptions import describe_error as in_words
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.rights import picture_use
from wirepress.features.wire.entry.plain_text import clean_caption
from wirepress.features.wire.entry.records import ChosenPicture, Entry, FinderName, Media, Reason
from wirepress.features.wire.ingest.pictures.image_size import ImageSize, read_image_size
from wirepress.features.wire.text.picture_address import largest_address
from wirepress.features.wire.text.tracking_pixels import is_tracker

CANDIDATES_MAX: Final = 20
LOADS_MAX: Final = 4  # pictures that are asked for at their servers, for one story
URL_MAX: Final = 2000
SCAN_MAX: Final = 200_000  # characters of HTML in which pictures are looked for
_IMG: Final = re.compile(r"<(img|source|meta)(?=[\s/])([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([a-zA-Z:_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ENDINGS: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)\Z", re.IGNORECASE)
_OTHER: Final = re.compile(r"\.(?:mp3|m4a|ogg|wav|mp4|m4v|mov|webm|pdf|zip|svg|html?)\Z", re.IGNORECASE)
_SMALL_KIND: Final = re.compile(
    r"(?:^|[/._-])(?:icon|favicon|logo|avatar|gravatar|sprite|spacer|blank|pixel|badge|button|emoji|smil(?:ey|ies)|reaction|emoticon|placeholder)s?(?:[/._-]|\Z)",
    re.IGNORECASE,
)
_FURNITURE: Final = re.compile(
    r"/wp-content/plugins/|/wp-includes/images/|//s\.w\.org/images/core/emoji/|//[a-z0-9.]*gravatar\.com/avatar/|/twemoji/",
    re.IGNORECASE,
)
_NO_PICTURE: Final = re.compile(
    r"(?:^|[\s_-])(?:emoji|emojione|twemoji|wp-smiley|icon|avatar|gravatar|logo|reaction|badge|sprite|spacer|pixel|tracking)s?(?:[\s_-]|$)",
    re.IGNORECASE,
)
_ICON_HOSTS: Final = re.compile(
    r"(?:^|\.)(?:gravatar\.com|s\.w\.org|twemoji\.maxcdn\.com|addtoany\.com|addthis\.com|shields\.io)$"
)
ICON: Final = 64  # pixels of either side
NAMED_WIDTH: Final = 400  # pixels; a picture that is so wide is none, whatever its name
_WHERE: Final = {
    "media": "the feed's media element",
    "enclosure": "the enclosure",
    "itunes": "the podcast's picture",
    "content": "the story's text",
    "og": "the page's own preview picture",
    "fallback": "the source's fallback picture",
}


class PictureTooLarge(Exception):
    """A picture has more bytes than are copied. `head`: its first ones."""

    def __init__(self, words: str, head: bytes) -> None:
        super().__init__(words)
        self.head = head


LoadPicture = Callable[[str], bytes]
"""Asks for a picture's first bytes (or all of them). Raises an exception whose words say why there are none."""


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """The picture, None where none fits, and a reason for it and for each one that was refused."""

    picture: ChosenPicture | None
    use: str  # hotlink, sideload or none
    reasons: Sequence[Reason] = ()


def list_candidates(entry: Entry, policy: Policy, page_html: str = "", base: str = "") -> list[Media]:
    """Return every picture that the finders of the policy name, in their order; the larger ones of one finder first."""
    base = base or entry.url
    found: dict[str, Media] = {}
    for finder in policy.pictures.finders:
        named = [media for media in _find_pictures(finder, entry, page_html, base) if media.url]
        if finder == "media":  # several sizes of one picture
            named.sort(key=lambda media: -(media.width or 0))
        for media in named:
            found.setdefault(media.url, media)
    return list(found.values())[:CANDIDATES_MAX]


def _find_pictures(finder: FinderName, entry: Entry, page_html: str, base: str) -> Iterator[Media]:
    for media in entry.media:
        if media.found_by == finder:
            yield replace(media, url=_absolute(media.url, base))
    if finder == "content":
        yield from _pictures_in_markup(entry.content_html or entry.summary_html, base)
        if entry.content_html:
            yield from _pictures_in_markup(entry.summary_html, base)
    elif finder == "og" and page_html:
        yield from _preview_pictures(page_html, base)


def _attributes(source: str) -> dict[str, str]:
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(source)}


def _pictures_in_markup(markup: str, base: str) -> Iterator[Media]:
    if "&lt;img" in markup and "<" not in markup:
        markup = html.unescape(markup)
    waiting: list[str] = []  # sets of `source` elements, which stand before their picture
    for tag, source in _IMG.findall(markup[:SCAN_MAX]):
        facts = _attributes(source)
        if tag.lower() == "source":
            waiting += [value for name in ("srcset", "data-srcset") if (value := facts.get(name))]
        if tag.lower() != "img":
            continue
        sets, waiting = waiting, []
        if _NO_PICTURE.search(facts.get("class", "")):
            continue
        yield Media(
            _absolute(largest_address(facts, *sets), base),
            width=_number(facts.get("width", "")),
            height=_number(facts.get("height", "")),
            found_by="content",
            alt=clean_caption(facts.get("alt", "")),
        )


def _preview_pictures(page_html: str, base: str) -> Iterator[Media]:
    """Yield what the page offers to those who link to it: og:image with its size, else the one for short messages."""
    head = page_html[:SCAN_MAX]
    groups: list[dict[str, str]] = []
    spare = ""
    for tag, source in _IMG.findall(head):
        if tag.lower() != "meta":
            continue
        facts = _attributes(source)
        name, value = (facts.get("property") or facts.get("name", "")).lower(), facts.get("content", "").strip()
        if name in ("og:image", "og:image:url"):
            groups.append({"url": value})
        elif name.startswith("og:image:") and groups:
            groups[-1][name.removeprefix("og:image:")] = value
        elif name in ("twitter:image", "twitter:image:src"):
            spare = spare or value
    if not groups and spare:
        groups.append({"url": spare})
    for one in groups:
        yield Media(
            _absolute(one.get("secure_url") or one["url"], base),
            kind=one.get("type", ""),
            width=_number(one.get("width", "")),
            height=_number(one.get("height", "")),
            found_by="og",
            alt=clean_caption(one.get("alt", "")),
        )


def _number(text: str) -> int:
    digits = text.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 6 else 0


def _absolute(url: str, base: str) -> str:
    if not url.strip():
        return ""
    try:
        url = urljoin(base, url.strip())
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return ""
    return url.replace(" ", "%20") if parts.scheme in ("http", "https") and parts.hostname else ""


def choose_picture(
    entry: Entry,
    policy: Policy,
    *,
    page_html: str = "",
    base: str = "",
    load: LoadPicture | None = None,
    hosts: Collection[str] = (),
) -> PictureChoice:
    """Return the first candidate that fits, with why; then the fallback. `look`: how a picture's bytes are asked for; without it only
    sizes that the source names are judged, and nothing can be copied. `hosts`: the site's own, whose pictures are not taken again."""
    use = picture_use(policy)
    if use == "none":
        wanted = policy.pictures.use != "none"
        words = (
            "The source allows neither showing nor copying its pictures."
            if wanted
            else "No picture is taken from this source."
        )
        return PictureChoice(None, "none", (Reason("picture.none", words),))
    refused: list[Reason] = []
    looks = 0
    tried = list_candidates(entry, policy, page_html, base)
    fallback = _absolute(policy.pictures.fallback, base) if policy.pictures.fallback else ""
    for media in [*tried, *([Media(fallback, found_by="fallback")] if fallback else [])]:
        where = _WHERE[media.found_by]
        against = _objection(media)
        size, data, large = ImageSize(media.width, media.height, media.kind), b"", ""
        if (
            not against
            and load is not None
            and looks < LOADS_MAX
            and (use == "sideload" or not (size.width and size.height))
        ):
            looks += 1
            size, data, against, large = _measure(media, load, size)
        linked = use == "hotlink" or (bool(large) and policy.rights.hot_link)
        against = against or (_too_small(size, policy) if media.found_by != "fallback" else "")
        if not against and not linked and not data:
            against = large or "it could not be copied"
        if against:
            refused.append(Reason("picture.refused", f"{_short(media.url)} from {where} was not taken: {against}."))
            continue
        known = f"{size.width} × {size.height} pixels" if size.width and size.height else "of a size that is not known"
        words = f"{_short(media.url)}, {known}, from {where}."
        if large and linked:
            words += f" It is shown from its own server, as {large}."
        why = Reason(
            "picture", words if media.found_by == "fallback" or not refused else f"{words} It is the first that fits."
        )
        picture = ChosenPicture(
            media.url,
            media.found_by,
            why.words,
            size.kind or media.kind,
            size.width,
            size.height,
            clean_caption(media.credit),
            clean_caption(media.caption),
            clean_caption(media.alt),
            data,
            "hotlink" if linked else "sideload",
        )
        return PictureChoice(picture, picture.use, (*refused, why))
    none = Reason(
        "picture.none", "The story brings no picture that fits." if refused else "The story brings no picture."
    )
    return PictureChoice(None, use, (*refused, none))


def _measure(media: Media, load: LoadPicture, said: ImageSize) -> tuple[ImageSize, bytes, str, str]:
    """Return a picture's size and bytes, what speaks against it, and why it cannot be copied."""
    try:
        data = load(media.url)
    except PictureTooLarge as error:
        size = read_image_size(error.head)
        return size, b"", size.problem, in_words(error)[:200]
    except Exception as error:  # whatever a server does: the story goes in without this picture
        return said, b"", f"it cannot be fetched ({in_words(error)[:200]})", ""
    size = read_image_size(data)
    return (size, data, size.problem, "") if size.problem else (size, data, "", "")


def _objection(media: Media) -> str:
    """Return why it can be no picture of a story, by what is known without asking for it."""
    if len(media.url) > URL_MAX:
        return "its address is too long"
    path = urlsplit(media.url).path
    if media.kind and not media.kind.lower().startswith("image/") and media.kind.lower() != "image":
        return f"it is {media.kind[:40]}, no picture"
    if media.kind.lower().startswith("image/svg"):
        return "drawings (SVG) are not taken"
    if not media.kind and _OTHER.search(path):
        return "it is no picture"
    if is_tracker(media.url, media.width, media.height):
        return "it counts readers"
    if media.found_by != "fallback" and _SMALL_KIND.search(path) and media.width < NAMED_WIDTH:
        return "its name says that it is an icon"
    if _FURNITURE.search(media.url):
        return "it belongs to the site's furniture, not to the story"
    if 0 < media.width <= ICON and 0 < media.height <= ICON:
        return f"it is {media.width} × {media.height} pixels, an icon"
    if _ICON_HOSTS.search(urlsplit(media.url).hostname or ""):
        return "its server gives out icons and portraits of people who write"
    return ""


def _too_small(size: ImageSize, policy: Policy) -> str:
    wide, high = policy.pictures.min_width, policy.pictures.min_height
    if (size.width and size.width < wide) or (size.height and size.height < high):
        return f"it is {size.width or '?'} × {size.height or '?'} pixels, smaller than {wide} × {high}"
    return ""


def _short(url: str) -> str:
    return url if len(url) <= 120 else url[:119] + "…"
