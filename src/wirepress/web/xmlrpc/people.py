"""Users, and the site as the one who signs in sees it."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site, store
from wirepress.content.users import access, listing
from wirepress.content.users.actions.create import update_user
from wirepress.content.users.models import User
from wirepress.content.users.roles import ROLES
from wirepress.web.xmlrpc import structs
from wirepress.web.xmlrpc.call import Call, plain, refuse, rows, saying, whole
from wirepress.web.xmlrpc.xml_codec import Fault

_ORDERS: Final = {
    "ID": "id",
    "id": "id",
    "email": "email",
    "user_email": "email",
    "registered": "registered_date",
    "user_registered": "registered_date",
    "nicename": "slug",
    "user_nicename": "slug",
    "url": "url",
    "user_url": "url",
    "name": "name",
    "display_name": "name",
}


def _blogs(user: User) -> list[dict[str, Any]]:
    return [
        {
            "isAdmin": user.can("manage_options"),
            "url": site.home("/"),
            "blogid": "1",
            "blogName": str(store.get("blogname")),
            "xmlrpc": site.home("/xmlrpc.php"),
        }
    ]


def wp_blogs(call: Call) -> list[dict[str, Any]]:
    """wp.getUsersBlogs: login, password."""
    call.need(2)
    return _blogs(call.sign_in(0))


def blogs(call: Call) -> list[dict[str, Any]]:
    """blogger.getUsersBlogs: key, login, password."""
    call.need(3)
    return _blogs(call.sign_in())


def info(call: Call) -> dict[str, Any]:
    """blogger.getUserInfo: key, login, password."""
    call.need(3)
    user = call.sign_in()
    if not user.can("edit_posts"):
        raise refuse("You are not allowed to write here.")
    shown = structs.user(user, ["all"])
    return {
        "nickname": shown["nickname"],
        "userid": user.pk,
        "url": user.url,
        "lastname": shown["last_name"],
        "firstname": shown["first_name"],
    }


def get_user(call: Call) -> structs.Struct:
    """wp.getUser: blog, login, password, number, fields."""
    call.need(4)
    user, number = call.sign_in(), call.number(3)
    if not access.may_edit(user, number):
        raise refuse("You are not allowed to edit this user.")
    found = User.objects.filter(pk=number).first()
    if found is None:
        raise Fault(404, "There is no user of that number.")
    return structs.user(found, call.names(4, ["all"]))


def get_users(call: Call) -> list[structs.Struct]:
    """wp.getUsers: blog, login, password, filter, fields."""
    call.need(3)
    user, given = call.sign_in(), call.struct(3)
    if not access.may_list(user):
        raise refuse("You are not allowed to see the users.")
    role = plain(given.get("role"))
    if given.get("role") is not None and role not in ROLES:
        raise Fault(403, "There is no such role.")
    orderby = plain(given.get("orderby"))
    query = listing.UserQuery(
        roles=[role] if role else (),
        authors_only=plain(given.get("who")) == "authors",
        orderby=_ORDERS.get(orderby, "login"),
        order="desc" if orderby and plain(given.get("order")).lower() == "desc" else "asc",
        offset=abs(whole(given.get("offset"))),
        limit=rows(given.get("number"), 50),
    )
    return [
        structs.user(found, call.names(4, ["all"]))
        for found in listing.find(query)[0]
        if access.may_edit(user, found.pk)
    ]


def get_profile(call: Call) -> structs.Struct:
    """wp.getProfile: blog, login, password, fields."""
    call.need(3)
    return structs.user(call.sign_in(), call.names(3, ["all"]))


def edit_profile(call: Call) -> bool:
    """wp.editProfile: blog, login, password, struct."""
    call.need(4)
    user, given = call.sign_in(), call.struct(3)
    names = {
        "first_name": "first_name",
        "last_name": "last_name",
        "url": "url",
        "display_name": "name",
        "nickname": "nickname",
        "nicename": "slug",
        "bio": "description",
    }
    fields = {column: plain(given[name]) for name, column in names.items() if given.get(name) is not None}
    with saying():
        update_user(user, fields)
    return True


def authors(call: Call) -> list[dict[str, str]]:
    """wp.getAuthors: blog, login, password."""
    call.need(3)
    if not call.sign_in().can("edit_posts"):
        raise refuse("You are not allowed to write here.")
    found = listing.find(listing.UserQuery(orderby="login", limit=0))[0]
    return [{"user_id": str(user.pk), "user_login": user.login, "display_name": user.display_name} for user in found]
