"""Reports over REST: what they answer, and that writers see their own stories alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.features.analytics.made import event, story
from tests.features.conftest import Send
from wirepress.content.users.models import User
from wirepress.features.analytics.rollups import labels
from wirepress.features.analytics.rollups.settle import count_events

BASE = "/wirepress/v1/analytics"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    labels.forget()
    yield
    labels.forget()


@pytest.fixture
def posts(send: Send) -> tuple[int, int]:
    """An author's story and somebody else's, both read today."""
    send("author", "/wp/v2/users/me")
    mine, other = story("Mine", author_id=User.objects.get(login="author1").pk), story("Other")
    now = datetime.now(UTC).replace(tzinfo=None)
    count_events(
        [
            event(post_id=mine.pk, reader=1, at=now, referrer="reef.example/a", version="aa"),
            event(post_id=other.pk, reader=1, at=now),
            event(post_id=other.pk, reader=2, at=now),
            event(reader=3, at=now, path="/?s", text="ebb"),
        ]
    )
    return mine.pk, other.pk


def test_an_editor_sees_all(send: Send, posts: tuple[int, int]) -> None:
    found = send("editor", f"{BASE}/overview?days=2&compare=before").json()
    assert found["totals"] == {"views": 4, "readers": 3, "visits": 3, "engaged_seconds": 0, "events": 0}
    assert [row["views"] for row in found["days"]] == [0, 4] and found["earlier"]["views"] == 0
    rows = send("editor", f"{BASE}/stories?days=1&compare=year").json()
    assert [(row["title"], row["readers"], row["earlier"]["views"]) for row in rows] == [
        ("Other", 2, 0),
        ("Mine", 1, 0),
    ]
    assert send("editor", f"{BASE}/searches").json()[0]["label"] == "ebb"
    assert sum(row["views"] for row in send("editor", f"{BASE}/hours").json()) == 4
    assert send("editor", f"{BASE}/live").json()["readers"] == 3
    assert send("editor", f"{BASE}/versions?post={posts[0]}").json()[0]["headline"] == "Mine"


def test_an_author_sees_their_own(send: Send, posts: tuple[int, int]) -> None:
    mine, other = posts
    assert send("author", f"{BASE}/overview").json()["totals"]["views"] == 1
    assert [row["id"] for row in send("author", f"{BASE}/stories").json()] == [mine]
    assert [row["label"] for row in send("author", f"{BASE}/sources").json()] == ["reef.example"]
    assert send("author", f"{BASE}/versions?post={mine}").status_code == 200
    for query in (
        "overview?post=OTHER",
        "versions?post=OTHER",
        "overview?author=999",
        "searches",
        "missing",
        "pages",
        "live",
    ):
        answer = send("author", f"{BASE}/{query.replace('OTHER', str(other))}")
        assert (answer.status_code, answer.json()["code"]) == (403, "analytics_cannot_see"), query


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("overview?days=0", "rest_invalid_param"),
        ("overview?from=2026-02-30", "analytics_invalid_day"),
        ("overview?from=yesterday", "rest_invalid_param"),
        ("overview?from=2026-03-02&to=2026-03-01", "analytics_invalid_period"),
        ("stories?order=height", "rest_invalid_param"),
        ("stories?most=5000", "rest_invalid_param"),
        ("versions", "rest_missing_callback_param"),
        ("nothing", "rest_no_route"),
    ],
)
def test_wrong_questions_are_named(send: Send, query: str, code: str) -> None:
    answer = send("editor", f"{BASE}/{query}")
    assert answer.json()["code"] == code


def test_numbers_are_kept_by_no_cache(send: Send, posts: tuple[int, int]) -> None:
    assert "no-store" in send("editor", f"{BASE}/overview").headers["Cache-Control"]
