"""An item's format, and whether it stays on top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.content.terms.taxonomies import POST_FORMATS
from wirepress.content.users.models import User
from wirepress.web.xmlrpc.call import refusal_of_rights, to_text
from wirepress.web.xmlrpc.xml_codec import Fault

FORMATS: Final = ("standard", *POST_FORMATS)


def find_format(value: Any, *, strict: bool = False) -> str:
    """Return the format of that name; `standard` for a name that is none. Raises Fault 404 where it is asked strictly."""
    name = to_text(value).strip().lower()
    if strict and name not in FORMATS:
        raise Fault(404, "There is no such format.")
    return name if name in FORMATS else "standard"


def sticky_field(
    given: Any, fields: Mapping[str, Any], user: User, post_type: str, post: Post | None = None
) -> dict[str, bool]:
    """`sticky` as it is written, nothing where it stays: what readers may not all see is never on top. Raises Fault 401."""
    asked = given is not None and to_text(given).strip().lower() not in ("", "0", "false")
    hidden = fields.get("status", post.status if post else "draft") == "private" or fields.get(
        "password", post.password if post else ""
    )
    if hidden:
        if asked:
            raise refusal_of_rights("Private and protected items cannot be sticky.")
        return {"sticky": False} if post is not None else {}
    if given is None:
        return {}
    if not access.may_edit_others(user, post_type):
        raise refusal_of_rights("You are not allowed to make items sticky.")
    return {"sticky": asked}
