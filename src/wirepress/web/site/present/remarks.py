"""A story's comments as its page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.safestring import SafeString, mark_safe

from wirepress.content.comments.models import Comment
from wirepress.content.comments.openness import takes_comments
from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.database.rows import find_rows
from wirepress.core.markup.text.comment_text import comment_text
from wirepress.core.php.numbers import read_digits
from wirepress.settings.settings import get_settings
from wirepress.web.site import commenter
from wirepress.web.site.present import comment_fields, words
from wirepress.web.site.story_html.prepare import prepare
from wirepress.web.site.story_html.styles import StyleSheet

READ_MAX = 2000  # comments of one story on its page

ORDER: Final = "comments"  # name in the query of a story's address
ORDERS: Final = {"oldest": "Oldest first", "newest": "Newest first"}
ORDER_FROM: Final = 4  # comments; fewer are seen at a glance


@dataclass(slots=True)
class Remark:
    """One comment with its answers."""

    id: int
    author: str
    url: str
    iso: str
    when: str
    html: SafeString
    by_author: bool = False
    waits: bool = False
    may_answer: bool = False
    beside: str = ""  # what features show beside the author's name
    answers: list[Remark] = field(default_factory=list)

    @property
    def letter(self) -> str:
        """What stands in the place of a portrait."""
        return self.author[:1].upper() or "·"


def tree(request: HttpRequest, post: Post, sheet: StyleSheet) -> list[Remark]:
    """Approved comments in the site's order, answers below what they answer; a reader's own waiting ones too."""
    approved = f"post_id = %s AND approved = '1' AND type <> 'note' ORDER BY date_gmt, id LIMIT {READ_MAX}"
    rows = find_rows(Comment, approved, (post.pk,))
    rows += waiting(request, post)
    users = User.objects.in_bulk({row.user_id for row in rows if row.user_id})
    deepest = max(int(store.get("thread_comments_depth") or 1), 1) if store.get("thread_comments") else 1
    known = {row.pk: row for row in rows}
    beside = comment_fields.beside([*known])
    made: dict[int, tuple[Remark, int]] = {}
    top: list[Remark] = []
    for row in rows:
        above = made.get(row.parent_id) if row.parent_id in known else None
        level = above[1] + 1 if above else 1
        remark = _remark(row, post, users, sheet, may_answer=level < deepest and takes_comments(post))
        remark.beside = beside.get(row.pk, remark.beside)
        made[row.pk] = (remark, min(level, deepest))
        (above[0].answers if above and level <= deepest else top).append(remark)
    if chosen_order(request) == "newest":  # within a thread the first answer stands first all the same
        top.reverse()
    return top


def chosen_order(request: HttpRequest) -> str:
    """Return "newest" or "oldest", which stands first: as the reader asks, else as the site says."""
    asked = request.GET.get(ORDER, "")
    return asked if asked in ORDERS else "newest" if store.get("comment_order") == "desc" else "oldest"


def orders(request: HttpRequest, talk: list[Remark], away: str) -> list[tuple[str, str, bool]]:
    """Return name, address and whether it is the one, of the orders that a reader may choose; none for a few comments."""
    if len(talk) < ORDER_FROM:
        return []
    now = chosen_order(request)
    join = "&" if "?" in away else "?"
    return [(label, f"{away}{join}{ORDER}={name}#comments", name == now) for name, label in ORDERS.items()]


def _remark(row: Comment, post: Post, users: Mapping[int, User], sheet: StyleSheet, *, may_answer: bool) -> Remark:
    user = users.get(row.user_id)
    name = words.plain(row.author_name) or (user.display_name if user else "") or "Anonymous"
    url = row.author_url if row.author_url.startswith(("https://", "http://")) else ""
    smilies = bool(store.get("use_smilies"))
    text = comment_text(row.content, hosts=[get_settings().host], smilies=smilies, site_url=site.home())
    return Remark(
        id=row.pk,
        author=name,
        url=url,
        iso=words.iso(row.date_gmt),
        when=f"{words.day_text(row.date)}, {words.time_text(row.date)}",
        html=mark_safe(prepare(text, sheet)),  # cleaned when it was saved, and once more by prepare()
        by_author=bool(row.user_id) and row.user_id == post.author_id,
        waits=row.approved != "1",
        may_answer=may_answer and row.approved == "1",
    )


def find(talk: list[Remark], number: int) -> Remark | None:
    """Return the comment of that number, if it is shown and may be answered."""
    for remark in talk:
        found = remark if remark.id == number and remark.may_answer else find(remark.answers, number)
        if found is not None:
            return found
    return None


def proof(comment: Comment) -> str:
    """What shows that a reader wrote a waiting comment."""
    return salted_hmac("wirepress.waiting", f"{comment.pk} {comment.date_gmt}", algorithm="sha256").hexdigest()[:32]


def waiting(request: HttpRequest, post: Post) -> list[Comment]:
    """The reader's own comments that wait for approval: those of which the address carries a proof (for ten minutes), or the browser."""
    kept = commenter.waiting_proofs(request)
    number = read_digits(request.GET.get("unapproved", ""))
    named = {number: request.GET.get("moderation-hash", "")} if number else {}
    if not kept and not named:
        return []
    rows = Comment.objects.filter(pk__in={*kept, *named}, post_id=post.pk, approved="0").order_by("date_gmt", "id")
    return [
        row for row in rows if _proves(kept.get(row.pk), row) or (_proves(named.get(row.pk), row) and _is_fresh(row))
    ]


def _proves(given: str | None, row: Comment) -> bool:
    return given is not None and constant_time_compare(given, proof(row))


def _is_fresh(row: Comment) -> bool:
    return row.date_gmt is not None and _age(row.date_gmt) < timedelta(minutes=10)


def _age(moment: datetime) -> timedelta:
    return site.now_gmt() - moment
