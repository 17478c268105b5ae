"""Doubling the input may not much more than double the time, whatever the shape."""

import time
from collections.abc import Callable

import pytest

from wirepress.core.markup import escape, kses
from wirepress.core.markup.kses import entities, mentions, one_attribute, protocols, specialchars
from wirepress.core.markup.kses.attributes import written_attributes
from wirepress.core.markup.kses.outer import clean_foreign
from wirepress.core.markup.saving import save_comment

MARKUP = {
    "opened tags": "<",
    "tags in tags": "<a ",
    "closed marks": ">",
    "slashes": "</",
    "comment openers": "<!--",
    "comments that end nowhere on the line": "<!--a>\n<!--b>",
    "openers with a tag": "<!--a>",
    "nested comments": "<-->!-- ",
    "comment ends": "-->",
    "dashes": "-",
    "long comment ends": "<!-- a --->",
    "declarations": "<!a>",
    "bogus ends": "</ x>",
    "allowed tags": "<p class='a'>b</p>",
    "tags that go": "<script>x</script>",
    "tag with blanks": "< p" + " " * 20 + ">",
    "references": "&amp;",
    "open references": "&#",
    "zeros": "&#000",
    "disarmed references": "&amp;#",
    "sections": "<![CDATA[",
    "blocks": '<!-- wp:x {"a":"<b>"} -->x',
    "void blocks": '<!-- wp:x {"a":"b"} /-->',
    "controls": "\0\x01",
    "backslashes": "\\",
    "spans": '<span class="x">',
}
IN_ATTRIBUTE = {
    "attributes": "a=b ",
    "quotes": "\"'",
    "equals": "=",
    "blanks": " ",
    "slash and blanks": "/ ",
    "entities": "&#0",
    "names": "&notit",
    "equal names": "a ",
}
CSS = {
    "declarations": "color:red;",
    "open functions": "width:calc(",
    "open functions in one": "calc(",
    "closed functions": "calc(1)",
    "brackets": "(",
    "addresses": "url(",
    "closed addresses": "url(x)",
    "gradients": "linear-gradient(rgb(",
    "colours": "rgb(1)",
    "backslashes": "\\",
    "backslash zero": "\\0",
    "colons": ":",
}
URLS = {
    "schemes": "javascript:",
    "feeds": "feed:",
    "colons": ":",
    "encoded colons": "&#0058",
    "zeros": "0",
    "line ends": "%0",
    "line ends in line ends": "%0%0aa",
    "brackets": "[",
    "blanks": " ",
    "at signs": "@",
    "semicolons": ";//",
}


def seconds(call: Callable[[str], object], text: str) -> float:
    best = 9.0
    for _ in range(3):
        started = time.perf_counter()
        call(text)
        best = min(best, time.perf_counter() - started)
    return best


def assert_linear(call: Callable[[str], object], piece: str, before: str = "", after: str = "") -> None:
    """Time for n and for 2n, where n is small enough to be quick when linear and slow when quadratic."""

    def text(size: int) -> str:
        return before + piece * (size // len(piece)) + after

    size = 20_000
    # Under two milliseconds a reading is noise; more input until it is not, or it is plainly quick.
    while (short := seconds(call, text(size))) < 0.002 and size < 80_000:
        size *= 2
    if short < 0.002:
        return
    ratios = []
    for _ in range(3):
        ratios.append(seconds(call, text(2 * size)) / seconds(call, text(size)))
        if ratios[-1] < 3:
            return
    raise AssertionError(f"twice the input takes {min(ratios):.1f} times as long ({piece!r}, {size} characters)")


@pytest.mark.parametrize("piece", MARKUP.values(), ids=MARKUP.keys())
@pytest.mark.parametrize("clean", [kses.post, save_comment, clean_foreign])
def test_markup(clean, piece):
    assert_linear(clean, piece)
    assert_linear(clean, piece, after=">\n-->")


@pytest.mark.parametrize("piece", IN_ATTRIBUTE.values(), ids=IN_ATTRIBUTE.keys())
def test_attributes(piece):
    assert_linear(kses.post, piece, "<a href='", "'>x</a>")
    assert_linear(kses.post, piece, "<a href=x ", ">")
    assert_linear(lambda text: written_attributes(text, protocols.ALLOWED_PROTOCOLS), piece)
    assert_linear(one_attribute.split_attributes, piece)
    assert_linear(one_attribute.split_tag, piece, "<a ", " />")
    assert_linear(one_attribute.split_tag, piece, "<a ", ">>")
    assert_linear(lambda text: one_attribute.filter_attribute(text, "a"), piece, "href", "x")


@pytest.mark.parametrize("piece", CSS.values(), ids=CSS.keys())
def test_css(piece):
    assert_linear(kses.filter_css, piece)
    assert_linear(kses.filter_css, piece, "background:", ")")
    assert_linear(kses.filter_css, piece, "background:linear-gradient(", "(")
    assert_linear(kses.filter_css, piece, "--x:var(", "x")


@pytest.mark.parametrize("piece", URLS.values(), ids=URLS.keys())
def test_urls(piece):
    assert_linear(protocols.bad_protocol, piece)
    assert_linear(escape.esc_url, piece)
    assert_linear(escape.esc_url, piece, "http://x", "[")
    assert_linear(escape.sanitize_url, piece, "/")


@pytest.mark.parametrize("piece", MARKUP.values(), ids=MARKUP.keys())
@pytest.mark.parametrize(
    "call",
    [
        escape.esc_html,
        escape.esc_js,
        escape.esc_xml,
        escape.esc_textarea,
        specialchars.decode,
        entities.normalize,
        entities.decode_numbers,
        entities.decode_attribute,
        mentions.reduce_classes,
    ],
)
def test_escaping(call, piece):
    assert_linear(call, piece)
