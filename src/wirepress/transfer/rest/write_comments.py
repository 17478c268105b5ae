"""Comments that documents bring along in `_embedded.replies`, and documents of comments themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wirepress.content.comments.models import Comment
from wirepress.content.posts.models import Post
from wirepress.transfer.clean_values import number, text
from wirepress.transfer.report import Report
from wirepress.transfer.rest.check_document import Broken
from wirepress.transfer.rest.post_values import Clock, Document, moment

_STATUS: Final = {"approved": "1", "hold": "0", "spam": "spam", "trash": "trash"}


@dataclass(slots=True)
class Comments:
    """The comments of one import. Posts are counted anew at the end."""

    report: Report
    clock: Clock
    touched: set[int] = field(default_factory=set)

    def write_embedded(self, document: Document) -> None:
        """Keep the replies that a story's document embeds."""
        for row in _replies(document):
            if number(row.get("id")) > 0:
                self.write(row, number(document["id"]))
            else:
                self.report.tally("comments").read += 1
                self.report.lose("comments: embedded without an id")

    def write(self, row: Document, post_id: int) -> None:
        """Keep one comment; one that is here already stays as it is."""
        tally = self.report.tally("comments")
        tally.read += 1
        comment_id = number(row.get("id"))
        if Comment.objects.filter(id=comment_id).exists():
            tally.unchanged += 1
            return
        content, raw = row.get("content"), None
        if isinstance(content, Mapping):
            raw = content.get("raw")
            content = raw if isinstance(raw, str) else content.get("rendered")
        date, gmt = moment(row.get("date")), moment(row.get("date_gmt"))
        Comment.objects.create(
            id=comment_id,
            post_id=post_id,
            parent_id=max(number(row.get("parent")), 0),
            user_id=max(number(row.get("author")), 0),
            author_name=text(row.get("author_name")),
            author_email=text(row.get("author_email"), 100),
            author_url=text(row.get("author_url"), 200),
            author_ip=text(row.get("author_ip"), 100),
            agent=text(row.get("author_user_agent"), 255),
            date=date,
            date_gmt=gmt or (self.clock.to_gmt(date) if date else None),
            content=text(content),
            approved=_STATUS.get(str(row.get("status") or "approved"), "1"),
            type=text(row.get("type"), 20) or "comment",
        )
        tally.created += 1
        self.touched.add(post_id)
        if raw is None:
            self.report.lose("raw text of comments: they are kept as they were shown")

    def write_document(self, document: Document) -> None:
        """Keep a document of /wp/v2/comments. Raises Broken when its story is not here."""
        post_id = number(document.get("post"))
        if number(document.get("id")) <= 0:
            raise Broken("$.id", "must be a whole number")
        if not Post.objects.filter(id=post_id).exists():
            raise Broken("$.post", f"there is no story {post_id} here")
        self.write(document, post_id)

    def count(self) -> None:
        """Count the approved comments of every story that got one."""
        for post_id in sorted(self.touched):
            approved = Comment.objects.filter(post_id=post_id, approved="1").exclude(type="note").count()
            Post.objects.filter(id=post_id).exclude(comment_count=approved).update(comment_count=approved)


def _replies(document: Document) -> Iterable[Mapping[str, Any]]:
    embedded = document.get("_embedded")
    groups = embedded.get("replies") if isinstance(embedded, Mapping) else None
    for group in groups if isinstance(groups, list) else ():
        for row in group if isinstance(group, list) else ():
            if isinstance(row, Mapping):
                yield row
