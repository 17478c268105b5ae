"""What other sites show by their own programs: a frame where its host is allowed, else a link, never nothing."""

from __future__ import annotations

import pytest

from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.entry.records import Entry
from wirepress.features.wire.text.embeds import embed_of_address, page_of_frame
from wirepress.features.wire.text.sanitize import clean_body

BASE = "https://paper.example/news/ferry"
FILM = "dQ3tide_film"
FRAME = f'src="https://www.youtube.com/embed/{FILM}"'


def _html(markup: str, **policy: object) -> str:
    return clean_body(Entry(url=BASE, title="Ferry late", content_html=markup), Policy(**policy), base=BASE).html  # type: ignore[arg-type]


FILMS = [
    f'<lite-youtube videoid="{FILM}"></lite-youtube>',
    f'<lite-youtube videoid="{FILM}" style="x"><a href="https://youtube.com/watch?v={FILM}">Play</a></lite-youtube>',
    f'<amp-youtube data-videoid="{FILM}" layout="responsive"></amp-youtube>',
    f'<div class="youtube-player" data-id="{FILM}"></div>',
    f"<p>Before.</p><p>https://www.youtube.com/watch?v={FILM}&t=10s</p>",
    f"<p>Before.</p>\nhttps://youtu.be/{FILM}\n<p>After.</p>",
    f"https://www.youtube.com/shorts/{FILM}",
    f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/{FILM}\n</div></figure>',
    f"<p>[embed width=500]https://www.youtube.com/watch?v={FILM}[/embed]</p>",
    f"[youtube https://www.youtube.com/watch?v={FILM}]",
    f'<iframe src="about:blank" data-src="//www.youtube.com/embed/{FILM}"></iframe>',
    f'<iframe data-cmplz-src="https://www.youtube.com/embed/{FILM}"></iframe>',
]


@pytest.mark.parametrize("markup", FILMS)
def test_a_film_becomes_its_player(markup: str) -> None:
    assert _html(markup).count("<iframe") == 1 and FRAME in _html(markup)


@pytest.mark.parametrize("markup", FILMS)
def test_where_its_host_is_not_allowed_it_becomes_a_link(markup: str) -> None:
    made = _html(markup, embeds=[])
    assert "<iframe" not in made and f"youtube.com/watch?v={FILM}" in made and "<a " in made


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Tide1/?utm_source=x"></blockquote>', "https://www.instagram.com/p/Tide1/"),
        (
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/reel/T1/">'
            '<a href="https://www.instagram.com/reel/T1/"><svg><g></g></svg></a></blockquote>',
            "https://www.instagram.com/reel/T1/",
        ),
        ('<iframe src="https://www.instagram.com/p/Tide1/embed/captioned/"></iframe>', "https://www.instagram.com/p/Tide1/"),
        ('<amp-instagram data-shortcode="Tide1"></amp-instagram>', "https://www.instagram.com/p/Tide1/"),
        ('<div class="fb-post" data-href="https://www.facebook.com/tide/posts/1"></div>', "https://www.facebook.com/tide/posts/1"),
        ('<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Ftide%2Fposts%2F1"></iframe>', "https://www.facebook.com/tide/posts/1"),
        ('<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@tide/video/1"><section></section></blockquote>', "https://www.tiktok.com/@tide/video/1"),
        ("<p>https://social.example/@tide/1</p>", "https://social.example/@tide/1"),
        ('<tide-map data-url="/maps/7"></tide-map>', "https://paper.example/maps/7"),
        ('<oembed url="https://a.example/x"></oembed><div data-oembed-url="https://a.example/x"></div>', "https://a.example/x"),
    ],
)  # fmt: skip
def test_what_waits_for_a_script_becomes_a_link(markup: str, address: str) -> None:
    assert f'href="{address}"' in _html(f"<p>Before.</p>{markup}<p>After.</p>")


def test_words_of_an_embed_stay_and_lead_to_where_they_stand() -> None:
    told = '<blockquote class="twitter-tweet"><p>Tide at nine.</p>&mdash; Tide (@tide) <a href="https://twitter.com/tide/status/1">May</a></blockquote>'
    assert "Tide at nine." in _html(told) and _html(told).count("<a ") == 1
    silent = (
        '<blockquote class="reddit-embed-bq" cite="https://www.reddit.com/r/tide/1"><p>Tide at nine.</p></blockquote>'
    )
    assert "Tide at nine." in _html(silent) and 'href="https://www.reddit.com/r/tide/1"' in _html(silent)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>See https://a.example/x for more.</p>",
        "<h2>https://a.example/x</h2>",
        "<blockquote cite='https://a.example/x'><p>Quoted.</p></blockquote>",
        "<ul><li>https://a.example/x</li></ul>",
    ],
)
def test_what_is_no_embed_stays_as_it_is(markup: str) -> None:
    assert "See this on" not in _html(markup)


@pytest.mark.pure
def test_addresses_of_films() -> None:
    assert embed_of_address("https://player.vimeo.com/video/123456?h=1").page == "https://vimeo.com/123456"  # type: ignore[union-attr]
    assert embed_of_address("https://www.youtube.com/@tide") is None and embed_of_address("https://[") is None
    assert (
        embed_of_address("javascript:alert(1)") is None
        and page_of_frame("https://a.example/x") == "https://a.example/x"
    )
    assert embed_of_address('https://www.youtube.com/watch?v="><script>') is None
