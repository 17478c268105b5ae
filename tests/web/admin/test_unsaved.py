"""Whatever a person sends to the newsroom survives the end of a session, and is never done for somebody else or for another site."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.signing import TimestampSigner

from tests.browser.site import picture
from tests.web.admin.forms import HOST, Window, signed_in
from wirepress.content.comments.models import Comment
from wirepress.content.options import features, store
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import ApplicationPassword, User
from wirepress.features.wire.models import Source
from wirepress.settings import limits
from wirepress.web.admin.signin import unsaved

pytestmark = pytest.mark.django_db
WORDS = 'The "tide" <gate> & the\r\n\r\n  pilots’ 潮 turn'
STORED = WORDS.replace("\r\n", "\n")


def _expire(window: Window) -> None:
    """The server knows the session no more, the browser still has its cookie."""
    Session.objects.all().delete()


def _lose_cookies(window: Window) -> None:
    """The browser was closed and opened again with the form restored."""
    window.client.cookies.clear()


def _sign_out_elsewhere(window: Window) -> None:
    """In another tab of the same browser."""
    window.client.get("/wp-login.php?action=logout")
    window.client.post("/wp-login.php?action=logout")


ENDS = [_expire, _lose_cookies, _sign_out_elsewhere]


def _return(window: Window, name: str = "administrator") -> None:
    """Sign in on the page that answered, and send again."""
    assert window.status == 403 and "Nothing that you wrote is lost" in window.html
    window.sign_in(name, "not-this")
    assert window.status == 403  # a slip of the hand loses nothing
    window.sign_in(name)
    assert window.status == 200 and "Not saved yet" in window.html
    window.send()
    assert window.status == 200


@pytest.mark.parametrize("end", ENDS)
def test_a_new_story_survives_the_end_of_the_session(staff: dict[str, User], end: Callable[[Window], None]) -> None:
    window = signed_in("administrator")
    window.open("/wp-admin/posts/add/")
    end(window)
    window.send("_save", title="Gate & tide", content=WORDS, tags="boats, “Quay”")
    assert not Post.objects.exists()
    assert "pilots’ 潮 turn" in window.html
    _return(window)
    story = Post.objects.latest("pk")
    assert story.title.replace("&amp;", "&") == "Gate & tide" and story.content == STORED
    assert story.author_id == staff["administrator"].pk
    assert Term.objects.filter(name="boats", taxonomy="post_tag").exists()


def _change_story(window: Window, made: dict[str, Any]) -> Callable[[], bool]:
    window.open(f"/wp-admin/posts/{made['story'].pk}/change/")
    return lambda: (
        window.send("_continue", content=WORDS),
        lambda: Post.objects.get(pk=made["story"].pk).content == STORED,
    )[1]


def _edit_comment(window: Window, made: dict[str, Any]) -> Callable[[], Any]:
    window.open(f"/wp-admin/comments/{made['comment'].pk}/change/")
    return lambda: (window.send("_save", content="Mended"), lambda: Comment.objects.get().content == "Mended")[1]


def _approve_comment(window: Window, made: dict[str, Any]) -> Callable[[], Any]:
    window.open("/wp-admin/comments/")
    form = "//form[@id='changelist-form']"
    return lambda: (window.send("/set/approve/", form=form), lambda: Comment.objects.get().approved == "1")[1]


def _trash_many(window: Window, made: dict[str, Any]) -> Callable[[], Any]:
    window.open("/wp-admin/posts/")
    chosen = [str(made["story"].pk)]
    form = "//form[@id='changelist-form']"
    return lambda: (
        window.send(form=form, action="to_trash", _selected_action=chosen, index="0"),
        lambda: Post.objects.get(pk=made["story"].pk).status == "trash",
    )[1]


def _save_settings(window: Window, made: dict[str, Any]) -> Callable[[], Any]:
    window.open("/wp-admin/settings/general/")
    name = re.findall(r'name="(option-\d+)"', window.html)[0]

    def saved() -> bool:
        store.forget()
        return store.get("blogname") == "Harbour Evening"

    return lambda: (window.send(**{name: "Harbour Evening"}), saved)[1]


def _switch_feature(window: Window, made: dict[str, Any]) -> Callable[[], Any]:
    window.open("/wp-admin/features/")
    form = "//form[.//input[@value='engagement']]"

    def off() -> bool:
        store.forget()
        return "engagement" in features.switched_off()

    return lambda: (window.send(form=form), off)[1]


def _write_caption(window: Window, made: dict[str, Any]) -> Callable[[], Any]:
    window.open(f"/wp-admin/media/{made['file'].pk}/change/")
    return lambda: (
        window.send("_save", caption="At the quay"),
        lambda: Post.objects.get(pk=made["file"].pk).excerpt == "At the quay",
    )[1]


def _add_category(window: Window, made: dict[str, Any]) -> Callable[[], Any]:
    window.open("/wp-admin/categories/add/")
    return lambda: (window.send("_save", name="Lighthouses"), lambda: Term.objects.filter(name="Lighthouses").exists())[
        1
    ]


def _add_person(window: Window, made: dict[str, Any]) -> Callable[[], Any]:
    window.open("/wp-admin/users/add/")
    fields = {"login": "nils", "email": "nils@desk.example", "password": "  lantern-oil-and-wick "}

    def made_right() -> bool:
        from wirepress.content.users.signin import verify_password

        return verify_password(User.objects.get(login="nils"), fields["password"])

    return lambda: (window.send("_save", **fields), made_right)[1]


def _make_password(window: Window, made: dict[str, Any]) -> Callable[[], Any]:
    window.open(f"/wp-admin/users/{made['who'].pk}/change/")
    form = "//form[contains(@action,'application-passwords')]"
    return lambda: (
        window.send(form=form, name="Teleprinter"),
        lambda: ApplicationPassword.objects.filter(name="Teleprinter").exists(),
    )[1]


def _add_source(window: Window, made: dict[str, Any]) -> Callable[[], Any]:
    window.open("/wp-admin/wire-sources/source/")
    form = "//form[@method='post'][.//*[@name='url' or @name='address']]"
    return lambda: (
        window.send(form=form, name="Coast Radio", url="https://coast.example/feed"),
        lambda: Source.objects.filter(name="Coast Radio").exists(),
    )[1]


@pytest.mark.parametrize(
    "deed",
    [
        _change_story,
        _edit_comment,
        _approve_comment,
        _trash_many,
        _save_settings,
        _switch_feature,
        _write_caption,
        _add_category,
        _add_person,
        _make_password,
        _add_source,
    ],
)
def test_every_deed_of_the_newsroom_survives(
    staff: dict[str, User], write: Callable[..., Post], deed: Callable[..., Any], tmp_path: Path
) -> None:
    from wirepress.content.media.actions.upload import upload_media

    story = write("administrator")
    made = {
        "story": story,
        "who": staff["administrator"],
        "comment": Comment.objects.create(post_id=story.pk, author_name="Reader", content="Thank you.", approved="0"),
        "file": upload_media(picture(tmp_path / "quay.png").read_bytes(), "quay.png", author=staff["administrator"]),
    }
    window = signed_in("administrator")
    send = deed(window, made)
    _expire(window)
    done = send()
    assert not done() if deed is not _add_person else not User.objects.filter(login="nils").exists()
    _return(window)
    assert done()


def test_files_are_named_and_chosen_again(staff: dict[str, User], tmp_path: Path) -> None:
    data = picture(tmp_path / "harbour.png").read_bytes()
    window = signed_in("author")
    window.open("/wp-admin/media/add/")
    _expire(window)
    window.send(files={"files": ("harbour.png", data)}, alt="The harbour")
    assert window.status == 403 and "choose harbour.png again" in window.html
    window.sign_in("author")
    assert "Choose again: harbour.png" in window.html
    window.send(files={"files": ("harbour.png", data)})
    assert Post.objects.get(type="attachment").media_file.alt == "The harbour"


def test_a_second_sign_in_in_another_tab_is_no_loss(staff: dict[str, User]) -> None:
    window = signed_in("administrator")
    window.open("/wp-admin/posts/add/")
    form, address = window.answer, window.address
    window.client.cookies.clear()
    window.open("/wp-login.php")
    window.sign_in("administrator")
    window.answer, window.address = form, address
    window.send("_save", title="Two tabs", content=WORDS)
    assert (
        window.status == 403 and "Not saved yet" in window.html and not Post.objects.filter(title="Two tabs").exists()
    )
    window.send()
    assert Post.objects.get(title="Two tabs").content == STORED


def test_somebody_else_is_asked_and_has_only_their_own_rights(
    staff: dict[str, User], write: Callable[..., Post]
) -> None:
    story = write("editor")
    window = signed_in("editor")
    window.open(f"/wp-admin/posts/{story.pk}/change/")
    _expire(window)
    window.send("_save", content=WORDS)
    window.sign_in("author")
    assert "signed in as <strong>author</strong>" in window.html
    assert Post.objects.get(pk=story.pk).content == story.content  # signing in alone does nothing
    window.send()
    assert window.status == 403 and "pilots’" in window.html
    assert Post.objects.get(pk=story.pk).content == story.content


def test_an_account_without_work_here_may_copy(staff: dict[str, User]) -> None:
    window = signed_in("author")
    window.open("/wp-admin/posts/add/")
    _expire(window)
    window.send("_save", title="Kept words", content=WORDS)
    window.sign_in("subscriber")
    assert window.status == 403 and "pilots’ 潮 turn" in window.html and "Send again" not in window.html


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
@pytest.mark.parametrize("name", ["editor", ""])
def test_what_another_site_sends_is_never_offered(staff: dict[str, User], headers: dict[str, str], name: str) -> None:
    window = signed_in(name) if name else Window()
    answer = window.client.post(
        "/wp-admin/posts/add/", {"title": "Planted", "content": "planted words"}, headers=headers, follow=True
    )
    assert "lanted" not in answer.content.decode()
    assert not Post.objects.filter(title="Planted").exists()


def test_a_token_of_one_session_is_none_of_another(staff: dict[str, User]) -> None:
    one, other = signed_in("author"), signed_in("author2")
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', one.open("/wp-admin/posts/add/"))[0]
    fields = {"csrfmiddlewaretoken": token, "title": "Borrowed", "status": "draft"}
    assert other.client.post("/wp-admin/posts/add/", fields).status_code == 403
    other.client.cookies["wirepress_csrf"] = "a" * 32
    fields["csrfmiddlewaretoken"] = "a" * 32
    assert other.client.post("/wp-admin/posts/add/", fields).status_code == 403
    assert not Post.objects.filter(title="Borrowed").exists()
    assert "wirepress_csrf" not in one.client.cookies


def test_a_carried_form_ends_with_its_time_and_cannot_be_forged(
    staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    form = unsaved.UnsavedForm("/wp-admin/posts/add/", (("title", "Old news"), ("content", WORDS)))
    packed = unsaved.pack(form)
    assert unsaved.unpack(packed) == form
    assert unsaved.unpack(packed[:-2] + "xx") is None and unsaved.unpack("x" * 99) is None
    with monkeypatch.context() as patched:
        patched.setattr(TimestampSigner, "timestamp", lambda self: "1aaaaa")  # long ago
        old = unsaved.pack(form)
    window = Window()
    window.open("/wp-login.php")
    answer = window.client.post("/wp-login.php", {"log": "author", "pwd": "seven-brass-lanterns", "unsaved": old})
    assert (
        "too long ago" in answer.content.decode()
        and "Old news" in answer.content.decode()
        and "Send again" not in answer.content.decode()
    )


def test_what_is_too_large_is_shown_for_copying(staff: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNSAVED_MAX", 200)
    window = signed_in("author")
    window.open("/wp-admin/posts/add/")
    _expire(window)
    window.send("_save", title="Long", content=WORDS)
    assert window.status == 403 and "Copy it from below" in window.html and "pilots’ 潮 turn" in window.html
    window.sign_in("author")
    assert window.address == "/wp-admin/"


def test_a_form_over_every_limit_is_told(
    staff: dict[str, User], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = signed_in("author").client.post(
        "/wp-admin/posts/add/", "content=" + "x" * 2000, "application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413 and "still there" in answer.content.decode()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10**6, 10
    answer = signed_in("author").client.post("/wp-admin/posts/add/", "x=1&" * 20, "application/x-www-form-urlencoded")
    assert answer.status_code == 400 and "fields" in answer.content.decode()


@pytest.mark.parametrize("change", ["trash", "delete"])
def test_a_story_that_somebody_took_away_meanwhile_leaves_the_text(
    staff: dict[str, User], write: Callable[..., Post], change: str
) -> None:
    story = write("editor")
    window = signed_in("editor")
    window.open(f"/wp-admin/posts/{story.pk}/change/")
    if change == "trash":
        Post.objects.filter(pk=story.pk).update(status="trash")
    else:
        story.delete()
    window.send("_save", content=WORDS)
    assert window.status == (409 if change == "trash" else 404) and "pilots’ 潮 turn" in window.html


def test_a_right_that_was_taken_away_leaves_the_text(staff: dict[str, User]) -> None:
    window = signed_in("author")
    window.open("/wp-admin/posts/add/")
    User.objects.filter(pk=staff["author"].pk).update(roles=["subscriber"])
    window.send("_save", title="Last words", content=WORDS)
    assert window.status == 403 and "pilots’ 潮 turn" in window.html


def test_the_page_never_runs_what_was_sent(staff: dict[str, User]) -> None:
    window = signed_in("author")
    window.open("/wp-admin/posts/add/")
    _expire(window)
    evil = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>\n' * 2
    window.send("_save", title='"><script>alert(2)</script>', content=evil)
    assert "<script>alert" not in window.html and "<img src=x" not in window.html
    window.sign_in("author")
    assert "<script>alert" not in window.html and "<img src=x" not in window.html
    assert HOST not in window.html
