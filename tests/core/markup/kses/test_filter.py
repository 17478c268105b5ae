"""Elements: which stay, and what becomes of the marks around those that go."""

import pytest

from wirepress.core.markup import kses
from wirepress.core.markup.kses.policy import ANY, AttributeLimit


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("plain words", "plain words"),
        ("fish & chips", "fish &amp; chips"),
        ("5 > 4", "5 &gt; 4"),
        ("4 < 5", "4 &lt; 5"),
        ("<p>a</p>", "<p>a</p>"),
        ("<P>a</P>", "<P>a</P>"),
        ("< p>a< / p>", "<p>a</p>"),
        ("<video autoplay src=a.mp4 />", '<video autoplay src="a.mp4" />'),
        ("<br/>", "<br />"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<marquee>news</marquee>", "news"),
        ("<p", "&lt;p"),
        ("<p <b>x</b>", "&lt;p <b>x</b>"),
        ("a<>b", "ab"),
        ("a<?php echo 1 ?>b", "ab"),
        ("a\0b\x08c\x0bd\te", "abcd\te"),
        (
            "<dialog open closedby=any><button popovertarget=x>x</button></dialog>",
            '<dialog open closedby="any"><button popovertarget="x">x</button></dialog>',
        ),
    ],
)
def test_a_story(html, expected):
    assert kses.post(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>loud</b> and <i>soft</i>", "<b>loud</b> and <i>soft</i>"),
        ("<p>a <a href='/b' class='c' rel='d'>b</a></p>", 'a <a href="/b">b</a>'),
        ("<img src=a.png>", ""),
        ("<q cite='/x'>y</q>", '<q cite="/x">y</q>'),
    ],
)
def test_a_reader(html, expected):
    assert kses.data(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<!-- b -->c", "a<!-- b -->c"),
        ("a<!---->c", "ac"),
        ("<!-- <p>b</p> <script>c</script> -->", "&lt;!-- <p>b</p> c --&gt;"),
        ("<!--a><p>b</p> <script>c</script>-->", "<!--a&gt;<p>b</p> c-->"),
        ("<!-- a -- b --- -->", "<!-- a - b - -->"),
        ("<!-- a --->", "<!-- a -->"),
        ("<!-- a", "&lt;!-- a"),
        ("<!-- a\n<b>c</b> -->", "&lt;!-- a\n<b>c</b> --&gt;"),
        ("<!-- a\nb -->", "<!-- a\nb -->"),
        ("<!doctype html>", "<!doctype html>"),
        ("<![if x]>a<![endif]>", "a"),
        ("</ not a tag>", "</ not a tag>"),
        ("</3>", "</3>"),
        ("<!-- more --><b>x</b>", "<!-- more --><b>x</b>"),
    ],
)
def test_comments(html, expected):
    assert kses.post(html) == expected


def test_a_comment_that_never_settles_goes(monkeypatch):
    monkeypatch.setattr("wirepress.core.markup.kses.clean._ROUNDS", 1)
    assert kses.post("a<!--b>c-->d") == "ad"


def test_contexts_and_tables():
    html = "<p><b>a</b><span class='x'>b</span></p>"
    assert kses.filter(html, "strip") == "ab"
    assert kses.filter(html, "data") == kses.filter(html, "no such context") == "<b>a</b>b"
    assert kses.filter(html, "post") == '<p><b>a</b><span class="x">b</span></p>'
    assert kses.filter(html, {"p": {}, "span": {"class": ANY}}) == '<p>a<span class="x">b</span></p>'
    assert kses.filter("<a rel=me>x</a>", "user_description") == '<a rel="me">x</a>'


def test_protocols_are_the_callers_choice():
    assert kses.filter("<a href='tel:1'>x</a>", "data", ["https"]) == '<a href="1">x</a>'


@pytest.mark.parametrize(
    ("limit", "attribute", "stays"),
    [
        (AttributeLimit(values=("ltr", "rtl")), "x=LTR", True),
        (AttributeLimit(values=("ltr", "rtl")), "x=up", False),
        (AttributeLimit(bare=True), "x", True),
        (AttributeLimit(bare=True), "x=1", False),
        (AttributeLimit(bare=False), "x", False),
        (AttributeLimit(longest=3), "x=éa", True),
        (AttributeLimit(longest=3), "x=éab", False),
        (AttributeLimit(shortest=2), "x=a", False),
        (AttributeLimit(highest=20), "x=20", True),
        (AttributeLimit(highest=20), "x=21", False),
        (AttributeLimit(highest=20), "x=abc", False),
        (AttributeLimit(highest=20), "x=0000020", False),
        (AttributeLimit(highest=20), "x=' 20 '", True),
        (AttributeLimit(lowest=20), "x=-30", False),
        (AttributeLimit(lowest=20), "x=19", False),
        (AttributeLimit(lowest=20), "x=20", True),
        (AttributeLimit(accepts=lambda value, host: value == host), "x=news.example", True),
        (AttributeLimit(accepts=lambda value, host: value == host), "x=other.example", False),
    ],
)
def test_limits(limit, attribute, stays):
    html = kses.filter(f"<i {attribute}>", {"i": {"x": limit}}, host="news.example")
    assert (html != "<i>") is stays


def test_required_attributes():
    table = {"i": {"x": AttributeLimit(required=True), "y": ANY}}
    assert kses.filter("<i x=1 y=2>", table) == '<i x="1" y="2">'
    assert kses.filter("<i y=2>", table) == "<i>"
    assert kses.filter("<i y=2 />", table) == ""


@pytest.mark.parametrize(
    ("address", "host", "stays"),
    [
        ("https://news.example/a.pdf", "news.example", True),
        ("http://news.example:8000/a.pdf", "news.example:8000", True),
        ("https://news.example/a.pdf", "", False),
        ("https://other.example/a.pdf", "news.example", False),
        ("https://news.example/a.pdf?x", "news.example", False),
        ("https://news.example/a.pdf#x", "news.example", False),
        ("https://news.example/a.exe", "news.example", False),
        ("/a.pdf", "news.example", False),
    ],
)
def test_own_pdf_objects(address, host, stays):
    html = f'<object type="application/pdf" data="{address}" />'
    assert kses.post(html, host=host) == (html if stays else "")
