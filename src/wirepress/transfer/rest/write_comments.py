"""Comments that documents bring along in `_embedded.replies`, and documents of comments themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wirepress.content.comments.models import Comment
from wirepress.content.posts.models import Post
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.report import Report
from wirepress.transfer.rest.check_document import BrokenDocument
from wirepress.transfer.rest.post_values import Document, SiteClock, parse_date

_STATUS: Final = {"approved": "1", "hold": "0", "spam": "spam", "trash": "trash"}
_HIDDEN: Final = ("author_email", "author_ip", "agent")  # shown to few; not empty because they are not told


@dataclass(slots=True)
class CommentWriter:
    """The comments of one import. Posts are counted anew at the end."""

    report: Report
    clock: SiteClock
    touched: set[int] = field(default_factory=set)
    follow: bool = False  # what has changed of a comment there changes here
    rewrite: Callable[[str], str] = str  # puts this site's address in place of the source's

    def write_embedded(self, document: Document) -> None:
        """Keep the replies that a story's document embeds."""
        for row in _replies(document):
            if clean_number(row.get("id")) > 0:
                self.write_comment(row, clean_number(document["id"]))
            else:
                self.report.tally("comments").read += 1
                self.report.count_loss("comments: embedded without an id")

    def write_comment(self, row: Document, post_id: int) -> None:
        """Keep one comment; one that is here already stays as it is, unless changes are followed."""
        tally = self.report.tally("comments")
        tally.read += 1
        comment_id = clean_number(row.get("id"))
        here = Comment.objects.filter(id=comment_id).first()
        if here is not None and (not self.follow or here.post_id != post_id):
            tally.unchanged += 1
            return
        values, raw = self._read_values(row)
        if here is None:
            Comment.objects.create(id=comment_id, post_id=post_id, **values)
            tally.created += 1
        else:
            if not raw:  # what is known raw is not given up for what was rendered
                del values["content"]
            told = {name: value for name, value in values.items() if value or name not in _HIDDEN}
            changed = {name: value for name, value in told.items() if getattr(here, name) != value}
            if not changed:
                tally.unchanged += 1
                return
            Comment.objects.filter(id=comment_id).update(**changed)
            tally.updated += 1
        self.touched.add(post_id)
        if not raw:
            self.report.count_loss("raw text of comments: they are kept as they were shown")

    def _read_values(self, row: Document) -> tuple[dict[str, Any], bool]:
        """Return the columns of a comment, and whether its text is known raw."""
        content, raw = row.get("content"), None
        if isinstance(content, Mapping):
            raw = content.get("raw")
            content = raw if isinstance(raw, str) else content.get("rendered")
        date, gmt = parse_date(row.get("date")), parse_date(row.get("date_gmt"))
        values = {
            "parent_id": max(clean_number(row.get("parent")), 0),
            "user_id": max(clean_number(row.get("author")), 0),
            "author_name": clean_text(row.get("author_name")),
            "author_email": clean_text(row.get("author_email"), 100),
            "author_url": clean_text(row.get("author_url"), 200),
            "author_ip": clean_text(row.get("author_ip"), 100),
            "agent": clean_text(row.get("author_user_agent"), 255),
            "date": date,
            "date_gmt": gmt or (self.clock.to_gmt(date) if date else None),
            "content": clean_text(self.rewrite(content) if isinstance(content, str) else content),
            "approved": _STATUS.get(str(row.get("status") or "approved"), "1"),
            "type": clean_text(row.get("type"), 20) or "comment",
        }
        return values, raw is not None

    def write_document(self, document: Document) -> None:
        """Keep a document of /wp/v2/comments. Raises BrokenDocument when its story is not here."""
        post_id = clean_number(document.get("post"))
        if clean_number(document.get("id")) <= 0:
            raise BrokenDocument("$.id", "must be a whole number")
        if not Post.objects.filter(id=post_id).exists():
            raise BrokenDocument("$.post", f"there is no story {post_id} here")
        self.write_comment(document, post_id)

    def recount_comments(self) -> None:
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
