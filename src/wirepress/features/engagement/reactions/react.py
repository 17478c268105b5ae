"""Leaves reactions: the same one again takes it back, another one moves it. Those of many readers go into one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from wirepress.content.options import site
from wirepress.content.posts import statuses
from wirepress.content.posts.models import Post
from wirepress.core.database.retry_conflicts import retry_on_conflict
from wirepress.features.engagement.models import ReactionCount
from wirepress.features.engagement.reactions.kinds import NUMBERS
from wirepress.features.engagement.reactions.reader import Reader
from wirepress.features.engagement.reactions.state import Reactions, state

ID_MAX: Final = 2**63 - 1


class UnknownPost(LookupError):
    """No published post has that id."""


class UnknownReaction(ValueError):
    """A reaction is a number from 1 to 6."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One click of one reader."""

    post_id: int
    reaction: int
    reader: Reader


def react(post_id: int, reaction: int, reader: Reader) -> Reactions:
    """Counts the reader's reaction and answers how things stand now.

    Raises UnknownReaction and UnknownPost; nothing is written then.
    """
    found = react_together([Vote(post_id, reaction, reader)])[0]
    if found is None:
        raise UnknownPost(str(post_id))
    return found


def react_together(votes: Sequence[Vote]) -> list[Reactions | None]:
    """Counts votes in their order, in one transaction; how things stood after each, None where no published post has that id.

    Raises UnknownReaction; nothing is written then. Votes on one post wait for each other: its counters are locked, in one order
    over all posts (PostgreSQL), or the whole transaction is the only writer (SQLite).
    """
    for vote in votes:
        if vote.reaction not in NUMBERS:
            raise UnknownReaction(str(vote.reaction))
    public = _public({vote.post_id for vote in votes})
    counted = [vote for vote in votes if vote.post_id in public]
    if not counted:
        return [None] * len(votes)
    try:
        answers = iter(retry_on_conflict(lambda: _counted(counted)))
    except IntegrityError:  # a post was deleted meanwhile
        if len(votes) == 1:
            return [None]
        return [react_together([vote])[0] for vote in votes]
    return [next(answers) if vote.post_id in public else None for vote in votes]


def require_post(post_id: int) -> None:
    """Raises UnknownPost unless the id is that of a published story."""
    if not _public({post_id}):
        raise UnknownPost(str(post_id))


def current(post_id: int, reader: Reader) -> Reactions:
    """How things stand on a post. Raises UnknownPost."""
    require_post(post_id)
    return state([post_id], reader)[post_id]


def _public(numbers: set[int]) -> set[int]:
    """Those that are published stories."""
    possible = [number for number in numbers if 0 < number <= ID_MAX]
    posts = Post.objects.filter(pk__in=possible, type="post").only("id", "type", "status", "date_gmt")
    return {post.pk for post in posts if statuses.is_public(post)}


class _Ledger:
    """The counters of the posts and the reactions of the readers of some votes, as the votes change them. Its SQL is written by
    hand: for a handful of votes Django's would take longer to be made than to be run."""

    def __init__(self, votes: Sequence[Vote], cursor: CursorWrapper) -> None:
        self._cursor = cursor
        posts = sorted({vote.post_id for vote in votes})
        names = sorted({name for vote in votes for name in vote.reader.known})
        self.counts = _locked(cursor, posts)
        cursor.execute(
            f"SELECT post_id, reader, reaction, id FROM engagement_readerreaction WHERE post_id IN ({_marks(posts)}) AND reader IN ({_marks(names)})",
            [*posts, *names],
        )
        rows = cursor.fetchall()
        self.mine = {(post, name): reaction for post, name, reaction, _ in rows}
        self._stored = {(post, name): (reaction, number) for post, name, reaction, number in rows}
        self._changes: Counter[tuple[int, int]] = Counter()

    def count(self, vote: Vote) -> Reactions:
        """One more vote."""
        places = [(vote.post_id, name) for name in vote.reader.known]
        old = [reaction for place in places if (reaction := self.mine.pop(place, None)) is not None]
        again = vote.reaction in old
        if not again:
            self.mine[vote.post_id, vote.reader.name] = vote.reaction
        for reaction, step in (*((reaction, -1) for reaction in old), *(() if again else ((vote.reaction, 1),))):
            self.counts[vote.post_id][reaction] += step
            self._changes[vote.post_id, reaction] += step
        return Reactions(dict(self.counts[vote.post_id]), None if again else vote.reaction)

    def write(self) -> None:
        """Bring the rows to where the votes have left them."""
        kept = {place for place, (reaction, _) in self._stored.items() if self.mine.get(place) == reaction}
        gone = [(number,) for place, (_, number) in self._stored.items() if place not in kept]
        new = [
            (*place, reaction, site.now_gmt().date())
            for place, reaction in sorted(self.mine.items())
            if place not in kept
        ]
        changes = [(change, *place) for place, change in sorted(self._changes.items()) if change]
        if gone:
            self._cursor.executemany("DELETE FROM engagement_readerreaction WHERE id = %s", gone)
        if new:
            self._cursor.executemany(
                "INSERT INTO engagement_readerreaction (post_id, reader, reaction, day) VALUES (%s, %s, %s, %s)", new
            )
        if changes:
            self._cursor.executemany(
                "UPDATE engagement_reactioncount SET count = count + %s WHERE post_id = %s AND reaction = %s", changes
            )


def _counted(votes: Sequence[Vote]) -> list[Reactions]:
    with transaction.atomic(), connection.cursor() as cursor:
        ledger = _Ledger(votes, cursor)
        answers = [ledger.count(vote) for vote in votes]
        ledger.write()
    return answers


def _locked(cursor: CursorWrapper, posts: Sequence[int]) -> dict[int, dict[int, int]]:
    """The six counters of each post, made if need be, locked until the transaction ends."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    query = f"SELECT post_id, reaction, count FROM engagement_reactioncount WHERE post_id IN ({_marks(posts)}) ORDER BY post_id, reaction{lock}"
    for _ in range(2):
        cursor.execute(query, posts)
        found = {(post, reaction): count for post, reaction, count in cursor.fetchall()}
        missing = [(post, reaction) for post in posts for reaction in NUMBERS if (post, reaction) not in found]
        if not missing:
            break
        ReactionCount.objects.bulk_create(
            [ReactionCount(post_id=post, reaction=reaction) for post, reaction in missing], ignore_conflicts=True
        )
    return {post: {reaction: found[post, reaction] for reaction in NUMBERS} for post in posts}


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
