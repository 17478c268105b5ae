"""A story's life in the block editor: written with pictures, noted on by a colleague, scheduled, published, read, taken back to an older text."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.editor.conftest import Open
from tests.browser.editor.writing import Writer, python_of_site, wait_until
from tests.browser.site import STORY, Site

pytestmark = pytest.mark.browser
CONTENT = "wp.data.select('core/editor').getEditedPostContent()"
STORED = "wp.data.select('core/editor').getCurrentPostAttribute('{}')"
BUSY = "wp.data.select('core/editor').isSavingPost() || wp.data.select('core/editor').isEditedPostDirty()"
UPLOAD = """async ([bytes, name]) => {
    const body = new FormData();
    body.append('file', new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type: 'image/jpeg' }));
    return wp.apiFetch({ path: '/wp/v2/media', method: 'POST', body });
}"""
INSERT = """([name, given, inner]) => wp.data.dispatch('core/block-editor').insertBlocks(
    wp.blocks.createBlock(name, given, inner.map(([kind, more]) => wp.blocks.createBlock(kind, more)))
)"""


def save(writer: Writer) -> None:
    """Save by the keyboard, and wait until it is done."""
    writer.page.keyboard.press("Control+s")
    wait_until(writer.page, lambda: not writer.store(BUSY), words="the story was not saved")


def insert(writer: Writer, name: str, given: dict[str, Any], inner: list[list[Any]] | None = None) -> None:
    """Insert a block behind the others."""
    writer.page.evaluate(INSERT, [name, given, inner or []])


def publish(writer: Writer) -> None:
    """Publish or schedule, through the checks before it."""
    writer.page.locator(".editor-post-publish-button__button").click()
    writer.page.locator(".editor-post-publish-panel .editor-post-publish-button").click()
    wait_until(writer.page, lambda: not writer.store(BUSY))
    writer.page.get_by_role("button", name="Close panel").click()


def test_a_story_from_its_first_word_to_its_readers(
    open_desk: Open, newsroom: Site, tmp_path: Path, browser: Browser
) -> None:
    ann = open_desk("ann")
    ann.open()
    ann.title.fill("Lamps at the quay")
    ann.title.press("Enter")
    ann.page.keyboard.type("They burn again.")
    Image.new("RGB", (1200, 800), (40, 90, 130)).save(tmp_path / "quay.jpg")
    bytes_of = base64.b64encode((tmp_path / "quay.jpg").read_bytes()).decode()
    picture = ann.page.evaluate(UPLOAD, [bytes_of, "quay.jpg"])
    shown = {"id": picture["id"], "url": picture["source_url"], "alt": "The quay"}
    insert(ann, "core/image", shown)
    insert(ann, "core/gallery", {"linkTo": "none"}, [["core/image", shown], ["core/image", shown]])
    insert(ann, "core/embed", {"url": f"{newsroom.url}/?p={STORY}"})
    expect(ann.canvas.locator(".wp-block-embed iframe")).to_be_visible()
    save(ann)
    number = ann.store("wp.data.select('core/editor').getCurrentPostId()")

    # A colleague takes over, leaves a note, and schedules it.
    bea = open_desk("bea")
    bea.open(number)
    bea.page.get_by_role("link", name="Take over").click()
    bea.title.wait_for()
    bea.canvas.get_by_text("They burn again.").click()
    bea.page.keyboard.press("Control+Alt+m")
    add = bea.page.get_by_role("button", name="Add note").last
    add.wait_for()
    bea.page.wait_for_function("document.activeElement.closest('[class*=collab-sidebar]')")
    bea.page.keyboard.type("Since when?")
    add.click()
    expect(bea.page.get_by_text("Since when?").first).to_be_visible()
    save(bea)
    bea.page.evaluate("wp.data.dispatch('core/editor').editPost({ date: '2099-03-05T10:00:00', status: 'future' })")
    publish(bea)
    assert bea.store(STORED.format("status")) == "future"

    # It is published after all; readers see it at once, with all that is in it, and nothing of the note.
    bea.page.evaluate("wp.data.dispatch('core/editor').editPost({ date: null, status: 'publish' })")
    save(bea)
    reader = browser.new_page()
    reader.goto(f"{newsroom.url}/?p={number}")
    expect(reader.get_by_role("heading", name="Lamps at the quay")).to_be_visible()
    expect(reader.locator(".wp-block-gallery img")).to_have_count(2)
    assert "Since when?" not in reader.content()

    # What is written after that can be compared and taken back.
    bea.last_paragraph.click()
    bea.page.keyboard.press("End")
    bea.page.keyboard.type(" A word too many.")
    save(bea)
    reader.reload()
    expect(reader.get_by_text("A word too many.")).to_be_visible()
    bea.page.get_by_role("button", name="Settings", exact=True).click()  # the notes stand in its place
    bea.page.get_by_role("tab", name="Post", exact=True).click()
    bea.page.locator(".editor-post-panel__row", has_text="Revisions").get_by_role("button").click()
    slider = bea.page.get_by_role("slider")
    slider.wait_for()
    slider.focus()
    bea.page.keyboard.press("ArrowLeft")
    bea.page.get_by_role("button", name=re.compile("^Restore")).click()
    wait_until(bea.page, lambda: "A word too many" not in bea.store(CONTENT))
    wait_until(bea.page, lambda: not bea.store(BUSY))
    reader.reload()
    expect(reader.get_by_text("A word too many.")).to_have_count(0)
    reader.close()
    kept = python_of_site(
        newsroom,
        "from wirepress.content.comments.models import Comment; print(Comment.objects.get(type='note').content)",
    )
    assert kept.strip() == "Since when?"
