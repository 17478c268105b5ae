"""Sites that answer oddly are read all the same, and what keeps one from being read is said."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.scripted_wordpress import USER, Asked, SiteFails, scripted_wordpress
from tests.transfer.live.reading import read, signed, stories
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import TermPost
from wirepress.content.users.models import User
from wirepress.transfer.importing.request import ImportRequest, UnreadableSource
from wirepress.transfer.importing.run_import import run_import
from wirepress.transfer.importing.sources import find_sources
from wirepress.transfer.live import read_lists

pytestmark = pytest.mark.usefixtures("room", "no_waiting")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"base": "/blog"},
        {"base": "/net/two"},
        {"pretty": False},
        {"link": False},
        {"link": False, "pretty": False},
        {"link": False, "base": "/blog", "pretty": False},
        {"before": b"\xef\xbb\xbf"},
        {"before": b"<br />\n<b>Warning</b>:  Undefined array key [x] in /srv/a.php on line <b>{3}</b><br />\n"},
        {"totals": False},
        {"most": 30},
        {"most": 1},
    ],
)
def test_the_api_is_found_and_read_whole(options: dict[str, Any]) -> None:
    with scripted_wordpress(stories=7, **options) as site:
        report = read(site)
        assert stories() == set(range(1, 8)) and Post.objects.filter(type="page").count() == 2
        assert not report.refusals and not report.failed
        assert {one.agent.partition("/")[0] for one in site.asked} == {"Wirepress"}


def test_a_link_in_the_head_and_a_deep_address_lead_to_the_api() -> None:
    with scripted_wordpress(link=False, base="/de") as site:
        site.head = f"<link rel='https://api.w.org/' href='{site.address}/wp-json/' />"
        run_import(ImportRequest((f"{site.address}/2024/03/a-story/",)))
        assert stories() == {1, 2, 3, 4, 5}
    with scripted_wordpress(link=False, base="/fr") as site:
        run_import(ImportRequest((f"{site.address}/2024/03/a-story/?utm_source=x",)))


def test_where_the_path_is_closed_the_query_is_asked() -> None:
    with scripted_wordpress() as site:
        site.answer(r"^/blog|^/wp-json", status=403, body="<html>Forbidden</html>")
        site.scripts[0].pattern = "^$"
        site.pretty = False
        site.head = ""
        site.answer(r"^/wp-json", status=403, body="<html>Forbidden</html>", headers={"Content-Type": "text/html"})
        read(site)
        assert stories() == {1, 2, 3, 4, 5}


def test_pages_shrink_where_the_site_fails_and_one_broken_story_is_named() -> None:
    def fail_at_77(asked: Asked, rows: list[Any]) -> list[Any]:
        if any(row["id"] == 77 for row in rows):
            raise SiteFails
        return rows

    with scripted_wordpress(stories=120) as site:
        site.change = fail_at_77
        report = read(site)
        assert stories() == set(range(1, 121)) - {77}
        assert report.failed and any(one.index == 77 for one in report.refusals)
        sizes = [
            int(one.query["per_page"]) for one in site.asked if one.route == "/wp/v2/posts" and "order" in one.query
        ]
        assert {100, 50, 25, 5, 1} <= set(sizes)
        assert sizes[-1] > 1  # and grows again behind it


def test_stories_that_shift_between_two_pages_are_read_by_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_lists, "PER_PAGE", 10)
    with scripted_wordpress(stories=40) as site:

        def delete_while_reading(asked: Asked, rows: list[Any]) -> list[Any]:
            if asked.route == "/wp/v2/posts" and asked.query.get("page") == "1" and "_fields" not in asked.query:
                site.rows["/wp/v2/posts"] = [row for row in site.rows["/wp/v2/posts"] if row["id"] > 3]
            return rows

        site.change = delete_while_reading
        read(site)
        assert set(range(4, 41)) <= stories()


def test_what_the_clock_published_is_seen_though_nothing_was_modified() -> None:
    with scripted_wordpress(stories=3) as site:
        site.rows["/wp/v2/posts"][1]["status"] = "future"
        signed(site)
        assert Post.objects.get(pk=2).status == "future"
        site.rows["/wp/v2/posts"][1]["status"] = "publish"
        report = signed(site)
        assert Post.objects.get(pk=2).status == "publish" and report.tally("post").updated == 1
        last = [one for one in site.asked if "modified_after" in one.query][-1]
        assert last.query["modified_after"].endswith("Z")


def test_a_second_run_changes_nothing_and_follows_comments() -> None:
    with scripted_wordpress() as site:
        comment = {
            "id": 9,
            "post": 2,
            "parent": 0,
            "author": 0,
            "author_name": "Pia",
            "author_email": "p@r.example",
            "type": "comment",
        }
        comment |= {
            "status": "approved",
            "date": "2024-01-01T00:00:00",
            "content": {"raw": f"See {site.address}/x", "rendered": ""},
        }
        site.rows["/wp/v2/comments"].append(comment)
        signed(site)
        kept = Comment.objects.get(pk=9)
        assert kept.content.startswith("See http://") and str(site.port) not in kept.content
        Comment.objects.filter(pk=9).update(approved="0")  # decided here
        assert not signed(site).changed and Comment.objects.get(pk=9).approved == "0"
        comment["content"] = {"raw": "Changed there.", "rendered": ""}
        signed(site)
        assert Comment.objects.get(pk=9).content == "Changed there."
        site.rows["/wp/v2/comments"].clear()
        site.rows["/wp/v2/posts"].pop(0)
        report = signed(site)
        assert Comment.objects.get(pk=9).approved == "trash" and Post.objects.get(pk=1).status == "trash"
        assert len([note for note in report.notes if "in the trash now" in note]) == 2


def test_an_object_with_numbers_is_a_list_with_gaps() -> None:
    with scripted_wordpress() as site:
        rows = {str(place): row for place, row in enumerate(site.rows["/wp/v2/pages"])}
        site.answer(r"^/wp/v2/pages", body=rows)
        read(site)
        assert Post.objects.filter(type="page").count() == 2


@pytest.mark.parametrize(
    ("status", "body", "headers", "word"),
    [
        (403, "<title>Just a moment...</title>", {"Content-Type": "text/html"}, "Cloudflare asks whether a person"),
        (503, "<script src=/cdn-cgi/challenge-platform/x>", {"Content-Type": "text/html"}, "Cloudflare asks"),
        (403, "x", {"Content-Type": "text/html", "cf-mitigated": "challenge"}, "Cloudflare asks"),
        (403, "Generated by Wordfence at noon", {"Content-Type": "text/html"}, "Wordfence"),
        (403, "<p>Forbidden</p>", {"Content-Type": "text/html"}, "refuses to answer programs"),
        (406, "Not Acceptable! Mod_Security", {"Content-Type": "text/html"}, "ModSecurity"),
        (
            401,
            "<h1>Who</h1>",
            {"Content-Type": "text/html", "WWW-Authenticate": "Basic realm=x"},
            "password of its own",
        ),
        (401, {"code": "rest_login_required", "message": "x"}, {}, "closed .* application password"),
        (403, {"code": "rest_disabled", "message": "x"}, {}, "plugin that closes"),
        (404, {"code": "rest_no_route", "message": "x"}, {}, "no REST API"),
        (200, "<html>Hello</html>", {"Content-Type": "text/html"}, "no REST API"),
    ],
)
def test_what_stands_in_the_way_is_said(status: int, body: Any, headers: dict[str, str], word: str) -> None:
    with scripted_wordpress() as site:
        site.answer(".", status=status, body=body, headers=headers)
        with pytest.raises(UnreadableSource, match=word) as told:
            read(site)
        assert "export file" in str(told.value)


def test_a_busy_site_is_waited_for(no_waiting: list[float]) -> None:
    with scripted_wordpress() as site:
        site.answer("^/wp/v2/posts", status=429, headers={"Retry-After": "7"}, times=1)
        site.answer("^/wp/v2/pages", status=503, times=1)
        site.answer("^/wp/v2/categories", status=500, times=1)
        assert not read(site).failed
        assert max(no_waiting) >= 6 and stories() == {1, 2, 3, 4, 5}


def test_passwords_that_are_wrong_and_ones_that_do_not_arrive_are_told_apart() -> None:
    with scripted_wordpress() as site:
        with pytest.raises(UnreadableSource, match=r"not the right one"):
            read(site, user=USER, passphrase="no")
        with pytest.raises(UnreadableSource, match=r"nobody of that name"):
            read(site, user="stranger", passphrase="no")
        site.drops_authorization = True
        with pytest.raises(UnreadableSource, match=r"either .*Authorization.*CGI"):
            signed(site)


@pytest.mark.parametrize(
    "address", ["https://", "http://old.example:0/", "http://old.example:99999/", "https://a b/", "http:///x"]
)
def test_addresses_that_are_none_are_said(address: str) -> None:
    with pytest.raises(UnreadableSource, match=r"no address of a site|could not be read|not asked"):
        find_sources(ImportRequest((address,)))


def test_a_dry_run_writes_nothing_and_counts_everything() -> None:
    with scripted_wordpress() as site:
        report = read(site, dry_run=True)
        assert report.tally("post").created == 5 and not stories() and not User.objects.exists()
        assert read(site).tally("post").created == 5


def test_people_of_the_same_id_are_kept_apart() -> None:
    User.objects.create(
        id=1, login="boss", nicename="boss", display_name="Our Boss", email="boss@here.example", roles=["administrator"]
    )
    with scripted_wordpress() as site:
        read(site)
        (author,) = set(Post.objects.filter(type="post").values_list("author_id", flat=True))
        assert author != 1 and User.objects.get(pk=author).display_name == "Kari Keeper"
        assert not read(site).changed
        site.rows["/wp/v2/users"][0] |= {"username": "kari", "email": "boss@here.example", "roles": ["editor"]}
        signed(site)
        assert User.objects.get(pk=1).display_name == "Our Boss"


def test_the_mapping_of_authors_is_followed() -> None:
    User.objects.create(id=70, login="hanna", display_name="Hanna", roles=["author"])
    with scripted_wordpress() as site:
        read(site, authors={"kari": "hanna"})
        assert set(Post.objects.filter(type="post").values_list("author_id", flat=True)) == {70}
        with pytest.raises(UnreadableSource, match="no user"):
            read(site, authors={"kari": "nobody"})


def test_a_database_made_anew_gets_everything_again() -> None:
    with scripted_wordpress() as site:
        read(site)
        Post.objects.all().delete()
        store.remove("wirepress_read_sites")
        read(site)
        assert stories() == {1, 2, 3, 4, 5}


def test_authors_whom_no_list_names_are_asked_for_one_by_one() -> None:
    with scripted_wordpress() as site:
        hidden = site.rows["/wp/v2/users"][0]
        site.rows["/wp/v2/users"] = []
        site.answer(r"^/wp/v2/users/1$", body=hidden)
        report = read(site)
        assert User.objects.get(pk=1).display_name == "Kari Keeper" and not report.lost_of("bylines")
        asked = len(site.asked)
        assert not read(site).changed
        assert not any(one.route == "/wp/v2/users/1" for one in site.asked[asked:])


def test_another_wirepress_keeps_its_features(monkeypatch: pytest.MonkeyPatch) -> None:
    from wirepress.transfer.live import find_lists

    monkeypatch.setattr(find_lists, "_EXTRAS", (("plugins", "/wp/v2/plugins", "manage_options"),))
    rows = [{"plugin": "seo/seo", "status": "active"}, {"plugin": "social/social", "status": "inactive"}]
    with scripted_wordpress() as site:
        site.answer(r"^/wp/v2/plugins", body=rows)
        signed(site)
        assert store.get("wirepress_features_off") == ["social"]


@pytest.mark.parametrize("name", ["orderby", "status", "order", "context"])
def test_what_a_site_does_not_let_itself_be_asked_is_not_asked(name: str) -> None:
    refusal = {"code": "rest_invalid_param", "message": "No.", "data": {"status": 400, "params": {name: "No."}}}
    with scripted_wordpress() as site:
        site.answer("^/wp/v2/posts$", body=[], times=1)  # the question for the number of stories
        site.answer("^/wp/v2/posts$", body=[], times=1)
        site.answer("^/wp/v2/posts$", status=400, body=refusal, times=1)
        report = signed(site)
        assert stories() == {1, 2, 3, 4, 5} and not report.failed
        lists = [one for one in site.asked if one.route == "/wp/v2/posts" and "page" in one.query]
        assert name in lists[0].query and all(name not in one.query for one in lists[1:])


def test_where_a_person_may_not_look_behind_a_list_everybodys_view_comes() -> None:
    refusal = {"code": "rest_forbidden_context", "message": "No.", "data": {"status": 403}}
    with scripted_wordpress() as site:
        site.answer("^/wp/v2/pages$", status=403, body=refusal, times=1)
        report = signed(site)
        assert Post.objects.filter(type="page").count() == 2 and not report.failed
        assert any("more of this list than everybody" in note for note in report.notes)


def test_a_site_that_closes_its_door_halfway_keeps_what_was_read() -> None:
    challenge = "<html><title>Just a moment...</title></html>"
    with scripted_wordpress(stories=250) as site:

        def close_at_page_two(asked: Asked, rows: list[Any]) -> list[Any]:
            if asked.query.get("page") == "2" and not site.scripts:
                site.answer("^/wp/v2", status=403, body=challenge, headers={"Content-Type": "text/html"})
            return rows

        site.change = close_at_page_two
        with pytest.raises(UnreadableSource, match=r"Cloudflare.*What was read is kept"):
            read(site)
        assert not stories()
        asked = len(site.asked)
        site.change = None
        site.scripts.clear()
        read(site)
        assert stories() == set(range(1, 251))
        pages = [
            one.query["page"] for one in site.asked[asked:] if one.route == "/wp/v2/posts" and "order" in one.query
        ]
        assert pages == ["3"]


def test_people_whom_a_firewall_hides_are_numbers_and_the_rest_comes() -> None:
    with scripted_wordpress() as site:
        site.answer("^/wp/v2/users", status=403, body="Generated by Wordfence", headers={"Content-Type": "text/html"})
        report = read(site)
        assert stories() == {1, 2, 3, 4, 5} and not report.failed
        assert User.objects.get(pk=1).placeholder and report.lost_of("users") == 1


def test_styles_that_people_chose_come() -> None:
    with scripted_wordpress(capabilities=("edit_others_posts", "edit_theme_options")) as site:
        link = {"wp:user-global-styles": [{"href": f"{site.address}/wp-json/wp/v2/global-styles/77"}]}
        site.answer("^/wp/v2/themes$", body=[{"stylesheet": "bare", "status": "active", "_links": link}])
        styles = {"id": 77, "title": {"raw": "Custom Styles"}, "styles": {"color": {"text": "#123456"}}, "settings": {}}
        site.answer("^/wp/v2/global-styles/77$", body=styles)
        site.answer("^/wp/v2/(menus|menu-items|menu-locations|sidebars|widgets|templates|template-parts)$", body=[])
        signed(site)
        post = Post.objects.get(pk=77)
        assert (post.type, post.slug) == ("wp_global_styles", "wp-global-styles-bare")
        assert json.loads(post.content)["styles"] == {"color": {"text": "#123456"}}
        assert TermPost.objects.filter(post_id=77, term__taxonomy="wp_theme", term__slug="bare").exists()
        assert not signed(site).changed
