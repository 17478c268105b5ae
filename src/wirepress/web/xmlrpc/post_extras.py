"""What is written beside an item's row: its terms, custom fields, enclosure, and the files that its text shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from wirepress.content.posts import rows
from wirepress.content.posts.actions.write_terms_and_meta import set_terms
from wirepress.content.posts.listing.totals import count_terms
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.web.xmlrpc import meta
from wirepress.web.xmlrpc.call import to_text

ENCLOSURE: Final = "enclosure"
_PARTS: Final = ("url", "length", "type")
_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>()\\]+")
_ADDRESSES_MAX: Final = 500  # of one text


def write_extras(post: Post, given: Mapping[str, Any], terms: Mapping[str, list[int]], user: User) -> None:
    """Write all of it."""
    touched = {number for taxonomy, numbers in terms.items() for number in set_terms(post, taxonomy, numbers)}
    if touched:
        count_terms(list(touched))
    meta.write_post_meta(post, given.get("custom_fields"), user)
    _add_enclosure(post, given.get(ENCLOSURE))
    _attach_shown_files(post)
    rows.forget_related(post)


def _add_enclosure(post: Post, given: Any) -> None:
    """Keep an enclosure (address, length and type on a line each), once."""
    if not isinstance(given, dict) or any(given.get(part) is None for part in _PARTS):
        return
    text = "".join(f"{to_text(given[part])}\n" for part in _PARTS)
    kept = PostMeta.objects.filter(post_id=post.pk, key=ENCLOSURE).values_list("value", flat=True)
    if text.rstrip("\n") not in [str(value).rstrip("\n") for value in kept]:
        PostMeta.objects.create(post_id=post.pk, key=ENCLOSURE, value=text)


def first_enclosure(post: Post) -> dict[str, Any]:
    """Return the first enclosure: url, length, type; nothing where there is none."""
    kept = rows.meta_value(post, ENCLOSURE)
    if not kept:
        return {}
    url, length, kind = [*str(kept).split("\n"), "", ""][:3]
    return {"url": url.strip().replace("&", "&amp;"), "length": read_digits(length.strip()) or 0, "type": kind.strip()}


def _attach_shown_files(post: Post) -> None:
    """Files without an owner whose address stands in the text belong to the item from now on."""
    addresses = _ADDRESS.findall(post.content)[:_ADDRESSES_MAX]
    if addresses:
        Post.objects.filter(type="attachment", parent_id=0, guid__in=addresses).exclude(pk=post.pk).update(
            parent_id=post.pk
        )
