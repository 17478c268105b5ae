"""The lead pictures of a feed's stories: as an enclosure (RSS 2.0, Atom) and by Media RSS 1.5.1, where the site's setting wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from wirepress.content.media.models import MediaFile
from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.core.php.numbers import absint
from wirepress.web.site.feeds.text import text_of

OPTION: Final = "wirepress_feed_pictures"
NAMESPACE: Final = '\txmlns:media="http://search.yahoo.com/mrss/"\n'


@dataclass(frozen=True, slots=True)
class Lead:
    """The picture above a story. `length` in bytes and the sides in pixels, 0 where unknown; texts are plain."""

    url: str
    type: str
    length: int = 0
    width: int = 0
    height: int = 0
    title: str = ""
    alt: str = ""
    credit: str = ""


Leads = Mapping[int, Lead]


def leads(posts: Iterable[Post]) -> Leads:
    """Post id -> its lead picture, in one query; none of protected stories, and none where the setting is off."""
    if not store.get(OPTION, True):
        return {}
    wanted = {post.pk: post.featured_media for post in posts if post.featured_media and not post.password}
    rows = MediaFile.objects.filter(post_id__in=set(wanted.values())).select_related("post") if wanted else ()
    found = {row.post_id: _lead(row) for row in rows if row.path and row.post.mime_type.startswith("image/")}
    return {number: found[picture] for number, picture in wanted.items() if picture in found}


def _lead(row: MediaFile) -> Lead:
    facts: Mapping[str, Any] = row.metadata if isinstance(row.metadata, dict) else {}
    camera = facts.get("image_meta")
    told: Mapping[str, Any] = camera if isinstance(camera, dict) else {}
    length, width, height = (_size(facts.get(name)) for name in ("filesize", "width", "height"))
    credit = told.get("credit") or told.get("copyright") or ""
    return Lead(
        site.uploads_url(row.path), row.post.mime_type, length, width, height, row.post.title, row.alt, str(credit)
    )


def _size(value: Any) -> int:
    return absint(value) if isinstance(value, int | float | str) else 0


def enclosure(lead: Lead | None) -> str:
    """For RSS 2.0, as WordPress writes enclosures; "" for no picture."""
    return f'<enclosure url="{escape(lead.url)}" length="{lead.length}" type="{escape(lead.type)}" />\n' if lead else ""


def enclosure_link(lead: Lead | None) -> str:
    """For Atom; "" for no picture."""
    return (
        f'\t\t<link href="{escape(lead.url)}" rel="enclosure" length="{lead.length}" type="{escape(lead.type)}" />\n'
        if lead
        else ""
    )


def media(lead: Lead | None) -> str:
    """Media RSS, for any format of XML; "" for no picture. What is not known is not said."""
    if lead is None:
        return ""
    sizes = (("fileSize", lead.length), ("width", lead.width), ("height", lead.height))
    known = "".join(f' {name}="{size}"' for name, size in sizes if size)
    texts = (
        ("title", ' type="plain"', lead.title),
        ("description", ' type="plain"', lead.alt),
        ("credit", "", lead.credit),
    )
    inside = "".join(
        f"\t\t\t<media:{name}{kind}>{text_of(escape(text, quote=False))}</media:{name}>\n"
        for name, kind, text in texts
        if text.strip()
    )
    opened = f'\t\t<media:content url="{escape(lead.url)}" type="{escape(lead.type)}" medium="image"{known}'
    return f"{opened}>\n{inside}\t\t</media:content>\n" if inside else f"{opened} />\n"
