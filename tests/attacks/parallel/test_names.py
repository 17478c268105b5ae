"""Many want the same name at the same moment: slugs differ, twins are refused, totals and options hold what everybody wrote."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from tests.attacks.parallel.crowd import Crowd
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostTotal
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.settings.settings import get_settings

pytestmark = pytest.mark.django_db(transaction=True)
MANY: Final = 8
SETTINGS: Final = {
    "title": "Marsh Times",
    "description": "Tides and moons",
    "posts_per_page": 7,
    "date_format": "Y-m-d",
    "time_format": "H:i",
    "start_of_week": 3,
    "default_comment_status": "closed",
    "use_smilies": False,
}


@pytest.fixture
def crowd() -> Crowd:
    return Crowd()


@pytest.mark.parametrize("family", ["posts", "pages"])
def test_no_two_stories_have_one_slug(family: str, crowd: Crowd) -> None:
    answers = crowd.all_at_once([("POST", f"/wp/v2/{family}", {"title": "Spring tide", "status": "publish"})] * MANY)
    assert {status for status, _ in answers} == {201}
    assert sorted(shown["slug"] for _, shown in answers) == ["spring-tide"] + [
        f"spring-tide-{n}" for n in range(2, MANY + 1)
    ]
    store.forget()


def test_no_two_stories_come_to_have_one_slug(crowd: Crowd) -> None:
    numbers = [crowd.make("/wp/v2/posts", {"title": f"Story {n}", "status": "publish"})["id"] for n in range(MANY)]
    answers = crowd.all_at_once([("POST", f"/wp/v2/posts/{number}", {"slug": "neap"}) for number in numbers])
    assert {status for status, _ in answers} == {200}
    assert len(set(Post.objects.filter(pk__in=numbers).values_list("slug", flat=True))) == MANY
    store.forget()


@pytest.mark.parametrize("family", ["categories", "tags"])
def test_one_term_of_a_name(family: str, crowd: Crowd) -> None:
    answers = crowd.all_at_once([("POST", f"/wp/v2/{family}", {"name": "Ebb"})] * MANY)
    assert Counter(status for status, _ in answers) == {201: 1, 400: MANY - 1}
    assert {shown["code"] for status, shown in answers if status == 400} == {"term_exists"}
    assert Term.objects.filter(name="Ebb").count() == 1
    store.forget()


@pytest.mark.parametrize("family", ["categories", "tags"])
def test_no_two_terms_have_one_slug(family: str, crowd: Crowd) -> None:
    answers = crowd.all_at_once(
        [("POST", f"/wp/v2/{family}", {"name": f"Ebb {n}", "slug": "ebb"}) for n in range(MANY)]
    )
    assert {status for status, _ in answers} == {201}
    assert len({shown["slug"] for _, shown in answers}) == MANY
    store.forget()


def test_terms_count_every_story(crowd: Crowd) -> None:
    tag = crowd.make("/wp/v2/tags", {"name": "Moon"})["id"]
    new = [
        ("POST", "/wp/v2/posts", {"title": f"Moon {n}", "status": "publish", "tags": [tag], "format": "aside"})
        for n in range(MANY)
    ]
    assert {status for status, _ in crowd.all_at_once(new)} == {201}
    assert Term.objects.get(pk=tag).count == MANY
    assert Term.objects.get(pk=1).count == MANY
    assert Term.objects.filter(slug="post-format-aside").count() == 1
    assert PostTotal.objects.get(type="post", status="publish").count == MANY
    store.forget()


def test_one_user_of_a_login(crowd: Crowd) -> None:
    people = [
        ("POST", "/wp/v2/users", {"username": "ann", "email": f"ann{n}@desk.example", "password": "a-b-c-d"})
        for n in range(MANY)
    ]
    answers = crowd.all_at_once(people)
    assert sum(status == 201 for status, _ in answers) == 1
    assert {shown["code"] for status, shown in answers if status != 201} == {"existing_user_login"}
    assert User.objects.filter(login="ann").count() == 1
    store.forget()


def test_one_user_of_an_address(crowd: Crowd) -> None:
    people = [
        ("POST", "/wp/v2/users", {"username": f"ann{n}", "email": "ann@desk.example", "password": "a-b-c-d"})
        for n in range(MANY)
    ]
    answers = crowd.all_at_once(people)
    assert sum(status == 201 for status, _ in answers) == 1
    assert {shown["code"] for status, shown in answers if status != 201} == {"existing_user_email"}
    store.forget()


def test_every_setting_is_kept(crowd: Crowd) -> None:
    answers = crowd.all_at_once([("POST", "/wp/v2/settings", {name: value}) for name, value in SETTINGS.items()])
    assert {status for status, _ in answers} == {200}
    shown = crowd.ask("GET", "/wp/v2/settings")[1]
    # WordPress stores "" for false and then shows null, for "" is no boolean of its schema.
    assert {name: shown[name] for name in SETTINGS} == {**SETTINGS, "use_smilies": None}
    assert store.get("use_smilies") in (False, "")
    store.forget()


def test_every_widget_is_kept(crowd: Crowd) -> None:
    widget = {"id_base": "block", "sidebar": "wp_inactive_widgets", "instance": {"raw": {"content": "a"}}}
    answers = crowd.all_at_once([("POST", "/wp/v2/widgets", widget)] * MANY)
    assert {status for status, _ in answers} == {201}
    assert len({shown["id"] for _, shown in answers}) == MANY
    listed = crowd.ask("GET", "/wp/v2/widgets?sidebar=wp_inactive_widgets")[1]
    assert {shown["id"] for _, shown in answers} <= {shown["id"] for shown in listed}
    store.forget()


def test_every_part_of_an_option_is_kept(crowd: Crowd) -> None:
    def put(part: int) -> tuple[int, None]:
        store.put(f"crowd_map[part{part}]", part)
        return 200, None

    crowd.together([lambda part=part: put(part) for part in range(MANY)])  # type: ignore[misc]
    store.forget()
    assert store.get("crowd_map") == {f"part{part}": part for part in range(MANY)}
    store.forget()


def test_every_file_is_kept(crowd: Crowd) -> None:
    files = [b"%PDF-1.4\n" + bytes([65 + number]) * 100 for number in range(MANY)]

    def upload(data: bytes) -> tuple[int, str]:
        post = upload_media(data, "tide.pdf", author=crowd.chief)
        return 201, MediaFile.objects.get(post=post).path

    answers = crowd.together([lambda data=data: upload(data) for data in files])  # type: ignore[misc]
    base = get_settings().uploads_folder
    assert sorted((base / path).read_bytes() for _, path in answers) == files
    for _, path in answers:
        (base / path).unlink()
    store.forget()
