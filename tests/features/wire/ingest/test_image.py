"""Which picture a story gets, and the words for it."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from wirepress.features.wire.decide.policy import Pictures, Policy, Rights
from wirepress.features.wire.entry.records import ChosenPicture, Entry, Media, StoryBody
from wirepress.features.wire.fetch.fetch_document import FetchFailed
from wirepress.features.wire.ingest.compose import compose_texts, picture_credit
from wirepress.features.wire.ingest.pictures.image import LOADS_MAX, PictureTooLarge, choose_picture, list_candidates
from wirepress.features.wire.ingest.pictures.image_size import read_image_size
from wirepress.features.wire.models import Source
from wirepress.features.wire.text.tracking_pixels import is_tracker

BASE = "https://paper.example/news/ferry"
ENTRY = Entry(
    url=BASE,
    title="Ferry & crew < saved",
    content_html="<p><img src='/in.jpg' width=800 height=600 alt='In'></p>",
    media=(
        Media("/small.jpg", width=150, height=100),
        Media("/large.jpg", width=1200, height=800, credit="Ada Holm", alt="Two boats"),
        Media("https://x.example/talk.mp3", kind="audio/mpeg", found_by="enclosure"),
    ),
)
OG = (
    '<head><meta content="/og.jpg" property="og:image"><meta property="og:image:width" content="1200">'
    "<meta property=og:image:height content=630></head>"
)


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, "PNG")
    return out.getvalue()


def bomb() -> bytes:
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 9) + b"IDAT"


def test_finders_are_asked_in_their_order_and_the_larger_size_first() -> None:
    found = [media.url.rpartition("/")[2] for media in list_candidates(ENTRY, Policy(), OG, BASE)]
    assert found == ["large.jpg", "small.jpg", "talk.mp3", "in.jpg", "og.jpg"]
    turned = Policy(pictures=Pictures(finders=["og", "content"]))
    assert [media.url.rpartition("/")[2] for media in list_candidates(ENTRY, turned, OG, BASE)] == ["og.jpg", "in.jpg"]


def test_each_refusal_has_its_reason() -> None:
    entry = Entry(
        url=BASE,
        title="x",
        content_html="<img src=/icons/logo.png>",
        media=(
            Media("/small.jpg", width=150, height=100),
            Media("/a.mp3"),
            Media("/v.svg", kind="image/svg+xml"),
            Media("https://pixel.wp.com/g.gif?x=1"),
        ),
    )
    choice = choose_picture(
        entry, Policy(pictures=Pictures(fallback="https://own.example/f.jpg")), page_html=OG, base=BASE
    )
    said = " ".join(reason.words for reason in choice.reasons)
    assert (
        choice.picture is not None
        and choice.picture.found_by == "og"
        and (choice.picture.width, choice.picture.height) == (1200, 630)
    )
    for why in (
        "smaller than 200 × 150",
        "it is no picture",
        "SVG",
        "counts readers",
        "icon",
        "from the page's own preview picture",
    ):
        assert why in said
    last = choose_picture(entry, Policy(pictures=Pictures(fallback="https://own.example/f.jpg")), base=BASE)
    assert last.picture is not None and last.picture.found_by == "fallback"
    none = choose_picture(entry, Policy(), base=BASE)
    assert none.picture is None and "no picture that fits" in none.reasons[-1].words


def test_sizes_come_from_the_first_bytes_and_bombs_are_refused() -> None:
    assert (read_image_size(png(640, 480)[:200]).width, read_image_size(png(640, 480)[:200]).kind) == (640, "image/png")
    assert "100000" in read_image_size(bomb()).problem or "pixels" in read_image_size(bomb()).problem
    assert read_image_size(b"<html>").problem and read_image_size(b"").problem
    entry = Entry(
        url=BASE, title="x", media=(Media("/bomb.png"), Media("/broken.jpg"), Media("/away.jpg"), Media("/good.png"))
    )

    def look(url: str) -> bytes:
        if "away" in url:
            raise FetchFailed("its server answers 404")
        return {"bomb": bomb(), "brok": b"no picture", "good": png(640, 480)}[url.rpartition("/")[2][:4]]

    choice = choose_picture(entry, Policy(pictures=Pictures(use="sideload")), base=BASE, load=look)
    assert choice.picture is not None and choice.picture.data == png(640, 480) and choice.use == "sideload"
    assert (choice.picture.width, choice.picture.height) == (640, 480)
    assert sum(reason.rule == "picture.refused" for reason in choice.reasons) == 3
    assert "answers 404" in " ".join(reason.words for reason in choice.reasons)


def test_servers_are_asked_for_few_pictures_and_not_for_known_sizes() -> None:
    asked: list[str] = []

    def look(url: str) -> bytes:
        asked.append(url)
        return png(10, 10)

    choose_picture(
        Entry(url=BASE, title="x", media=tuple(Media(f"/{n}.jpg") for n in range(9))), Policy(), base=BASE, load=look
    )
    assert len(asked) == LOADS_MAX
    choose_picture(ENTRY, Policy(), base=BASE, load=look)
    assert len(asked) == LOADS_MAX


@pytest.mark.parametrize(
    ("rights", "wish", "use"),
    [
        (Rights(), "hotlink", "hotlink"),
        (Rights(hot_link=False), "hotlink", "sideload"),
        (Rights(sideload=False), "sideload", "hotlink"),
        (Rights(hot_link=False, sideload=False), "hotlink", "none"),
        (Rights(), "none", "none"),
    ],
)
def test_rights_decide_how_a_picture_is_used(rights: Rights, wish: str, use: str) -> None:
    policy = Policy.model_validate({"rights": rights.model_dump(), "pictures": {"use": wish}})
    choice = choose_picture(ENTRY, policy, base=BASE, load=lambda url: png(1200, 800))
    assert choice.use == use and (choice.picture is None) is (use == "none") and choice.reasons


@pytest.mark.parametrize(
    ("url", "tracks"),
    [
        ("https://stats.wordpress.com/b.gif?host=x", True),
        ("https://sub.doubleclick.net/x.jpg", True),
        ("https://a.example/pixel.gif", True),
        ("https://feeds.feedburner.com/~r/paper/~4/abc", True),
        ("https://a.example/2026/tracking-shot-of-the-year.jpg", False),
        ("https://a.example/stats/photo.jpg", False),
        ("https://a.example/counter-offer.jpg", False),
        ("https://[bad", True),
    ],
)
def test_counters_are_known_by_host_and_path(url: str, tracks: bool) -> None:
    assert is_tracker(url) is tracks and is_tracker("https://a.example/x.jpg", 1, 1)


def test_the_excerpt_holds_the_picture_as_a_gathered_story_does() -> None:
    picture = ChosenPicture("https://paper.example/a.jpg?x=1&y=2", "media", "", width=150, height=150)
    source = Source(name="Courier", slug="courier")
    policy = Policy(rights=Rights(credit="Source: {source} ({url})"))
    made = compose_texts(ENTRY, StoryBody("<p>Body.</p>", "All were saved.", "Body."), picture, policy, source)
    assert made.title == "Ferry &amp; crew &lt; saved"
    assert made.excerpt == (
        '<div><img loading="lazy" decoding="async" width="150" height="150" src="https://paper.example/a.jpg?x=1&amp;y=2" '
        'class="attachment-thumbnail size-thumbnail wp-post-image" alt="Ferry &amp; crew &lt; saved" title="Ferry &amp; crew &lt; saved">'
        "All were saved.</div>"
    )
    assert made.content.startswith("<div>\n<p>Body.</p>\n</div>\n<p")
    assert (
        '<a href="https://paper.example/news/ferry" rel="noopener">paper.example</a>' in made.content
        and made.canonical == BASE
    )
    copied = compose_texts(
        ENTRY, StoryBody("<p>Body.</p>", "Saved.", "Body."), picture, Policy(pictures=Pictures(use="sideload")), source
    )
    assert copied.excerpt == "Saved." and "wire-credit" not in copied.content
    assert (
        picture_credit(ChosenPicture("x", "media", "", credit="Ada < Bo", caption="<b>Boats</b>"), "Courier")
        == "Boats / Ada &lt; Bo"
    )


def test_a_story_without_a_headline_is_named_by_its_beginning() -> None:
    made = compose_texts(
        Entry(url=BASE),
        StoryBody("<p>x</p>", "x", "A long beginning. " * 20),
        None,
        Policy(),
        Source(name="Courier", slug="courier"),
    )
    assert made.title.startswith("A long beginning.") and len(made.title) <= 90


def test_braces_of_a_source_are_no_places() -> None:
    entry = Entry(url=BASE, title="x", authors=("{url} {source}",))
    made = compose_texts(
        entry,
        StoryBody("<p>x</p>", "x", "x"),
        None,
        Policy(rights=Rights(credit="By {author}")),
        Source(name="Courier", slug="courier"),
    )
    assert made.credit == "By {url} {source}"


ICONS = [
    Media("https://paper.example/icons/share-icon.png"),
    Media("https://paper.example/site-logo.png", found_by="og"),
    Media("https://paper.example/a/avatar/ann.jpg", found_by="enclosure"),
    Media("https://secure.gravatar.com/avatar/1?s=400"),
    Media("https://paper.example/wp-content/plugins/x/reactions/like.png", found_by="content"),
    Media("https://paper.example/x.png", width=48, height=48),
    Media("https://pixel.paper.example/x.png"),
    Media("https://paper.example/b.gif?u=1"),
    Media("https://paper.example/x.jpg", width=1, height=1, found_by="og"),
]


@pytest.mark.parametrize("icon", ICONS, ids=lambda one: one.url.rpartition("/")[2])
def test_an_icon_or_a_counter_is_never_a_picture(icon: Media) -> None:
    choice = choose_picture(
        Entry(url=BASE, title="x", media=(icon,)), Policy(pictures=Pictures(min_width=0, min_height=0))
    )
    assert choice.picture is None and len(choice.reasons) == 2
    named = [icon, Media("https://paper.example/harbour.jpg", width=900, height=600)]
    kept = choose_picture(Entry(url=BASE, title="x", media=tuple(named)), Policy())
    assert kept.picture is not None and kept.picture.url.endswith("harbour.jpg")


def test_pictures_of_widgets_in_the_text_are_passed_over_and_the_largest_size_is_taken() -> None:
    markup = (
        "<img class='wp-smiley' src='/smile.png'><img class='reaction-icon' src='/like.png' width=500 height=500>"
        "<picture><source srcset='/l.webp 1600w'><img src='/s.jpg' srcset='/m.jpg 800w'></picture>"
    )
    found = list_candidates(Entry(url=BASE, content_html=markup), Policy(), base=BASE)
    assert [media.url for media in found] == ["https://paper.example/l.webp"]


def test_a_picture_over_the_limit_is_shown_from_its_server_where_that_is_allowed() -> None:
    def load(url: str) -> bytes:
        raise PictureTooLarge("it has more than 16 MB", png(3000, 2000)[:5000])

    policy = Policy(pictures=Pictures(use="sideload"), rights=Rights(sideload=True))
    choice = choose_picture(ENTRY, policy, base=BASE, load=load)
    assert choice.picture is not None and (choice.use, choice.picture.data, choice.picture.width) == (
        "hotlink",
        b"",
        3000,
    )
    assert "16 MB" in choice.reasons[-1].words and "own server" in choice.reasons[-1].words
    made = compose_texts(ENTRY, StoryBody("<p>B.</p>", "E.", "B."), choice.picture, policy, Source(name="C", slug="c"))
    assert "/large.jpg" in made.excerpt
    closed = Policy(pictures=Pictures(use="sideload"), rights=Rights(sideload=True, hot_link=False))
    refused = choose_picture(ENTRY, closed, base=BASE, load=load)
    assert refused.picture is None and any("16 MB" in reason.words for reason in refused.reasons)
