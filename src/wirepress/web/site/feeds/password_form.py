"""What feeds show in the place of a protected text: the form for its password, laid out as WordPress 7.1 (or 6.8) lays it out."""

from __future__ import annotations

from html import escape
from typing import Final

from wirepress.content.options import site
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post

NO_EXCERPT: Final = "There is no excerpt because this is a protected post."
NO_COMMENT: Final = "Protected Comments: Please enter your password to view comments."
_ASK: Final = {
    "6.8": "This content is password protected. To view it please enter your password below:",
    "7.1": "This content is password-protected. To view it, please enter the password below.",
}


def password_form(post: Post) -> str:
    """Return the form as HTML."""
    release, field = site.compat(), f"pwbox-{post.pk}"
    send = '<input type="submit" name="Submit" value="Enter" />'
    if release != "6.8":
        look = ' class="wp-block-button__link wp-element-button"'
        send = f'<span class="wp-block-button">{send.replace(" value", look + " value")}</span>'
    return (
        f'<form action="{site.home("/wp-login.php?action=postpass")}" class="post-password-form" method="post">'
        f'<input type="hidden" name="redirect_to" value="{escape(post_link(post))}" />\n'
        f"\t<p>{_ASK.get(release, _ASK['7.1'])}</p>\n"
        f'\t<p><label for="{field}">Password: <input name="post_password" id="{field}" type="password"'
        f' spellcheck="false" required size="20" /></label> {send}</p></form>\n\t'
    )
