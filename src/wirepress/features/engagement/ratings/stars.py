"""Stars that readers give a story with their comments: kept as the plugin keeps them, in the comment's meta `rating`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.comments.models import CommentMeta
from wirepress.content.events import announce_reader_actions
from wirepress.content.options import site
from wirepress.core.contract.reader_actions import ReaderAction

KEY: Final = "rating"
LEAST, MOST = 1, 5
READ_MAX: Final = 5000  # rated comments of one story that are looked at


@dataclass(frozen=True, slots=True)
class Rating:
    """What a story was given: how many people, and how many stars together."""

    people: int = 0
    stars: int = 0

    @property
    def average(self) -> float:
        """Stars on average, to one decimal, 0 for none."""
        return round(self.stars / self.people, 1) if self.people else 0.0


def read_stars(value: Any) -> int:
    """Return stored or given stars as a number from 1 to 5; 0 for anything else."""
    text = str(value).strip() if not isinstance(value, bool) else ""
    return int(text) if text in ("1", "2", "3", "4", "5") else 0


def rate(post_id: int, comment_id: int, stars: int) -> None:
    """Keep the stars that came with a comment."""
    CommentMeta.objects.create(comment_id=comment_id, key=KEY, value=stars)
    announce_reader_actions([ReaderAction("rating", post_id, site.now_gmt(), str(stars))])


def stars_of(comment_ids: Sequence[int]) -> dict[int, int]:
    """Return the stars of comments, those with some. One query."""
    rows = CommentMeta.objects.filter(comment_id__in=comment_ids, key=KEY).order_by("-id")
    found = {comment: read_stars(value) for comment, value in rows.values_list("comment_id", "value")}
    return {comment: stars for comment, stars in found.items() if stars}


def rating_of(post_id: int) -> Rating:
    """Return what a story was given in approved comments. Who rated it more than once has one voice, the last. One query."""
    rows = CommentMeta.objects.filter(comment__post_id=post_id, comment__approved="1", key=KEY).order_by("-comment_id")
    voices: dict[object, int] = {}
    columns = ("comment_id", "comment__user_id", "comment__author_email", "value")
    for comment, user, mail, value in rows.values_list(*columns)[:READ_MAX]:
        stars = read_stars(value)
        if stars:
            voices.setdefault(user or mail.strip().lower() or f"#{comment}", stars)
    return Rating(len(voices), sum(voices.values()))
