"""Attributes of blocks, as people without unfiltered_html may store them: none comes out as anything that a browser would run."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.attacks.browser import what_runs
from tests.core.markup.blocks.test_any_attributes import KNOWN, NAMES
from tests.core.markup.newsroom import newsroom
from tests.effort import every_nth
from tests.sections import first_section
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.users.actions.create import create_user
from wirepress.core.markup import pipeline
from wirepress.core.markup.fields.save_filters import save_content

CALL = "steal(1)"
HARMLESS = "tide"
_INERT = re.compile(
    r"url\('(?!\s*(?:javascript|vbscript|data):)[^']*'\)", re.IGNORECASE
)  # a quoted address runs nothing, whatever its words
PAYLOADS = {
    "event behind a quote": f'" onmouseover="{CALL}" x="',
    "event behind an apostrophe": f"' onmouseover='{CALL}' x='",
    "event without quotes": f" onfocus={CALL} autofocus ",
    "script": f'"><script>{CALL}</script>',
    "picture": f"'><img src=x onerror={CALL}>",
    "svg behind a title": f"</title><svg onload={CALL}>",
    "end of a style": f"red;}}</style><script>{CALL}</script>",
    "end of a comment": f"--><script>{CALL}</script>",
    "end of a section": f"]]><img src=x onerror={CALL}>",
    "references": f"&quot; onclick=&quot;{CALL}",
    "numbers": f"&#34; onclick=&#34;{CALL}",
    "escaped picture": f"&lt;img src=x onerror={CALL}&gt;",
    "address": f"javascript:{CALL}",
    "address with a tab": f"java\tscript:{CALL}",
    "address in numbers": f"&#106;avascript:{CALL}",
    "data": f"data:text/html,<script>{CALL}</script>",
    "style": f"x;background:url(javascript:{CALL})",
    "expression": f"expression({CALL})",
    "shortcode": f"[caption width='3' caption='<img src=x onerror={CALL}>']x[/caption]",
    "element": f"img src=x onerror={CALL} x",
    "other element": "script",
}
MORE = tuple(
    "alt ariaLabel backgroundColor buttonBehavior caption className content datetime description href iconColor iconColorValue linkClass "
    "linkDestination mediaAlt mediaUrl mediaLink message name overlayBackgroundColor overlayColor placeholder prefix suffix poster rel src "
    "summary text title value videoUrl displayTextOnButton textLinkHref fileName downloadButtonText previewHeight icon arrow paginationArrow".split()
)
FLAGS = (
    "isLink displayAuthor displayPostDate displayPostContent displayFeaturedImage addLinkToFeaturedImage showLabel showPostCounts displayAsDropdown "
    "displayAvatar displayDate displayExcerpt linkToAuthor useFeaturedImage hasIcon openInNewTab openSubmenusOnClick showSubmenuIcon allowResponses"
).split()


def _deep(value: str) -> dict[str, Any]:
    """The nested settings that block supports read."""
    sides = dict.fromkeys(("top", "right", "bottom", "left"), value)
    colours = {"text": value, "background": value, "gradient": value}
    return {
        "style": {
            "color": colours,
            "border": {"color": value, "radius": value, "width": value, "style": value, "top": {"color": value}},
            "typography": dict.fromkeys(
                ("fontSize", "lineHeight", "fontFamily", "textDecoration", "letterSpacing", "textColumns"), value
            ),
            "spacing": {"padding": sides, "margin": sides, "blockGap": value},
            "dimensions": {"minHeight": value, "aspectRatio": value},
            "background": {"backgroundImage": {"url": value}, "backgroundSize": value, "backgroundPosition": value},
            "shadow": value,
            "elements": {
                name: {"color": colours, ":hover": {"color": colours}} for name in ("link", "button", "heading", "h2")
            },
            "layout": {"selfStretch": "fixed", "flexSize": value, "columnSpan": value},
        },
        "layout": {
            "type": "flex",
            "orientation": value,
            "justifyContent": value,
            "contentSize": value,
            "flexWrap": "nowrap",
        },
        "metadata": {"name": value, "bindings": {"content": {"source": "core/post-meta", "args": {"key": value}}}},
        "lightbox": {"enabled": True},
    }


def _attributes(value: str, *only: str) -> dict[str, Any]:
    names = only or (*KNOWN, *MORE)
    flags = {} if only else dict.fromkeys(FLAGS, True)
    return dict.fromkeys(names, value) | flags | ({} if only else _deep(value))


def _written(attributes: dict[str, Any], escaped: bool) -> str:
    written = json.dumps(attributes, ensure_ascii=escaped)
    if escaped:
        for sign in "<>&'":
            written = written.replace(sign, f"\\u{ord(sign):04x}")
        written = written.replace("--", "\\u002d\\u002d").replace('\\"', "\\u0022")
    return written


def _story(name: str, attributes: dict[str, Any], escaped: bool) -> str:
    """A block as a client writes it (`escaped`: as the block editor does), stored as for somebody without unfiltered_html."""
    written = _written(attributes, escaped)
    inside = '<div class="a"><a href="/x">t</a><img src="/a.jpg"></div>'
    short = name.removeprefix("core/")
    block = f"<!-- wp:{short} {written} -->{inside}<!-- wp:post-title /--><!-- /wp:{short} --><!-- wp:{short} {written} /-->"
    loop = f'<!-- wp:query {{"query":{{"perPage":2}}}} --><!-- wp:post-template {written} -->{block}<!-- /wp:post-template --><!-- /wp:query -->'
    return save_content(f"{block}{loop}")


def _outputs(text: str) -> Iterator[str]:
    yield pipeline.the_content(text, newsroom())


def _judge(text: str) -> tuple[list[str], Counter[str]]:
    """What holds the call, and how many active elements there are."""
    found = [one for html in _outputs(text) for one in what_runs(html)]
    return [one for one in found if "steal" in _INERT.sub("", one)], Counter(
        one for one in found if one.startswith("<")
    )


@cache
def _usual(name: str) -> set[str]:
    """The active elements that the block is made of anyway (the form of a search, say)."""
    return set(_judge(_story(name, _attributes(HARMLESS), True))[1]) | set(_judge(_story(name, {}, True))[1])


@pytest.mark.parametrize("name", NAMES)
def test_no_attribute_of_a_block_runs(name: str) -> None:
    for place, (what, payload) in enumerate(every_nth([*PAYLOADS.items()], 4, NAMES.index(name))):
        calls, elements = _judge(_story(name, _attributes(payload), place % 2 == 0))
        assert not calls, (what, calls)
        assert "<script>" not in set(elements) - _usual(name), (what, elements)


@pytest.mark.parametrize("name", NAMES)
def test_no_single_attribute_of_a_block_runs(name: str) -> None:
    short = name.removeprefix("core/")
    for payload in (f"\"'><img src=x onerror={CALL}>", f"javascript:{CALL}"):
        attributes = every_nth((*KNOWN, *MORE), 4, NAMES.index(name))
        each = [_written(_attributes(payload, attribute), True) for attribute in attributes]
        html = pipeline.the_content(
            save_content("".join(f"<!-- wp:{short} {written} /-->" for written in each)), newsroom()
        )
        assert not [one for one in what_runs(html) if "steal" in _INERT.sub("", one)]


@pytest.fixture
def publish(db: None) -> Iterator[Callable[..., Any]]:
    """Stores something as an author and gives its number."""
    store.forget()
    first_section()
    author = create_user(login="nell", email="nell@desk.example", password="nine-copper-kettles", role="author")
    yield lambda **fields: create_post({"status": "publish", **fields}, actor=author, post_type="post").pk
    store.forget()


@pytest.mark.django_db
@pytest.mark.pure
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_nothing_runs_in_documents_and_feeds(publish: Callable[..., Any], payload: str) -> None:
    blocks = "".join(
        _story_raw(name, payload)
        for name in (
            "paragraph",
            "button",
            "image",
            "cover",
            "latest-posts",
            "search",
            "navigation-link",
            "social-link",
        )
    )
    number = publish(title=f"Tide {payload}", content=f"<p>Sand.</p>{blocks}", excerpt=f"Short {payload}")
    other = publish(title=f"Ebb {payload}", content=blocks)
    for post in (number, other):
        answer = Client().get(f"/?rest_route=/wp/v2/posts/{post}").json()
        for field in ("title", "content", "excerpt"):
            assert not [one for one in what_runs(answer[field]["rendered"]) if "steal" in one], field
    for kind in ("rss2", "atom"):
        for element in ElementTree.fromstring(Client().get(f"/?feed={kind}", follow=True).content).iter():
            if element.tag.endswith("title"):  # plain text, as readers of feeds show it
                assert not len(element), (kind, element.tag)
                continue
            assert not [one for one in what_runs(element.text or "") if "steal" in one], (kind, element.tag)


def _story_raw(name: str, payload: str) -> str:
    written = (
        json.dumps(_attributes(payload)).replace("--", "\\u002d\\u002d").replace("<", "\\u003c").replace(">", "\\u003e")
    )
    return f"<!-- wp:{name} {written} /-->\n"
