"""Which images load late, and which first."""

from dataclasses import replace

import pytest

from tests.core.markup.newsroom import newsroom
from wirepress.core.markup.images.content_tags import filter_content_tags, with_auto_sizes, with_loading


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<img sizes='50vw' LOADING=\"Lazy\" width=9 src=x>", '<img sizes="auto, 50vw" LOADING="Lazy" width=9 src=x>'),
        ('<img loading=" lazy " width="9" sizes="">', '<img loading=" lazy " width="9" sizes="auto, ">'),
    ],
)
def test_a_late_image_measures_its_place(tag, expected):
    assert with_auto_sizes(tag) == expected


@pytest.mark.parametrize(
    "tag",
    [
        '<img loading="lazy" width="9" sizes=" AUTO , 50vw">',
        '<img loading="lazy" sizes="50vw">',
        '<img loading="lazy" width="" sizes="50vw">',
        '<img loading="eager" width="9" sizes="50vw">',
        '<img loading="lazy" width="9" sizes>',
        '<img loading="lazy" width="9">',
        '<p loading="lazy" width="9" sizes="50vw">',
    ],
)
def test_others_do_not(tag):
    assert with_auto_sizes(tag) == tag


def test_a_whole_template_gets_its_hints_part_by_part():
    tag = '<img src="x.jpg" width="900" height="900">'
    assert with_loading(tag, newsroom(), whole_template=True) == tag
    assert 'decoding="async"' in with_loading(tag, newsroom())


def test_an_image_that_leaves_its_priority_to_the_browser_takes_the_first_place():
    page = replace(newsroom(), main_loop=True)
    image = '<img{0} src="{1}.jpg" width="900" height="900">'
    text = filter_content_tags(image.format(' fetchpriority="auto"', "a") + image.format("", "b"), page)
    assert "high" not in text
    assert filter_content_tags(image.format("", "c"), replace(newsroom(), main_loop=True)).count('"high"') == 1
