"""Where a story on this site was published first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import meta_value

META: Final = "_wire_canonical"  # the post's meta key: an address; not registered, so it is shown nowhere


def canonical_addresses(post: Post) -> Sequence[str]:
    """Return the address that the story's page names as canonical; none for stories of our own, and where the source leaves it to us."""
    address = str(meta_value(post, META, ""))
    return (address,) if address.startswith(("http://", "https://")) else ()
