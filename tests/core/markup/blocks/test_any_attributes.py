"""Whatever a block's attributes are, rendering gives text: editors, importers and strangers write them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.markup.newsroom import newsroom
from tests.effort import examples
from wirepress.core.markup.blocks import dynamic
from wirepress.core.markup.blocks.registry import PROVIDES, RENDERERS
from wirepress.core.markup.blocks.render import do_blocks
from wirepress.core.markup.blocks.supports.layout import LAYOUTS

dynamic.load()
NAMES = sorted({*RENDERERS, *PROVIDES, *LAYOUTS})
# Attributes that blocks read: with random names the strategy would hardly ever meet one.
KNOWN = (
    "align anchor author avatarSize backgroundColor buttonPosition buttonText buttonUseIcon categories categoryIds className columns commentsToShow "
    "content displayAsDropdown displayAuthor displayDate displayFeaturedImage displayLayout displayPostContent displayPostContentRadio displayType "
    "excerptLength feedURL fontSize format gradient height id isLink itemsToShow kind label layout level lightbox linkTarget metadata midSize "
    "month moreText numberOfTags order orderBy perPage placeholder postsToShow query queryId ref rel separator service showHierarchy "
    "showPostCounts showSubmenuIcon size sizeSlug slug smallestFontSize style tagName taxQuery taxonomy term textAlign textColor theme type "
    "url useFeaturedImage userId width widthUnit year"
).split()
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 60),
    st.just(10**30),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.sampled_from(
        [
            "dropdown",
            "grid",
            "list",
            "weekly",
            "button-only",
            "human-diff",
            "modified",
            "post-type",
            "var:preset|color|x",
            "12px",
            "<b>",
            "51",
            "52",
        ]
    ),
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(KNOWN),
    st.recursive(
        VALUES,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(KNOWN) | st.text(max_size=4), inner, max_size=4)
        ),
        max_leaves=8,
    ),
    max_size=8,
)
TEXT = '<div class="a"><a href="/x">t</a><img src="/a.jpg"></div>'


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=examples(8, 200))
@given(given_attrs=ATTRIBUTES, outer=ATTRIBUTES, modern=st.booleans())
def test_a_block_with_any_attributes_renders(name, given_attrs, outer, modern):
    short = name.removeprefix("core/")
    inner = f"<!-- wp:{short} {json.dumps(given_attrs)} -->{TEXT}<!-- wp:post-title /--><!-- /wp:{short} -->"
    text = f"<!-- wp:query {json.dumps(outer)} -->{inner}<!-- /wp:query -->"
    compat = "7.1" if modern else "6.8"
    assert isinstance(do_blocks(text, newsroom(compat=compat)), str)
    assert isinstance(do_blocks(inner, newsroom(compat=compat, post=None)), str)
