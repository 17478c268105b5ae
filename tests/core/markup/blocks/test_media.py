"""Buttons and hidden images."""

from dataclasses import replace

import pytest

from tests.core.markup.newsroom import newsroom
from wirepress.core.markup.blocks.render import do_blocks


def shown(content, name="button", **changes):
    return do_blocks(f"<!-- wp:{name} -->{content}<!-- /wp:{name} -->", replace(newsroom(), **changes))


@pytest.mark.parametrize(
    "content",
    [
        '<div class="x"><a href="#"></a></div>',
        "<button></button>",
        "<a><!-- nothing --><!-- here --></a>",
        "<a><!-- nothing --></A >",
        "<h2>no link</h2>",
        "<p><!-- x > y --></p>",
        "<a>",
        "<a href='/x'><a>",
    ],
)
def test_a_button_without_anything_on_it_is_not_shown(content):
    assert shown(content) == ""


@pytest.mark.parametrize(
    "content",
    [
        "no tag at all",
        "<a> </a>",
        "<div><a>Tides</a></div>",
        "<a><b></b></a>",
        '<button><img alt=""></button>',
        "<p>before</p><a><!-- x -->y</a>",
        "<a><abbr></abbr></a>",
    ],
)
def test_a_button_with_something_on_it_is_shown(content):
    assert shown(content) == content


def test_images_of_a_closed_details_block_come_last():
    inside = '<details><p><img src="a.jpg"><img fetchpriority="high" src="b.jpg"></p></details>'
    assert shown(inside, "details").count('<img fetchpriority="low" src=') == 2
    open_block = f'<!-- wp:details {{"showContent":true}} -->{inside}<!-- /wp:details -->'
    assert '"low"' not in do_blocks(open_block, newsroom())
    nested = f"<!-- wp:details --><div><!-- wp:group -->{inside}<!-- /wp:group --></div><!-- /wp:details -->"
    assert do_blocks(nested, newsroom()).count('fetchpriority="low"') == 2
