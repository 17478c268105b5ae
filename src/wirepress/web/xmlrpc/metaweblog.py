"""metaWeblog, Movable Type and Blogger: the calls of the first writing programs, on the same actions as everybody's."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts import access, rows
from wirepress.content.posts.actions.lock import lock_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.markup.excerpts.shorten import get_extended
from wirepress.core.markup.fields.save_filters import save_name
from wirepress.web.xmlrpc import meta, structs
from wirepress.web.xmlrpc.call import (
    Call,
    find_post,
    find_post_type,
    parse_dates,
    refusal_of_rights,
    refusals_as_faults,
    to_int,
    to_text,
)
from wirepress.web.xmlrpc.format_and_sticky import find_format, sticky_field
from wirepress.web.xmlrpc.post_extras import ENCLOSURE, first_enclosure, write_extras
from wirepress.web.xmlrpc.post_terms import chosen_terms
from wirepress.web.xmlrpc.posts import check_other_author, check_picture, create_item, find_filtered, trash_or_delete
from wirepress.web.xmlrpc.xml_codec import NO_DATE, Fault

MORE: Final = "<!--more-->"
TYPES: Final = ("post", "page")
_TEXTS: Final = {"title": "title", "mt_excerpt": "excerpt", "wp_slug": "slug", "wp_password": "password"}
_STATUSES: Final = ("draft", "private", "publish", "pending")
_OPEN: Final = ("open", "1")


def create_from_struct(post_type: str, given: dict[str, Any], user: User, *, publish: bool) -> str:
    """Make an item out of a metaWeblog struct -> the number, as text."""
    kind = find_post_type(post_type)
    if not access.may_create(user, kind.name) or (publish and not access.may_publish(user, kind.name)):
        raise refusal_of_rights("You are not allowed to write here.")
    with refusals_as_faults():
        fields, terms = _fields(kind.name, given, user, publish), _terms(kind.name, given, user)
        post = create_item(fields, user, kind.name)
        write_extras(post, given, terms, user)
    return str(post.pk)


def update_from_struct(post: Post, given: dict[str, Any], user: User, *, publish: bool) -> bool:
    """Change an item by a metaWeblog struct."""
    if not access.may_edit(user, post):
        raise refusal_of_rights("You are not allowed to edit this item.")
    if post.type not in TYPES or to_text(given.get("post_type")) not in ("", post.type):
        raise refusal_of_rights(
            "Items of this type cannot be edited with this method, and the type of an item cannot change."
        )
    with refusals_as_faults():
        lock_post(post)
        fields, terms = _fields(post.type, given, user, publish, post), _terms(post.type, given, user)
        if "content" not in fields and to_text(given.get("mt_text_more")):
            fields["content"] = f"{post.content}{MORE}{to_text(given['mt_text_more'])}"
        update_post(post, fields, actor=user)
        write_extras(post, given, terms, user)
    return True


def _fields(
    post_type: str, given: dict[str, Any], user: User, publish: bool, post: Post | None = None
) -> dict[str, Any]:
    fields: dict[str, Any] = {
        column: to_text(given[name]) for name, column in _TEXTS.items() if given.get(name) is not None
    }
    if given.get("description") is not None:
        fields["content"] = to_text(given["description"])
    if to_text(given.get("mt_text_more")) and ("content" in fields or post is None):
        fields["content"] = f"{fields.get('content', '')}{MORE}{to_text(given['mt_text_more'])}"
    asked = to_text(given.get(f"{post_type}_status"))
    fields["status"] = asked if asked in _STATUSES else "publish" if publish else "draft"
    if fields["status"] in ("publish", "private") and not access.may_publish(user, post_type):
        raise refusal_of_rights("You are not allowed to publish here.")
    for name, column in (("mt_allow_comments", "comment_status"), ("mt_allow_pings", "ping_status")):
        if given.get(name) is not None:
            value = given[name]
            fields[column] = "open" if str(int(value) if isinstance(value, bool) else value) in _OPEN else "closed"
    if given.get("wp_author_id") is not None and to_int(given["wp_author_id"]) != user.pk:
        fields["author"] = check_other_author(find_post_type(post_type), to_int(given["wp_author_id"]), user, post)
    for name, column in (("wp_page_parent_id", "parent"), ("wp_page_order", "menu_order")):
        if given.get(name) is not None:
            fields[column] = to_int(given[name])
    if given.get("wp_post_thumbnail") is not None:
        fields["featured_media"] = check_picture(to_int(given["wp_post_thumbnail"]))
    if given.get("wp_post_format") is not None:
        fields["format"] = find_format(given["wp_post_format"], strict=True)
    if given.get("wp_page_template") is not None:
        fields["template"] = to_text(given["wp_page_template"]).removeprefix("default")
    if post_type == "post" and given.get("sticky") is not None:
        fields |= sticky_field(given["sticky"], fields, user, post_type, post)
    return {**fields, **parse_dates(given, "dateCreated", "date_created_gmt")}


def _terms(post_type: str, given: dict[str, Any], user: User) -> dict[str, list[int]]:
    """Categories that exist, by name (or number, as Blogger's text has them); tags by name, new ones made."""
    if post_type != "post":
        return {}
    chosen: dict[str, list[int]] = {}
    numbers = category_numbers(given)
    if numbers:
        chosen["category"] = numbers
    words = given.get("mt_keywords")
    if words is not None:
        tags = [to_text(word) for word in words] if isinstance(words, list) else to_text(words).split(",")
        chosen |= chosen_terms(find_post_type(post_type), {"terms_names": {"post_tag": tags}}, user, free=True)
    return chosen


def category_numbers(given: dict[str, Any]) -> list[int]:
    """Return numbers of the categories that `categories` names; unknown ones are left out."""
    asked = given.get("categories")
    return [number for number in map(_category, asked) if number] if isinstance(asked, list) else []


def _category(one: Any) -> int:
    categories = Term.objects.filter(taxonomy="category")
    named = (
        categories.filter(pk=one) if isinstance(one, int) else categories.filter(name__iexact=save_name(to_text(one)))
    )
    return named.order_by("pk").values_list("pk", flat=True).first() or 0


def post_struct(post: Post, user: User) -> dict[str, Any]:
    """Return what metaWeblog.getPost and getRecentPosts show of an item."""
    text = get_extended(post.content)
    author, link = rows.author_of(post), permalinks.post_link(post)
    return {
        "dateCreated": post.date or NO_DATE,
        "userid": str(post.author_id or 0),
        "postid": str(post.pk),
        "description": text["main"],
        "title": post.title,
        "link": link,
        "permaLink": link,
        "categories": [term.name for term in rows.terms_of(post, "category")],
        "mt_excerpt": post.excerpt,
        "mt_text_more": text["extended"],
        "wp_more_text": text["more_text"],
        "mt_allow_comments": int(post.comment_status == "open"),
        "mt_allow_pings": int(post.ping_status == "open"),
        "mt_keywords": ", ".join(term.name for term in rows.terms_of(post, "post_tag")),
        "wp_slug": post.slug,
        "wp_password": post.password,
        "wp_author_id": str(author.pk) if author else "",
        "wp_author_display_name": author.display_name if author else "",
        "date_created_gmt": structs.gmt_of(post.date, post.date_gmt),
        "post_status": "publish" if post.status == "future" else post.status,
        "custom_fields": meta.post_meta_structs(post, user),
        "wp_post_format": rows.post_format(post),
    }


def _changed(post: Post) -> dict[str, Any]:
    return {
        "date_modified": post.modified or NO_DATE,
        "date_modified_gmt": structs.gmt_of(post.modified, post.modified_gmt),
    }


def find_editable_post(call: Call, place: int) -> tuple[User, Post]:
    """Who asks (after the number at `place`) and the item, which they may edit."""
    call.require_args(place + 3)
    user = call.sign_in(place + 1)
    post = find_post(call.number(place))
    if not access.may_edit(user, post):
        raise refusal_of_rights("You are not allowed to edit this item.")
    return user, post


def sign_in_and_find_recent(call: Call, place: int, *, needed: bool = False) -> tuple[User, list[Post]]:
    """Who asks (at `place`) and their newest items; how many stands after the password."""
    call.require_args(place + 2)
    user = call.sign_in(place)
    if not user.can("edit_posts"):
        raise refusal_of_rights("You are not allowed to write here.")
    return user, find_recent_posts(call, place, user, needed=needed)


def find_recent_posts(call: Call, place: int, user: User, *, needed: bool = False) -> list[Post]:
    """Those of the newest items that the user may edit; how many are looked at stands after the password (at `place` the login).

    `needed`: Fault 500 where there are none at all, as Blogger's and Movable Type's calls have it.
    """
    posts = find_filtered(find_post_type("post"), {"number": call.get(place + 2)}, user)
    if needed and not posts:
        raise Fault(500, "There are no items.")
    return [post for post in posts if access.may_edit(user, post)]


def new_post(call: Call) -> str:
    """metaWeblog.newPost: blog, login, password, struct, publish."""
    call.require_args(4)
    user, given = call.sign_in(), call.struct(3)
    kind = to_text(given.get("post_type")) or "post"
    if kind not in TYPES:
        raise Fault(401, "Items of this type cannot be edited with this method.")
    return create_from_struct(kind, given, user, publish=call.flag(4))


def edit_post(call: Call) -> bool:
    """metaWeblog.editPost: number, login, password, struct, publish."""
    call.require_args(4)
    user = call.sign_in()
    return update_from_struct(find_post(call.number(0)), call.struct(3), user, publish=call.flag(4))


def get_post(call: Call) -> dict[str, Any]:
    """metaWeblog.getPost: number, login, password."""
    user, post = find_editable_post(call, 0)
    kept = first_enclosure(post)
    return {
        **post_struct(post, user),
        "postid": post.pk,
        "sticky": post.sticky,
        **_changed(post),
        **({ENCLOSURE: kept} if kept else {}),
        "wp_post_thumbnail": post.featured_media or 0,
    }


def get_recent_posts(call: Call) -> list[dict[str, Any]]:
    """metaWeblog.getRecentPosts: blog, login, password, how many."""
    user, posts = sign_in_and_find_recent(call, 1)
    return [
        {
            **post_struct(post, user),
            **_changed(post),
            "sticky": post.sticky,
            "wp_post_thumbnail": post.featured_media or 0,
        }
        for post in posts
    ]


def delete_post(call: Call) -> bool:
    """blogger.deletePost, metaWeblog.deletePost: key, number, login, password."""
    call.require_args(4)
    user = call.sign_in(2)
    return trash_or_delete(find_story(call.number(1)), user)


def find_story(number: int) -> Post:
    """Return the story of that number. Raises Fault 404, for items of other types too."""
    post = find_post(number, "There is no story with that ID.")
    if post.type != "post":
        raise Fault(404, "There is no story with that ID.")
    return post
