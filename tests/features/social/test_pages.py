"""The social pages of the newsroom, without a browser: who sees them, what their forms do, what comes back after a mistake."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.features.social.conftest import Pass
from tests.features.social.ledger import Ledger, connect
from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.networks.errors import OutcomeUnknown, Refused
from wirepress.features.social.queue.models import AccountQueue, BlockedPost, Share
from wirepress.features.social.queue.rules import read_rules
from wirepress.features.social.send.run import send_due

QUEUE, LOG = "/wp-admin/social-queue/", "/wp-admin/social-log/"
SHARE, RULES = "/wp-admin/social-queue/share/", "/wp-admin/social-queue/account/"
Sign = Callable[[str], Client]


@pytest.fixture
def sign_in(ledger: Ledger) -> Sign:
    """sign_in(role): a client of somebody new of that role."""

    def _sign_in(role: str) -> Client:
        client = Client()
        client.force_login(create_user(login=role, email=f"{role}@desk.example", password="six-green-lamps", role=role))
        return client

    return _sign_in


@pytest.fixture
def account(ledger: Ledger) -> SocialAccount:
    return connect(rules={"every_hours": 6})


def _story(title: str) -> Post:
    now = site.now_gmt()
    return Post.objects.create(status="publish", title=title, content="x", date=site.to_local(now), date_gmt=now)


def _tokens(page: str, deed: str) -> list[str]:
    return re.findall(rf'value="{deed}:([^"]+)"', page)


@pytest.mark.parametrize(("path", "editor_sees"), [(QUEUE, True), (LOG, True), (SHARE, True), (RULES, False)])
def test_each_role_sees_its_pages(sign_in: Sign, path: str, editor_sees: bool) -> None:
    assert sign_in("author").get(path).status_code == 403
    assert sign_in("editor").get(path).status_code == (200 if editor_sees else 403)
    assert sign_in("administrator").get(path).status_code == 200


def test_without_accounts_the_page_says_what_to_do_first(sign_in: Sign) -> None:
    assert "Connect an account" in sign_in("editor").get(QUEUE).content.decode()


def test_the_queue_shows_what_goes_out_and_takes_deeds(sign_in: Sign, account: SocialAccount, ledger: Ledger) -> None:
    stories = [_story(f"Tide <{at}>") for at in range(4)]
    editor = sign_in("editor")
    page = editor.get(QUEUE).content.decode()
    assert "Tide &lt;3&gt;" in page and "Tide <3>" not in page
    assert len(_tokens(page, "skip")) == 4 and not Share.objects.exists(), "a look writes nothing"
    editor.post(QUEUE, {"deed": f"skip:{_tokens(page, 'skip')[0]}"})
    assert Share.objects.get().state == Share.SKIPPED
    page = editor.get(QUEUE).content.decode()
    editor.post(QUEUE, {"deed": f"block:{_tokens(page, 'block')[0]}"})
    assert BlockedPost.objects.get().post_id == stories[2].pk
    page = editor.get(QUEUE).content.decode()
    answer = editor.post(QUEUE, {"deed": f"send:{_tokens(page, 'send')[0]}"}, follow=True)
    assert "being sent" in answer.content.decode()
    send_due()
    assert [post["story"] for post in ledger.posts] == [stories[1].pk]
    assert "no such share" in editor.post(QUEUE, {"deed": "skip:s9-9-9"}, follow=True).content.decode()


def test_a_share_is_edited_with_a_preview(sign_in: Sign, account: SocialAccount) -> None:
    _story("Tide")
    editor = sign_in("editor")
    token = _tokens(editor.get(QUEUE).content.decode(), "skip")[0]
    page = editor.get(SHARE, {"share": token}).content.decode()
    assert "of 300" in page and not Share.objects.exists()
    page = editor.post(SHARE, {"share": token, "text": "Own words", "preview": "1"}).content.decode()
    assert "Own words\n\nhttp" in page.replace("\r", "") and not Share.objects.exists()
    when = re.search(r'name="when" value="([^"]+)"', page)
    assert when
    editor.post(SHARE, {"share": token, "text": "Own words", "when": when[1]})
    row = Share.objects.get()
    assert (row.text, row.due, row.slot) == ("Own words", row.slot, row.due)
    wrong = editor.post(SHARE, {"share": f"n{row.pk}", "text": "Kept", "when": "soon"}).content.decode()
    assert "Kept" in wrong and "date and a time" in wrong
    assert Share.objects.get().text == "Own words"


def test_the_log_shows_answers_and_what_can_be_done(
    sign_in: Sign, account: SocialAccount, ledger: Ledger, pass_time: Pass
) -> None:
    for title in ("One", "Two"):
        _story(title)
    ledger.before, ledger.after, ledger.can_find = [Refused("No tides here.")], [OutcomeUnknown("Lost.")], False
    for _ in range(8):
        pass_time(6 * 3600 + 60)
        send_due()
    editor = sign_in("editor")
    page = editor.get(LOG, {"show": "trouble"}).content.decode()
    assert "No tides here." in page and len(_tokens(page, "retry")) == 2 and len(_tokens(page, "confirm")) == 1
    editor.post(LOG, {"deed": f"confirm:{_tokens(page, 'confirm')[0]}"})
    assert Share.objects.filter(state=Share.SENT).count() == 1
    assert _tokens(editor.get(LOG).content.decode(), "confirm") == []


def test_rules_with_a_mistake_come_back_as_they_were_typed(sign_in: Sign, account: SocialAccount) -> None:
    chief = sign_in("administrator")
    page = chief.get(RULES, {"id": account.pk}).content.decode()
    fields = dict(re.findall(r'<input id="sq-(\w+)" name="\w+" value="([^"]*)"', page))
    fields |= {
        "id": str(account.pk),
        "schedule": "fixed",
        "order": "newest",
        "content": "template",
        "template": "{title}!",
    }
    fields |= {
        "custom_place": "end",
        "shortener": "own",
        "hashtags": "tags",
        "variations": "order",
        "times": "7:00, 25:00",
    }
    wrong = chief.post(RULES, {**fields, "days": ["1", "3"]}).content.decode()
    assert "times of day" in wrong and "7:00, 25:00" in wrong and "{title}!" in wrong
    assert AccountQueue.objects.get().rules == {"every_hours": 6}
    done = chief.post(RULES, {**fields, "times": "7:00, 17:30", "days": ["1", "3"], "utm": "1"}, follow=True)
    assert "Saved" in done.content.decode()
    row = AccountQueue.objects.get()
    rules = read_rules(row.rules)
    assert (rules["schedule"], rules["days"], rules["times"]) == ("fixed", [1, 3], ["7:00", "17:30"])
    assert row.format["template"] == "{title}!" and row.format["utm"] is True


def test_who_manages_the_site_pauses(sign_in: Sign, account: SocialAccount) -> None:
    sign_in("editor").post(QUEUE, {"deed": f"pause:{account.pk}"})
    assert not AccountQueue.objects.get().paused
    chief = sign_in("administrator")
    assert "is paused" in chief.post(QUEUE, {"deed": f"pause:{account.pk}"}, follow=True).content.decode()
    assert AccountQueue.objects.get().paused
    chief.post(QUEUE, {"deed": f"resume:{account.pk}"})
    assert "All sharing is paused" in chief.post(QUEUE, {"deed": "pause:"}, follow=True).content.decode()


STORY = {
    "title": "Tide",
    "content": "<p>It rises.</p>",
    "excerpt": "",
    "slug": "",
    "featured_media": "0",
    "password": "",
}


def test_the_form_of_a_story_shares_it_when_it_is_published(
    sign_in: Sign, account: SocialAccount, ledger: Ledger
) -> None:
    chief = sign_in("administrator")
    page = chief.get("/wp-admin/posts/add/").content.decode()
    assert f'name="social_account_{account.pk}"' in page
    mine = {"social_panel": "1", f"social_account_{account.pk}": "1", f"social_text_{account.pk}": "Own words"}
    answer = chief.post("/wp-admin/posts/add/", {**STORY, "status": "draft", **mine})
    assert answer.status_code == 302, re.findall(r"errorlist[^>]*>(.*?)</ul", answer.content.decode(), re.S)
    post = Post.objects.get(title="Tide")
    assert not Share.objects.exists()
    page = chief.get(f"/wp-admin/posts/{post.pk}/change/").content.decode()
    assert "Own words\n\nhttp" in page.replace("\r", "") and 'value="1" checked' in page
    post.status = "publish"
    post.save()
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    chief.post(f"/wp-admin/posts/{post.pk}/change/", {**STORY, "seen": seen[1], "status": "publish", **mine})
    assert Share.objects.get().text == "Own words"
    send_due()
    assert len(ledger.posts) == 1
    shown = chief.get(f"/wp-admin/posts/{post.pk}/change/").content.decode()
    assert "https://ledger.example/" in shown and f'name="social_account_{account.pk}" value="1">' in shown
