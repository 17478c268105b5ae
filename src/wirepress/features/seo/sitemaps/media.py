"""Pictures and videos of stories, as sitemaps tell of them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.core.database.rows import select_in
from wirepress.core.markup.html.video_players import Film
from wirepress.features.seo.sitemaps.xml import clean, image

IMAGES_MAX: Final = 1000  # of one address (Google)
VIDEOS_MAX: Final = 20
READ_MAX: Final = 200_000  # characters of a story that are looked at
_IMAGE: Final = re.compile(r"<img\b[^<>]*>", re.I)
_VIDEO: Final = re.compile(r"<video\b[^<>]*>(?:.{0,2000}?</video>)?|\[video\b[^\[\]]*\]", re.I | re.S)
_ATTRIBUTE: Final = re.compile(r"([a-z0-9-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_YOUTUBE: Final = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^\s\"'<>]*&(?:amp;)?)?v=|embed/|shorts/)|youtu\.be/)([\w-]{11})"
)
_VIMEO: Final = re.compile(r"(?:player\.)?vimeo\.com/(?:video/)?(\d{5,12})")


@dataclass(frozen=True, slots=True)
class Video:
    """A video of a story. One of `content` (the file) and `player` is there."""

    thumbnail: str
    content: str = ""
    player: str = ""


def read_featured(ids: Iterable[int]) -> dict[int, str]:
    """Return the address of each featured picture, in one query for 900."""
    wanted = [number for number in set(ids) if number]
    return {row.post_id: site.uploads_url(row.path) for row in select_in(MediaFile, "post_id", wanted) if row.path}


def images(featured: str, content: str) -> list[str]:
    """Return the pictures of a story: the featured one, then those in its text, each once. Smilies and spacers are none."""
    found = {featured: None} if featured else {}
    for tag in _IMAGE.findall(content[:READ_MAX]):
        facts = _attributes(tag)
        address = absolute(facts.get("src", ""))
        tiny = any(0 < _digits(facts.get(side, "")) < 50 for side in ("width", "height"))
        if address and not tiny and "wp-smiley" not in facts.get("class", ""):
            found[address] = None
    return list(found)[:IMAGES_MAX]


def images_xml(featured: str, content: str) -> str:
    """Return the <image:image> elements of a story."""
    return "".join(image(address) for address in images(featured, content))


def videos(featured: str, content: str) -> list[Video]:
    """Return the videos of a story that have a picture to be shown with."""
    text = content[:READ_MAX]
    found: dict[str, Video] = {}
    for tag in _VIDEO.findall(text):
        facts = _attributes(tag)
        source = facts.get("src") or next((facts[one] for one in ("mp4", "m4v", "webm", "ogv") if facts.get(one)), "")
        address, poster = absolute(source), absolute(facts.get("poster", "")) or featured
        if address and poster:
            found.setdefault(address, Video(poster, content=address))
    for number in _YOUTUBE.findall(text):
        film = Film("youtube", number)
        found.setdefault(film.player, Video(film.picture, player=film.player))
    for number in _VIMEO.findall(text):
        player = Film("vimeo", number).player
        if featured:
            found.setdefault(player, Video(featured, player=player))
    return list(found.values())[:VIDEOS_MAX]


def video_xml(video: Video, title: str, description: str, published: str) -> str:
    """Return one <video:video>."""
    where = (
        f"<video:content_loc>{clean(video.content)}</video:content_loc>"
        if video.content
        else f"<video:player_loc>{clean(video.player)}</video:player_loc>"
    )
    date = f"<video:publication_date>{published}</video:publication_date>" if published else ""
    return (
        f"<video:video><video:thumbnail_loc>{clean(video.thumbnail)}</video:thumbnail_loc><video:title>{clean(title[:100])}</video:title>"
        f"<video:description>{clean(description[:2048])}</video:description>{where}{date}</video:video>"
    )


def absolute(address: str) -> str:
    """Return an address of the web, whole; "" for anything else."""
    made = urljoin(site.home("/"), html.unescape(address).strip())
    return made if made.startswith(("http://", "https://")) and address.strip() and not re.search(r"\s", made) else ""


def _attributes(tag: str) -> Mapping[str, str]:
    return {name.lower(): one or other for name, one, other in reversed(_ATTRIBUTE.findall(tag))}


def _digits(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
