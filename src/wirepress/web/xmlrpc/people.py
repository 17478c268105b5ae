"""Users, and the site as the one who signs in sees it."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site, store
from wirepress.content.users import access, listing
from wirepress.content.users.actions.create import update_user
from wirepress.content.users.models import User
from wirepress.content.users.roles import ROLES
from wirepress.web.xmlrpc import structs
from wirepress.web.xmlrpc.call import Call, refusal_of_rights, refusals_as_faults, row_limit, to_int, to_text
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


def _blog_structs(user: User) -> list[dict[str, Any]]:
    return [
        {
            "isAdmin": user.can("manage_options"),
            "url": site.home("/"),
            "blogid": "1",
            "blogName": str(store.get("blogname")),
            "xmlrpc": site.home("/xmlrpc.php"),
        }
    ]


def get_user_blogs(call: Call) -> list[dict[str, Any]]:
    """Answer wp.getUsersBlogs (login, password): the sites of the user, which is this one."""
    call.require_args(2)
    return _blog_structs(call.sign_in(0))


def get_blogger_blogs(call: Call) -> list[dict[str, Any]]:
    """blogger.getUsersBlogs: key, login, password."""
    call.require_args(3)
    return _blog_structs(call.sign_in())


def get_user_info(call: Call) -> dict[str, Any]:
    """blogger.getUserInfo: key, login, password."""
    call.require_args(3)
    user = call.sign_in()
    if not user.can("edit_posts"):
        raise refusal_of_rights("You are not allowed to write here.")
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
    call.require_args(4)
    user, number = call.sign_in(), call.number(3)
    if not access.may_edit(user, number):
        raise refusal_of_rights("You are not allowed to edit this user.")
    found = User.objects.filter(pk=number).first()
    if found is None:
        raise Fault(404, "There is no user with that ID.")
    return structs.user(found, call.names(4, ["all"]))


def get_users(call: Call) -> list[structs.Struct]:
    """wp.getUsers: blog, login, password, filter, fields."""
    call.require_args(3)
    user, given = call.sign_in(), call.struct(3)
    if not access.may_list(user):
        raise refusal_of_rights("You are not allowed to see the users.")
    role = to_text(given.get("role"))
    if given.get("role") is not None and role not in ROLES:
        raise Fault(403, "There is no such role.")
    orderby = to_text(given.get("orderby"))
    query = listing.UserQuery(
        roles=[role] if role else (),
        authors_only=to_text(given.get("who")) == "authors",
        orderby=_ORDERS.get(orderby, "login"),
        order="desc" if orderby and to_text(given.get("order")).lower() == "desc" else "asc",
        offset=abs(to_int(given.get("offset"))),
        limit=row_limit(given.get("number"), 50),
    )
    return [
        structs.user(found, call.names(4, ["all"]))
        for found in listing.find_users(query)[0]
        if access.may_edit(user, found.pk)
    ]


def get_profile(call: Call) -> structs.Struct:
    """wp.getProfile: blog, login, password, fields."""
    call.require_args(3)
    return structs.user(call.sign_in(), call.names(3, ["all"]))


def edit_profile(call: Call) -> bool:
    """wp.editProfile: blog, login, password, struct."""
    call.require_args(4)
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
    fields = {column: to_text(given[name]) for name, column in names.items() if given.get(name) is not None}
    with refusals_as_faults():
        update_user(user, fields)
    return True


def get_authors(call: Call) -> list[dict[str, str]]:
    """wp.getAuthors: blog, login, password."""
    call.require_args(3)
    if not call.sign_in().can("edit_posts"):
        raise refusal_of_rights("You are not allowed to write here.")
    found = listing.find_users(listing.UserQuery(orderby="login", limit=0))[0]
    return [{"user_id": str(user.pk), "user_login": user.login, "display_name": user.display_name} for user in found]
