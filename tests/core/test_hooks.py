"""The extension contract: a plugin that uses every hook, and each shows."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests.sections import first_section
from wirepress.content import events
from wirepress.content.comments.models import Comment
from wirepress.content.options import features, store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.users import application_passwords
from wirepress.content.users.actions.create import create_user
from wirepress.core import extensions as found
from wirepress.core.hooks import (
    AdminPage,
    AjaxAction,
    Event,
    Fragment,
    Hooks,
    Job,
    MetaField,
    Metric,
    RestField,
    SettingField,
    hook,
)
from wirepress.core.markup.context import ContentFilter
from wirepress.core.rest.routes import READ, Endpoint, Response, Route
from wirepress.server import feature_metrics as features_metrics
from wirepress.server.metrics import exposition
from wirepress.server.metrics.shared_metrics import SharedMetrics

HEARD: list[Event] = []
TOLD: list[list[int]] = []
KEPT: dict[str, int] = {}


def _plugin() -> ModuleType:
    """A plugin as a stranger would write it: a module with a name and hooks."""
    module = ModuleType("bell_plugin")

    @hook
    def meta_fields() -> Sequence[MetaField]:
        return (MetaField("post", "bell_rings", "integer", default=0),)

    @hook
    def rest_fields() -> Sequence[RestField]:
        return (
            RestField(
                ("post",), "bell", lambda post, context: f"bell of {post.pk}", {"type": "string", "context": ["view"]}
            ),
            RestField(
                ("post", "category", "user", "comment"),
                "tower",
                lambda row, context: KEPT.get(type(row).__name__, 0),
                {"type": "integer", "context": ["view", "edit"]},
                update=lambda value, row: KEPT.update({type(row).__name__: value}),
            ),
        )

    @hook
    def content_filters() -> Sequence[ContentFilter]:
        return (
            ContentFilter(30, "late", lambda text, context: text + "<!--late-->"),
            ContentFilter(10, "early", lambda text, context: text + "<!--early-->"),
        )

    @hook
    def excerpt_filters() -> Sequence[ContentFilter]:
        return (ContentFilter(10, "ding", lambda text, context: text + "<!--ding-->"),)

    @hook
    def post_classes(post: Any) -> Sequence[str]:
        return ("has-bell",)

    @hook
    def prepare_posts(post_ids: Sequence[int], context: Any) -> Sequence[None]:
        TOLD.append(list(post_ids))
        return ()

    @hook
    def jobs() -> Sequence[Job]:
        return (Job("bell.ring", lambda: None, every=timedelta(hours=1)),)

    @hook
    def routes() -> Sequence[Route]:
        return [Route("bell/v1", "/bell/v1/ring", (Endpoint(READ, lambda request: Response({"rings": 3})),))]

    @hook
    def ajax_actions() -> Sequence[AjaxAction]:
        return (AjaxAction("ring", lambda request: "ding"),)

    @hook
    def admin_pages() -> Sequence[AdminPage]:
        return (AdminPage("bell", "Bell", _page, capability="read"),)

    @hook
    def settings() -> Sequence[SettingField]:
        return (SettingField("bell_loud", "boolean", True, "Ring loudly", group="bell"),)

    @hook
    def site_fragments() -> Sequence[Fragment]:
        return (Fragment("footer", lambda request, post: "<p>Bell in the footer</p>"),)

    @hook
    def canonical(post: Any) -> Sequence[str]:
        return ("https://tower.example/first?a=1&b=2",) if post.title == "Bell" else ()

    @hook
    def metrics() -> Sequence[Metric]:
        return (
            Metric("bell_rings", "Rings so far.", 3, kind="counter", labels={"tower": "north"}),
            Metric("bell_rings", "Rings so far.", 4, kind="counter", labels={"tower": "so\nuth"}),
            Metric("bell wrong name", "Left out.", 1),
            Metric("bell_weight", "Kilograms.", 900),
        )

    @hook
    def on_event(event: Event) -> Sequence[None]:
        HEARD.append(event)
        return ()

    for name, value in list(locals().items()):
        if callable(value):
            setattr(module, name, value)
    module.NAME, module.TITLE, module.DESCRIPTION, module.ORDER = "bell", "Bell", "Rings.", 90  # type: ignore[attr-defined]
    return module


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Bell page")


@pytest.fixture
def bell(db: None, monkeypatch: pytest.MonkeyPatch, change_settings: Callable[..., None]) -> Iterator[Post]:
    """A story on a site that has the plugin."""
    store.forget()
    store.derived_values().clear()  # what another test's plugins made of the same options
    HEARD.clear()
    monkeypatch.setitem(sys.modules, "bell_plugin", _plugin())
    change_settings(plugins=["bell_plugin"])
    moment = "2026-05-04 06:00:00"
    yield Post.objects.create(
        status="publish",
        title="Bell",
        slug="bell",
        content="<p>Ding.</p>",
        date=moment,
        date_gmt=moment,
        modified=moment,
        modified_gmt=moment,
    )
    store.derived_values().clear()
    store.forget()


def test_a_story_carries_what_the_plugin_adds(bell: Post) -> None:
    PostMeta.objects.create(post=bell, key="bell_rings", value=4)
    document = Client().get(f"/?rest_route=/wp/v2/posts/{bell.pk}").json()
    assert document["bell"] == f"bell of {bell.pk}"
    assert document["meta"]["bell_rings"] == 4
    assert "has-bell" in document["class_list"]
    text = document["content"]["rendered"]
    assert text.index("<!--early-->") < text.index("<!--late-->")
    assert "<!--ding-->" in document["excerpt"]["rendered"]


def test_the_site_shows_the_plugins_places(bell: Post) -> None:
    assert Client().post("/wp-admin/admin-ajax.php", {"action": "ring"}).content == b"ding"
    assert "Bell in the footer" in Client().get(f"/?p={bell.pk}", follow=True).content.decode()


def test_a_page_names_where_it_was_published_first(bell: Post) -> None:
    page = Client().get(f"/?p={bell.pk}", follow=True).content.decode()
    assert '<link rel="canonical" href="https://tower.example/first?a=1&amp;b=2">' in page
    assert f'<meta property="og:url" content="http://news.example/?p={bell.pk}">' in page
    Post.objects.filter(pk=bell.pk).update(title="Other")
    assert (
        f'<link rel="canonical" href="http://news.example/?p={bell.pk}">'
        in Client().get(f"/?p={bell.pk}", follow=True).content.decode()
    )


@pytest.mark.django_db(transaction=True)
def test_what_the_plugin_counts_stands_among_the_metrics(bell: Post, tmp_path: Path) -> None:
    text = exposition.write_exposition(SharedMetrics(tmp_path / "board"), features_metrics.collect_metrics()).decode()
    assert 'bell_rings_total{tower="north"} 3.0' in text and 'bell_rings_total{tower="so\\nuth"} 4.0' in text
    assert "bell_weight 900.0" in text and "wrong name" not in text and "wirepress_release" in text


def test_settings_jobs_and_pages_are_declared(bell: Post) -> None:
    extensions = features.extensions()
    assert "bell_loud" in [field.option for field in extensions.declared("settings")]
    assert "bell.ring" in [job.name for job in extensions.declared("jobs")]
    assert "bell" in [page.path for page in extensions.declared("admin_pages")]
    assert "/bell/v1/ring" in [route.pattern for route in extensions.declared("routes")]


def test_the_plugins_route_answers_and_stands_in_the_index(bell: Post) -> None:
    assert Client().get("/?rest_route=/bell/v1/ring").json() == {"rings": 3}
    index = Client().get("/?rest_route=/").json()
    assert "bell/v1" in index["namespaces"] and "/bell/v1/ring" in index["routes"]


def test_its_field_and_meta_are_described_and_meta_is_written(bell: Post) -> None:
    described = Client().generic("OPTIONS", f"/?rest_route=/wp/v2/posts/{bell.pk}").json()["schema"]["properties"]
    assert described["bell"]["type"] == "string"
    assert described["meta"]["properties"]["bell_rings"]["default"] == 0


def test_its_writable_field_is_judged_and_kept_by_the_plugin(bell: Post) -> None:
    KEPT.clear()
    chief = create_user(login="chief", email="chief@desk.example", password="four-red-buoys", role="administrator")
    _, secret = application_passwords.create(chief, "bell")
    headers = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(f"chief:{secret}".encode()).decode()}
    first_section("Bells")
    comment = Comment.objects.create(post_id=bell.pk, content="Ding", date=bell.date, date_gmt=bell.date_gmt)
    for path in (f"posts/{bell.pk}", "categories/1", "users/me", f"comments/{comment.pk}"):
        for value, status in (("high", 400), ("7", 200)):
            data = json.dumps({"tower": value})
            answer = Client().post(f"/?rest_route=/wp/v2/{path}", data, content_type="application/json", **headers)
            assert answer.status_code == status, (path, answer.content[:200])
        assert answer.json()["tower"] == 7
    assert KEPT == {"Post": 7, "Term": 7, "User": 7, "Comment": 7}


def test_its_page_and_settings_stand_in_the_newsroom(bell: Post) -> None:
    chief = create_user(login="chief", email="chief@desk.example", password="four-red-buoys", role="administrator")
    client = Client()
    assert client.get("/wp-admin/bell/").status_code == 302
    client.force_login(chief)
    assert client.get("/wp-admin/bell/").content == b"Bell page"
    assert "Ring loudly" in client.get("/wp-admin/settings/bell/").content.decode()
    assert store.get("bell_loud", None) is None
    client.post("/wp-admin/settings/bell/", {})  # the switch off
    store.forget()
    assert store.get("bell_loud") is False


def test_what_filters_need_is_read_once_for_a_list(bell: Post) -> None:
    moment = "2026-05-05 06:00:00"
    Post.objects.create(status="publish", title="Two", slug="two", content="x", date=moment, date_gmt=moment)
    TOLD.clear()
    Client().get("/?rest_route=/wp/v2/posts")
    assert [sorted(ids) for ids in TOLD] == [sorted(Post.objects.values_list("id", flat=True))]


def test_a_plugin_that_fails_leaves_the_others_working(bell: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(post: object) -> Sequence[str]:
        raise RuntimeError("a bell without a clapper")

    monkeypatch.setattr(found.discover(("bell_plugin",))["bell"], "post_classes", hook(broken))
    monkeypatch.setattr(features, "_built", {})
    store.derived_values().clear()
    document = Client().get(f"/?rest_route=/wp/v2/posts/{bell.pk}").json()
    assert document["class_list"][0] == f"post-{bell.pk}" and "has-bell" not in document["class_list"]
    assert document["bell"] == f"bell of {bell.pk}"


@pytest.mark.django_db(transaction=True)
def test_events_are_heard_after_the_transaction(bell: Post) -> None:
    events.emit("post.published", bell.pk)
    assert [(event.name, event.object_id) for event in HEARD] == [("post.published", bell.pk)]


def test_switched_off_the_plugin_is_silent(bell: Post) -> None:
    features.switch("bell", False)
    try:
        document = Client().get(f"/?rest_route=/wp/v2/posts/{bell.pk}").json()
        assert "bell" not in document and "has-bell" not in document["class_list"]
    finally:
        features.switch("bell", True)


def test_features_of_our_own_are_plugins_of_the_same_contract() -> None:
    names = list(found.discover(()))
    assert {"engagement", "social", "seo", "analytics"} <= set(names)
    assert all(name.islower() for name in vars(Hooks) if not name.startswith("_"))
