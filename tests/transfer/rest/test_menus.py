"""Menus and their entries as documents: addresses become ours, an entry that is called what it leads to has no title of its own."""

from __future__ import annotations

from typing import Any

from tests.transfer.rest.conftest import Bring, story
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.rows import terms_of
from wirepress.settings.settings import get_settings

MENU = {"id": 71, "name": "Head", "slug": "head", "locations": [], "auto_add": False, "meta": []}


def entry(number: int, **more: Any) -> dict[str, Any]:
    """An entry of the menu that leads nowhere yet."""
    return {
        "id": number,
        "title": {"raw": "Ferries", "rendered": "Ferries"},
        "status": "publish",
        "url": "",
        "type": "custom",
        "object": "custom",
        "object_id": number,
        "parent": 0,
        "menu_order": 1,
        "menus": 71,
        "classes": [""],
        "xfn": [""],
        **more,
    }


def test_an_address_of_the_source_becomes_ours_and_a_repeat_changes_nothing(bring: Bring) -> None:
    rows = [MENU, entry(801, url="https://old.example/ferries/"), entry(802, url="https://far.example/")]
    bring(rows, site_url="https://old.example")
    urls = PostMeta.objects.filter(key="_menu_item_url").order_by("post_id").values_list("value", flat=True)
    assert list(urls) == [f"{get_settings().url}/ferries/", "https://far.example/"]
    again = bring(rows, site_url="https://old.example")
    assert again.tallies["nav_menu_item"].unchanged == 2


def test_a_title_of_what_it_leads_to_is_not_its_own(bring: Bring) -> None:
    leads = {"type": "post_type", "object": "post", "object_id": 501}
    bring(
        [
            story(),
            MENU,
            entry(801, title={"raw": "Ice on the canal"}, **leads),
            entry(802, title={"raw": "Ice"}, **leads),
        ]
    )
    titles = Post.objects.filter(type="nav_menu_item").order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["", "Ice"]


def test_broken_values_of_an_entry_are_none(bring: Bring) -> None:
    bring([entry(801, classes=5, xfn="x", menus="x", object_id=[], parent={}, title=None)])
    post = Post.objects.get(pk=801)
    assert (post.title, post.parent_id, terms_of(post, "nav_menu")) == ("", 0, [])
