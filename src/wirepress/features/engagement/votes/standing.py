"""Reads how things stand: counts and the reader's own vote, for one post or a whole list in one query."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.core.cache import depends
from wirepress.core.database.rows import placeholders, query_rows
from wirepress.features.engagement.reactions.reader import Reader
from wirepress.features.engagement.votes.ballot import Ballot, Standing


def standings(
    ballot: Ballot, post_ids: Sequence[int], reader: Reader | None = None, *, follow: bool = True
) -> dict[int, Standing]:
    """Return how things stand by post, each post present. Without a reader nobody's own is looked up. `follow`: the answer is made anew
    when it changes."""
    if follow:
        depends.on(*(f"{ballot.name}:{post_id}" for post_id in post_ids))
    known = reader.known if reader is not None else ()
    choice = ballot.choice
    sql = (
        f"SELECT post_id, {choice}, count, EXISTS (SELECT 1 FROM {ballot.readers_table} own WHERE own.post_id = every.post_id"
        f" AND own.{choice} = every.{choice} AND own.reader IN ({placeholders(known)})) FROM {ballot.counts_table} every"
        f" WHERE post_id IN ({placeholders(post_ids)}) AND {choice} IN ({placeholders(ballot.choices)})"
    )
    counts: dict[int, dict[int, int]] = {post_id: dict.fromkeys(ballot.choices, 0) for post_id in post_ids}
    own: dict[int, int] = {}
    for post_id, number, count, mine in query_rows(ballot.counts, sql, (*known, *post_ids, *ballot.choices)):
        counts[post_id][number] = count
        if mine:
            own[post_id] = number
    if reader is not None:
        depends.on_reader(own=bool(own))
    return {post_id: Standing(counts[post_id], own.get(post_id)) for post_id in post_ids}


def has_voted(ballot: Ballot, post_ids: Sequence[int], reader: Reader) -> bool:
    """Return whether the reader voted on one of the posts; on any at all, when none is named."""
    rows = ballot.readers._default_manager.filter(reader__in=reader.known)
    return bool((rows.filter(post_id__in=post_ids) if post_ids else rows).exists())
