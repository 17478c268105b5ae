"""The wire's pages of the newsroom, without a browser: who sees them, what their forms do, what they never show."""

from __future__ import annotations

import html
import json

import pytest
from django.test import Client

from tests.features.wire.conftest import Make
from wirepress.content.options import features
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.features.wire.models import Item, Source
from wirepress.features.wire.pages import source_form
from wirepress.features.wire.sources.manage import add_source, change_source

pytestmark = pytest.mark.django_db
QUEUE, ITEM = "/wp-admin/wire-queue/", "/wp-admin/wire-queue/item/"
SOURCES, SOURCE, OPML, HEALTH = (
    "/wp-admin/wire-sources/",
    "/wp-admin/wire-sources/source/",
    "/wp-admin/wire-sources/opml/",
    "/wp-admin/wire-health/",
)


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(desk: User) -> Client:
    return _as(desk)


@pytest.fixture
def chief(desk: User) -> Client:
    return _as(User.objects.get(login="chief"))


@pytest.mark.parametrize(
    ("path", "editor_sees"), [(QUEUE, True), (HEALTH, True), (SOURCES, False), (SOURCE, False), (OPML, False)]
)
def test_each_role_sees_its_pages(desk: User, path: str, editor_sees: bool) -> None:
    writer = create_user(login="wim", email="wim@desk.example", password="six-green-lamps", role="author")
    assert _as(writer).get(path).status_code == 403
    assert _as(desk).get(path).status_code == (200 if editor_sees else 403)
    assert _as(User.objects.get(login="chief")).get(path).status_code == 200


def test_empty_pages_say_what_to_do_first(chief: Client) -> None:
    assert "Add a source first" in chief.get(QUEUE).content.decode()
    assert (
        "No source yet" in chief.get(SOURCES).content.decode() and "No source yet" in chief.get(HEALTH).content.decode()
    )


def test_the_queue_shows_why_a_story_waits_and_takes_deeds(editor: Client, make: Make) -> None:
    one, two, three = make(1), make(2), make(3)
    page = editor.get(QUEUE).content.decode()
    assert page.count("data-wire-card") == 3 and "It waits in the queue for a person." in page
    answer = editor.post(QUEUE, {"one": f"approve:{one.pk}"}, follow=True)
    assert "1 story approved." in answer.content.decode()
    answer = editor.post(QUEUE, {"item": [two.pk, three.pk, one.pk], "deed": "reject"}, follow=True)
    assert "3 stories rejected." in answer.content.decode()
    assert set(Item.objects.values_list("state", flat=True)) == {"rejected"}
    assert "No story was chosen" in editor.post(QUEUE, {"deed": "approve"}, follow=True).content.decode()


def test_the_queue_is_filtered_and_asks_a_fixed_number_of_queries(
    editor: Client, make: Make, django_assert_max_num_queries: object
) -> None:
    for number in range(1, 26):
        make(number)
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        page = editor.get(QUEUE).content.decode()
    assert page.count("data-wire-card") == 20 and "Page 1 of 2" in page
    assert editor.get(f"{QUEUE}?page=2").content.decode().count("data-wire-card") == 5
    title = make(40).title
    assert editor.get(QUEUE, {"search": title}).content.decode().count("data-wire-card") == 1
    assert "No story here matches" in editor.get(QUEUE, {"search": "nothing-such"}).content.decode()


def test_hostile_texts_of_a_source_are_only_text(editor: Client, make: Make) -> None:
    evil = "<script>alert(1)</script>"
    item = make(
        1,
        title=evil,
        byline=evil,
        url="javascript:alert(1)",
        flag="changed",
        flag_words=evil,
        verdict={"reasons": [{"rule": "x", "words": evil}]},
    )
    for page in (editor.get(f"{QUEUE}?state=flagged"), editor.get(f"{ITEM}?id={item.pk}")):
        assert evil not in page.content.decode() and html.escape(evil) in page.content.decode()
        assert 'href="javascript:' not in page.content.decode()


def test_the_preview_is_sandboxed(editor: Client, make: Make) -> None:
    item = make()
    Post.objects.filter(pk=item.post_id).update(content="<p>Low</p><script>alert(1)</script>")
    page = editor.get(f"{ITEM}?id={item.pk}").content.decode()
    frame = page[page.index("<iframe") : page.index("</iframe>")]
    assert 'sandbox="allow-popups"' in frame and "<script" not in frame and "&lt;script" in frame


@pytest.mark.parametrize("state", ["queued", "filed", "skipped", "held", "blocked", "attached", "rejected"])
def test_every_state_has_its_page(editor: Client, make: Make, state: str) -> None:
    assert editor.get(f"{ITEM}?id={make(1, state).pk}").status_code == 200
    assert editor.get(f"{ITEM}?id=99999").status_code == 404


def test_a_story_is_edited_and_approved_on_its_page(editor: Client, make: Make) -> None:
    item = make()
    form = {"deed": "edit", "title": "Herons", "excerpt": "Two shores.", "status": "pending", "has_categories": "1"}
    assert "Saved." in editor.post(f"{ITEM}?id={item.pk}", form, follow=True).content.decode()
    assert (
        "1 waiting item was rejected"
        in editor.post(
            f"{ITEM}?id={make(2).pk}", {"deed": "block", "kind": "url", "value": make(3).url}, follow=True
        ).content.decode()
    )
    assert "Published." in editor.post(f"{ITEM}?id={item.pk}", {"deed": "approve"}, follow=True).content.decode()
    assert Post.objects.get(pk=item.post_id).title == "Herons"


def _form(source: Source, **more: str) -> dict[str, str]:
    """The form as a browser would send it back."""
    sent: dict[str, str] = {}
    for _, inputs in source_form.fill_sections(source, None, {}):
        for one in inputs:
            if one.field.kind != "check" or one.value:
                sent[one.field.name] = (
                    "on" if one.field.kind == "check" else str(one.value if one.value is not None else "")
                )
    return {**sent, **more}


def test_a_source_is_added_by_the_form(chief: Client) -> None:
    given = {"url": "https://courier.example/feed", "policy.terms.always": "Harbour, Tides", "policy.status": "pending"}
    form = _form(Source(kind="auto", policy={}), **given)
    answer = chief.post(SOURCE, {**form, "deed": "save"}, follow=True)
    source = Source.objects.get()
    assert "courier.example is added" in answer.content.decode()
    assert source.policy == {"status": "pending", "terms": {"always": ["Harbour", "Tides"]}}


def test_saving_the_form_unchanged_changes_nothing(chief: Client) -> None:
    rule = {
        "name": "no sport",
        "keep": "exclude",
        "when": {"all": [{"field": "category", "how": "is", "value": "Sport"}]},
    }
    policy = {"filters": [rule], "rights": {"expires": "2031-05-01"}, "limits": {"per_day": 9}}
    source = add_source({"url": "https://courier.example/feed", "policy": policy})
    before = Source.objects.values().get()
    chief.post(f"{SOURCE}?id={source.pk}", {**_form(source), "deed": "save"})
    assert Source.objects.values().get() == before


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(chief: Client) -> None:
    form = _form(
        Source(kind="auto", policy={}),
        **{"url": "gopher://a", "interval": "0", "policy.rights.keep_days": "-4", "name": "Kept name"},
    )
    page = chief.post(SOURCE, {**form, "deed": "save"}).content.decode()
    assert (
        "nothing was saved" in page
        and "begins with http" in page
        and "Between 60 seconds" in page
        and "Kept name" in page
    )
    assert page.count('aria-invalid="true"') == 3 and not Source.objects.exists()


def test_a_password_is_kept_when_the_form_leaves_it_empty(chief: Client) -> None:
    auth = {"how": "basic", "user": "desk", "password": "tell-nobody"}
    source = add_source({"url": "https://courier.example/feed", "auth": auth})
    page = chief.get(f"{SOURCE}?id={source.pk}").content.decode()
    assert "tell-nobody" not in page
    chief.post(
        f"{SOURCE}?id={source.pk}",
        {**_form(source), "auth.how": "basic", "auth.who": "desk", "auth.secret": "", "deed": "save"},
    )
    assert Source.objects.get().auth == auth
    chief.post(f"{SOURCE}?id={source.pk}", {**_form(source), "auth.how": "", "deed": "save"})
    assert Source.objects.get().auth == {}


def test_the_whole_policy_is_judged_before_it_is_kept(chief: Client) -> None:
    source = add_source({"url": "https://courier.example/feed"})
    where = f"{SOURCE}?id={source.pk}"
    assert "This is no JSON" in chief.post(where, {"deed": "policy", "policy": "{"}).content.decode()
    page = chief.post(where, {"deed": "policy", "policy": '{"status": "shout", "mood": 1}'}).content.decode()
    assert "status: " in page and "mood: " in page and Source.objects.get().policy == {}
    chief.post(where, {"deed": "policy", "policy": json.dumps({"body": "summary"})})
    assert Source.objects.get().policy == {"body": "summary"}


def test_a_pushing_source_shows_its_secret_once(chief: Client) -> None:
    form = _form(Source(kind="auto", policy={}), kind="push", name="Agency", url="")
    page = chief.post(SOURCE, {**form, "deed": "save"}).content.decode()
    source = Source.objects.get()
    assert source.secret in page and f"/wire/{source.slug}/items" in page
    assert source.secret not in chief.get(f"{SOURCE}?id={source.pk}").content.decode()


def test_sources_are_blocked_removed_and_made_due(chief: Client, make: Make, source: Source) -> None:
    make()
    where = f"{SOURCE}?id={source.pk}"
    assert "due now" in chief.post(where, {"deed": "look"}, follow=True).content.decode()
    assert "switched off" in chief.post(where, {"deed": "block"}, follow=True).content.decode()
    assert "its 1 items" in chief.post(where, {"deed": "remove"}, follow=True).content.decode()
    assert not Source.objects.exists() and Post.objects.filter(type="post").exists()


def test_failing_sources_stand_first(chief: Client) -> None:
    names = [
        add_source({"name": name, "url": f"https://{name}.example/feed"}).name for name in ("able", "baker", "charlie")
    ]
    Source.objects.filter(name="charlie").update(failures=3, error="It does not answer.")
    change_source(Source.objects.get(name="able"), {"enabled": False})
    page = chief.get(HEALTH).content.decode()
    assert sorted(names, key=lambda name: page.index(f">{name}<")) == ["charlie", "baker", "able"]
    assert "It does not answer." in page and page.count('<svg class="wr-chart"') == 3 and page.count("<table") == 3


def test_switched_off_the_pages_are_gone(chief: Client) -> None:
    features.switch("wire", False)
    try:
        assert chief.get(QUEUE).status_code == 404
        assert Client().get("/wp-json/wirepress/v1/wire/items").status_code == 404
    finally:
        features.switch("wire", True)
