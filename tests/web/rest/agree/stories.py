"""Texts of stories from the grammar of blocks, shortcodes and HTML, as Hypothesis strategies."""

from __future__ import annotations

import json
from typing import Any, Final

from hypothesis import strategies as st

WORDS: Final = st.sampled_from(
    "tide ebb mole “kelp” don't -- ... 3x4 & &amp; <b>sand</b> é 潮 😀 :) [gallery] https://news.example/a <!--more--> \\ 1/2 10' a\nb".split(
        " "
    )
)
SENTENCE: Final = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
_VALUES: Final = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-2, 2, allow_nan=False) | SENTENCE,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "b", "--x"]), inner, max_size=2),
    max_leaves=4,
)
_NAMES: Final = st.sampled_from(
    ["paragraph", "group", "quote", "list", "core/html", "columns", "plugin/thing", "spacer"]
)
_TAGS: Final = st.sampled_from(["p", "div", "blockquote", "h2", "li", "span", "em", "figure", "pre"])


def _attributes(given: dict[str, Any]) -> str:
    """Return attributes as a block's comment holds them."""
    if not given:
        return ""
    text = json.dumps(given, ensure_ascii=False).replace("--", "\\u002d\\u002d")
    return " " + text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@st.composite
def _blocks(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    name, given = (
        draw(_NAMES),
        _attributes(draw(st.dictionaries(st.sampled_from(["align", "level", "x"]), _VALUES, max_size=2))),
    )
    if draw(st.integers(0, 4)) == 0:
        return f"<!-- wp:{name}{given} /-->"
    return f"<!-- wp:{name}{given} -->{draw(inner)}<!-- /wp:{name} -->"


@st.composite
def _tags(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    name, more = (
        draw(_TAGS),
        draw(st.sampled_from(["", ' class="a"', ' style="color:red"', " onclick=x", ' data-a="&lt;"'])),
    )
    return f"<{name}{more}>{draw(inner)}" + draw(st.sampled_from([f"</{name}>", f"</{name}>", f"</{name}>", ""]))


@st.composite
def _shortcodes(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    name = draw(st.sampled_from(["caption width=3", "embed", "unknown a=1", "audio src=x.mp3", "gallery ids=1,2"]))
    return f"[{name}]{draw(inner)}" + draw(st.sampled_from([f"[/{name.split()[0]}]", ""]))


TEXTS: Final = st.recursive(
    SENTENCE | st.text(max_size=20),
    lambda inner: st.one_of(
        _blocks(inner), _tags(inner), _shortcodes(inner), st.lists(inner, max_size=3).map("\n\n".join)
    ),
    max_leaves=6,
)
