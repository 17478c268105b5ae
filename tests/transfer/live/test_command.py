"""`wirepress import ADDRESS` as it is typed: what it says, its table, its status."""

from __future__ import annotations

import json

import pytest

from tests.scripted_wordpress import PASSWORD, USER, scripted_wordpress
from tests.transfer.conftest import Type
from wirepress.content.posts.models import Post

pytestmark = pytest.mark.usefixtures("room")


def test_a_site_comes_in_and_every_record_is_accounted_for(typed: Type) -> None:
    with scripted_wordpress(stories=7) as site:
        done = typed(site.address, "--json")
        assert done.exit_code == 0, done.output
        assert "a running WordPress (The Scripted Post, 7 stories), read as everybody sees it" in done.stderr
        said = json.loads(done.stdout)
        assert said["tallies"]["post"] | {"lost": 0} == {
            **dict.fromkeys(("updated", "unchanged", "refused", "lost"), 0),
            "read": 7,
            "created": 7,
        }
        for kind, tally in said["tallies"].items():
            settled = sum(tally[name] for name in ("created", "updated", "unchanged", "refused", "lost"))
            assert tally["read"] == settled, kind
        again = json.loads(typed(site.address, "--json").stdout)
        assert again["total"]["created"] == again["total"]["updated"] == 0 and not again["failed"]


def test_a_password_is_asked_for(typed: Type) -> None:
    with scripted_wordpress() as site:
        site.rows["/wp/v2/posts"][0]["status"] = "draft"
        done = typed(site.address, "--user", USER, "--passphrase", "-", input=f"{PASSWORD}\n")
        assert done.exit_code == 0 and PASSWORD not in done.output
        assert Post.objects.get(pk=1).status == "draft"
        missing = typed(site.address, "--user", USER)
        assert missing.exit_code == 2 and "application password" in missing.stderr


def test_its_status_says_how_it_went(typed: Type) -> None:
    with scripted_wordpress() as site:
        site.rows["/wp/v2/posts"].append({**site.story(9), "title": 7})
        refused = typed(site.address)
        assert refused.exit_code == 1 and "must be an object" in refused.output
        limited = typed(site.address, "--max-pages", "1")
        assert limited.exit_code == 1 and "the same import goes on" in limited.output
        site.answer(".", status=403, body="<html>No</html>", headers={"Content-Type": "text/html"})
        closed = typed(site.address)
        assert closed.exit_code == 2 and "User-Agent" in closed.stderr
    gone = typed(site.address)
    assert gone.exit_code == 2 and "could not be read" in gone.stderr
    assert "write https://old.example" in typed("old.example").stderr
