"""Export files in the forms that programs and accidents give them: each is read, and what was mended is said."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import datetime

import pytest

from tests.transfer.packing.packers import zipped
from tests.transfer.wxr.conftest import Bring
from tests.transfer.wxr.files import SITE, SPACES, VERSION, author, cdata, comment, item, meta, wxr
from wirepress.content.comments.models import Comment
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User

TWO = (item(7), item(8, title="Other"))


def _renamed(text: str) -> str:
    return text.replace("wp:", "wxr:").replace("xmlns:wp", "xmlns:wxr")


FORMS: dict[str, Callable[[str], str | bytes]] = {
    "as it is": lambda text: text,
    "other prefix": _renamed,
    "undeclared prefixes": lambda text: text.replace(SPACES, ""),
    "https names": lambda text: text.replace('"http://wordpress.org', '"https://wordpress.org'),
    "1.1": lambda text: text.replace("export/1.2", "export/1.1").replace(">1.2<", ">1.1<"),
    "no version": lambda text: text.replace("<wp:wxr_version>1.2</wp:wxr_version>", ""),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "white space first": lambda text: "\n\n  " + text,
    "no XML declaration": lambda text: text.partition("\n")[2],
    "Windows ends of lines": lambda text: text.replace("\n", "\r\n"),
    "atom link": lambda text: text.replace("<wp:wxr_version", '<atom:link rel="search" href="x"/><wp:wxr_version'),
    "doctype": lambda text: text.replace("<rss ", "<!DOCTYPE rss>\n<rss ", 1),
    "picture of the site": lambda text: text.replace(
        "<wp:wxr_version",
        "<image><title>Icon</title><link>https://wrong.example</link><url>x</url></image><wp:wxr_version",
    ),
    "bare texts": lambda text: text.replace("<wp:status><![CDATA[publish]]>", "<wp:status>publish").replace(
        "<title><![CDATA[Other]]>", "<title>Other"
    ),
    "spaces around sections": lambda text: text.replace("<![CDATA[publish]]>", "\n\t<![CDATA[publish]]>\n "),
    "gzip": lambda text: gzip.compress(text.encode()),
    "zip": lambda text: zipped(text.encode(), "export.xml"),
    "junk first": lambda text: "Warning: something in functions.php on line 3\n" + text,
    "attributes": lambda text: text.replace("<title>", '<title xml:lang="en" data-x="a>b">'),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(form: str, bring: Bring) -> None:
    report = bring(FORMS[form](wxr(*TWO)))
    assert not report.failed, report.notes
    assert list(Post.objects.filter(type="post").order_by("id").values_list("id", "title", "slug", "status")) == [
        (7, "Story 7", "story-7", "publish"),
        (8, "Other", "story-8", "publish"),
    ]
    post = Post.objects.get(pk=7)
    assert (post.content, post.author.login) == ("<p>Text of 7.</p>", "wilma")
    assert (post.date, post.date_gmt) == (datetime(2025, 5, 5, 10), datetime(2025, 5, 5, 8))
    assert not bring(FORMS[form](wxr(*TWO))).changed


def test_control_characters_are_left_out_and_said(bring: Bring) -> None:
    report = bring(wxr(item(7, content="a\x01b\x1cc\x0bd", title="T\x08")))
    assert Post.objects.get(pk=7).content == "abcd" and Post.objects.get(pk=7).title == "T"
    assert not report.failed and any("control characters" in note for note in report.notes)


def test_text_that_is_no_utf8_is_recoded(bring: Bring) -> None:
    broken = wxr(item(7, content="Brücke")).encode().replace("Brücke".encode(), b"Br\xfccke \xe2\x82\xac \x93so\x94")
    report = bring(broken)
    assert Post.objects.get(pk=7).content == "Brücke € “so”" and any("recoded" in note for note in report.notes)


def test_the_declared_encoding_is_used(bring: Bring) -> None:
    text = wxr(item(7, title="Привет")).replace("UTF-8", "windows-1251")
    bring(text.encode("cp1251"))
    assert Post.objects.get(pk=7).title == "Привет"


@pytest.mark.parametrize(
    "text",
    [
        "]]> in it",
        "<item><wp:post_id>99</wp:post_id></item>",
        "</channel></rss>",
        "<!-- wp:code --> &amp; &lt;",
        "a\r\nb",
        "<!DOCTYPE html>",
        '<!-- wp:x {"a":"\\u0022 \\\\"} /-->',
    ],
)
def test_a_story_may_be_about_export_files(text: str, bring: Bring) -> None:
    report = bring(wxr(item(7, content=text), item(8)))
    assert not report.failed and Post.objects.get(pk=7).content == text
    assert set(Post.objects.filter(type="post").values_list("id", flat=True)) == {7, 8}


BROKEN = {
    "unmasked markup": item(7, title=None, more="<title>A <b>bold</b> &mdash; move & more</title>"),
    "bare ampersand": item(7, title=None, more="<title>A & B &nbsp; C</title>"),
    "element without end": item(7, title=None, more="<title>A title"),
    "section without end": item(7, content=None).replace(
        "<wp:post_id>", "<content:encoded><![CDATA[Text</content:encoded>\n<wp:post_id>", 1
    ),
    "no end of the item": item(7).replace("</item>\n", ""),
    "foreign elements": item(
        7, more="<media:thing url='x'><media:inner/>text</media:thing><undeclared:y>z</undeclared:y>"
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_xml_takes_nothing_else_with_it(kind: str, bring: Bring) -> None:
    report = bring(wxr(item(6), BROKEN[kind], item(8)))
    assert not report.refusals
    assert set(Post.objects.filter(type="post").values_list("id", flat=True)) == {6, 7, 8}, report.notes
    assert Post.objects.get(pk=8).title == "Story 8" and Post.objects.get(pk=7).slug == "story-7"
    titles = {
        "unmasked markup": "A <b>bold</b> — move & more",
        "bare ampersand": "A & B \xa0 C",
        "element without end": "A title",
    }
    if kind in titles:
        assert Post.objects.get(pk=7).title == titles[kind]
    if kind == "section without end":
        assert Post.objects.get(pk=7).content == "Text"


@pytest.mark.parametrize("tail", ["", "<br />\n<b>Fatal error</b>: Maximum execution time of 30 seconds exceeded"])
def test_a_file_that_is_cut_off_is_said(tail: str, bring: Bring) -> None:
    whole = wxr(item(7), item(8), item(9))
    report = bring(whole[: whole.index("Story 9") + 3] + tail)
    assert report.failed and report.incomplete and any("breaks off" in note for note in report.notes)
    assert set(Post.objects.values_list("id", flat=True)) == {7, 8}
    assert "item 3" in report.refusals[0].path
    again = bring(whole[: whole.index("</channel>")])
    assert again.incomplete and Post.objects.count() == 3


def test_files_behind_one_another_are_all_read(bring: Bring) -> None:
    report = bring(wxr(item(7)) + wxr(item(8)))
    assert Post.objects.count() == 2 and not report.failed and any("2 export files" in note for note in report.notes)


def test_parts_of_one_site_are_read_together(bring: Bring) -> None:
    first = wxr(item(7, more=meta("_thumbnail_id", "9"), post_parent=8), item(7, title="Older"))
    second = wxr(
        item(8, post_type="page"), item(9, post_type="attachment", status="inherit", attachment_url=f"{SITE}/a.jpg")
    )
    report = bring(first, second)
    post = Post.objects.get(pk=7)
    assert (post.featured_media, post.parent_id, post.title) == (9, 8, "Story 7") and not report.failed
    assert report.tallies["post"].unchanged == 1  # the same item again


def test_the_newer_of_two_versions_counts(bring: Bring) -> None:
    old = item(7, title="Old", post_modified="2025-05-05 10:00:00")
    new = item(7, title="New", post_modified="2025-05-07 10:00:00")
    for order in ((old, new), (new, old)):
        bring(wxr(*order))
        assert Post.objects.get(pk=7).title == "New"
        assert not bring(wxr(*order)).changed


def test_entities_of_its_own_are_refused(bring: Bring) -> None:
    from wirepress.transfer.importing.request import UnreadableSource

    bomb = '<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(UnreadableSource, match="entities"):
        bring(wxr(item(7, title=None, more="<title>&b;&c;</title>")).replace("<rss ", f"{bomb}<rss ", 1))
    assert not Post.objects.exists()


def test_dates(bring: Bring) -> None:
    zero = "0000-00-00 00:00:00"
    bring(
        wxr(
            item(1, post_date_gmt=zero, status="draft", pubDate="Mon, 30 Nov -0001 00:00:00 +0000"),
            item(2, post_date=None, post_date_gmt=None),
            item(3, post_date=None, post_date_gmt=None, pubDate="nonsense"),
            item(4, post_date_gmt=None, pubDate=""),
            item(5),
            item(6),
        )
    )
    dates = dict(Post.objects.values_list("id", "date_gmt"))
    assert dates == {
        1: None,
        2: datetime(2025, 5, 5, 8),
        3: datetime(2025, 5, 6, 10),  # the file's own
        4: datetime(2025, 5, 5, 8),  # by the zone that the others tell
        5: datetime(2025, 5, 5, 8),
        6: datetime(2025, 5, 5, 8),
    }
    assert Post.objects.get(pk=1).date == datetime(2025, 5, 5, 10)


def test_terms_of_the_first_exports(bring: Bring) -> None:
    """WXR 1.0: each category twice, once without attributes; tags as `tag`; no authors."""
    twice = (
        '<category><![CDATA[Harbour]]></category><category domain="category" nicename="harbour"><![CDATA[Harbour]]></category>'
        '<category domain="tag"><![CDATA[Boat]]></category><category domain="tag" nicename="boat"><![CDATA[Boat]]></category>'
    )
    text = wxr(item(7, more=twice), people=[" "]).replace("export/1.2", "export/1.0")
    bring(text.replace("<wp:wxr_version>1.2", "<wp:wxr_version>1.0"))
    terms = Term.objects.filter(id__in=TermPost.objects.filter(post_id=7).values("term_id"))
    assert sorted(terms.values_list("taxonomy", "slug", "name")) == [
        ("category", "harbour", "Harbour"),
        ("post_tag", "boat", "Boat"),
    ]
    assert User.objects.get(login="wilma").pk == Post.objects.get(pk=7).author_id


def test_terms_with_parents_meta_and_odd_names(bring: Bring) -> None:
    def category(number: int, slug: str, parent: str, name: str, more: str = "") -> str:
        return (
            f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{cdata(slug)}</wp:category_nicename>"
            f"<wp:category_parent>{cdata(parent)}</wp:category_parent>"
            + (f"<wp:cat_name>{cdata(name)}</wp:cat_name>" if name else "")
            + f"{more}</wp:category>"
        )

    head = (
        category(21, "child", "top", "News")  # before its parent
        + category(20, "top", "", "Top", meta("colour", "red", "termmeta"))
        + category(22, "zero", "", "")  # named "0": PHP takes that for nothing
        + category(23, "lost", "gone", "Lost")
        + category(24, "%d0%b0%d0%b1", "top", "аб")
        + "<wp:term><wp:term_id>30</wp:term_id><wp:term_taxonomy>genre</wp:term_taxonomy>"
        + "<wp:term_slug>a</wp:term_slug><wp:term_parent></wp:term_parent><wp:term_name>A</wp:term_name></wp:term>"
    )
    report = bring(wxr(item(7, more='<category domain="category" nicename="zero"><![CDATA[0]]></category>'), head=head))
    here = {term.slug: term for term in Term.objects.exclude(slug="uncategorized")}
    assert {slug: term.pk for slug, term in here.items()} == {
        "child": 21, "top": 20, "zero": 22, "lost": 23, "%d0%b0%d0%b1": 24, "a": 30,
    }  # fmt: skip
    assert here["child"].parent_id == 20 and here["%d0%b0%d0%b1"].parent_id == 20 and here["lost"].parent_id == 0
    assert here["zero"].name == "0" and here["a"].taxonomy == "genre"
    assert here["top"].meta_rows.get().value == "red" and report.lost_of("terms") == 1


def test_comments_keep_their_threads(bring: Bring) -> None:
    more = (
        comment(5, 9)
        + comment(9, more=meta("stars", "4", "commentmeta"))
        + comment(11, 77)
        + comment(12, comment_approved="trash")
    )
    report = bring(wxr(item(7, more=more)))
    assert dict(Comment.objects.values_list("id", "parent_id")) == {5: 9, 9: 0, 11: 0, 12: 0}
    assert Post.objects.get(pk=7).comment_count == 3 and report.lost_of("comments") == 1
    assert not bring(wxr(item(7, more=more))).changed


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ('a:1:{s:1:"k";s:5:"a\r\nbc";}', {"k": "a\r\nbc"}),
        ('a:1:{s:1:"k";s:6:"a\nbc";}', {"k": "a\nbc"}),  # CRLF became LF on the way
        ('a:2:{i:0;s:9:"say "x";";i:1;s:3:"été";}', ['say "x";', "été"]),
        ('O:8:"stdClass":1:{s:1:"a";i:1;}', {"a": 1}),
        ('O:7:"Evil_It":1:{s:1:"a";i:1;}', {"__php_class": "Evil_It", "a": 1}),
        ("a:1:{broken", "a:1:{broken"),
        ("0", "0"),
        ("", ""),
    ],
)
def test_serialised_values(stored: str, value: object, bring: Bring) -> None:
    bring(wxr(item(7, more=meta("thing", stored))))
    assert PostMeta.objects.get(key="thing").value == value
    assert not bring(wxr(item(7, more=meta("thing", stored)))).changed


def test_authors_are_mapped_made_or_found(bring: Bring) -> None:
    User.objects.create(pk=3, login="keeper", email="k@new.example")
    User.objects.create(pk=50, login="other", email="otto@marsh.example")
    people = [author("wilma", 3), author("otto", 4), author("gone", 5), author("nomail", -2, author_email="")]
    items = [
        item(7),
        item(8, creator="otto"),
        item(9, creator="gone"),
        item(10, creator="stranger"),
        item(11, creator="nomail"),
    ]
    report = bring(wxr(*items, people=people), authors={"gone": "keeper"})
    who = dict(Post.objects.values_list("id", "author__login"))
    assert who == {7: "wilma", 8: "other", 9: "keeper", 10: "stranger", 11: "nomail"}
    wilma = User.objects.get(login="wilma")
    assert wilma.pk not in (3, 50) and wilma.roles == ["subscriber"] and wilma.password == "!"
    assert report.tallies["authors"].created == 3 and report.tallies["authors"].unchanged == 2


def test_types_of_plugins_stay_what_they_are(bring: Bring) -> None:
    bring(
        wxr(
            item(7, post_type="feedback"),
            item(8, post_type="shop_order", status="wc-completed"),
            item(9, status="Trash"),
            item(10, status=None),
        )
    )
    assert dict(Post.objects.values_list("id", "status")) == {7: "publish", 8: "wc-completed", 9: "trash", 10: "draft"}


def test_memory_of_wordpress_com(bring: Bring) -> None:
    """base_site_url is of no use there, and files lie elsewhere."""
    version = VERSION.replace(f"<wp:base_site_url>{SITE}", "<wp:base_site_url>https://wordpress.com/")
    text = (
        f'<a href="{SITE}/about/">x</a> <a href="{SITE}-2/about">y</a> <a href="https://marsh.example.org/">z</a>'
        ' <img src="https://marsh.files.wordpress.com/2025/05/boat.jpg?w=300&amp;h=200"> {"u":"https:\\/\\/marsh.example\\/a"}'
    )
    file = item(
        9, post_type="attachment", status="inherit", attachment_url="https://marsh.files.wordpress.com/2025/05/boat.jpg"
    )
    bring(wxr(item(7, content=text), file, version=version))
    content = Post.objects.get(pk=7).content
    assert content == (
        f'<a href="https://new.example/about/">x</a> <a href="{SITE}-2/about">y</a> <a href="https://marsh.example.org/">z</a>'
        ' <img src="https://marsh.files.wordpress.com/2025/05/boat.jpg?w=300&amp;h=200"> {"u":"https:\\/\\/new.example\\/a"}'
    )


def test_a_file_of_squarespace(bring: Bring) -> None:
    """Authors with negative ids and mail addresses as logins, no guids, slugs that are none, the lead picture behind its story."""
    picture = {
        "post_type": "attachment",
        "status": "inherit",
        "attachment_url": "https://static1.squarespace.com/x/boat.jpg",
        "guid": None,
    }
    category = "<category domain='category' nicename='Old Harbour'>Old Harbour</category>"
    text = wxr(
        item(
            7, category, guid=None, link="/blog/boats", post_name="boats.html", creator="w@marsh.example", title=None
        ).replace("<link>", "<title>Boats &mdash; & more</title><link>", 1),
        item(8, post_parent=7, link="/x", **picture),
        item(9, guid=None, link="/other", post_name="other.html", creator=None),
        people=[author("w@marsh.example", -1, author_email="")],
        version="",
    )
    report = bring(text)
    post = Post.objects.get(pk=7)
    assert (post.title, post.slug, post.featured_media) == ("Boats — & more", "boats-html", 8) and not report.failed
    assert Term.objects.get(name="Old Harbour").slug == "old-harbour" and post.author.login == "w@marsh.example"
    assert Post.objects.get(pk=9).featured_media == 0 and not bring(text).changed


def test_items_without_slugs_get_some(bring: Bring) -> None:
    items = [item(number, post_name="", title="Same title") for number in (7, 8, 9)] + [
        item(10, post_name="", status="draft")
    ]
    bring(wxr(*items))
    assert dict(Post.objects.values_list("id", "slug")) == {
        7: "same-title",
        8: "same-title-2",
        9: "same-title-3",
        10: "",
    }
    assert not bring(wxr(*items)).changed


def test_an_address_that_is_taken_here_stays_where_it_is(bring: Bring) -> None:
    Post.objects.create(
        pk=70, type="page", status="publish", slug="about", title="Ours", guid="https://new.example/?p=70"
    )
    text = wxr(item(7, post_type="page", post_name="about"), item(8, post_name="news"))
    bring(text)
    assert dict(Post.objects.values_list("id", "slug")) == {70: "about", 7: "about-2", 8: "news"}
    assert not bring(text).changed


def test_stories_of_which_nobody_is_named_are_an_administrators(bring: Bring) -> None:
    User.objects.create(pk=40, login="late", roles=["author"])
    User.objects.create(pk=41, login="boss", roles=["administrator"])
    bring(wxr(item(7, creator=None), item(8, creator=""), people=[" "]))
    assert dict(Post.objects.values_list("id", "author_id")) == {7: 41, 8: 0}


def test_a_record_that_is_too_long_is_refused_alone(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirepress.transfer.wxr.read.split_stream.IMPORT_DOCUMENT_MAX", 300_000)
    report = bring(wxr(item(7), item(8, content="x" * 5_000_000), item(9)))
    assert set(Post.objects.values_list("id", flat=True)) == {7, 9}
    assert report.failed and "longer than" in report.refusals[0].reason and report.refusals[0].index == 2
