"""metaWeblog, Movable Type and Blogger: the calls of the first writing programs, on the same actions as everybody's."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts import access, permalinks, rows
from wirepress.content.posts.actions.relate import set_terms
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.content.posts.totals import count_terms
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.web.xmlrpc import meta, show
from wirepress.web.xmlrpc.call import Call, dates, kind_of, plain, post_of, refuse, saying, whole
from wirepress.web.xmlrpc.post_terms import chosen_terms
from wirepress.web.xmlrpc.posts import listed, make, other_author, picture, remove
from wirepress.web.xmlrpc.wire import NO_DATE, Fault

MORE: Final = "<!--more-->"
_TEXTS: Final = {"title": "title", "mt_excerpt": "excerpt", "wp_slug": "slug", "wp_password": "password"}
_STATUSES: Final = ("draft", "private", "publish", "pending")
_OPEN: Final = ("open", "1")


def make_as(post_type: str, given: dict[str, Any], user: User, *, publish: bool) -> str:
    """Make an item out of a metaWeblog struct -> the number, as text."""
    kind = kind_of(post_type)
    if not access.may_create(user, kind.name):
        raise refuse("You are not allowed to write here.")
    fields, terms = _fields(kind.name, given, user, publish), _terms(kind.name, given, user)
    with saying():
        post = make(fields, user, kind.name)
    _finish(post, given, terms, user)
    return str(post.pk)


def edit_as(post: Post, given: dict[str, Any], user: User, *, publish: bool) -> bool:
    """Change an item by a metaWeblog struct."""
    if not access.may_edit(user, post):
        raise refuse("You are not allowed to edit this item.")
    fields, terms = _fields(post.type, given, user, publish, post), _terms(post.type, given, user)
    with saying():
        update_post(post, fields, actor=user)
    _finish(post, given, terms, user)
    return True


def _fields(post_type: str, given: dict[str, Any], user: User, publish: bool, post: Post | None = None) -> dict[str, Any]:
    fields: dict[str, Any] = {column: plain(given[name]) for name, column in _TEXTS.items() if given.get(name) is not None}
    if given.get("description") is not None:
        fields["content"] = plain(given["description"])
    if plain(given.get("mt_text_more")):
        fields["content"] = f"{fields.get('content', '')}{MORE}{plain(given['mt_text_more'])}"
    asked = plain(given.get(f"{post_type}_status"))
    fields["status"] = asked if asked in _STATUSES else "publish" if publish else "draft"
    if fields["status"] in ("publish", "private") and not access.may_publish(user, post_type):
        raise refuse("You are not allowed to publish here.")
    for name, column in (("mt_allow_comments", "comment_status"), ("mt_allow_pings", "ping_status")):
        if given.get(name) is not None:
            value = given[name]
            fields[column] = "open" if str(int(value) if isinstance(value, bool) else value) in _OPEN else "closed"
    if given.get("wp_author_id") is not None and whole(given["wp_author_id"]) != user.pk:
        fields["author"] = other_author(kind_of(post_type), whole(given["wp_author_id"]), user, post)
    for name, column in (("wp_page_parent_id", "parent"), ("wp_page_order", "menu_order")):
        if given.get(name) is not None:
            fields[column] = whole(given[name])
    if given.get("wp_post_thumbnail") is not None:
        fields["featured_media"] = picture(whole(given["wp_post_thumbnail"]))
    if given.get("wp_post_format") is not None:
        fields["format"] = plain(given["wp_post_format"])
    if given.get("wp_page_template") is not None:
        fields["template"] = plain(given["wp_page_template"]).removeprefix("default")
    if given.get("sticky") is not None and post_type == "post" and access.may_stick(user, post_type):
        fields["sticky"] = bool(given["sticky"])
    return {**fields, **dates(given, "dateCreated", "date_created_gmt")}


def _terms(post_type: str, given: dict[str, Any], user: User) -> dict[str, list[int]]:
    """Categories that exist, by name; tags by name, new ones made."""
    if post_type != "post":
        return {}
    chosen: dict[str, list[int]] = {}
    if isinstance(given.get("categories"), list):
        names = [plain(name) for name in given["categories"]]
        known = {term.name.lower(): term.pk for term in Term.objects.filter(taxonomy="category", name__in=names)}
        numbers = [known[name.lower()] for name in names if name.lower() in known]
        if numbers:
            chosen["category"] = numbers
    words = given.get("mt_keywords")
    if words is not None:
        tags = [plain(word) for word in words] if isinstance(words, list) else plain(words).split(",")
        chosen |= chosen_terms(kind_of(post_type), {"terms_names": {"post_tag": tags}}, user)
    return chosen


def _finish(post: Post, given: dict[str, Any], terms: dict[str, list[int]], user: User) -> None:
    touched = {number for taxonomy, numbers in terms.items() for number in set_terms(post, taxonomy, numbers)}
    if touched:
        count_terms(list(touched))
    meta.write(post, given.get("custom_fields"), user)


def struct(post: Post, user: User) -> dict[str, Any]:
    """An item as metaWeblog.getPost shows it."""
    before, more, after = post.content.partition(MORE)
    author, link = rows.author_of(post), permalinks.post_link(post)
    return {
        "dateCreated": post.date or NO_DATE, "userid": str(post.author_id or 0), "postid": str(post.pk), "description": before,
        "title": post.title, "link": link, "permaLink": link, "categories": [term.name for term in rows.terms_of(post, "category")],
        "mt_excerpt": post.excerpt, "mt_text_more": after if more else "", "wp_more_text": "",
        "mt_allow_comments": int(post.comment_status == "open"), "mt_allow_pings": int(post.ping_status == "open"),
        "mt_keywords": ", ".join(term.name for term in rows.terms_of(post, "post_tag")), "wp_slug": post.slug, "wp_password": post.password,
        "wp_author_id": str(post.author_id or 0), "wp_author_display_name": author.display_name if author else "",
        "date_created_gmt": show.gmt_of(post.date, post.date_gmt), "post_status": "publish" if post.status == "future" else post.status,
        "custom_fields": meta.of_post(post, user), "wp_post_format": rows.post_format(post), "sticky": post.sticky,
        "date_modified": post.modified or NO_DATE, "date_modified_gmt": show.gmt_of(post.modified, post.modified_gmt),
        "wp_post_thumbnail": str(post.featured_media or ""),
    }  # fmt: skip


def editable(call: Call, place: int) -> tuple[User, Post]:
    """Who asks (after the number at `place`) and the item, which they may edit."""
    call.need(place + 3)
    user = call.sign_in(place + 1)
    post = post_of(call.number(place))
    if not access.may_edit(user, post):
        raise refuse("You are not allowed to edit this item.")
    return user, post


def recent(call: Call, place: int) -> tuple[User, list[Post]]:
    """Who asks (at `place`) and their newest items; how many stands after the password."""
    call.need(place + 2)
    user = call.sign_in(place)
    if not user.can("edit_posts"):
        raise refuse("You are not allowed to write here.")
    posts = listed(kind_of("post"), {"number": call.get(place + 2)}, user)
    return user, [post for post in posts if access.may_edit(user, post)]


def new_post(call: Call) -> str:
    """metaWeblog.newPost: blog, login, password, struct, publish."""
    call.need(4)
    user, given = call.sign_in(), call.struct(3)
    kind = plain(given.get("post_type")) or "post"
    if kind not in ("post", "page"):
        raise Fault(401, "Items of this type are not written this way.")
    return make_as(kind, given, user, publish=bool(call.get(4)))


def edit_post(call: Call) -> bool:
    """metaWeblog.editPost: number, login, password, struct, publish."""
    call.need(4)
    user = call.sign_in()
    return edit_as(post_of(call.number(0)), call.struct(3), user, publish=bool(call.get(4)))


def get_post(call: Call) -> dict[str, Any]:
    """metaWeblog.getPost: number, login, password."""
    user, post = editable(call, 0)
    return struct(post, user)


def recent_posts(call: Call) -> list[dict[str, Any]]:
    """metaWeblog.getRecentPosts: blog, login, password, how many."""
    user, posts = recent(call, 1)
    return [{name: value for name, value in struct(post, user).items() if name != "sticky"} for post in posts]


def delete_post(call: Call) -> bool:
    """blogger.deletePost, metaWeblog.deletePost: key, number, login, password."""
    call.need(4)
    user = call.sign_in(2)
    return remove(post_of(call.number(1)), user)
