"""Rules of WordPress about what is read, each with inputs on both of its sides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.world import drawing
from tests.web.rest.conftest import Ask, Write
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User

pytestmark = pytest.mark.django_db
People = dict[str, User]


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()]


def test_numbers_that_narrow_a_list_have_no_sign(ask: Ask, write: Write, people: People) -> None:
    first, second = write("A").pk, write("B", by="editor").pk
    page = write("C", kind="page", status="publish").pk
    child = write("D", kind="page", parent=page).pk
    author, section = people["author"].pk, Term.objects.get(taxonomy="category").pk
    for query, found in (
        (f"include=-{first}", [first]),
        (f"exclude=-{first}", [second]),
        (f"author=-{author}", [first]),
        (f"author_exclude=-{author}", [second]),
        (f"categories=-{section}", [second, first]),
        (f"categories_exclude=-{section}", []),
    ):
        assert sorted(ids(ask(f"/wp/v2/posts?_fields=id&{query}"))) == sorted(found), query
    assert ids(ask(f"/wp/v2/pages?_fields=id&parent=-{page}")) == [child]
    assert ids(ask(f"/wp/v2/users?_fields=id&include=-{author}")) == [author]
    assert ids(ask(f"/wp/v2/categories?_fields=id&include=-{section}")) == [section]
    assert ids(ask(f"/wp/v2/categories?_fields=id&exclude=-{section}")) == []
    assert ids(ask("/wp/v2/categories?_fields=id&include=0")) == [section]  # a single 0 names none
    assert ids(ask("/wp/v2/posts?_fields=id&include=0")) == []  # of posts it does


@pytest.mark.parametrize(
    ("query", "status"),
    [("password=x", 403), ("password=", 200), ("password=0", 200), ("password[]=x", 400), ("", 200)],
)
def test_a_password_for_a_story_without_one_is_wrong(ask: Ask, write: Write, query: str, status: int) -> None:
    story = write()
    assert ask(f"/wp/v2/posts/{story.pk}?{query}").status_code == status
    locked = write("Locked", password="kelp")
    assert ask(f"/wp/v2/posts/{locked.pk}?password=kelp").json()["content"]["rendered"]


@pytest.mark.parametrize("value", ["", "0", "1", "true", "author"])
def test_what_asks_for_embedded_documents(ask: Ask, write: Write, value: str) -> None:
    assert "_embedded" in ask(f"/wp/v2/posts/{write().pk}?_embed={value}").json()


def test_false_is_no_relation(ask: Ask, write: Write) -> None:
    assert "_embedded" not in ask(f"/wp/v2/posts/{write().pk}?_embed=false").json()


def test_head_has_no_body_however_it_is_asked_for(ask: Ask, write: Write) -> None:
    path = f"/wp/v2/posts/{write().pk}"
    for answer in (
        ask(path, method="HEAD"),
        ask(f"{path}?_method=HEAD"),
        ask(path, HTTP_X_HTTP_METHOD_OVERRIDE="HEAD"),
    ):
        assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("origin", "shown"),
    [("https://a.example", "https://a.example"), ("null", "null"), ("file:///x", ""), ("data:text/html,x", "")],
)
def test_only_addresses_are_echoed_as_origins(ask: Ask, origin: str, shown: str) -> None:
    assert ask("/wp/v2/types", HTTP_ORIGIN=origin).headers["Access-Control-Allow-Origin"] == shown


def test_a_search_knows_its_types(ask: Ask, write: Write) -> None:
    story, page = write("Tide").pk, write("Tide", kind="page").pk
    for query, found in (
        ("subtype=page", [page]),
        ("subtype=Page", [page]),
        ("subtype=category", [story]),  # none of the type is left: stories
        ("subtype=category,page", [page]),
        ("subtype=any,category", sorted((story, page))),
    ):
        assert sorted(ids(ask(f"/wp/v2/search?_fields=id&search=tide&{query}"))) == found, query
    for query, code in (("subtype=bogus", "rest_not_in_enum"), ("type=bogus&subtype=page", "rest_search_invalid_type")):
        details = ask(f"/wp/v2/search?{query}").json()["data"]["details"]
        assert details["subtype"]["code"] == code
    assert ask("/wp/v2/search?type=term&page=9").json()["code"] == "rest_search_invalid_page_number"
    assert ids(ask("/wp/v2/search?page=9&_fields=id")) == []  # of stories, WordPress counts none there


def test_terms_of_an_item_that_has_none_of_the_taxonomy(ask: Ask, write: Write) -> None:
    page = write(kind="page").pk
    for role, status in (("", 401), ("administrator", 403)):
        answer = ask(f"/wp/v2/tags?post={page}", role)
        assert (answer.status_code, answer.json()["code"]) == (status, "rest_forbidden_context")


def test_an_offset_behind_the_end(ask: Ask, write: Write) -> None:
    write()
    for query in ("offset=50", "offset=50&page=3"):
        answer = ask(f"/wp/v2/posts?{query}")
        assert (answer.status_code, answer.json(), answer["X-WP-Total"]) == (200, [], "0"), query
    assert ask("/wp/v2/posts?page=3").json()["code"] == "rest_post_invalid_page_number"


def test_an_order_by_nothing(ask: Ask, people: People) -> None:
    logins = [user.pk for user in sorted(people.values(), key=lambda user: user.login)]
    assert ids(ask("/wp/v2/users?orderby=include&_fields=id", "administrator")) == logins
    assert ids(ask("/wp/v2/users?orderby=include_slugs&_fields=id", "administrator")) == logins


def test_parameters_go_before_the_path(ask: Ask, write: Write) -> None:
    first, second = write("A").pk, write("B").pk
    assert ask(f"/wp/v2/posts/{first}?id={second}&_fields=id").json()["id"] == second
    ask(f"/wp/v2/posts/{second}", "editor", "POST", {"title": "B on"})
    assert len(ask(f"/wp/v2/posts/{first}/revisions?parent={second}", "editor").json()) == 1


def test_media_of_types_that_nobody_uploads(ask: Ask, people: People) -> None:
    picture = upload_media(drawing(), "ebb.png", author=people["editor"]).pk
    paper = upload_media(b"Ebb.", "ebb.txt", author=people["editor"]).pk
    both = sorted((picture, paper))
    for query, found in (
        ("mime_type=bogus", both),
        ("mime_type=image/png", [picture]),
        ("mime_type=image/png,bogus", [picture]),
        ("media_type=image&mime_type=text/plain", both),
        ("media_type=image&mime_type=bogus", [picture]),
    ):
        assert sorted(ids(ask(f"/wp/v2/media?_fields=id&{query}"))) == found, query


def test_no_post_is_not_the_post_zero(ask: Ask, people: People) -> None:
    assert ask("/wp/v2/comments?post=0", "author").json()["code"] == "rest_cannot_read"  # what belongs to no post
    refused = ask("/wp/v2/comments", "author", "POST", {"content": "Ebb."})
    assert (refused.status_code, refused.headers["Allow"]) == (403, "GET")


def test_of_two_directions_one_counts(ask: Ask, write: Write, people: People) -> None:
    first, second = write("A").pk, write("B", by="editor").pk
    page = write("C", kind="page").pk
    child = write("D", kind="page", parent=page).pk
    author, editor = people["author"].pk, people["editor"].pk
    stuck = write("E", sticky=True).pk
    for path, found in (
        (f"posts?include={first},{second}&exclude={first}", [first, second]),
        (f"search?include={first},{second}&exclude={first}", [first, second]),
        (f"posts?author={author}&author_exclude={author}", [second]),
        (f"posts?author={editor}&author_exclude={author}", [second]),
        (f"pages?parent={page}&parent_exclude={page}", [child]),
        (f"posts?sticky=true&exclude={stuck}", [stuck]),
        (f"posts?sticky=false&include={stuck}", [stuck]),
        (f"users?include={author}&exclude={author}", [author]),
    ):
        joint = "&" if "?" in path else "?"
        assert sorted(ids(ask(f"/wp/v2/{path}{joint}_fields=id"))) == sorted(found), path


def test_a_status_has_its_link_whatever_fields_are_asked_for(ask: Ask, people: People) -> None:
    assert set(ask("/wp/v2/statuses/publish?_fields=slug").json()) == {"slug", "_links"}
    assert set(ask("/wp/v2/types/post?_fields=slug").json()) == {"slug"}


def test_a_list_may_leave_out_numbers_but_not_have_names(ask: Ask, write: Write) -> None:
    first, second = write("A").pk, write("B").pk
    assert sorted(ids(ask(f"/wp/v2/posts?_fields=id&include[7]={first}&include[3]={second}"))) == [first, second]
    for query in (f"include[a]={first}", f"include[01]={first}", "slug[a]=a", "slug[2]=a&slug[b]=b"):
        assert ask(f"/wp/v2/posts?{query}").status_code == 400, query
    assert ask("/wp/v2/search?subtype[x]=post").status_code == 400
    assert ask("/wp/v2/search?subtype[4]=post").status_code == 200


def test_which_families_open_their_fields(ask: Ask, write: Write, people: People) -> None:
    story, author = write("A").pk, people["author"].pk
    assert ask(f"/wp/v2/posts/{story}?_fields=id.x,title.x,slug.y").json() == {"id": story, "title": [], "slug": "a"}
    assert ask(f"/wp/v2/posts/{story}?_fields=class_list.0").json() == {"class_list": [f"post-{story}"]}
    assert ask(f"/wp/v2/users/{author}?_fields=id.x,avatar_urls.24,slug.y").json() == {"id": author}
    assert ask("/wp/v2/categories?_fields=name.x,meta.y").json() == [[]]
    assert ask("/wp/v2/taxonomies/category?_fields=types.0,name.x").json() == []
    assert ask("/wp/v2/types/post?_fields=taxonomies.1").json() == {"taxonomies": {"1": "post_tag"}}
    assert ask("/wp/v2/search?_fields=title.rendered").json() == [[]]


@pytest.mark.parametrize(("query", "words"), [("", 55), ("?excerpt_length=3", 3), ("?excerpt_length=70", 60)])
def test_how_long_an_excerpt_is(ask: Ask, write: Write, query: str, words: int) -> None:
    story = write(content=" ".join(["ebb"] * 60))
    assert ask(f"/wp/v2/posts/{story.pk}{query}").json()["excerpt"]["rendered"].count("ebb") == words


@pytest.mark.parametrize(("who", "allowed"), [(None, ["GET"]), ("author", ["GET", "POST", "PUT", "PATCH", "DELETE"])])
def test_what_was_found_says_what_may_be_done_with_it(
    ask: Ask, write: Write, people: People, who: str | None, allowed: list[str]
) -> None:
    write("Ebb")
    for kind in ("post", "term"):
        found = ask(f"/wp/v2/search?type={kind}", who).json()[0]["_links"]["self"][0]["targetHints"]["allow"]
        assert found == (allowed if kind == "post" else ["GET"])


def test_one_of_several_capabilities_is_enough(ask: Ask, people: People) -> None:
    def found(names: str) -> set[int]:
        return set(ids(ask(f"/wp/v2/users?_fields=id&per_page=50&capabilities={names}", "administrator")))

    assert found("edit_posts,swim") == found("edit_posts") == found("edit_posts,manage_options")
    assert found("manage_options") < found("edit_posts")
    assert found("swim") == set()


def test_backslashes_are_no_words(ask: Ask, write: Write) -> None:
    story, other = write("Ferry").pk, write("Tide").pk
    assert ids(ask("/wp/v2/posts?_fields=id&search=fer%5Cry")) == [story]
    assert set(ids(ask("/wp/v2/posts?_fields=id&search=%5C"))) == {story, other}


def test_an_empty_term_is_nobodys_to_choose(ask: Ask, write: Write) -> None:
    write("A")
    assert "POST" in ask("/wp/v2/posts?context=x&tags=9999", "editor").headers["Allow"]
    for query in ("tags=0", "tags[]=", "tags[]=3&tags[]=0"):
        assert ask(f"/wp/v2/posts?context=x&{query}", "editor").headers["Allow"] == "GET", query


def test_totals_in_envelopes(ask: Ask, write: Write) -> None:
    write("A")
    for family, kind in (("posts", int), ("categories", int), ("comments", str)):
        headers = ask(f"/wp/v2/{family}?_envelope").json()["headers"]
        assert isinstance(headers["X-WP-Total"], kind), family
