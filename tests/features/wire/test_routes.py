"""The wire over REST: sources, items, deeds, health; secrets go in and never come out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.conftest import Send
from tests.features.wire.items import item_of
from tests.sections import first_section
from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.features.wire.models import Item, Run, Source

pytestmark = pytest.mark.django_db(transaction=True)
WIRE = "/wirepress/v1/wire"
AUTH = {"how": "basic", "user": "desk", "password": "tell-nobody"}


@pytest.fixture
def item(send: Send) -> Item:
    first_section()
    made = send(
        "administrator",
        f"{WIRE}/sources",
        {"name": "Courier", "url": "https://courier.example/feed", "policy": {"status": "pending"}},
    )
    return item_of(Source.objects.get(pk=made.json()["id"]), 1, "queued", User.objects.get(login="administrator1"))


def test_a_source_is_added_changed_and_removed(send: Send) -> None:
    made = send("administrator", f"{WIRE}/sources", {"url": "https://courier.example/feed", "auth": AUTH})
    assert made.status_code == 201
    shown = made.json()
    assert (shown["name"], shown["slug"], shown["policy"]["status"]) == (
        "courier.example",
        "courier-example",
        "publish",
    )
    one = f"{WIRE}/sources/{shown['id']}"
    changed = send("administrator", one, {"interval": 600, "policy": {"limits": {"per_day": 5}}}).json()
    assert (changed["interval"], changed["policy"]["limits"]["per_day"], changed["name"]) == (600, 5, "courier.example")
    assert send("administrator", one, method="DELETE").json()["deleted"] is True
    assert send("administrator", one).status_code == 404


def test_secrets_are_never_shown_again(send: Send) -> None:
    made = send("administrator", f"{WIRE}/sources", {"name": "Agency", "kind": "push", "auth": AUTH})
    secret, one = made.json()["secret"], f"{WIRE}/sources/{made.json()['id']}"
    answers = [
        made,
        send("administrator", one),
        send("administrator", f"{WIRE}/sources"),
        send("administrator", one, {"name": "A"}),
    ]
    for answer in answers:
        assert "tell-nobody" not in answer.content.decode()
    assert all(secret not in answer.content.decode() for answer in answers[1:])
    assert answers[1].json()["auth"] == {"how": "basic", "user": "desk"}
    assert send("administrator", f"{one}/secret", {}).json()["secret"] != secret
    assert Source.objects.get().auth == AUTH


def test_what_is_wrong_with_a_source_is_named(send: Send) -> None:
    answer = send(
        "administrator",
        f"{WIRE}/sources",
        {"url": "gopher://a", "policy": {"status": "shout", "rights": {"keep_days": -1}}},
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_param")
    assert set(answer.json()["data"]["params"]) == {"url", "policy.status", "policy.rights.keep_days"}
    assert not Source.objects.exists()


def test_items_are_listed_in_pages_with_filters(send: Send, item: Item) -> None:
    for number in (2, 3):
        item_of(item.source, number, "skipped", User.objects.get(login="administrator1"))
    answer = send("editor", f"{WIRE}/items?per_page=2")
    assert (answer["X-WP-Total"], answer["X-WP-TotalPages"], len(answer.json())) == ("3", "2", 2)
    found = send("editor", f"{WIRE}/items?state=queued&source={item.source_id}&search=ida")
    assert [one["id"] for one in found.json()] == [item.pk]
    assert found.json()[0]["reasons"] == [{"rule": "status", "words": "It waits in the queue for a person."}]
    assert send("editor", f"{WIRE}/items?page=9").status_code == 400
    assert send("editor", f"{WIRE}/items?state=blue").status_code == 400
    assert send("author", f"{WIRE}/items").status_code == 403


def test_an_item_shows_all_that_is_known_of_it(send: Send, item: Item) -> None:
    item.versions.create(
        seen=site.now_gmt(), content_key="f" * 32, title=item.title, text="Another text.", html="<p>Another text.</p>"
    )
    shown = send("editor", f"{WIRE}/items/{item.pk}").json()
    assert (
        shown["entry"]["guid"] == "courier-1"
        and shown["verdict"]["action"] == "file"
        and shown["post_status"] == "pending"
    )
    assert len(shown["versions"]) == 2 and "<ins>Another text.</ins>" in shown["differences"][0]["html"]
    assert send("editor", f"{WIRE}/items/999").status_code == 404


def test_deeds_say_what_happened(send: Send, item: Item) -> None:
    one = f"{WIRE}/items/{item.pk}"
    edited = send("editor", one, {"title": "Herons, recounted"}).json()
    assert (edited["changed"], edited["words"]) == (True, "Saved.")
    approved = send("editor", f"{one}/approve", {}).json()
    assert (approved["changed"], approved["words"], approved["item"]["state"]) == (True, "Published.", "filed")
    assert send("editor", f"{one}/approve", {}).json()["changed"] is False
    assert Post.objects.get(pk=item.post_id).title == "Herons, recounted"
    assert send("editor", f"{one}/merge", {"into": item.pk}).json()["code"] == "wire_same_item"
    assert send("editor", f"{one}/reject", {"why": "Old."}).json()["item"]["state"] == "rejected"


def test_blocks_are_kept_listed_and_lifted(send: Send, item: Item) -> None:
    made = send("editor", f"{WIRE}/blocks", {"kind": "author", "value": item.byline, "why": "Advertises."})
    assert made.status_code == 201 and "1 waiting item was rejected" in made.json()["words"]
    assert send("editor", f"{WIRE}/blocks").json()[0]["value"] == item.byline.casefold()
    assert send("editor", f"{WIRE}/blocks/{made.json()['id']}", method="DELETE").json()["deleted"] is True
    assert send("editor", f"{WIRE}/sources/{item.source_id}/block", {}).status_code == 403
    assert "switched off" in send("administrator", f"{WIRE}/sources/{item.source_id}/block", {}).json()["words"]


def test_health_and_runs(send: Send, item: Item) -> None:
    now = site.now_gmt()
    Run.objects.create(source=item.source, began=now, ended=now, found=3, filed=2)
    Run.objects.create(source=item.source, began=now, ended=now, error="It does not answer.")
    health: list[dict[str, Any]] = send("editor", f"{WIRE}/health").json()
    assert (health[0]["name"], health[0]["items"], health[0]["days"][-1]["filed"], health[0]["days"][-1]["bad"]) == (
        "Courier",
        1,
        2,
        1,
    )
    runs = send("editor", f"{WIRE}/runs?failed=true").json()
    assert [run["error"] for run in runs] == ["It does not answer."]


def test_lists_of_sources_come_in_and_go_out(send: Send) -> None:
    text = (
        '<opml version="2.0"><body><outline text="Coast"><outline text="Courier" xmlUrl="https://courier.example/feed"/>'
        '<outline text="Bad" xmlUrl="https://desk:word@bad.example/feed"/></outline></body></opml>'
    )
    first = send("administrator", f"{WIRE}/opml", {"opml": text}).json()
    assert (len(first["added"]), first["known"], list(first["wrong"])) == (1, 0, ["Bad"])
    assert send("administrator", f"{WIRE}/opml", {"opml": text}).json()["known"] == 1
    out = send("administrator", f"{WIRE}/opml")
    assert out["Content-Type"].startswith("text/x-opml") and b"https://courier.example/feed" in out.content
    assert send("administrator", f"{WIRE}/opml", {"opml": "<html>"}).status_code == 400


def test_what_is_shown_of_a_source_can_be_posted_back(send: Send) -> None:
    policy = {
        "status": "pending",
        "filters": [
            {
                "name": "harbour",
                "keep": "include",
                "when": {
                    "any": [
                        {"field": "title", "how": "word", "value": "harbour"},
                        {"all": [{"field": "text", "how": "phrase", "value": "low tide"}], "none": []},
                    ]
                },
            }
        ],
        "terms": {
            "always": ["Coast"],
            "unknown": "create",
            "map": {"Sports": "Sport", "Ads": ""},
            "rules": [
                {
                    "name": "ferry",
                    "when": {"any": [{"field": "title", "how": "word", "value": "ferry"}]},
                    "category": "F",
                }
            ],
        },
        "rights": {"keep_days": 3, "expires": "2030-01-02", "credit": "{source}"},
        "authors": {"Ann Quay": "administrator1"},
        "embeds": [],
    }
    made = send(
        "administrator", f"{WIRE}/sources", {"url": "https://courier.example/feed", "auth": AUTH, "policy": policy}
    )
    assert made.status_code == 201, made.content
    one = f"{WIRE}/sources/{made.json()['id']}"
    kept = Source.objects.get().policy
    for method in ("POST", "PUT"):
        shown = send("administrator", one).json()
        back = send("administrator", one, {"policy": shown["policy"]}, method=method)
        assert back.status_code == 200, back.content
        whole = send("administrator", one, shown, method=method)
        assert whole.status_code == 200, whole.content
        assert send("administrator", one).json()["policy"] == shown["policy"]
    source = Source.objects.get()
    assert (source.policy, source.auth) == (kept, AUTH)


def test_a_suggested_feed_is_taken_or_refused(send: Send) -> None:
    made = send("administrator", f"{WIRE}/sources", {"url": "https://courier.example/feed"}).json()
    one = f"{WIRE}/sources/{made['id']}"
    assert made["suggested"] == "" and send("administrator", f"{one}/suggestion", {"accept": True}).status_code == 409
    Source.objects.update(suggested="https://courier.example/new.xml", suggested_kind="feed", failures=4, error="x")
    assert send("administrator", one).json()["suggested"].endswith("/new.xml")
    taken = send("administrator", f"{one}/suggestion", {"accept": True}).json()
    assert (taken["url"], taken["suggested"], taken["failures"]) == ("https://courier.example/new.xml", "", 0)
    Source.objects.update(suggested="https://courier.example/third.xml")
    refused = send("administrator", f"{one}/suggestion", {"accept": False}).json()
    assert (refused["url"], refused["suggested"]) == ("https://courier.example/new.xml", "")
