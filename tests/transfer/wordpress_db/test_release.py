"""The site goes on as the one it was: release, permalinks, time zone and language come over; the address stays ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.transfer.wordpress_db.old_site import Rows, old_site, write_jsonl
from tests.transfer.wordpress_db.snapshot import forget_all
from wirepress.content.options import site, store
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.settings.settings import get_settings
from wirepress.transfer.wordpress_db import import_database

pytestmark = pytest.mark.django_db


def _with(**options: str | None) -> Rows:
    """The old site with other options; None takes one away."""
    rows = old_site()
    rows["options"] = [row for row in rows["options"] if row["option_name"] not in options]
    for place, (name, value) in enumerate(options.items()):
        if value is not None:
            rows["options"].append(
                {"option_id": 500 + place, "option_name": name, "option_value": value, "autoload": "yes"}
            )
    return rows


def _import(folder: Path, rows: Rows) -> list[str]:
    forget_all()
    notes = import_database(write_jsonl(folder / "rows.jsonl", rows)).notes
    store.forget()
    return notes


@pytest.mark.parametrize(
    ("version", "release"),
    [("60421", "6.8"), ("58975", "6.8"), ("38590", "6.8"), ("60717", "7.1"), ("61833", "7.1")],
)
def test_answers_are_those_of_the_release_the_site_had(version: str, release: str, tmp_path: Path) -> None:
    notes = _import(tmp_path, _with(db_version=version))
    assert site.compat() == release
    assert any(version in note and release in note for note in notes)
    # A difference a client sees: 7.1 has routes that 6.8 has not.
    routes = Client().get("/?rest_route=/").json()["routes"]
    assert ("/wp/v2/icons" in routes) == (release == "7.1")


@pytest.mark.parametrize("version", [None, "", "soon", "-5", "0"])
def test_a_version_that_says_nothing_changes_nothing(version: str | None, tmp_path: Path) -> None:
    notes = _import(tmp_path, _with(db_version=version))
    assert site.compat() == "7.1"
    assert not any("answers are those" in note for note in notes)


def test_an_explicit_setting_wins_and_the_report_says_so(tmp_path: Path, change_settings: Callable[..., None]) -> None:
    change_settings(compat="7.1")
    notes = _import(tmp_path, _with(db_version="60421"))
    assert site.compat() == "7.1"
    assert any("setting compat" in note and "holds" in note for note in notes)
    change_settings(compat="auto")
    assert site.compat() == "6.8"


def test_a_later_import_of_a_newer_site_lifts_it(tmp_path: Path) -> None:
    _import(tmp_path, _with(db_version="60421"))
    import_database(write_jsonl(tmp_path / "newer.jsonl", _with(db_version="61833")))
    store.forget()
    assert site.compat() == "7.1"


def test_permalinks_time_zone_and_language_come_over(tmp_path: Path) -> None:
    _import(tmp_path, _with(WPLANG="de_DE", date_format="j. F Y", start_of_week="1"))
    assert store.get("permalink_structure") == "/%postname%/"
    assert str(site.zone()) == "Europe/Berlin"
    assert (store.get("WPLANG"), store.get("date_format"), store.get("start_of_week")) == ("de_DE", "j. F Y", 1)


def test_the_address_of_this_site_stays(tmp_path: Path) -> None:
    ours = get_settings().url
    _import(tmp_path, old_site())
    assert post_link(Post.objects.get(id=11)) == f"{ours}/story-11/"
    answer = Client().get("/?rest_route=/").json()
    assert (answer["url"], answer["home"], answer["name"]) == (ours, ours, "Marsh Times")
