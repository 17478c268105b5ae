"""Ids and identity: old ids where they are free, new ones with all that refers to them where not; a repeat changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.transfer.wordpress_db.snapshot import everything
from tests.transfer.wxr.conftest import Bring
from tests.transfer.wxr.files import SITE, cdata, comment, item, meta, wxr
from wirepress.content.comments.models import Comment
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term
from wirepress.transfer.importing.request import ImportStopped

FILE = {"post_type": "attachment", "status": "inherit", "attachment_url": f"{SITE}/wp-content/uploads/2025/05/boat.jpg"}
BODY = (
    '<!-- wp:image {"id":9,"sizeSlug":"large"} --><figure><img class="wp-image-9" src="x"/></figure><!-- /wp:image -->'
    '<!-- wp:block {"ref":12} /--><!-- wp:gallery {"ids":[9,10]} /--><!-- wp:other/thing {"id":9} /-->'
    '<!-- wp:navigation-link {"label":"A","type":"category","id":20,"kind":"taxonomy"} /-->'
    '<!-- wp:navigation-link {"label":"B","type":"page","id":8,"kind":"post-type"} /-->'
    '[gallery ids="9,10"] [caption id="attachment_9"]x[/caption] id 9'
)


def _category(number: int, slug: str) -> str:
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{cdata(slug)}</wp:category_nicename>"
        f"<wp:category_parent></wp:category_parent><wp:cat_name>{cdata(slug.title())}</wp:cat_name></wp:category>"
    )


def _site() -> str:
    entry = (
        meta("_menu_item_type", "post_type")
        + meta("_menu_item_object_id", "8")
        + meta("_menu_item_menu_item_parent", "0")
    )
    inner = (
        meta("_menu_item_type", "taxonomy")
        + meta("_menu_item_object_id", "20")
        + meta("_menu_item_menu_item_parent", "13")
    )
    return wxr(
        item(7, more=meta("_thumbnail_id", "9") + comment(30) + comment(31, 30), content=BODY, post_parent=8),
        item(8, post_type="page"),
        item(9, guid=f"{SITE}/a.jpg", **FILE),
        item(10, guid=f"{SITE}/b.jpg", **FILE),
        item(12, post_type="wp_block"),
        item(13, more=entry, post_type="nav_menu_item", title="", guid=f"{SITE}/?p=13"),
        item(14, more=inner, post_type="nav_menu_item", title="", guid=f"{SITE}/?p=14"),
        head=_category(20, "harbour"),
    )


def _occupy() -> None:
    for number in (7, 8, 9, 10, 12, 13, 14):
        Post.objects.create(
            pk=number, type="post", status="publish", title="Ours", guid=f"https://new.example/?p={number}"
        )
    Term.objects.create(pk=20, taxonomy="category", slug="ours", name="Ours")
    Comment.objects.create(pk=30, post_id=8, content="Ours")


def test_free_ids_are_kept(bring: Bring) -> None:
    bring(_site())
    post = Post.objects.get(pk=7)
    assert post.content == BODY and (post.featured_media, post.parent_id) == (9, 8)
    assert not PostMeta.objects.filter(key__startswith="_wirepress").exists()


def test_ids_that_are_taken_are_given_anew_with_all_that_refers_to_them(bring: Bring) -> None:
    _occupy()
    report = bring(_site())
    assert Post.objects.filter(title="Ours").count() == 7 and not report.failed
    ids = {old: Post.objects.get(guid=f"{SITE}/?p={old}").pk for old in (7, 8, 12, 13, 14)}
    ids |= {9: Post.objects.get(guid=f"{SITE}/a.jpg").pk, 10: Post.objects.get(guid=f"{SITE}/b.jpg").pk}
    term = Term.objects.get(slug="harbour").pk
    assert not set(ids.values()) & set(ids) and term != 20
    post = Post.objects.get(pk=ids[7])
    assert (post.featured_media, post.parent_id) == (ids[9], ids[8])
    one, two = ids[9], ids[10]
    assert post.content == (
        f'<!-- wp:image {{"id":{one},"sizeSlug":"large"}} --><figure><img class="wp-image-{one}" src="x"/></figure><!-- /wp:image -->'
        f'<!-- wp:block {{"ref":{ids[12]}}} /--><!-- wp:gallery {{"ids":[{one},{two}]}} /--><!-- wp:other/thing {{"id":9}} /-->'
        f'<!-- wp:navigation-link {{"label":"A","type":"category","id":{term},"kind":"taxonomy"}} /-->'
        f'<!-- wp:navigation-link {{"label":"B","type":"page","id":{ids[8]},"kind":"post-type"}} /-->'
        f'[gallery ids="{one},{two}"] [caption id="attachment_{one}"]x[/caption] id 9'
    )
    values = dict(PostMeta.objects.filter(post_id=ids[13]).values_list("key", "value"))
    assert values["_menu_item_object_id"] == str(ids[8]) and values["_menu_item_menu_item_parent"] == "0"
    values = dict(PostMeta.objects.filter(post_id=ids[14]).values_list("key", "value"))
    assert values["_menu_item_object_id"] == str(term) and values["_menu_item_menu_item_parent"] == str(ids[13])
    parent = Comment.objects.get(content="Comment 30")
    assert parent.pk != 30 and Comment.objects.get(content="Comment 31").parent_id == parent.pk


@pytest.mark.parametrize("occupied", [False, True])
def test_a_repeat_changes_nothing(occupied: bool, bring: Bring) -> None:
    if occupied:
        _occupy()
    bring(_site())
    before = everything()
    assert not bring(_site()).changed
    assert everything() == before


NAMELESS = {
    "no guid": [item(7, guid=None), item(8, guid=None)],
    "one guid for all": [item(7, guid="demo"), item(8, guid="demo")],
    "no ids": [
        item(0, title="A", guid=None, link="/a", post_name="a"),
        item(0, title="B", guid=None, link="/b", post_name="b"),
    ],
    "equal ids": [item(7, guid=f"{SITE}/a"), item(7, guid=f"{SITE}/b", title="B")],
    "absent ids": [item(7, post_id=None, guid=f"{SITE}/a"), item(7, post_id=None, guid=f"{SITE}/b")],
    "equal titles and dates": [item(7, title="T"), item(8, title="T")],
}


@pytest.mark.parametrize("occupied", [False, True])
@pytest.mark.parametrize("kind", NAMELESS)
def test_items_without_a_name_of_their_own_are_each_kept_and_known_again(
    kind: str, occupied: bool, bring: Bring
) -> None:
    if occupied:
        _occupy()
    before = Post.objects.count()
    bring(wxr(*NAMELESS[kind]))
    assert Post.objects.count() == before + 2
    assert not bring(wxr(*NAMELESS[kind])).changed and Post.objects.count() == before + 2


def test_guids_are_compared_without_scheme_and_masking(bring: Bring) -> None:
    bring(wxr(item(7, guid="http://marsh.example/?p=7&x=1")))
    report = bring(wxr(item(7, guid="https://marsh.example/?p=7&#038;x=1", title="New"), item(8)))
    assert Post.objects.count() == 2 and Post.objects.get(pk=7).title == "New" and report.tallies["post"].created == 1


def test_a_second_export_brings_what_has_changed(bring: Bring) -> None:
    bring(_site())
    report = bring(_site().replace("Story 8", "Story eight"))
    assert (report.total.created, report.total.updated) == (0, 1)


def test_media_that_come_with_a_later_file(bring: Bring) -> None:
    _occupy()
    bring(wxr(item(9, guid=f"{SITE}/a.jpg", **FILE)))
    bring(wxr(item(70, more=meta("_thumbnail_id", "9"))))
    assert Post.objects.get(guid=f"{SITE}/?p=70").featured_media == Post.objects.get(guid=f"{SITE}/a.jpg").pk


def test_a_number_that_is_something_else_here_is_not_taken_over(bring: Bring) -> None:
    _occupy()
    report = bring(wxr(item(70, more=meta("_thumbnail_id", "9")), item(71, more=meta("_thumbnail_id", "99"))))
    assert Post.objects.get(guid=f"{SITE}/?p=70").featured_media == 0 and report.lost_of("lead pictures") == 1
    assert Post.objects.get(guid=f"{SITE}/?p=71").featured_media == 99  # gone already at the old site, as there


@pytest.mark.parametrize("occupied", [False, True])
def test_an_import_that_stops_goes_on(occupied: bool, bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    from wirepress.transfer.wxr import import_wxr

    if occupied:
        _occupy()
    monkeypatch.setattr(import_wxr, "ITEMS_AT_ONCE", 2)
    real: Callable[..., None] = import_wxr.write_items
    calls = []

    def stop(batch: object, task: object) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise ImportStopped
        real(batch, task)

    monkeypatch.setattr(import_wxr, "write_items", stop)
    with pytest.raises(ImportStopped):
        bring(_site())
    assert Post.objects.exclude(title="Ours").count() == 4
    report = bring(_site())
    assert not report.failed and Post.objects.exclude(title="Ours").count() == 7
    if not occupied:
        assert any("went on" in note for note in report.notes) and report.tallies["post"].created == 1
    assert not bring(_site()).changed
    post = Post.objects.get(guid=f"{SITE}/?p=7")
    assert Post.objects.get(pk=post.featured_media).guid == f"{SITE}/a.jpg"


def test_a_dry_run_writes_nothing(bring: Bring) -> None:
    before = everything()
    report = bring(_site(), dry_run=True)
    assert report.tallies["post"].created == 1 and everything() == before
