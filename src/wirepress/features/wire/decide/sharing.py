"""Whether a gathered story may be sent to social networks: its source and its own terms decide."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.rights import sharing_objection
from wirepress.features.wire.models import Item


def sharing_objections(post: Post) -> Sequence[str]:
    """Return why the story must not be sent; nothing for stories of our own and where nobody objects."""
    item = Item.objects.filter(post_id=post.pk).select_related("source").first()
    if item is None:
        return ()
    rights = Policy.model_validate(item.source.policy).rights
    usage = item.entry.get("usage") if isinstance(item.entry, dict) else ""
    words = sharing_objection(rights, usage if isinstance(usage, str) else "", item.source.name, site.now_gmt())
    return (words,) if words else ()
