"""Whether a gathered story may be sent to social networks: its source and its own terms decide."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.rights import sharing_objection
from wirepress.features.wire.models import Item


def sharing_objections(posts: Sequence[Post]) -> list[tuple[int, str]]:
    """Return which stories must not be sent, and why; stories of our own and those that nobody objects to are not in it."""
    items = Item.objects.filter(post_id__in=[post.pk for post in posts]).select_related("source")
    found = ((item.post_id, _objection(item)) for item in items)
    return [(number, words) for number, words in found if words]


def _objection(item: Item) -> str:
    rights = Policy.model_validate(item.source.policy).rights
    usage = item.entry.get("usage") if isinstance(item.entry, dict) else ""
    return sharing_objection(rights, usage if isinstance(usage, str) else "", item.source.name, site.now_gmt())
