"""Invented stories of invented sites, and the feeds in which those sites give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

_PLACES = (
    "Quill Point",
    "Marrow Bay",
    "Tern Hill",
    "Oldbridge",
    "Saltmarsh",
    "Harrow Quay",
    "Fennel Green",
    "Lower Wick",
)
_NEWS = (
    (
        "opens a night market",
        "Stalls stay lit until two in the morning, and the first cooks came with their own lamps.",
        "Business",
    ),
    (
        "counts its herons",
        "Volunteers walked both shores before breakfast and found more nests than in any year since the dam.",
        "Nature",
    ),
    (
        "mends the tide gate",
        "The gate hangs on hinges older than the town hall; divers took four days to free the lower one.",
        "Harbour",
    ),
    (
        "votes on a new tram line",
        "The line would meet the ferry at the fish steps and run every ten minutes until midnight.",
        "Politics",
    ),
    (
        "lends out tools for free",
        "A drill, a ladder and a sewing machine were gone within the hour, the librarian said.",
        "Community",
    ),
    (
        "wins the rowing cup",
        "Eight bakers, who train before their ovens are hot, came in two lengths ahead of the port police.",
        "Sport",
    ),
    (
        "finds a map under the stage",
        "It shows a canal that was never dug, signed by a surveyor whom no register knows.",
        "Culture",
    ),
    (
        "raises the price of a ferry ride",
        "The council wants to pay for a second boat, and pensioners keep the old fare.",
        "Transport",
    ),
)
_MORE = (
    "Whoever stood on the quay that morning could see it for themselves, and many did.",
    "The mayor asked for patience and promised figures before the end of the month.",
    "Neighbours had written three letters about it, the last of them in green ink.",
    "A second meeting is planned for Thursday in the gymnasium, with the windows open this time.",
    "Nobody was hurt, the fire brigade noted, unless one counts a hat.",
    "The money comes from a fund that was set aside when the cannery closed.",
)
_FIRST_DAY = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """One story of another site."""

    number: int
    title: str
    paragraphs: Sequence[str]
    author: str = "Ida Larkspur"
    categories: Sequence[str] = ()
    published: datetime = _FIRST_DAY
    picture: bool = True

    @property
    def path(self) -> str:
        """Of its page, on whatever server it stands."""
        return f"/stories/{self.number}"

    @property
    def picture_path(self) -> str:
        """Of its picture."""
        return f"/pictures/{self.number}.jpg"

    def html(self, base: str) -> str:
        """Its body as the site gives it: a picture, paragraphs."""
        image = (
            f'<p><img src="{base}{self.picture_path}" width="640" height="400" alt="A view of the place"></p>'
            if self.picture
            else ""
        )
        return image + "".join(f"<p>{escape(text)}</p>" for text in self.paragraphs)

    def corrected(self, sentence: str = "Correction: the meeting is on Friday.") -> Story:
        """The same story, said anew by its site."""
        return replace(self, paragraphs=(*self.paragraphs, sentence))


def story(number: int) -> Story:
    """The invented story with that number: always the same one."""
    place, (what, lead, category) = _PLACES[number % 8], _NEWS[(number // 8 + number) % 8]
    round_of = f", for the {number // 64 + 1}. time" if number >= 64 else ""
    told = tuple(
        f"{_MORE[(number + step) % 6]} It was report {number * 7 + step} of the {place} desk." for step in range(4)
    )
    return Story(
        number,
        f"{place} {what}{round_of}",
        (lead, *told),
        categories=(category, place),
        published=_FIRST_DAY + timedelta(hours=number),
    )


def stories(count: int, first: int = 1) -> list[Story]:
    """So many stories, the newest first, as feeds have them."""
    return [story(number) for number in range(first + count - 1, first - 1, -1)]


def rss(
    told: Sequence[Story], base: str, title: str = "The Marrow Bay Courier", *, full: bool = True, ttl: int = 0
) -> bytes:
    """RSS 2.0 with pictures by Media RSS, and the whole story in content:encoded when `full`."""
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{base}{one.path}</link><guid isPermaLink='false'>courier-{one.number}</guid>"
        f"<pubDate>{format_datetime(one.published)}</pubDate><dc:creator>{escape(one.author)}</dc:creator>"
        + "".join(f"<category>{escape(name)}</category>" for name in one.categories)
        + f"<description>{escape(one.paragraphs[0])}</description>"
        + (f"<content:encoded>{escape(one.html(base))}</content:encoded>" if full else "")
        + (
            f"<media:content url='{base}{one.picture_path}' medium='image' type='image/jpeg' width='640' height='400'>"
            "<media:credit>Courier pictures</media:credit></media:content>"
            if one.picture
            else ""
        )
        + "</item>"
        for one in told
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'><channel>"
        f"<title>{escape(title)}</title><link>{base}/</link><description>News</description><language>en</language>"
        f"{f'<ttl>{ttl // 60}</ttl>' if ttl else ''}{items}</channel></rss>"
    ).encode()


def atom(told: Sequence[Story], base: str, title: str = "Tern Hill Observer", *, full: bool = True) -> bytes:
    """Atom with pictures as enclosures, and the whole story in its content when `full`."""
    entries = "".join(
        f"<entry><title>{escape(one.title)}</title><link href={quoteattr(base + one.path)}/><id>tag:observer.example,2026:{one.number}</id>"
        f"<published>{one.published.isoformat()}</published><updated>{one.published.isoformat()}</updated>"
        f"<author><name>{escape(one.author)}</name></author>"
        + "".join(f"<category term={quoteattr(name)}/>" for name in one.categories)
        + f"<summary>{escape(one.paragraphs[0])}</summary>"
        + (f"<content type='html'>{escape(one.html(base))}</content>" if full else "")
        + (f"<link rel='enclosure' type='image/jpeg' href='{base}{one.picture_path}'/>" if one.picture else "")
        + "</entry>"
        for one in told
    )
    updated = max((one.published for one in told), default=_FIRST_DAY).isoformat()
    return (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'>"
        f"<title>{escape(title)}</title><id>tag:observer.example,2026:feed</id><updated>{updated}</updated>"
        f"<link href='{base}/'/>{entries}</feed>"
    ).encode()


def article(one: Story, base: str) -> bytes:
    """The story's own page, with what surrounds a story on such pages."""
    image = f'<meta property="og:image" content="{base}{one.picture_path}">' if one.picture else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(one.title)}</title>{image}'
        f'<link rel="canonical" href="{base}{one.path}"></head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'
        f"<article><h1>{escape(one.title)}</h1>{one.html(base)}</article><footer>All rights with the paper.</footer></body></html>"
    ).encode()


def picture(number: int, width: int = 640, height: int = 400) -> bytes:
    """A JPEG picture, another one for each number."""
    colour = (40 + number * 37 % 160, 60 + number * 53 % 150, 90 + number * 71 % 140)
    image = Image.new("RGB", (width, height), colour)
    image.paste(tuple(min(255, part + 50) for part in colour), (0, height * 2 // 3, width, height))
    held = BytesIO()
    image.save(held, "JPEG", quality=80)
    return held.getvalue()
