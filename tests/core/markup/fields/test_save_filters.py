"""Texts on their way into the database."""

import pytest

from wirepress.core.markup.fields.save_filters import save_comment, save_content, save_title


def test_content_of_a_writer_with_and_without_the_right_to_everything():
    html = "<p onclick=x>a&#128;<script>b</script></p>"
    assert save_content(html) == "<p>a&#8364;b</p>"
    assert save_content(html, unfiltered=True) == "<p onclick=x>a&#8364;<script>b</script></p>"


def test_open_tags_are_closed_when_the_site_asks_for_it():
    assert save_content("<b>a") == "<b>a"
    assert save_content("<b>a", balance=True) == "<b>a</b>"
    assert save_comment("<b>a", balance=True) == "<b>a</b>"


def test_own_pdf_objects_stay():
    html = '<object type="application/pdf" data="https://news.example/a.pdf" />'
    assert save_content(html, host="news.example") == html
    assert save_content(html) == ""


def test_a_title_is_trimmed_and_keeps_emphasis():
    assert save_title(" \t<em>Ferry</em> <p>late</p>\n") == "<em>Ferry</em> late"
    assert save_title(" <p>late</p> ", unfiltered=True) == "<p>late</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <b>b</b></p>", "a <b>b</b>"),
        ('<span class="wp-note-mention user-7 big">@Ada</span>', '<span class="wp-note-mention user-7">@Ada</span>'),
        ('<SPAN class="big">x</SPAN>', "<SPAN >x</SPAN>"),
        ("<span id=a>x</span>", "<span>x</span>"),
        ("<b title='<span class=x>'>", "&lt;b title=&#039;<span >'&gt;"),
    ],
)
def test_a_comment(html, expected):
    assert save_comment(html) == expected


def test_a_comment_of_a_writer_with_the_right_to_everything():
    assert save_comment("<p class=a>b</p>", unfiltered=True) == '<p class="a">b</p>'


def test_links_in_comments_say_that_a_reader_wrote_them():
    assert 'rel="nofollow ugc"' in save_comment('<a href="https://other.example/">x</a>')


def test_links_of_comments_to_the_site_itself_are_followed():
    html = '<a href="https://News.example/a">x</a>'
    assert save_comment(html, host="news.example:8443") == '<a href="https://News.example/a" rel="ugc">x</a>'
    assert save_comment(html, host="other.example") == '<a href="https://News.example/a" rel="nofollow ugc">x</a>'
