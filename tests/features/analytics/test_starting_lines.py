"""Views that other counters had counted before, and what MonsterInsights had set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.features.analytics.made import story
from wirepress.content.options import store
from wirepress.content.posts.models import PostMeta
from wirepress.features.analytics.importing.jetpack import recognises, run
from wirepress.features.analytics.importing.monsterinsights import adopt
from wirepress.features.analytics.importing.starting_lines import TABLES, store_popular_posts, whole
from wirepress.features.analytics.reports.stories import imported_views
from wirepress.features.engagement.importing.adopt import adopt_meta

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    store.forget()
    yield
    store.forget()


def test_popular_posts_come_with_their_totals() -> None:
    post = story()
    rows = [
        {"postid": str(post.pk), "pageviews": "1234"},
        {"postid": "0", "pageviews": 3},
        {"postid": "x", "pageviews": None},
    ]
    done = store_popular_posts(rows)
    assert (TABLES[0].name, TABLES[0].key, done.created) == ("popularpostsdata", "postid", 1)
    assert store_popular_posts(rows).unchanged == 1
    assert store_popular_posts([{"postid": post.pk, "pageviews": 2000}]).updated == 1
    assert imported_views([post.pk, 999]) == {post.pk: 2000}


@pytest.mark.parametrize("engagement_first", [True, False])
def test_booster_s_views_whoever_takes_them(engagement_first: bool) -> None:
    post = story()
    PostMeta.objects.create(post=post, key="twp_be_post_views_count", value="57")
    if engagement_first:
        adopt_meta()
    assert adopt() == []
    assert imported_views([post.pk]) == {post.pk: 57}


@pytest.mark.parametrize(
    "text",
    [
        'Title,Views,URL\n"Tide, low",1.5,\nHarbour,"1,200",https://old.example/?p=NUMBER\nHome page,90,\nGone,3,https://old.example/?p=999999\n',
        '"Harbour","1200","https://old.example/?p=NUMBER"\n"Gone","3","https://old.example/?p=999999"\n"Home page / Archives","90",""\n',
    ],
)
def test_jetpack_s_file(text: str, tmp_path: Path) -> None:
    post = story()
    file = tmp_path / "stats.csv"
    file.write_text(text.replace("NUMBER", str(post.pk)))
    assert recognises(file.read_bytes()[:4096], file)
    tried = run(file, True)
    assert tried.created == 0 and imported_views([post.pk]) == {}
    done = run(file, False)
    assert (done.created, len(done.refusals)) == (1, 1) and "999999" in done.refusals[0]
    assert any("no story" in note for note in done.notes)
    assert imported_views([post.pk]) == {post.pk: 1200}
    assert run(file, False).unchanged == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "from,to\n/a,/b\n",
        '{"id": 7}',
        "source;target\n",
        "name,views\nA,3\n",
        "a,b,c,d,e,f,g,h\n1,2,3,4,5,6,7,8\n",
        "\x00\x01,7",
    ],
)
def test_other_files_are_left_alone(text: str, tmp_path: Path) -> None:
    assert not recognises(text.encode(), tmp_path / "other.csv")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "stats.csv"
    file.write_bytes(b"Title,Views,URL\n\xff\xfe,3,x\n")
    with pytest.raises(ValueError, match="no UTF-8"):
        run(file, False)


def test_what_monsterinsights_did_and_this_does_not_is_said() -> None:
    store.put("monsterinsights_site_profile", {"v4": "G-EBB7", "viewname": "x"})
    store.put(
        "monsterinsights_settings",
        {"ignore_users": ["administrator", "subscriber"], "affiliate_links": [{"path": "/go/", "label": "go"}]},
    )
    words = adopt()
    assert len(words) == 3 and "G-EBB7" in words[0] and "subscriber" in words[1] and "administrator" not in words[1]
    store.put("monsterinsights_settings", "broken")
    store.put("monsterinsights_site_profile", {})
    assert adopt() == []


@pytest.mark.parametrize(
    ("value", "number"), [("1,200", 1200), (7, 7), ("", 0), (None, 0), ("x", 0), ("-4", 0), ("9" * 30, 0)]
)
def test_numbers_as_files_have_them(value: object, number: int) -> None:
    assert whole(value) == number
