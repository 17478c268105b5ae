"""Counts that a story was shared: by a button here, to which network. Nobody is asked, and nobody is told who it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wirepress.content.events import announce_reader_actions
from wirepress.content.options import site
from wirepress.core.contract.reader_actions import ReaderAction
from wirepress.features.engagement.reactions.reader import Reader
from wirepress.features.engagement.tally import SHARE, add_together, read_counts
from wirepress.features.engagement.views.recent import RecentViews
from wirepress.features.engagement.votes.published import published

_RECENT = RecentViews()


@dataclass(frozen=True, slots=True)
class Share:
    """One button that one reader used."""

    post_id: int
    network: str
    reader: Reader


def count_shares(shares: Sequence[Share]) -> list[dict[str, int] | None]:
    """Count shares in one transaction; the story's shares by network, None where no published post has that id. The same button
    again within ten minutes is the same share."""
    public = published({share.post_id for share in shares})
    new = [
        share
        for share in shares
        if share.post_id in public and _RECENT.is_new(share.post_id, f"{share.network} {share.reader.name}")
    ]
    if new:
        try:
            add_together([(share.post_id, SHARE + share.network) for share in new])
        except Exception:
            for share in new:
                _RECENT.forget(share.post_id, f"{share.network} {share.reader.name}")
            raise
        now = site.now_gmt()
        announce_reader_actions([ReaderAction("share", share.post_id, now, share.network) for share in new])
    found = read_shares(sorted(public))
    return [found[share.post_id] if share.post_id in public else None for share in shares]


def read_shares(post_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return shares by post and network, each post present."""
    return {
        post_id: {name.removeprefix(SHARE): count for name, count in found.items()}
        for post_id, found in read_counts(post_ids, SHARE).items()
    }
