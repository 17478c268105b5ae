"""Where stories are written: in the block editor where it is installed, else in the plain form."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from wirepress.content.posts.types import known
from wirepress.web.admin.editor import bundle

PLAIN_FORM = "classic"  # in the query: the plain form, whatever is installed


def opens_in_editor(post_type: str) -> bool:
    """Return whether items of the type are opened in the block editor: it is installed, and they are made of blocks."""
    kind = known(post_type)
    return kind.show_in_rest and kind.can("editor") and bundle.find_bundle() is not None


def edit_address(post_type: str, number: int, form: str) -> str:
    """Return where an item is edited; `form`: the address of its plain form."""
    return address_in_editor(number) if opens_in_editor(post_type) else form


def address_in_editor(number: int) -> str:
    """Return where the block editor opens an item."""
    return f"{reverse('admin:index')}post.php?{urlencode({'post': number, 'action': 'edit'})}"


def new_address(post_type: str, form: str) -> str:
    """Return where a new item is written; `form`: the address of the plain form."""
    if not opens_in_editor(post_type):
        return form
    return f"{reverse('admin:index')}post-new.php?{urlencode({'post_type': post_type})}"
