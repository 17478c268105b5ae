"""Nothing that was written is lost: the network goes, the server is killed, the session ends, a colleague takes over or saves first."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.editor.conftest import Open
from tests.browser.editor.writing import Writer, kill, port_of, python_of_site, serve, wait_until
from tests.browser.site import Site
from tests.effort import NIGHTLY

pytestmark = pytest.mark.browser
CUTS = 50 if NIGHTLY else 6
CONTENT = "wp.data.select('core/editor').getEditedPostContent()"
NUMBER = "wp.data.select('core/editor').getCurrentPostId()"
DIRTY = "wp.data.select('core/editor').isEditedPostDirty()"
BUSY = "wp.data.select('core/editor').isSavingPost()"
# Texts of a story, of its revisions, and of its autosaves by user.
TEXTS = """
import json
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import is_autosave
story = Post.objects.get(pk={post})
rows = list(Post.objects.filter(parent_id=story.pk, type="revision"))
print(json.dumps({{
    "story": story.content, "status": story.status,
    "revisions": [row.content for row in rows if not is_autosave(row)],
    "autosaves": [[row.author.login, row.content] for row in rows if is_autosave(row)],
}}))
"""


def _texts(site: Site, post: int) -> dict:
    import json

    return json.loads(python_of_site(site, TEXTS.format(post=post)))


def _write(writer: Writer, words: str) -> None:
    """Type at the end of the story."""
    writer.last_paragraph.click()
    writer.page.keyboard.press("Control+End")
    writer.page.keyboard.type(words)


def _save(writer: Writer) -> None:
    writer.page.keyboard.press("Control+s")


def _settle(writer: Writer) -> None:
    """Save until nothing is left to be saved. What was typed while a save ran counts as a change a second later (the editor's own way)."""
    for _ in range(2):
        wait_until(writer.page, lambda: not writer.store(BUSY), 60)
        writer.page.wait_for_timeout(1200)
        _save(writer)
        wait_until(writer.page, lambda: not writer.store(DIRTY) and not writer.store(BUSY), 60)


def _new_story(writer: Writer, title: str) -> int:
    """A draft with a first paragraph, saved; its number."""
    writer.open()
    writer.title.click()
    writer.page.keyboard.type(title)
    writer.page.keyboard.press("Enter")
    writer.page.keyboard.type("It began so.")
    _save(writer)
    wait_until(writer.page, lambda: not writer.store(DIRTY) and not writer.store(BUSY))
    return int(writer.store(NUMBER))


def _take_over(writer: Writer, post: int) -> None:
    """Open a story that somebody else is writing, as the dialog offers it."""
    writer.open(post)
    writer.page.get_by_role("link", name="Take over").click()
    writer.page.wait_for_load_state("domcontentloaded")
    writer.title.wait_for()
    expect(writer.page.locator(".editor-post-locked-modal")).to_have_count(0)


def _restore(writer: Writer) -> None:
    """Take what the window offers of one's own text, if it does."""
    button = writer.page.get_by_role("button", name="Put it into the editor")
    for _ in range(20):
        if button.count():
            button.click()
            expect(button).to_have_count(0)
            return
        writer.page.wait_for_timeout(100)


def _copies(writer: Writer) -> str:
    """What the device keeps."""
    return str(writer.store("Object.values(localStorage).join('\\n')"))


def test_fifty_cuts(open_desk: Open, newsroom: Site) -> None:
    """Two browsers on one story; the network is cut and the server killed while they type, and they take over from each other."""
    dice, typed, site = random.Random(4711), [], newsroom
    ann, bea = open_desk("ann"), open_desk("bea")
    post = _new_story(ann, "Fifty cuts")
    writer, other = ann, bea
    for cut in range(CUTS):
        word = f"{writer.name}{cut}x"
        how = ("network", "server", "network")[cut % 3] if not NIGHTLY else dice.choice(("network", "server"))
        if how == "network":
            writer.context.set_offline(True)
        else:
            kill(site)
        _write(writer, f" {word}")
        typed.append(word)
        if dice.random() < 0.6:
            _save(writer)
        writer.page.wait_for_timeout(dice.randint(0, 1500))
        _write(writer, f" {word}y")
        typed.append(f"{word}y")
        assert all(one in writer.store(CONTENT) for one in (word, f"{word}y"))
        if how == "network":
            writer.context.set_offline(False)
        else:
            running = serve(site.folder, port_of(site))
            site.process = running.process
        if cut % 3 == 2:
            wait_until(writer.page, lambda desk=writer: not desk.store(BUSY), 30)
            _take_over(other, post)
            writer.beat()
            expect(writer.page.get_by_text("taken over this post")).to_be_visible(timeout=30_000)
            wait_until(writer.page, lambda desk=writer: not desk.store(BUSY), 30)
            _restore(other)
            writer, other = other, writer
    _settle(writer)
    found = _texts(site, post)
    everywhere = "\n".join([found["story"], *found["revisions"], *(text for _, text in found["autosaves"])])
    everywhere += _copies(ann) + _copies(bea)  # what is offered to them when they open the story again
    assert [word for word in typed if word not in everywhere] == []
    owners = [name for name, _ in found["autosaves"]]
    assert len(owners) == len(set(owners)), owners
    assert found["story"] == writer.store(CONTENT)  # the window has nothing that the site has not


def test_the_session_ends_and_is_renewed_on_the_spot(open_desk: Open) -> None:
    ann = open_desk("ann")
    _new_story(ann, "A long afternoon")
    ann.context.clear_cookies()
    ann.beat()
    expect(ann.page.get_by_text("Your session has ended.").first).to_be_visible()
    _write(ann, " And went on.")  # no window opens over what is being written
    _save(ann)
    dialog = ann.page.get_by_role("dialog", name="Your session has ended")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("is kept on this device")).to_be_visible()
    ann.sign_in(ann.page.frame_locator(".wirepress-safety-sign-in iframe"))
    expect(dialog).to_have_count(0)
    wait_until(ann.page, lambda: not ann.store(DIRTY))  # the save that was asked for is done
    assert "And went on." in ann.store("wp.data.select('core/editor').getCurrentPostAttribute('content')")
    _write(ann, " To the end.")
    _save(ann)
    wait_until(ann.page, lambda: not ann.store(DIRTY))


def test_a_conflict_shows_who_and_what_and_either_text_can_go_on(open_desk: Open, newsroom: Site) -> None:
    ann, bea = open_desk("ann"), open_desk("bea")
    post = _new_story(ann, "Two hands")
    _take_over(bea, post)
    _write(bea, " Bea was here.")
    _save(bea)
    wait_until(bea.page, lambda: not bea.store(DIRTY))
    ann.page.evaluate("wp.data.dispatch('core/editor').updatePostLock({isLocked: false})")
    _write(ann, " Ann was here.")
    _save(ann)
    dialog = ann.page.get_by_role("dialog", name="bea saved this story too")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("cell", name=re.compile("Bea was here"))).to_be_visible()
    expect(dialog.get_by_role("cell", name=re.compile("Ann was here"))).to_be_visible()
    found = _texts(newsroom, post)
    assert "Bea was here" in found["story"] and "Ann was here" not in found["story"]
    assert [(name, "Ann was here" in text) for name, text in found["autosaves"]] == [("ann", True)]
    dialog.get_by_role("button", name="Back to my text").click()
    assert "Ann was here" in ann.store(CONTENT)
    _save(ann)
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Save mine over it").click()
    wait_until(ann.page, lambda: not ann.store(DIRTY))
    found = _texts(newsroom, post)
    assert "Ann was here" in found["story"] and any("Bea was here" in text for text in found["revisions"])


def test_a_window_that_died_gives_its_text_back(open_desk: Open, tmp_path: Path) -> None:
    ann = open_desk("ann")
    post = _new_story(ann, "The lights went out")
    ann.context.set_offline(True)
    _write(ann, " Written in the dark.")
    expect(ann.page.get_by_text("The site cannot be reached").first).to_be_visible(timeout=30_000)
    ann.context.set_offline(False)
    ann.page.route("**/autosaves*", lambda route: route.abort())
    ann.open(post)
    dialog = ann.page.get_by_role("dialog", name="This device has text that was not saved")
    expect(dialog.get_by_role("cell", name=re.compile("Written in the dark"))).to_be_visible()
    dialog.get_by_role("button", name="Put it into the editor").click()
    assert "Written in the dark" in ann.store(CONTENT)
    ann.page.unroute_all()
    _save(ann)
    wait_until(ann.page, lambda: not ann.store(DIRTY))
    ann.open(post)
    ann.page.wait_for_timeout(500)
    expect(dialog).to_have_count(0)
    assert "Written in the dark" in ann.store(CONTENT)
