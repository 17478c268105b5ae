"""Players, frames and objects in a text."""

from hypothesis import given

from tests.core.markup.kses.soup import soup
from wirepress.core.markup.html.embedded_media import embedded_media

TEXT = '<p>a</p><audio src="a.mp3"></audio> b <iframe src="x" /><video>\n<source></video><embed src=y/>'


def test_all_kinds_in_order():
    assert embedded_media(TEXT) == [
        '<audio src="a.mp3"></audio>',
        '<iframe src="x" />',
        "<video>\n<source></video>",
        "<embed src=y/>",
    ]


def test_some_kinds():
    assert embedded_media(TEXT, ["video"]) == ["<video>\n<source></video>"]
    assert embedded_media(TEXT, ["img"]) == []
    assert embedded_media("<audio>never closed") == []


@given(soup)
def test_what_is_found_stands_in_the_text(text):
    assert all(element in text for element in embedded_media(text))
