"""The whole way of a story, in real browsers: written with pictures and an embed, through an ended session and a colleague's hands, scheduled,
read, compared with what it was and put back."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.editor.conftest import Open
from tests.browser.editor.writing import Writer, python_of_site, wait_until
from tests.browser.site import STORY, Site, picture
from tests.features.wire.maintenance.test_alerts import Box

pytestmark = pytest.mark.browser
DIRTY = "wp.data.select('core/editor').isEditedPostDirty()"
CONTENT = "wp.data.select('core/editor').getEditedPostContent()"
STATUS = "wp.data.select('core/editor').getCurrentPostAttribute('status')"
LINK = "wp.data.select('core/editor').getCurrentPostAttribute('link')"
NUMBER = "wp.data.select('core/editor').getCurrentPostId()"
AT_THE_END = "wp.data.dispatch('core/block-editor').insertDefaultBlock({}, undefined, wp.data.select('core/block-editor').getBlockCount())"


def _save(writer: Writer) -> None:
    writer.page.keyboard.press("Control+s")
    wait_until(writer.page, lambda: not writer.store(DIRTY), 30)


def _block(writer: Writer, name: str) -> None:
    """A new block at the end, by its name after a slash."""
    writer.store(AT_THE_END)
    writer.page.wait_for_timeout(300)
    writer.page.keyboard.type(f"/{name}")
    writer.page.locator(".components-autocomplete__result").first.wait_for()
    writer.page.keyboard.press("Enter")


def _write(writer: Writer, words: str) -> None:
    writer.canvas.locator("p.wp-block-paragraph").first.click()
    writer.page.keyboard.press("End")
    writer.page.keyboard.type(words)


def _story(writer: Writer, other: str, folder: Path) -> int:
    """A headline, a paragraph, a picture, a gallery, a card of another story; saved."""
    writer.open()
    keys = writer.page.keyboard
    writer.title.click()
    keys.type("The ferry that came twice")
    keys.press("Enter")
    keys.type("It came at noon.")
    _block(writer, "image")
    writer.canvas.locator(".wp-block-image input[type=file]").set_input_files(picture(folder / "quay.png"))
    expect(writer.canvas.locator(".wp-block-image img")).to_have_attribute("src", re.compile("/wp-content/uploads/"))
    _block(writer, "gallery")
    files = [picture(folder / "pier.png"), picture(folder / "lamp.png")]
    writer.canvas.locator(".wp-block-gallery input[type=file]").set_input_files(files)
    expect(writer.canvas.locator(".wp-block-gallery img")).to_have_count(2)
    _block(writer, "embed")
    writer.page.wait_for_timeout(300)
    keys.type(other)
    keys.press("Enter")
    expect(writer.canvas.locator(".wp-block-embed iframe")).to_be_visible(timeout=20_000)
    wait_until(writer.page, lambda: writer.store(CONTENT).count("/wp-content/uploads/") >= 3, 30)
    _save(writer)
    return int(writer.store(NUMBER))


def _answer(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def _hand_on(writer: Writer, colleague: Writer, post: int) -> None:
    """The colleague takes the story over and leaves a note for its author."""
    colleague.open(post)
    colleague.page.get_by_role("link", name="Take over").click()
    colleague.page.wait_for_load_state("domcontentloaded")
    colleague.title.wait_for()
    writer.beat()
    expect(writer.page.get_by_text("taken over this post")).to_be_visible()
    colleague.canvas.locator("p.wp-block-paragraph").first.click()
    colleague.page.get_by_role("toolbar").get_by_role("button", name="Options").click()
    colleague.page.get_by_role("menuitem", name="Add note").click()
    colleague.page.get_by_placeholder("Add a note").or_(
        colleague.page.locator(".editor-collab-sidebar-panel [contenteditable=true]")
    ).first.click()
    colleague.page.keyboard.type("Is that the right hour, @cara?")
    colleague.page.get_by_role("button", name="Add note").last.click()
    expect(colleague.page.get_by_text("Note added.").first).to_be_visible()


def test_the_way_of_a_story(open_desk: Open, newsroom: Site, post_office: tuple[Box, int], tmp_path: Path) -> None:
    other = json.loads(_answer(f"{newsroom.url}/index.php?rest_route=/wp/v2/posts/{STORY + 1}")[1])["link"]
    cara, bea = open_desk("cara"), open_desk("bea")
    post = _story(cara, other, tmp_path)
    _end_session_and_go_on(cara)
    _hand_on(cara, bea, post)
    mails = post_office[0].mails
    wait_until(bea.page, lambda: bool(mails), 30, "nobody was told of the note")
    assert [str(mail["To"]) for mail in mails] == ["cara@desk.example"]
    assert "Is that the right hour, @cara?" in mails[0].get_content()
    _write(bea, " By the harbour's clock.")
    _save(bea)
    _schedule(bea, newsroom, post)
    _compare_and_restore(bea, newsroom, post)


def _end_session_and_go_on(cara: Writer) -> None:
    cara.context.clear_cookies()
    _write(cara, " And again at six.")
    cara.page.keyboard.press("Control+s")
    expect(cara.page.get_by_role("dialog", name="Your session has ended")).to_be_visible()
    cara.sign_in(cara.page.frame_locator(".wirepress-safety-sign-in iframe"))
    wait_until(cara.page, lambda: not cara.store(DIRTY), 30)


def _schedule(bea: Writer, newsroom: Site, post: int) -> None:
    """For in two hours; then the hour comes, and a reader is there."""
    hour = datetime.now(UTC) + timedelta(hours=2)
    bea.store(f"wp.data.dispatch('core/editor').editPost({{date: '{hour:%Y-%m-%dT%H:%M:%S}'}})")
    bea.page.get_by_role("button", name="Schedule").first.click()
    bea.page.locator(".editor-post-publish-panel").get_by_role("button", name="Schedule", exact=True).click()
    wait_until(bea.page, lambda: bea.store(STATUS) == "future", 30)
    link = bea.store(LINK)
    assert _answer(link)[0] == 404
    due = (datetime.now(UTC) + timedelta(seconds=3)).replace(microsecond=0)
    moment = f"'{due:%Y-%m-%d %H:%M:%S}'"
    python_of_site(
        newsroom,
        "from wirepress.content.posts.models import Post\n"
        f"Post.objects.filter(pk={post}).update(date={moment}, date_gmt={moment})",
    )
    while datetime.now(UTC) < due + timedelta(seconds=1):
        time.sleep(0.05)
    status, page = _answer(link)
    assert status == 200, "a reader does not see the story a second after its hour"
    assert "By the harbour" in page and "And again at six." in page and page.count("<img") >= 3


def _compare_and_restore(bea: Writer, newsroom: Site, post: int) -> None:
    bea.open(post)
    _write(bea, " Wrong by an hour.")
    _save(bea)
    bea.page.get_by_role("tab", name="Post").click()
    bea.page.locator(".editor-sidebar").get_by_role("button", name="revisions").or_(
        bea.page.locator(".editor-private-post-last-revision__button")
    ).first.click()
    expect(bea.canvas.locator("ins, .revision-diff-added").filter(has_text="Wrong by an hour").first).to_be_visible()
    bea.page.get_by_role("slider").first.press("ArrowLeft")
    bea.page.wait_for_timeout(500)
    bea.page.get_by_role("button", name="Restore", exact=True).click()
    wait_until(bea.page, lambda: "Wrong by an hour" not in bea.store(CONTENT), 30)
    wait_until(bea.page, lambda: not bea.store(DIRTY), 30)
    link = bea.store(LINK)
    wait_until(bea.page, lambda: "Wrong by an hour" not in _answer(link)[1], 10)
    assert "By the harbour" in _answer(link)[1]
