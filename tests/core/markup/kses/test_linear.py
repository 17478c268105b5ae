"""Doubling the input may not much more than double the time, whatever the shape."""

import pytest

from tests.core.markup.linear import assert_linear
from wirepress.core.markup import kses
from wirepress.core.markup.fields.save_filters import save_comment
from wirepress.core.markup.html import escape
from wirepress.core.markup.kses import entities, mentions, one_attribute, protocols, specialchars
from wirepress.core.markup.kses.attributes import read_written
from wirepress.core.markup.kses.foreign_html import clean_foreign

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


@pytest.mark.parametrize("piece", MARKUP.values(), ids=MARKUP.keys())
@pytest.mark.parametrize("clean", [kses.post, save_comment, clean_foreign])
def test_markup(clean, piece):
    assert_linear(clean, piece)
    assert_linear(clean, piece, after=">\n-->")


@pytest.mark.parametrize("piece", IN_ATTRIBUTE.values(), ids=IN_ATTRIBUTE.keys())
def test_attributes(piece):
    assert_linear(kses.post, piece, "<a href='", "'>x</a>")
    assert_linear(kses.post, piece, "<a href=x ", ">")
    assert_linear(lambda text: read_written(text, protocols.ALLOWED_PROTOCOLS), piece)
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
