"""Several people write to one post at the same moment: nobody's change is lost, nothing comes back from the dead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.attacks.parallel.crowd import Answer, Crowd
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta, PostTotal
from wirepress.content.posts.revisions import autosaves_of
from wirepress.content.terms.models import TermPost

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS: Final = 6
# Field -> its value in a round, and how the document shows it.
FIELDS: Final[dict[str, tuple[Callable[[int], Any], Callable[[Any], Any]]]] = {
    "title": (lambda n: f"Title {n}", lambda shown: shown["raw"]),
    "content": (lambda n: f"Content {n}.", lambda shown: shown["raw"]),
    "excerpt": (lambda n: f"Excerpt {n}", lambda shown: shown["raw"]),
    "slug": (lambda n: f"slug-{n}", lambda shown: shown),
    "comment_status": (lambda n: "open" if n % 2 else "closed", lambda shown: shown),
    "format": (lambda n: "aside" if n % 2 else "quote", lambda shown: shown),
}


@pytest.fixture
def crowd() -> Crowd:
    return Crowd()


def test_each_field_keeps_its_last_value(crowd: Crowd) -> None:
    number = crowd.make("/wp/v2/posts", {"title": "Tide", "content": "Low.", "status": "publish"})["id"]

    def writer(field: str) -> Callable[[], Answer]:
        def write() -> Answer:
            answers = [
                crowd.ask("POST", f"/wp/v2/posts/{number}", {field: FIELDS[field][0](turn)}) for turn in range(ROUNDS)
            ]
            return max(answers, key=lambda answer: answer[0])

        return write

    assert {status for status, _ in crowd.together([writer(field) for field in FIELDS])} == {200}
    shown = crowd.ask("GET", f"/wp/v2/posts/{number}?context=edit")[1]
    kept = {field: how(shown[field]) for field, (_, how) in FIELDS.items()}
    assert kept == {field: value(ROUNDS - 1) for field, (value, _) in FIELDS.items()}
    store.forget()


def test_what_is_deleted_stays_deleted(crowd: Crowd) -> None:
    for turn in range(4):
        number = crowd.make("/wp/v2/posts", {"title": f"Ebb {turn}", "content": "Low.", "status": "publish"})["id"]
        answers = crowd.all_at_once(
            [
                ("DELETE", f"/wp/v2/posts/{number}?force=true", None),
                *(("POST", f"/wp/v2/posts/{number}", {"title": f"Back {writer}"}) for writer in range(4)),
            ]
        )
        assert answers[0][0] == 200
        assert {status for status, _ in answers} <= {200, 404}
        assert not Post.objects.filter(pk=number).exists()
        assert not TermPost.objects.filter(post_id=number).exists()
        assert not PostMeta.objects.filter(post_id=number).exists()
    store.forget()


def test_one_of_many_trashes_it(crowd: Crowd) -> None:
    number = crowd.make("/wp/v2/posts", {"title": "Ebb", "status": "publish"})["id"]
    answers = crowd.all_at_once([("DELETE", f"/wp/v2/posts/{number}", None)] * 6)
    assert sorted(status for status, _ in answers) == [200] + [410] * 5
    assert PostMeta.objects.filter(post_id=number, key="_wp_trash_meta_status").count() == 1
    kept = {row.status: row.count for row in PostTotal.objects.filter(type="post")}
    assert (kept.get("publish", 0), kept.get("trash")) == (0, 1)
    store.forget()


def test_one_autosave_for_one_person(crowd: Crowd) -> None:
    number = crowd.make("/wp/v2/posts", {"title": "Ebb", "content": "Low.", "status": "publish"})["id"]
    saves = [("POST", f"/wp/v2/posts/{number}/autosaves", {"content": f"Kept {writer}."}) for writer in range(6)]
    assert {status for status, _ in crowd.all_at_once(saves)} == {200}
    assert len(autosaves_of(number)) == 1
    store.forget()


def test_every_comment_is_counted(crowd: Crowd) -> None:
    number = crowd.make(
        "/wp/v2/posts", {"title": "Ebb", "content": "Low.", "status": "publish", "comment_status": "open"}
    )["id"]
    says = [("POST", "/wp/v2/comments", {"post": number, "content": f"Comment {writer}."}) for writer in range(8)]
    assert {status for status, _ in crowd.all_at_once(says)} == {201}
    assert Post.objects.get(pk=number).comment_count == 8
    store.forget()
