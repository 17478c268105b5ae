"""Comments on their way to the page."""

import pytest

from wirepress.core.markup.text.comment_text import comment_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", "<p>one<br />\ntwo</p>\n<p>three</p>\n"),
        ('"Late" & later', "<p>&#8220;Late&#8221; &#038; later</p>\n"),
        ("<b>open", "<p><b>open</b></p>\n"),
        (
            "see https://other.example/a",
            '<p>see <a href="https://other.example/a" rel="nofollow ugc">https://other.example/a</a></p>\n',
        ),
        (
            "see https://news.example/a",
            '<p>see <a href="https://news.example/a" rel="ugc">https://news.example/a</a></p>\n',
        ),
    ],
)
def test_reading(text, expected):
    assert comment_text(text, hosts=["news.example"]) == expected


def test_smilies_only_where_they_are_wanted():
    assert comment_text("well :) then") == "<p>well :) then</p>\n"
    assert comment_text("well :) then", smilies=True, site_url="https://news.example") != comment_text("well :) then")
