"""What a writer has at hand in the block editor, each used once on a served site: no error on the console, no request that fails."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Response, expect

from tests.browser.editor.writing import Writer, wait_until
from tests.browser.site import STORY, Site

pytestmark = pytest.mark.browser
EDITED = "wp.data.select('core/editor').getEditedPostAttribute('{}')"
STORED = "wp.data.select('core/editor').getCurrentPostAttribute('{}')"
CONTENT = "wp.data.select('core/editor').getEditedPostContent()"
# Blocks that say so themselves where they stand alone, outside of what they are for.
ALONE = {
    "core/missing",
    "core/block",
    "core/post-content",
    "core/query-title",
    "core/comments",
    "core/comments-pagination",
}
PASTE = """([html]) => {
    const { contentWindow: inside, contentDocument } = document.querySelector('iframe[name=editor-canvas]');
    const held = new inside.DataTransfer();
    held.setData('text/html', html);
    held.setData('text/plain', 'plain');
    const paste = new inside.ClipboardEvent('paste', { clipboardData: held, bubbles: true, cancelable: true });
    contentDocument.activeElement.dispatchEvent(paste);
}"""
GIVE_FILE = """async ([bytes, kinds]) => {
    const { contentWindow: inside, contentDocument } = document.querySelector('iframe[name=editor-canvas]');
    const held = new inside.DataTransfer();
    const file = new inside.File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], 'quay.jpg', { type: 'image/jpeg' });
    held.items.add(file);
    const place = contentDocument.querySelector('p.wp-block, p.wp-block-paragraph');
    const { x, y } = place.getBoundingClientRect();
    for (const kind of kinds) {
        const how = { bubbles: true, cancelable: true, clientX: x + 10, clientY: y + 5 };
        const event = kind === 'paste'
            ? new inside.ClipboardEvent(kind, { ...how, clipboardData: held })
            : new inside.DragEvent(kind, { ...how, dataTransfer: held });
        (kind === 'paste' ? contentDocument.activeElement : place).dispatchEvent(event);
        await new Promise((done) => setTimeout(done, 300));
    }
}"""

CROP = """async ([id]) => {
    const { source_url: src } = await wp.apiFetch({ path: `/wp/v2/media/${id}` });
    const crop = { type: 'crop', args: { left: 10, top: 10, width: 50, height: 50 } };
    const modifiers = [crop, { type: 'rotate', args: { angle: 90 } }];
    return wp.apiFetch({ path: `/wp/v2/media/${id}/edit`, method: 'POST', data: { src, modifiers } });
}"""


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture as cameras make them, large enough for every size."""
    path = tmp_path_factory.mktemp("pictures") / "quay.jpg"
    Image.new("RGB", (1600, 1000), (40, 90, 130)).save(path)
    return path


@pytest.fixture(scope="module")
def signed_in(browser: Browser, newsroom: Site) -> Any:
    """The cookies of the administrator's session."""
    writer = Writer.begin(browser, newsroom, "ann")
    state = writer.context.storage_state()
    writer.close()
    return state


@pytest.fixture
def ann(browser: Browser, newsroom: Site, signed_in: Any) -> Iterator[Writer]:
    """The administrator before a new story; what goes wrong in the window fails the test."""
    writer = Writer.begin(browser, newsroom, "ann", storage_state=signed_in)
    failed: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            failed.append(f"{answer.status} {answer.request.method} {answer.url}")

    writer.page.on("response", note)
    writer.open()
    yield writer
    assert [*failed, *writer.close()] == []


def head(writer: Writer, words: str) -> None:
    """Write the headline, and go on to the first paragraph."""
    writer.title.fill(words)
    writer.title.press("Enter")


def insert(writer: Writer, name: str, attributes: dict[str, Any] | None = None) -> None:
    """Insert a block and select it."""
    writer.page.evaluate(
        "([name, given]) => wp.data.dispatch('core/block-editor').insertBlocks(wp.blocks.createBlock(name, given))",
        [name, attributes or {}],
    )


def save(writer: Writer) -> None:
    """Save by the keyboard, and wait until it is done."""
    writer.page.keyboard.press("Control+s")
    busy = "wp.data.select('core/editor').isSavingPost() || wp.data.select('core/editor').isEditedPostDirty()"
    wait_until(writer.page, lambda: not writer.store(busy), words="the story was not saved")


def sidebar(writer: Writer) -> Any:
    """The part of the sidebar about the story."""
    writer.page.get_by_role("tab", name="Post", exact=True).click()
    return writer.page.locator(".interface-interface-skeleton__sidebar")


def open_panel(writer: Writer, title: str) -> Any:
    """A panel of the sidebar, opened."""
    panel = (
        sidebar(writer)
        .locator(".components-panel__body")
        .filter(has=writer.page.get_by_role("button", name=title, exact=True))
    )
    toggle = panel.get_by_role("button", name=title, exact=True)
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.click()
    return panel


def test_nothing_is_asked_for_at_boot(ann: Writer) -> None:
    asked: list[str] = []
    ann.page.on(
        "request",
        lambda request: asked.append(request.url) if "wp-json" in request.url or "rest_route" in request.url else None,
    )
    ann.open(STORY)
    ann.page.wait_for_load_state("networkidle")
    assert asked == []


def test_every_core_block_is_drawn(ann: Writer) -> None:
    names = ann.page.evaluate("() => wp.blocks.getBlockTypes().map(({ name }) => name)")
    assert len(names) > 100
    draw = """async ([name]) => {
        const blocks = wp.data.dispatch('core/block-editor');
        const block = wp.blocks.createBlock(name);
        blocks.resetBlocks([block]);
        blocks.selectBlock(block.clientId);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const { contentDocument } = document.querySelector('iframe[name=editor-canvas]');
        return Boolean(contentDocument.querySelector('.block-editor-warning, .block-editor-block-list__block.has-warning'));
    }"""
    assert {name for name in names if ann.page.evaluate(draw, [name])} - ALONE == set()
    ann.page.wait_for_load_state("networkidle")


def test_pictures_come_by_button_by_paste_and_by_drop(ann: Writer, picture: Path) -> None:
    head(ann, "Pictures")
    insert(ann, "core/gallery")
    with ann.page.expect_file_chooser() as chooser:
        ann.canvas.get_by_role("button", name="Upload").first.click()
    chooser.value.set_files([picture, picture])
    stored = ann.canvas.locator('img[src*="wp-content/uploads"]')
    expect(stored).to_have_count(2)
    data = base64.b64encode(picture.read_bytes()).decode()
    for kinds in (["paste"], ["dragenter", "dragover", "drop"]):
        ann.open()
        head(ann, "Pictures")
        ann.page.evaluate(GIVE_FILE, [data, kinds])
        expect(stored).to_have_count(1)
    save(ann)


def test_the_library_is_searched_filtered_and_a_picture_cropped(ann: Writer, picture: Path) -> None:
    upload = """async ([bytes]) => wp.apiFetch({ path: '/wp/v2/media', method: 'POST', body: (() => {
        const form = new FormData();
        form.append('file', new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], 'lighthouse.jpg', { type: 'image/jpeg' }));
        return form;
    })() })"""
    ann.page.evaluate(upload, [base64.b64encode(picture.read_bytes()).decode()])
    sidebar(ann).get_by_role("button", name="Set featured image").click()
    library = ann.page.locator(".components-modal__frame")
    library.get_by_role("searchbox").fill("lighthouse")
    expect(library.get_by_role("option")).to_have_count(1)
    library.get_by_role("button", name="Add filter").click()
    expect(ann.page.get_by_role("menuitem", name="Author")).to_be_visible()
    ann.page.keyboard.press("Escape")
    library.get_by_role("option").click()
    library.get_by_role("button", name=re.compile("^(Select|Set)")).last.click()
    wait_until(ann.page, lambda: bool(ann.store(EDITED.format("featured_media"))))
    number = ann.store(EDITED.format("featured_media"))
    made = ann.page.evaluate(CROP, [number])
    assert (made["media_details"]["width"], made["media_details"]["height"]) == (500, 800)


def test_terms_excerpt_slug_and_author(ann: Writer) -> None:
    head(ann, "About the story")
    categories = open_panel(ann, "Categories")
    categories.get_by_role("button", name="Add Category").click()
    categories.get_by_label("New Category Name").fill("Tides")
    categories.locator(".editor-post-taxonomies__hierarchical-terms-submit").click()
    expect(categories.get_by_label("Tides")).to_be_checked()
    tags = open_panel(ann, "Tags")
    tags.get_by_label("Add Tag").fill("quay,lamp,")
    wait_until(ann.page, lambda: len(ann.store(EDITED.format("tags"))) == 2)
    side = sidebar(ann)
    side.get_by_role("button", name="Add an excerpt").click()
    ann.page.locator(".components-popover textarea").fill("In short.")
    ann.page.keyboard.press("Tab")
    ann.page.keyboard.press("Escape")
    side.locator(".editor-post-panel__row", has_text="Slug").get_by_role("button").click()
    ann.page.locator(".components-popover input").first.fill("lamps-and-tides")
    ann.page.keyboard.press("Escape")
    side.locator(".editor-post-panel__row", has_text="Author").get_by_role("button").click()
    expect(ann.page.locator(".components-popover").last).to_contain_text("bea")
    ann.page.keyboard.press("Escape")
    save(ann)
    assert [ann.store(STORED.format(name)) for name in ("excerpt", "slug")] == ["In short.", "lamps-and-tides"]


def test_links_are_found_and_embeds_are_shown(ann: Writer, newsroom: Site) -> None:
    head(ann, "Elsewhere")
    ann.page.keyboard.type("see there")
    ann.page.keyboard.press("Shift+Home")
    ann.page.keyboard.press("Control+k")
    ann.page.locator(".block-editor-link-control input").first.fill("bakery")
    ann.page.locator(".block-editor-link-control__search-item").first.click()
    wait_until(ann.page, lambda: "data-id" in ann.store(CONTENT))
    insert(ann, "core/embed", {"url": f"{newsroom.url}/?p={STORY}"})
    expect(ann.canvas.locator(".wp-block-embed iframe")).to_be_visible()
    assert '"type":"wp-embed"' in ann.store(CONTENT)


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        pytest.param(
            "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><!--StartFragment--><p class=MsoNormal><b>Bold</b> words<o:p></o:p></p>"
            "<table class=MsoTableGrid border=1><tr><td>a</td><td>b</td></tr></table><!--EndFragment--></body></html>",
            ("<p><strong>Bold</strong> words</p>", "<td>a</td><td>b</td>"),
            id="word",
        ),
        pytest.param(
            "<meta charset='utf-8'><b style='font-weight:normal' id='docs-internal-guid-1'><p dir='ltr'><span style='font-weight:700'>Bold</span>"
            "<span style='font-style:italic'> slanted</span></p><ul><li dir='ltr'><p dir='ltr'><span>one</span></p></li></ul></b>",
            ("<strong>Bold</strong> <em>slanted</em>", "<li>one</li>"),
            id="docs",
        ),
    ],
)
def test_what_is_pasted_becomes_blocks(ann: Writer, pasted: str, expected: tuple[str, ...]) -> None:
    head(ann, "Pasted")
    ann.page.evaluate(PASTE, [pasted])
    wait_until(ann.page, lambda: expected[-1] in ann.store(CONTENT))
    assert all(part in ann.store(CONTENT) for part in expected) and "style=" not in ann.store(CONTENT)


def test_the_text_as_code_as_a_list_and_counted(ann: Writer) -> None:
    head(ann, "Seen otherwise")
    ann.page.keyboard.type("Five words stand here now.")
    ann.page.keyboard.press("Control+Shift+Alt+m")
    assert "<!-- wp:paragraph -->" in ann.page.locator(".editor-post-text-editor").input_value()
    ann.page.keyboard.press("Control+Shift+Alt+m")
    ann.title.wait_for()
    ann.page.keyboard.press("Shift+Alt+o")
    ann.page.get_by_role("tab", name="Outline").click()
    expect(ann.page.locator(".editor-list-view-sidebar")).to_contain_text("Words:5")
    ann.page.keyboard.press("Shift+Alt+o")


def test_patterns_are_made_and_used(ann: Writer) -> None:
    head(ann, "Pattern")
    ann.page.keyboard.type("Boxed words")
    ann.page.keyboard.press("Alt+F10")
    ann.page.locator(".block-editor-block-contextual-toolbar").get_by_role("button", name="Options").click()
    ann.page.get_by_role("menuitem", name="Create pattern").click()
    ann.page.get_by_label("Name", exact=True).fill("Ferry box")
    ann.page.get_by_role("button", name=re.compile("^(Add|Create)$")).click()
    wait_until(ann.page, lambda: "<!-- wp:block" in ann.store(CONTENT))
    save(ann)


def test_panels_of_features_are_saved_with_the_story(ann: Writer) -> None:
    ann.open(STORY)
    readers = open_panel(ann, "Readers")
    expect(readers).to_contain_text("Reactions")
    search = open_panel(ann, "Search and sharing")
    search.locator("[name=seo_title]").fill("Lamps, for searchers")
    save(ann)
    shown = ann.page.request.get(f"{ann.site.url}/?p={STORY}").text()
    assert "<title>Lamps, for searchers" in shown
