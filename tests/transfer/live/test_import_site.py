"""A running site is read by its address: found, read politely and resumably, changed and deleted things followed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.serving import Service
from wirepress.content.comments.models import Comment
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import TermPost
from wirepress.settings.settings import get_settings
from wirepress.transfer.importing.request import ImportRequest, ImportStopped, UnreadableSource, ignore_progress
from wirepress.transfer.importing.run_import import run_import
from wirepress.transfer.importing.sources import Kind, find_sources
from wirepress.transfer.live import import_site, read_lists
from wirepress.transfer.report import Report


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The site that is read, with pretty addresses."""
    with (
        serving.database() as url,
        serving.served(tmp_path_factory.mktemp("origin") / "site", url=url, permalinks="/%postname%/") as service,
    ):
        for number in range(5):
            service.rest(
                "POST",
                "/posts",
                {"title": f"Lock {number}", "content": f"<p>Keeper {number}.</p>", "status": "publish"},
            )
        service.rest("POST", "/posts", {"title": "Not yet", "content": "<p>Soon.</p>", "status": "draft"})
        first = service.rest("GET", "/posts&per_page=1&orderby=id&order=asc&_fields=id")[0]["id"]
        service.rest("POST", "/comments", {"post": first, "content": "I saw it."})
        yield service


@pytest.fixture
def address(origin: Service, room: Path) -> str:
    """The origin's address; what is read of it lies in a folder of the test."""
    return f"http://127.0.0.1:{origin.port}"


def _signed(origin: Service) -> ImportRequest:
    return ImportRequest((f"http://chief@127.0.0.1:{origin.port}/",), passphrase=origin.password)


def test_what_answers_is_said_before_anything_is_read(origin: Service, address: str) -> None:
    (found,) = find_sources(ImportRequest((address,)))
    assert found.kind is Kind.ADDRESS and "a running WordPress" in found.sentence and "5 stories" in found.sentence
    (signed,) = find_sources(_signed(origin))
    assert "drafts and raw texts too" in signed.sentence
    with pytest.raises(UnreadableSource, match="refused"):
        find_sources(ImportRequest((f"http://chief@127.0.0.1:{origin.port}/",), passphrase="wrong"))
    with pytest.raises(UnreadableSource, match="--passphrase"):
        find_sources(ImportRequest((f"http://chief@127.0.0.1:{origin.port}/",)))


def test_everybodys_view_comes_in_and_a_repeat_changes_nothing(origin: Service, address: str) -> None:
    report = run_import(ImportRequest((address,)))
    assert set(Post.objects.filter(type="post").values_list("title", flat=True)) == {f"Lock {n}" for n in range(5)}
    assert Comment.objects.filter(content__contains="I saw it.").count() == 1
    assert not report.refusals
    before = list(Post.objects.order_by("pk").values_list("pk", "modified_gmt", "content"))
    again = run_import(ImportRequest((address,)))
    assert sum(tally.created + tally.updated for tally in again.tallies.values()) == 0
    assert list(Post.objects.order_by("pk").values_list("pk", "modified_gmt", "content")) == before


def test_a_password_brings_drafts_and_raw_texts_and_changes_are_followed(origin: Service, address: str) -> None:
    run_import(_signed(origin))
    draft = Post.objects.get(title="Not yet")
    assert draft.status == "draft" and draft.content == "<p>Soon.</p>"
    new = origin.rest("POST", "/posts", {"title": "Flood", "content": "<p>High.</p>", "status": "publish"})["id"]
    origin.rest("POST", f"/posts/{draft.pk}", {"title": "Now"})
    origin.rest("POST", f"/posts/{draft.pk}", {"status": "publish"})
    run_import(_signed(origin))
    assert Post.objects.get(pk=draft.pk).title == "Now" and Post.objects.filter(pk=new, status="publish").exists()
    origin.rest("DELETE", f"/posts/{new}&force=true")
    report = run_import(_signed(origin))
    assert Post.objects.get(pk=new).status == "trash" and any("deleted since" in note for note in report.notes)
    origin.rest("POST", f"/posts/{draft.pk}", {"title": "Not yet", "status": "draft"})


def test_a_stopped_import_goes_on_where_it_was(origin: Service, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_lists, "PER_PAGE", 2)
    steps: list[tuple[str, int]] = []

    def stop_at_second_page(step: str, done: int, total: int) -> None:
        steps.append((step, done))
        if step == "Reading post" and done == 2:
            raise ImportStopped

    with pytest.raises(ImportStopped):
        run_import(ImportRequest((address,)), stop_at_second_page)
    assert not Post.objects.filter(title__startswith="Lock").exists()
    further: list[tuple[str, int]] = []
    run_import(ImportRequest((address,)), lambda step, done, total: further.append((step, done)))
    assert ("Reading post", 3) in further and ("Reading post", 1) not in further
    assert Post.objects.filter(title__startswith="Lock").count() == 5


def test_a_site_that_goes_away_keeps_what_was_read(
    origin: Service, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_lists, "PER_PAGE", 2)
    asker = import_site.open_asker(address, ImportRequest((address,)))
    real, asked = asker.ask, []

    def failing(url: str) -> object:
        asked.append(url)
        if "/wp/v2/posts" in url and "page=2" in url:
            raise import_site.SiteAway("127.0.0.1 could not be read. What was read is kept.")
        return real(url)

    monkeypatch.setattr(import_site.SiteAsker, "ask", lambda self, url, tries=5: failing(url))
    with pytest.raises(UnreadableSource, match="What was read is kept"):
        import_site.import_site(address, ImportRequest((address,)), Report(), ignore_progress)
    monkeypatch.undo()


def test_what_people_changed_of_a_theme_comes(origin: Service, address: str) -> None:
    template = origin.rest(
        "POST", "/templates", {"slug": "single-tide", "title": "Tide", "content": "<!-- wp:post-title /-->"}
    )
    part = origin.rest(
        "POST", "/template-parts", {"slug": "mast", "title": "Mast", "content": "<p>Up</p>", "area": "header"}
    )
    (theme,) = origin.rest("GET", "/themes&status=active")
    menu = origin.rest("POST", "/menus", {"name": "Head"})["id"]
    top = {"title": "Home", "url": f"{address}/", "menus": menu, "status": "publish", "menu_order": 1}
    entry = origin.rest("POST", "/menu-items", top)["id"]
    report = run_import(_signed(origin))
    assert not report.failed, report.refusals
    kept = Post.objects.get(pk=template["wp_id"])
    assert (kept.type, kept.slug, kept.content) == ("wp_template", "single-tide", "<!-- wp:post-title /-->")
    terms = set(TermPost.objects.filter(post_id=part["wp_id"]).values_list("term__taxonomy", "term__slug"))
    assert terms == {("wp_theme", theme["stylesheet"]), ("wp_template_part_area", "header")}
    assert PostMeta.objects.get(post_id=entry, key="_menu_item_url").value == f"{get_settings().url}/"
    assert TermPost.objects.filter(post_id=entry, term_id=menu).exists()
    assert not run_import(_signed(origin)).changed
