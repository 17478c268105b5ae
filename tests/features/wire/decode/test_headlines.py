"""Headlines keep their words: what stands in angle brackets is formatting only where the format and its pair say so."""

from __future__ import annotations

import json
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.wire.decode import decode_document
from wirepress.features.wire.decode.field_values import markup_to_line

pytestmark = pytest.mark.pure


def _title(body: str | bytes) -> str:
    decoded = decode_document(body.encode() if isinstance(body, str) else body, url="https://tide.example/feed")
    return decoded.entries[0].title


def _rss(inner: str) -> str:
    return f"<rss><channel><item><title>{inner}</title><link>https://tide.example/1</link></item></channel></rss>"


def _atom(inner: str, kind: str = "") -> str:
    named = f' type="{kind}"' if kind else ""
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title{named}>{inner}</title></entry></feed>'


def _wordpress(rendered: str) -> str:
    post = {
        "id": 1,
        "link": "https://tide.example/1",
        "title": {"rendered": rendered},
        "content": {"rendered": "<p>x</p>"},
    }
    return json.dumps([post])


def _json_feed(title: str) -> str:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": title, "content_text": "x"}]}
    )


@pytest.mark.parametrize(
    ("document", "title"),
    [
        (_rss("How to close &lt;head&gt;"), "How to close <head>"),
        (_rss("<![CDATA[How to close &lt;head&gt;]]>"), "How to close <head>"),
        (_rss("<![CDATA[How to close <head>]]>"), "How to close <head>"),
        (_rss("Why &lt;b&gt; is no &lt;i&gt;"), "Why <b> is no <i>"),
        (_rss("The &lt;b&gt;late&lt;/b&gt; ferry&lt;br&gt;again"), "The late ferry again"),
        (_rss("&lt;p&gt;In a paragraph"), "In a paragraph"),
        (_rss("&lt;T&gt; and List&lt;Harbour&gt;"), "<T> and List<Harbour>"),
        (_rss("Nets &amp;amp; tar &amp;lt;3"), "Nets & tar <3"),
        (_rss("If a&lt;b and c&gt;d"), "If a<b and c>d"),
        (_rss("&lt;script&gt;x&lt;/script&gt;Tar"), "Tar"),
        (_atom("Using &lt;head&gt; and &amp;amp; in text", "text"), "Using <head> and &amp; in text"),
        (_atom("Using &lt;head&gt; &amp;#8217;s"), "Using <head> ’s"),
        (_atom("&lt;b&gt;Not bold&lt;/b&gt;", "text"), "<b>Not bold</b>"),
        (_atom("&lt;b&gt;Bold&lt;/b&gt; &amp;lt;head&amp;gt;", "html"), "Bold <head>"),
        (_atom('<div xmlns="http://www.w3.org/1999/xhtml"><b>Bold</b> &lt;head&gt;</div>', "xhtml"), "Bold <head>"),
        (_wordpress("The &lt;head&gt; of <em>tides</em> &#038; tar"), "The <head> of tides & tar"),
        (_json_feed("Use <head> & <b>"), "Use <head> & <b>"),
        (_json_feed("Use <b>both</b>"), "Use <b>both</b>"),
        (_json_feed("Nets &#8217;s"), "Nets ’s"),
    ],
)
def test_words_in_brackets_are_kept(document: str, title: str) -> None:
    assert _title(document) == title


@given(st.text(st.sampled_from("ab <>/b&;p!-"), max_size=60))
def test_what_is_no_pair_of_formatting_loses_no_letter(text: str) -> None:
    kept = markup_to_line(
        f"q {text} z".replace("</", "< /").replace("<p", "< p").replace("<!", "< !").replace("/>", "/ >")
    )
    assert [sign for sign in kept if sign in "ab"] == [sign for sign in f"q {text} z" if sign in "ab"] or "&" in text


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["Use <head> & <b>", "<script>alert(1)</script>"])
def test_in_a_post_they_are_text(title: str, add, feeds) -> None:  # type: ignore[no-untyped-def]
    from wirepress.content.posts.models import Post
    from wirepress.features.wire.ingest.runs.run import run_source
    from wirepress.features.wire.models import Item

    feeds.put("/feed", _json_feed(title).encode())
    run_source(add().pk)
    assert Post.objects.get(type="post").title == escape(title, quote=False)
    assert Item.objects.get().title == title
