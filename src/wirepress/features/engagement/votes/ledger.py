"""Counts votes: those of many readers go into one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from wirepress.content.options import site
from wirepress.core.database.retry_conflicts import retry_on_conflict
from wirepress.features.engagement.votes.ballot import Ballot, Standing, Vote
from wirepress.features.engagement.votes.published import published


class UnknownChoice(ValueError):
    """The ballot has no such choice."""


def count_together(ballot: Ballot, votes: Sequence[Vote]) -> list[Standing | None]:
    """Count votes in their order, in one transaction; how things stood after each, None where no published post has that id.

    Raises UnknownChoice; nothing is written then. Votes on one post wait for each other: its counters are locked, in one order
    over all posts (PostgreSQL), or the whole transaction is the only writer (SQLite).
    """
    for vote in votes:
        if vote.choice not in ballot.choices:
            raise UnknownChoice(str(vote.choice))
    public = published({vote.post_id for vote in votes})
    counted = [vote for vote in votes if vote.post_id in public]
    if not counted:
        return [None] * len(votes)
    try:
        answers = iter(retry_on_conflict(lambda: _counted(ballot, counted)))
    except IntegrityError:  # a post was deleted meanwhile
        if len(votes) == 1:
            return [None]
        return [count_together(ballot, [vote])[0] for vote in votes]
    return [next(answers) if vote.post_id in public else None for vote in votes]


def _counted(ballot: Ballot, votes: Sequence[Vote]) -> list[Standing]:
    with transaction.atomic(), connection.cursor() as cursor:
        ledger = _Ledger(ballot, votes, cursor)
        answers = [ledger.count(vote) for vote in votes]
        ledger.write()
    return answers


class _Ledger:
    """The counters of the posts and the votes of the readers, as some votes change them. Its SQL is written by hand: for a handful
    of votes Django's would take longer to be made than to be run."""

    def __init__(self, ballot: Ballot, votes: Sequence[Vote], cursor: CursorWrapper) -> None:
        self._ballot, self._cursor = ballot, cursor
        posts = sorted({vote.post_id for vote in votes})
        names = sorted({name for vote in votes for name in vote.reader.known})
        self.counts = _locked(ballot, cursor, posts)
        cursor.execute(
            f"SELECT post_id, reader, {ballot.choice}, id FROM {ballot.readers_table}"
            f" WHERE post_id IN ({_marks(posts)}) AND reader IN ({_marks(names)})",
            [*posts, *names],
        )
        rows = cursor.fetchall()
        self.mine = {(post, name): choice for post, name, choice, _ in rows}
        self._stored = {(post, name): (choice, number) for post, name, choice, number in rows}
        self._changes: Counter[tuple[int, int]] = Counter()

    def count(self, vote: Vote) -> Standing:
        """Count one more vote."""
        places = [(vote.post_id, name) for name in vote.reader.known]
        old = [choice for place in places if (choice := self.mine.pop(place, None)) is not None]
        again = vote.choice in old
        if not again:
            self.mine[vote.post_id, vote.reader.name] = vote.choice
        for choice, step in (*((choice, -1) for choice in old), *(() if again else ((vote.choice, 1),))):
            self.counts[vote.post_id][choice] += step
            self._changes[vote.post_id, choice] += step
        return Standing(dict(self.counts[vote.post_id]), None if again else vote.choice)

    def write(self) -> None:
        """Bring the rows to where the votes have left them."""
        ballot = self._ballot
        kept = {place for place, (choice, _) in self._stored.items() if self.mine.get(place) == choice}
        gone = [(number,) for place, (_, number) in self._stored.items() if place not in kept]
        new = [
            (*place, choice, site.now_gmt().date()) for place, choice in sorted(self.mine.items()) if place not in kept
        ]
        changes = [(change, *place) for place, change in sorted(self._changes.items()) if change]
        if gone:
            self._cursor.executemany(f"DELETE FROM {ballot.readers_table} WHERE id = %s", gone)
        if new:
            self._cursor.executemany(
                f"INSERT INTO {ballot.readers_table} (post_id, reader, {ballot.choice}, day) VALUES (%s, %s, %s, %s)",
                new,
            )
        if changes:
            self._cursor.executemany(
                f"UPDATE {ballot.counts_table} SET count = count + %s WHERE post_id = %s AND {ballot.choice} = %s",
                changes,
            )


def _locked(ballot: Ballot, cursor: CursorWrapper, posts: Sequence[int]) -> dict[int, dict[int, int]]:
    """Return every counter of each post, made if need be, locked until the transaction ends."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    query = (
        f"SELECT post_id, {ballot.choice}, count FROM {ballot.counts_table} WHERE post_id IN ({_marks(posts)})"
        f" ORDER BY post_id, {ballot.choice}{lock}"
    )
    for _ in range(2):
        cursor.execute(query, posts)
        found = {(post, choice): count for post, choice, count in cursor.fetchall()}
        missing = [(post, choice) for post in posts for choice in ballot.choices if (post, choice) not in found]
        if not missing:
            break
        ballot.counts._default_manager.bulk_create(
            [ballot.counts(**{"post_id": post, ballot.choice: choice}) for post, choice in missing],
            ignore_conflicts=True,
        )
    return {post: {choice: found[post, choice] for choice in ballot.choices} for post in posts}


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
