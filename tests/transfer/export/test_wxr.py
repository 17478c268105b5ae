"""The export file of WordPress: what stands in it, what is chosen, what comes back."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.transfer.wordpress_db.old_site import old_site, write_jsonl
from tests.transfer.wordpress_db.snapshot import forget_all
from wirepress.content.comments.models import Comment
from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.posts.listing import totals
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.transfer.export.output_file import ExportError
from wirepress.transfer.export.wxr import Selection, export_wxr, stream_wxr
from wirepress.transfer.importing.request import ImportRequest, ignore_progress
from wirepress.transfer.wordpress_db import import_database
from wirepress.transfer.wxr.import_wxr import import_wxr

pytestmark = pytest.mark.django_db

WP = "{http://wordpress.org/export/1.2/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def items_of(path: Path) -> dict[int, Any]:
    """Number -> item of a file, which has to be XML."""
    tree = etree.parse(str(path))
    return {int(item.findtext(f"{WP}post_id")): item for item in tree.iter("item")}


def meta_of(item: Any) -> dict[str, str]:
    return {row.findtext(f"{WP}meta_key"): row.findtext(f"{WP}meta_value") for row in item.iter(f"{WP}postmeta")}


@pytest.fixture
def site(tmp_path: Path) -> None:
    import_database(write_jsonl(tmp_path / "rows.jsonl", old_site()))


def test_everything_goes_out(site: None, tmp_path: Path) -> None:
    Post.objects.filter(id=10).update(content="ends ]]> inside\r\nand \x08 goes")
    Comment.objects.create(id=70, post_id=10, approved="spam", content="cheap")
    PostMeta.objects.create(post_id=10, key="_edit_lock", value="1:1")
    report = export_wxr(str(tmp_path / "site.xml"))
    items = items_of(tmp_path / "site.xml")
    assert set(items) == set(Post.objects.exclude(type="revision").values_list("id", flat=True))
    assert items[10].findtext(CONTENT) == "ends ]]> inside\r\nand  goes"
    assert items[12].findtext(CONTENT) == "line one\nline two\r\n\ttabbed"
    assert "control signs" in report.notes[0]
    assert meta_of(items[10]) == {
        "note": "",
        "list": 'a:2:{i:0;s:6:"První";i:1;d:1.5;}',
        "broken": 'a:2:{i:0;s:99:"x";}',
        "_thumbnail_id": "40",
    }
    assert meta_of(items[40])["_wp_attached_file"] == "2021/06/chart.png"
    assert items[40].findtext(f"{WP}attachment_url").endswith("/wp-content/uploads/2021/06/chart.png")
    assert [one.get("nicename") for one in items[11].iter("category")] == ["harbour", "ferry"]
    assert items[11].findtext(f"{WP}is_sticky") == "1"
    assert [one.text for one in items[10].iter(f"{WP}comment_id")] == ["3", "9"]
    assert items[42].findtext("pubDate") == ""
    assert items[42].findtext(f"{WP}post_date_gmt") == "0000-00-00 00:00:00"
    text = (tmp_path / "site.xml").read_text(encoding="utf-8")
    assert text.index("<wp:category_nicename><![CDATA[allgemein]]>") < text.index("<![CDATA[harbour]]>")
    assert "$P$" not in text
    assert "".join(stream_wxr()).count("<item>") == len(items)


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({"types": ("attachment",)}, {40}),
        ({"status": "draft"}, {42}),
        ({"term": "harbour"}, {10, 11, 40}),  # the picture that leads one of them goes along
        ({"types": ("post",), "status": "publish", "term": "post_tag:ferry"}, {11}),
        ({"term": "post_tag:ferry"}, {11}),
        ({"author": "mara", "first": date(2021, 6, 2)}, set()),
        ({"author": "ilse"}, set()),
        ({"author": "1", "last": date(2021, 6, 1), "types": ("post",), "term": "ferry"}, {11}),
    ],
)
def test_what_is_chosen(site: None, tmp_path: Path, chosen: dict[str, Any], wanted: set[int]) -> None:
    export_wxr(str(tmp_path / "some.xml"), Selection(**chosen))
    assert set(items_of(tmp_path / "some.xml")) == wanted
    slugs = set(
        re.findall(r"<wp:(?:category_nicename|tag_slug)><!\[CDATA\[(.*?)]]>", (tmp_path / "some.xml").read_text())
    )
    used = {
        slug
        for number in wanted
        for slug in TermPost.objects.filter(post_id=number).values_list("term__slug", flat=True)
    }
    assert slugs == used | ({"allgemein"} if "harbour" in used else set())


@pytest.mark.parametrize(
    "chosen",
    [
        {"types": ("revision",)},
        {"types": ("nope",)},
        {"author": "nobody"},
        {"term": "nope"},
        {"status": "nope"},
        {"first": date(2021, 6, 2), "last": date(2021, 6, 1)},
    ],
)
def test_what_there_is_not_is_said(site: None, tmp_path: Path, chosen: dict[str, Any]) -> None:
    with pytest.raises(ExportError):
        export_wxr(str(tmp_path / "some.xml"), Selection(**chosen))
    assert not (tmp_path / "some.xml").exists()


def test_parts_are_whole_and_hold_everything_once(site: None, tmp_path: Path) -> None:
    Post.objects.filter(type="post").update(content="word " * 6000)
    report = export_wxr(str(tmp_path / "site.xml.gz"), split=64 * 1024)
    assert len(report.files) > 3
    found = [number for name in report.files for number in items_of(Path(name))]
    assert sorted(found) == sorted(Post.objects.exclude(type="revision").values_list("id", flat=True))


@pytest.mark.parametrize(
    "title", ["Fish & Sons", "Fish &amp; Sons", "a < b > c", "&bogus; &copy; &#233;", '"quoted" | barred', "\x08"]
)
def test_titles_are_xml(title: str, tmp_path: Path, site: None) -> None:
    store.put("blogname", title)
    export_wxr(str(tmp_path / "site.xml"))
    found = etree.parse(str(tmp_path / "site.xml")).findtext("channel/title")
    assert found == unescape(title.replace("\x08", ""))


def test_a_loop_of_terms_ends(site: None, tmp_path: Path) -> None:
    Term.objects.filter(id=1).update(parent_id=5)
    export_wxr(str(tmp_path / "site.xml"))
    assert len(etree.parse(str(tmp_path / "site.xml")).findall(f".//{WP}category")) == 2


def test_the_same_as_a_real_wordpress_wrote(shared: Path, tmp_path: Path, change_settings: Any) -> None:
    """WordPress 7.1 wrote its file from the very rows that are imported here."""
    corpus = shared / "corpus"
    import_database(corpus / "state.jsonl")
    change_settings(url="http://peer.test")
    store.forget()
    export_wxr(str(tmp_path / "ours.xml"))
    ours, theirs = tmp_path / "ours.xml", corpus / "peer.wxr.xml"
    assert {number: facts(item) for number, item in items_of(ours).items()} == {
        number: facts(item) for number, item in items_of(theirs).items()
    }
    assert head_of(ours) == head_of(theirs)


def facts(element: Any) -> Any:
    """Return what an element says. Left out: blanks between tags, the order of rows, and what a site cannot know of WordPress's:
    that a page has the template `default`, and carriage returns, which WordPress's own file loses."""
    inner = [facts(child) for child in element if child.findtext(f"{WP}meta_value") != "default"]
    words = "" if inner else (element.text or "").replace("\r\n", "\n")
    return element.tag, tuple(sorted(element.attrib.items())), words, tuple(sorted(inner))


def head_of(path: Path) -> Any:
    """Return the head. Where no taxonomy was registered by a plugin, WordPress writes every term once more as wp:term: those are not asked for."""
    channel = etree.parse(str(path)).getroot()[0]
    shown = [child for child in channel if child.tag not in ("item", "pubDate")]
    return sorted(
        facts(child)
        for child in shown
        if child.tag != f"{WP}term"
        or (child.findtext(f"{WP}term_taxonomy") == "nav_menu" and child.find(f"{WP}term_parent") is None)
    )


def test_a_round_trip_is_equal(site: None, tmp_path: Path) -> None:
    Post.objects.filter(id=13).update(content="ends ]]> inside\r\nof it")
    # What the format cannot hold, or every import puts right: control signs, no value, no category, a wrong count.
    Post.objects.filter(id=19).update(content="in control")
    Post.objects.filter(id=10).update(comment_count=2)
    PostMeta.objects.filter(value=None).delete()
    for post in Post.objects.filter(type="post").exclude(id__in=(10, 11)):
        TermPost.objects.create(post_id=post.pk, term_id=1)
    totals.recount_totals()
    totals.count_terms([1, 5, 6])
    before = known_by_wxr()
    options = dict(store.all_options())
    export_wxr(str(tmp_path / "site.xml"))
    forget_all()
    store.put_many(options)
    report = import_wxr([tmp_path / "site.xml"], ImportRequest(sources=(str(tmp_path / "site.xml"),)), ignore_progress)
    assert not report.refusals
    assert known_by_wxr() == before
    assert not import_wxr([tmp_path / "site.xml"], ImportRequest(sources=()), ignore_progress).changed


def known_by_wxr() -> dict[str, Any]:
    """Everything but what the format cannot hold: revisions, agents of comments, passwords, roles, modified dates of drafts."""
    found: dict[str, Any] = {}
    fields = [
        field.attname
        for field in Post._meta.concrete_fields
        if field.attname not in ("to_ping", "pinged", "content_filtered")
    ]
    found["posts"] = [
        tuple(map(repr, row)) for row in Post.objects.exclude(type="revision").order_by("id").values_list(*fields)
    ]
    found["meta"] = sorted(map(repr, PostMeta.objects.values_list("post_id", "key", "value")))
    found["terms"] = sorted(
        Term.objects.values_list("id", "taxonomy", "name", "slug", "description", "parent_id", "count")
    )
    found["marks"] = sorted(TermPost.objects.values_list("post_id", "term_id"))
    names = (
        "id",
        "post_id",
        "parent_id",
        "author_name",
        "author_email",
        "author_ip",
        "date",
        "content",
        "approved",
        "type",
    )
    found["comments"] = sorted(map(repr, Comment.objects.values_list(*names)))
    found["files"] = sorted(map(repr, MediaFile.objects.values_list("post_id", "path", "alt", "metadata")))
    found["people"] = sorted(
        User.objects.filter(posts__isnull=False).distinct().values_list("id", "login", "email", "display_name")
    )
    return found
