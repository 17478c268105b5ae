"""From a published story to every network: once, with its picture and its address, also when the answer is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.features.conftest import Send
from tests.features.social.conftest import Pass
from tests.features.social.connections.conftest import connect as connect
from tests.features.social.connections.conftest import key_file as key_file
from tests.features.social.connections.conftest import open_server as open_server
from tests.features.social.networks.cases import CASES, Case, jpeg
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.users.actions.create import create_user
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.networks.meta import containers
from wirepress.features.social.networks.shared import asking
from wirepress.features.social.queue.models import AccountQueue, Share
from wirepress.features.social.send.follow_up import follow_up, look_at_post
from wirepress.features.social.send.run import send_due

EVERY = pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch, change_settings: Callable[..., None]) -> Iterator[None]:
    change_settings(url="https://news.example")
    monkeypatch.setattr(containers, "PAUSE", 0.0)
    monkeypatch.setattr(asking, "SECONDS", 5.0)
    yield


@pytest.fixture
def publish(send: Send) -> Callable[[SocialAccount], int]:
    """publish(account): publishes a story with a picture that asks to be shared there now; returns its number."""
    chief = create_user(login="pictures", email="pictures@desk.example", password="four-red-buoys", role="editor")

    def _publish(account: SocialAccount, title: str = "The quay opens") -> int:
        AccountQueue.objects.update_or_create(account=account, defaults={"rules": {"schedule": "off"}})
        picture = upload_media(jpeg(400, 300), "quay.jpg", author=chief, alt="A quay")
        meta = {"rop_publish_now": "yes", "rop_publish_now_accounts": {account.key: ""}}
        body = {
            "title": title,
            "content": "Nine years on.",
            "status": "publish",
            "featured_media": picture.pk,
            "meta": meta,
        }
        answer = send("editor", "/wp/v2/posts", body)
        assert answer.status_code == 201, answer.content
        return int(answer.json()["id"])

    return _publish


@EVERY
def test_a_story_goes_out_once_whatever_happens_and_is_taken_back(
    case: Case, connect: Any, open_server: Any, publish: Any, pass_time: Pass, send: Send
) -> None:
    server = open_server(case.name)
    account = connect(server, case.name)
    first = publish(account)
    assert send_due().states == {"sent": 1}, Share.objects.get().answer
    assert not send_due().states
    (post,) = server.seen.values()
    assert "The quay opens" in str(post["text"]) and "https://news.example/" in str(post)

    server.fail("lost")
    second = publish(account, "The crane turns")
    pass_time(3600)
    assert send_due().states == {"unknown": 1}
    pass_time(int(case.network.facts.settle / timedelta(seconds=1)) + 5)
    settled = "find" in case.network.facts.abilities
    assert send_due().states == ({"sent": 1} if settled else {"unknown": 1}), Share.objects.last().answer
    for _ in range(2):
        pass_time(7 * 3600)
        send_due()
    assert len(server.seen) == 2
    assert Share.objects.get(post_id=second).state == ("sent" if settled else "unknown")

    assert send("editor", f"/wp/v2/posts/{first}", {"status": "draft"}).status_code == 200
    look_at_post(first)
    follow_up()
    row = Share.objects.get(post_id=first)
    if "delete" in case.network.facts.abilities:
        assert len(server.seen) == 1 and row.state == "removed"
    else:
        assert len(server.seen) == 2 and "by hand" in row.follow_note
