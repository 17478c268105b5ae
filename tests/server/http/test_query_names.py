"""Of the query of a public page only the names count that a page reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wirepress
from wirepress.core.http import query_names
from wirepress.core.http.query_names import drop_unread_names
from wirepress.server.request.summary import RequestSummary

ROOT = Path(wirepress.__file__).parent
# Whatever the public site, its feeds and its sitemaps are made by; the newsroom's pages are nobody else's.
ROOMS = (
    "web/site",
    "web/site/feeds",
    "web/site/sitemaps",
    "content/posts/addresses",
    "project/urls.py",
    "core/markup/blocks",
    "features/engagement",
    "features/social",
    "features/analytics",
    "features/seo",
)
QUERIES = re.compile(r"(?:\w+\.)*(?:GET|query|naming)\Z")  # how a query is called in those rooms
# Called a query too, and none of an address: what a block of a story lists.
OTHERS = {
    "core/markup/blocks/dynamic/query.py",
    "core/markup/blocks/dynamic/posts.py",
    "core/markup/blocks/dynamic/terms.py",
}
NOT_SHARED = {"action", "nonce", "rsd", "preview_nonce"}  # read behind addresses whose answers are shared by nobody
DECLARED = {"aiosp_sitemap_path"}  # by the hook `query_names`


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (b"/?utm_source=a&p=5&fbclid=b", b"/?p=5"),
        (b"/story/?gclid=1", b"/story/"),
        (b"/story/", b"/story/"),
        (b"/?p=1&p=2", b"/?p=2"),
        (b"/?feed=rss2&x", b"/?feed=rss2"),
        (b"/?%70=5&x=1", b"/?%70=5"),
        (b"/?query-3-page=2&query-page=1&query-x-page=1", b"/?query-3-page=2&query-page=1"),
        (b"/wp-json/wp/v2/posts?x=1", b"/wp-json/wp/v2/posts?x=1"),
        (b"/?x=1&rest_route=/wp/v2", b"/?x=1&rest_route=/wp/v2"),
        (b"/?rest%5Froute=/&x", b"/?rest%5Froute=/&x"),
        (b"/?s=a+b&utm_x=%", b"/?s=a+b"),
        (b"/?&&p=5&", b"/?p=5"),
        (b"/?P=5", b"/"),
    ],
)
def test_what_no_page_reads_is_left_out(target: bytes, expected: bytes) -> None:
    assert drop_unread_names(target) == expected


@given(st.lists(st.tuples(st.text(alphabet="pms%+&=_1", max_size=5), st.text(alphabet="1a%", max_size=3)), max_size=5))
def test_what_the_framework_reads_stays(pairs: list[tuple[str, str]]) -> None:
    from django.http import QueryDict

    query = "&".join(f"{name}={value}" for name, value in pairs)
    before, after = QueryDict(query), QueryDict(drop_unread_names(b"/?" + query.encode()).partition(b"?")[2].decode())
    for name in ("p", "m", "s", "page", "feed"):
        assert before.get(name) == after.get(name)


def test_they_are_one_answer() -> None:
    keys = {
        RequestSummary(b"GET", target, {b"host": b"a"}, "").key()
        for target in (b"/", b"/?utm_x=1", b"/?utm_x=2&fbclid=3")
    }
    assert len(keys) == 1
    assert RequestSummary(b"GET", b"/?utm_x=1&preview=true", {b"host": b"a"}, "").key() is None


def test_a_plugin_may_read_more() -> None:
    assert not query_names.is_name_read(b"edition")
    query_names.declare_query_names("edition")
    try:
        assert drop_unread_names(b"/?edition=north&x=1") == b"/?edition=north"
    finally:
        query_names._READ.discard(b"edition")
        drop_unread_names.cache_clear()


def _read(tree: ast.AST) -> Iterator[str]:
    """The constant names that are looked up in a query."""

    def is_query(node: ast.AST) -> bool:
        return bool(QUERIES.match(ast.unparse(node)))

    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("get", "getlist")
            and is_query(node.func.value)
        ):
            yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))
        elif isinstance(node, ast.Subscript) and is_query(node.value) and isinstance(node.slice, ast.Constant):
            yield str(node.slice.value)
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In) and is_query(node.comparators[0]):
            yield from (str(left.value) for left in [node.left] if isinstance(left, ast.Constant))


def _is_newsroom_page(file: Path) -> bool:
    """Whether a file of a feature makes a page, or a part of a form, that only people of the newsroom see."""
    inside = file.relative_to(ROOT).parts
    return inside[0] == "features" and ("pages" in inside or file.stem.endswith(("page", "pages", "panel")))


@pytest.mark.django_db
def test_the_list_is_complete() -> None:
    from wirepress.features.seo.plugin import query_names as declared
    from wirepress.web.site import canonical

    found: dict[str, str] = {}
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")) if (ROOT / room).is_dir() else [ROOT / room]:
            if str(file.relative_to(ROOT)) not in OTHERS and not _is_newsroom_page(file):
                found |= dict.fromkeys(_read(ast.parse(file.read_text())), str(file))
    assert {"p", "name", "feed", "s", "sitemap"} - found.keys() <= {"p"}  # (p is read in a loop, see the line below)
    missing = {
        name: file
        for name, file in found.items()
        if not query_names.is_name_read(name.encode()) and name not in NOT_SHARED | DECLARED
    }
    assert not missing, missing
    assert set(declared()) >= DECLARED
    assert all(query_names.is_name_read(name.encode()) for name in canonical._NAMING)
