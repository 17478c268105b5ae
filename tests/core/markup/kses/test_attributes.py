"""Attributes: how they are read, which stay, how they are written."""

import pytest

from wirepress.core.markup import kses
from wirepress.core.markup.kses.attributes import read_written
from wirepress.core.markup.kses.one_attribute import filter_attribute, split_attributes, split_tag
from wirepress.core.markup.kses.tokens import Attribute, read_attributes


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a b=c", [("a", None), ("b", "c")]),
        ("A=1 a=2", [("a", "1")]),
        ("a = 'b c' d", [("a", "b c"), ("d", None)]),
        ("a='b'c=\"d\"e", [("a", "b"), ("c", "d"), ("e", None)]),
        ("a=b/c /d/", [("a", "b/c"), ("d", None)]),
        ("=a =", [("=a", "")]),
        ("=", [("=", None)]),
        ("a=", [("a", "")]),
        ("a='b", []),
        ("a b='c", []),
        ("a='x\r\ny\rz'", [("a", "x\ny\nz")]),
        ("a\0b=c\0d", [("a\ufffdb", "c\ufffdd")]),
        ("a='&lt;&#65;&#x42;&copy=&copyx &copy;'", [("a", "<AB&copy=&copyx ©")]),
        ("a='&#0;&#xd800;&#x110000;&#128;&#129;&#99999999999;'", [("a", "\ufffd\ufffd\ufffd€\x81\ufffd")]),
        ("a>b", [("a", None)]),
        ("", []),
    ],
)
def test_reading(source, expected):
    assert read_attributes(source) == [Attribute(name, value) for name, value in expected]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<p class='a' id=b>", '<p class="a" id="b">'),
        ("<p onclick=x id=b>", '<p id="b">'),
        ("<p data-a=1 data-b-c=2 data-=3 data=4 data-A=5 data-ä=6>", '<p data-a="1" data-b-c="2">'),
        ("<p title='\"&<'>x", "&lt;p title=&#039;&quot;&amp;x"),
        ("<p title='\"&amp;&quot;&apos;'>", '<p title="&quot;&amp;&quot;&apos;">'),
        ('<p title="it\'s">', '<p title="it&apos;s">'),
        ("<p hidden>", "<p hidden>"),
        ("<p hidden=''>", '<p hidden="">'),
        ("<a download>", "<a download>"),
        ("<a download=x>", "<a>"),
        (
            "<p aria-label=x role=note lang=de dir=ltr xml:lang=de>",
            '<p aria-label="x" role="note" lang="de" dir="ltr" xml:lang="de">',
        ),
        ("<p style='color:red'>", '<p style="color:red">'),
        ("<p style='color:RED;x:y'>", '<p style="color:RED">'),
        ("<p style='x:y'>", "<p>"),
        ("<p style>", "<p>"),
        ("<p style='font-family:\"A B\"'>", '<p style="font-family:&quot;A B&quot;">'),
        (
            "<p style='font-family:&quot;A&quot;, &apos;B&apos;'>",
            '<p style="font-family:&quot;A&quot;, &#039;B&#039;">',
        ),
    ],
)
def test_writing(tag, expected):
    assert kses.post(tag) == expected


def test_addresses_lose_bad_schemes():
    written = read_written("href=javascript:a src='b:c' alt='javascript:d' name", ["https"])
    assert [attribute.whole for attribute in written] == ['href="a"', 'src="c"', 'alt="javascript:d"', "name"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a='b' c", ["a='b' ", "c"]),
        ("[code x='y'] a=b", ["[code x='y'] ", "a=b"]),
        ("a=b'c'", None),
        ("1a=b", None),
        (" ", None),
        ("", []),
    ],
)
def test_splitting_a_list(source, expected):
    assert split_attributes(source) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<a href='b' c>", ["<a ", "href='b' ", "c", ">"]),
        ("<img src='b' / >", ["<img ", "src='b'", " / >"]),
        ("<br />", ["<br ", "/>"]),
        ("</a>", None),
        ("a", None),
        ("<a 'b'>", None),
        ("<a>b>", None),
    ],
)
def test_splitting_a_tag(tag, expected):
    assert split_tag(tag) == expected


@pytest.mark.parametrize(
    ("source", "element", "expected"),
    [
        (" title = 'a' ", "a", " title='a' "),
        ("title=a&b", "a", 'title="a&amp;b"'),
        ("href='javascript:x'", "a", "href='x'"),
        ("onclick=x", "a", ""),
        ("title='a", "a", ""),
        ("hidden", "p", "hidden"),
        ("title=x", "script", ""),
        ('style="color:red; x:y"', "p", 'style="color:red"'),
        ("", "p", ""),
    ],
)
def test_one_attribute(source, element, expected):
    assert filter_attribute(source, element) == expected
