"""Pages as the older calls know them."""

from __future__ import annotations

from typing import Any

from wirepress.content.posts import access, rows
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.markup.excerpts.shorten import get_extended
from wirepress.web.xmlrpc import meta, structs
from wirepress.web.xmlrpc.call import ROWS_MAX, Call, find_post, refusal_of_rights
from wirepress.web.xmlrpc.metaweblog import create_from_struct, update_from_struct
from wirepress.web.xmlrpc.posts import LISTED, trash_or_delete
from wirepress.web.xmlrpc.xml_codec import NO_DATE, Fault


def _find_page(number: int) -> Post:
    post = find_post(number, "There is no page with that ID.")
    if post.type != "page":
        raise Fault(404, "There is no page with that ID.")
    return post


def _page_struct(post: Post, user: User) -> dict[str, Any]:
    text = get_extended(post.content)
    parent, author = rows.parent_of(post), rows.author_of(post)
    name, link = author.display_name if author else "", permalinks.post_link(post)
    return {
        "dateCreated": post.date or NO_DATE,
        "userid": str(post.author_id or 0),
        "page_id": post.pk,
        "page_status": post.status,
        "description": text["main"],
        "title": post.title,
        "link": link,
        "permaLink": link,
        "categories": [term.name for term in rows.terms_of(post, "category")],
        "excerpt": post.excerpt,
        "text_more": text["extended"],
        "mt_allow_comments": int(post.comment_status == "open"),
        "mt_allow_pings": int(post.ping_status == "open"),
        "wp_slug": post.slug,
        "wp_password": post.password,
        "wp_author": name,
        "wp_page_parent_id": post.parent_id,
        "wp_page_parent_title": parent.title if parent else "",
        "wp_page_order": post.menu_order,
        "wp_author_id": str(author.pk) if author else "",
        "wp_author_display_name": name,
        "date_created_gmt": structs.gmt_of(post.date, post.date_gmt),
        "custom_fields": meta.post_meta_structs(post, user),
        "wp_page_template": post.template or "default",
    }


def get_page(call: Call) -> dict[str, Any]:
    """wp.getPage: blog, number, login, password."""
    call.require_args(4)
    user = call.sign_in(2)
    number = call.number(1)
    if not access.may_edit(user, find_post(number, "There is no page with that ID.")):
        raise refusal_of_rights("You are not allowed to edit this page.")
    return _page_struct(_find_page(number), user)


def _page_editor(call: Call) -> User:
    call.require_args(3)
    user = call.sign_in()
    if not access.may_edit_type(user, "page"):
        raise refusal_of_rights("You are not allowed to edit pages.")
    return user


def get_pages(call: Call) -> list[dict[str, Any]]:
    """wp.getPages: blog, login, password, how many (-1: all)."""
    user, most = _page_editor(call), call.number(3) or 10
    query = PostQuery(
        types=("page",), statuses=LISTED, actor=user, per_page=min(most, ROWS_MAX) if most > 0 else ROWS_MAX
    )
    return [
        _page_struct(post, user)
        for post in queries.load_posts(queries.find_post_ids(query)[0])
        if access.may_edit(user, post)
    ]


def get_page_list(call: Call) -> list[dict[str, Any]]:
    """wp.getPageList: blog, login, password. All pages, those in the trash too (WordPress 7.1 behaviour)."""
    _page_editor(call)
    return [
        {
            "page_id": str(post.pk),
            "page_title": post.title,
            "page_parent_id": str(post.parent_id),
            "dateCreated": post.date or NO_DATE,
            "date_created_gmt": structs.gmt_of(post.date, post.date_gmt),
        }
        for post in Post.objects.filter(type="page").order_by("pk")
    ]


def new_page(call: Call) -> str:
    """wp.newPage: blog, login, password, struct, publish."""
    call.require_args(4)
    user = call.sign_in()
    return create_from_struct("page", call.struct(3), user, publish=call.flag(4))


def edit_page(call: Call) -> bool:
    """wp.editPage: blog, number, login, password, struct, publish."""
    call.require_args(5)
    user = call.sign_in(2)
    return update_from_struct(_find_page(call.number(1)), call.struct(4), user, publish=call.flag(5))


def delete_page(call: Call) -> bool:
    """wp.deletePage: blog, login, password, number."""
    call.require_args(4)
    user = call.sign_in()
    return trash_or_delete(_find_page(call.number(3)), user)
