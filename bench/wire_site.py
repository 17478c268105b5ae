"""Other sites for `bench.wire`: feeds of invented stories, some told by several sites word for word, some told anew in other words.

python -m bench.wire_site SOURCES STORIES   serves them, prints its address, ends when its input does
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Final
from xml.sax.saxutils import escape

SAME: Final = 0.30  # of the stories: word for word what another site has told, under an address of their own
NEAR: Final = 0.10  # told by another site and edited: some words, the headline, a paragraph
WORDS: Final = 220  # of a story
FIRST: Final = datetime(2026, 11, 20, tzinfo=UTC)
_SMALL: Final = "the and of to that was for with his from have this which they were been would there their said will has not but".split()
_SYLLABLES: Final = "ba de fi go ku la me ni po ra se ti vo zu cha bre tan lor min sel gar eth".split()


@dataclass(frozen=True, slots=True)
class Told:
    """One story as one site tells it."""

    number: int
    site: int
    title: str
    paragraphs: tuple[tuple[str, ...], ...]


def vocabulary(chance: random.Random) -> list[str]:
    """Invented words, and among them as many small English ones as English has."""
    invented = sorted({"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(6000)})
    return [*invented, *_SMALL * (len(invented) // 2 // len(_SMALL))]


def tell(sites: int, stories: int, seed: int = 5) -> list[list[Told]]:
    """So many sites with so many stories each; the shares of repeated ones as above. The same numbers make the same stories."""
    chance = random.Random(seed)
    words = vocabulary(chance)
    feeds: list[list[Told]] = []
    for site in range(sites):
        feed: list[Told] = []
        for place in range(stories):
            number, lot = site * stories + place, chance.random()
            if site and lot < SAME + NEAR:
                other = chance.choice(chance.choice(feeds))
                told = replace(other, number=number, site=site)
                feed.append(told if lot < SAME else edited(told, words, chance))
            else:
                feed.append(Told(number, site, " ".join(chance.choices(words, k=8)).capitalize(), _text(words, chance)))
        feeds.append(feed)
    return feeds


def _text(words: Sequence[str], chance: random.Random) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(chance.choices(words, k=WORDS // 4)) for _ in range(4))


def edited(told: Told, words: Sequence[str], chance: random.Random) -> Told:
    """As another desk would tell it: a word in twenty is another one, the headline is shortened, a sentence stands behind it."""
    said = tuple(
        tuple(chance.choice(words) if chance.random() < 0.05 else word for word in part) for part in told.paragraphs
    )
    return replace(told, title=" ".join(told.title.split()[:6]), paragraphs=(*said, tuple(chance.choices(words, k=12))))


def feed(told: Sequence[Told], base: str) -> bytes:
    """RSS with full texts and pictures whose sizes are named."""
    items = "".join(_item(one, base) for one in told)
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        f"xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Site {told[0].site}</title><link>{base}/</link>"
        f"<description>Stories</description><language>en</language>{items}</channel></rss>"
    ).encode()


def _item(one: Told, base: str) -> str:
    body = "".join(f"<p>{' '.join(part).capitalize()}.</p>" for part in one.paragraphs)
    return (
        f"<item><title>{one.title}</title><link>{base}/{one.site}/{one.number}</link><guid isPermaLink='false'>s{one.number}</guid>"
        f"<pubDate>{format_datetime(FIRST + timedelta(seconds=one.number))}</pubDate><author>Desk {one.site % 7}</author>"
        f"<category>Section {one.number % 9}</category><description>{' '.join(one.paragraphs[0][:30])}</description>"
        f"<content:encoded>{escape(body)}</content:encoded>"
        f"<media:content url='{base}/p/{one.number}.jpg' type='image/jpeg' medium='image' width='640' height='400'/></item>"
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    documents: ClassVar[dict[str, bytes]]

    def do_GET(self) -> None:
        body = self.documents.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8" if body else "text/plain")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *words: Any) -> None:
        """Says nothing."""


def main() -> int:
    """Serves until its input ends."""
    sites, stories = int(sys.argv[1]), int(sys.argv[2])
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        base = f"http://127.0.0.1:{server.server_address[1]}"
        _Handler.documents = {f"/{number}.xml": feed(told, base) for number, told in enumerate(tell(sites, stories))}
        server.daemon_threads = True
        import threading

        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(base, flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())
