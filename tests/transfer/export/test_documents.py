"""REST documents go out, come into an empty site, and go out again the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.transfer.export.test_wordpress import fill_site
from tests.transfer.wordpress_db.old_site import old_site, write_jsonl
from tests.transfer.wordpress_db.snapshot import forget_all
from wirepress.content.comments.models import Comment
from wirepress.content.menus import locations
from wirepress.content.menus.actions.save import ItemFields, save_item, save_menu
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.users.owner import SiteOwner
from wirepress.transfer import rest
from wirepress.transfer.export.export_documents import export_documents
from wirepress.transfer.wordpress_db import import_database
from wirepress.web.rest.ask_inside import ask_route

pytestmark = pytest.mark.django_db


def export(path: Path) -> dict[tuple[str, int], Any]:
    owner = SiteOwner()
    export_documents(str(path), lambda route, query: ask_route(route, query, owner))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {
        (str(row.get("taxonomy") or row.get("type") or ("menu" if "auto_add" in row else "user")), row["id"]): row
        for row in rows
    }


def fill_menu() -> None:
    """A menu with entries of each kind, one below another, one that is called what it leads to."""
    menu = save_menu(None, "Top of the quay", "seen first")
    locations.set_adds_new_pages(menu.pk, True)
    owner = SiteOwner()
    above = save_item(
        None, ItemFields(menu.pk, "Out", "https://far.example/?a=1&b", hint="far", classes=["x", "y"]), actor=owner
    )
    save_item(
        None,
        ItemFields(menu.pk, "", kind="post_type", object="post", object_id=501, parent=above.pk, position=2),
        actor=owner,
    )
    save_item(
        None,
        ItemFields(menu.pk, "By the sea", kind="taxonomy", object="category", object_id=61, position=3),
        actor=owner,
    )
    save_item(None, ItemFields(0, "Of no menu", "/x", status="draft", target="_blank", description="why"), actor=owner)


def test_a_round_trip_is_equal(tmp_path: Path) -> None:
    import_database(write_jsonl(tmp_path / "rows.jsonl", old_site()))
    fill_site()
    Comment.objects.create(id=71, post_id=11, approved="0", content="held <b>raw</b>", author_ip="192.0.2.4")
    Comment.objects.create(id=72, post_id=11, approved="spam", content="cheap")
    Post.objects.create(
        id=600, title="Binned", status="trash", content="[gallery]", password="pw", date="2024-05-06", author_id=1
    )
    fill_menu()
    options = dict(store.all_options())
    first = export(tmp_path / "one.jsonl")
    assert {number for kind, number in first if kind in ("post", "attachment")} == set(
        Post.objects.exclude(type__in=("revision", "nav_menu_item")).values_list("id", flat=True)
    )
    assert first["post", 600]["content"] == {"raw": "[gallery]", "protected": True}
    assert first["comment", 71]["author_ip"] == "192.0.2.4"
    assert "user_pass" not in (tmp_path / "one.jsonl").read_text()
    assert "$P$" not in (tmp_path / "one.jsonl").read_text()
    forget_all()
    store.put_many(options)
    report = rest.import_documents([str(tmp_path / "one.jsonl")])
    assert not report.refusals
    assert {words.partition(":")[0] for words in report.lost} == {"pictures"}  # whose files nobody gave
    again = rest.import_documents([str(tmp_path / "one.jsonl")])
    assert not sum(tally.created + tally.updated for tally in again.tallies.values())
    assert not Post.objects.exclude(rendered_fields="").exists()
    second = export(tmp_path / "two.jsonl")
    assert set(first) == set(second)
    for key, row in first.items():
        if key[0] == "user":
            assert second[key]["name"] == row["name"]  # documents know people by their names only
        else:
            assert second[key] == row
