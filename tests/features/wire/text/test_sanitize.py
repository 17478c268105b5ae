"""Bodies of strangers: nothing runs, nobody is counted, everything leads somewhere, and it takes no longer than its length."""

from __future__ import annotations

import time

import pytest

from tests.attacks.browser import elements, what_runs
from tests.attacks.test_kses_xss import CALL, SHAPES
from wirepress.features.wire.decide.policy import Policy, Rights
from wirepress.features.wire.entry.plain_text import clean_caption, clean_title, html_to_text
from wirepress.features.wire.entry.records import Entry, StoryBody
from wirepress.features.wire.ingest.compose import compose_texts
from wirepress.features.wire.ingest.pictures.image import choose_picture
from wirepress.features.wire.models import Source
from wirepress.features.wire.text.sanitize import clean_body, shorten_text, text_to_paragraphs

BASE = "https://paper.example/news/ferry"
POLICY = Policy(embeds=[], rights=Rights(credit="By {author}, {source}: {url}"))


def cleaned(markup: str, policy: Policy = POLICY, **more: str) -> StoryBody:
    return clean_body(Entry(url=BASE, title="x", content_html=markup, **more), policy, base=BASE)


def post_of(shape: str) -> str:
    """Everything of a post that a hostile source has a hand in."""
    entry = Entry(
        guid=shape,
        url=f"https://paper.example/{shape}",
        title=shape,
        summary_html=shape,
        content_html=f"<p>before</p>{shape}<p>after</p>",
        authors=(shape,),
        credit=shape,
    )
    body = clean_body(entry, POLICY, base=BASE)
    picture = choose_picture(entry, POLICY, base=BASE).picture
    made = compose_texts(entry, body, picture, POLICY, Source(name=shape, slug="x"))
    return f"<h1>{made.title}</h1><div>{made.excerpt}</div>{made.content}"


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_runs(shape: str) -> None:
    page = post_of(shape)
    assert what_runs(page) == []
    assert what_runs(post_of(shape.replace("<", "&lt;").replace(">", "&gt;"))) == []
    assert "id=" not in page.replace("&", "") or CALL in page


def test_the_structure_around_it_stays_whole() -> None:
    made = cleaned(
        "</div></div></article><p>x</p><style>*{display:none}</style><p id='top' class='site-header' style='position:fixed'>y</p><div>"
    )
    assert made.html == "<p>x</p><p>y</p>"


def test_counters_go_and_pictures_stay() -> None:
    made = cleaned(
        "<p>Text <img src='/a.jpg' width=600 height=400 alt='A'><img src='https://t.example/x.gif' width=1 height=1>"
        "<img src='https://stats.wordpress.com/b.gif?x'><img src='https://feeds.feedburner.com/~r/x/~4/y' alt=''>"
        "<img src='/pixel.gif?u=1'><img src='/b.jpg' style='display:none'><img src='data:image/gif;base64,x' data-src='late.jpg'></p>"
    )
    assert made.html.count("<img") == 2
    assert 'src="https://paper.example/a.jpg"' in made.html and 'src="https://paper.example/news/late.jpg"' in made.html
    assert any("5 × a picture that counts readers" in note for note in made.notes)


def test_addresses_are_whole_and_carry_no_campaign() -> None:
    made = cleaned(
        "<p><a href='/a?utm_source=x&id=2'>a</a> <a href='b#c'>b</a> <a href='//c.example/'>c</a> <a href='#d'>d</a>"
        "<a href='java&#10;script:x'>e</a></p>"
    )
    for address in ("https://paper.example/a?id=2", "https://paper.example/news/b#c", "https://c.example/"):
        assert f'href="{address}"' in made.html
    assert made.html.count("href=") == 3


def test_players_of_listed_hosts_stay_and_others_are_links() -> None:
    policy = Policy(embeds=["youtube.com"])
    markup = (
        "<iframe src='//www.youtube.com/embed/abcdefgh' onload=x width=560></iframe><iframe src='https://evil.example/youtube.com'></iframe>"
        "<iframe src='https://youtube.com.evil.example/'></iframe><iframe src='https://youtube.com@evil.example/'></iframe>"
        "<iframe srcdoc='<script>x</script>'></iframe>"
        "<iframe src='https://www.youtube.com:8443/embed/x'></iframe><video src='/v.mp4'></video>"
    )
    made = cleaned(markup, policy)
    assert made.html.count("<iframe") == 1 and 'src="https://www.youtube.com/embed/abcdefgh"' in made.html
    assert "onload" not in made.html and "srcdoc" not in made.html
    assert 'href="https://evil.example/youtube.com"' in made.html and 'href="https://paper.example/v.mp4"' in made.html


def test_shortcodes_of_strangers_are_text() -> None:
    made = cleaned(
        "<p>[gallery ids=1] [embed]x[/embed] [1] [caption id=a]<img src=/a.jpg width=600> Two boats[/caption]</p>"
    )
    assert "[gallery" not in made.html and "[embed" not in made.html and "[1]" in made.html
    assert "<figcaption>Two boats</figcaption>" in made.html


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        (
            "Plain\nwrapped text.\n\nSecond & last < one.",
            "<p>Plain wrapped text.</p>\n<p>Second &amp; last &lt; one.</p>",
        ),
        ("&lt;p&gt;Escaped &lt;b&gt;twice&lt;/b&gt;.&lt;/p&gt;", "<p>Escaped <b>twice</b>.</p>"),
        ("<p>In &lt;code&gt; of a story about HTML</p>", "<p>In &lt;code&gt; of a story about HTML</p>"),
        ("<p>a</p><p>&nbsp;</p><div><span></span></div><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a</p>\n\n\n<p>b</p>", "<p>a</p>\n<p>b</p>"),
    ],
)
def test_text_and_escaped_html(markup: str, html: str) -> None:
    assert cleaned(markup).html == html


@pytest.mark.parametrize(
    ("caption", "plain"),
    [
        ("A <b>bold</b> &amp; <i onclick=x>true</i> story", "A bold & true story"),
        ("Tom &amp;amp; Ann&#8217;s", "Tom & Ann’s"),
        ("&lt;script&gt;x&lt;/script&gt;News", "News"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("Line\none\u202e \x07two", "Line one two"),
    ],
)
def test_captions_are_plain(caption: str, plain: str) -> None:
    assert clean_caption(caption) == plain


def test_a_decoded_headline_is_text_and_what_stands_in_brackets_are_words() -> None:
    assert clean_title("How <head> &\u200b <b>\nwork") == "How <head> & <b> work"


def test_the_source_decides_how_much_is_shown() -> None:
    entry = Entry(
        url=BASE,
        title="x",
        summary_html="<p>Short.</p>",
        content_html="<p>Long and <img src=/a.jpg width=600 height=400> whole.</p>",
    )
    assert clean_body(entry, Policy(), base=BASE).origin == "feed"
    limited = clean_body(entry, Policy(rights=Rights(full_text=False)), base=BASE)
    assert (limited.html, limited.origin) == ("<p>Short.</p>", "summary")
    unlinked = clean_body(entry, Policy(rights=Rights(hot_link=False)), base=BASE)
    assert "<img" not in unlinked.html and any("does not allow" in note for note in unlinked.notes)


def test_full_text_comes_from_the_page_and_by_the_same_walls() -> None:
    story = "".join(
        f"<p>Sentence number {n} of the report about the ferry and its passengers, who were all saved that night.</p>"
        for n in range(12)
    )
    page = (
        f"<html><head><title>x</title></head><body><nav><a href=/>Home</a></nav><article><h1>Ferry</h1>{story}"
        f"<p onclick=x><script>{CALL}</script>End of the report.</p></article>"
    )
    made = clean_body(
        Entry(url=BASE, title="x", summary_html="<p>Short.</p>"), Policy(body="fulltext"), base=BASE, page_html=page
    )
    assert made.origin == "page" and "number 11" in made.text and what_runs(made.html) == [] and "Home" not in made.text
    assert made.excerpt_html == "Short."
    missing = clean_body(
        Entry(url=BASE, title="x", summary_html="<p>Short.</p>"),
        Policy(body="fulltext"),
        base=BASE,
        page_html="<html><p>Cookies?",
    )
    assert missing.text == "Short." and missing.notes


BOMBS = {
    "deep": "<div>" * 100_000,
    "unclosed tags": "<a " * 100_000,
    "quotes": "<img alt='" * 60_000,
    "comments": "<!--" * 100_000,
    "scripts": "<script>" * 60_000,
    "captions": "[caption x]" * 60_000,
    "entities": "&lt;a" * 80_000,
    "blanks": "<p>" + " " * 300_000,
    "lines": "x\n \n" * 40_000,
    "hollow": "<p><b>" * 40_000 + "</b></p>" * 40_000,
    "srcset": "<img srcset='" + "/a 1w," * 60_000 + "'>",
    "breaks": "<br> " * 40_000,
    "angles": "<" * 150_000,
    "tables": "<table><tr><td>" * 30_000,
    "amp": "&" * 100_000,
    "formatting": "<b><i><a href=x>" * 20_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_takes_long(name: str) -> None:
    began = time.thread_time()
    made = cleaned(BOMBS[name])
    html_to_text(BOMBS[name])
    assert time.thread_time() - began < 6, name
    assert what_runs(made.html[:20_000]) == []


def test_excerpts_end_with_a_sentence_or_a_word() -> None:
    assert shorten_text("One. " * 200, 60).endswith("One.") and len(shorten_text("One. " * 200, 60)) <= 60
    assert shorten_text("word " * 50, 60).endswith("word…") and shorten_text("x" * 900, 60) == "x" * 59 + "…"


def test_lines_that_are_paragraphs_stay_paragraphs() -> None:
    long = "A sentence that fills a line of its own because the feed gives each paragraph its own line, as many agencies do."
    assert text_to_paragraphs(f"{long}\n{long}").count("<p>") == 2
    assert "img" in elements(cleaned("<img src=/a.jpg>").html)


def test_what_no_database_takes_is_left_out() -> None:
    made = post_of("A \ud83d broken sign and a \x00 zero")
    assert made.encode() and "\x00" not in made
    assert html_to_text("a\udc3cb") == "ab"
