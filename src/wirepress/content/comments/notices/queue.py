"""Queues the mails about a comment, in the transaction that stores it."""

from __future__ import annotations

from typing import Final

from wirepress.content.comments.models import Comment
from wirepress.content.comments.notices.wishes import note_wish
from wirepress.content.options import store
from wirepress.core.jobs.enqueue import enqueue
from wirepress.settings.settings import get_settings

MODERATORS: Final = "comments.mail_moderators"
PUBLISHED: Final = "comments.mail_published"
CONFIRM: Final = "comments.mail_confirmation"
NOTE: Final = "comments.mail_note"
REPORT: Final = "comments.report_to_spam_service"


def sends_mail() -> bool:
    """Return whether the site has a mail server. Without one nobody is promised a mail."""
    return bool(get_settings().mail_url)


def offers_answers() -> bool:
    """Return whether readers may ask to be told of answers."""
    return sends_mail() and bool(store.get("wirepress_answer_notices"))


def queue_notices(comment: Comment, before: str | None = None) -> None:
    """Queue what is due for a comment that is new (`before` is None) or has another status than before."""
    if not sends_mail():
        return
    if comment.type == "note":
        if before is None:
            queue_note(comment)
        return
    if comment.approved == "0" and before is None and store.get("moderation_notify"):
        enqueue(MODERATORS, comment=comment.pk)
    told = store.get("comments_notify") or (comment.parent_id and offers_answers())
    if told and comment.approved == "1" and before in (None, "0"):
        enqueue(PUBLISHED, comment=comment.pk)


def queue_note(comment: Comment) -> None:
    """Queue telling those whom an editors' note concerns: it is new, or says something else now."""
    if sends_mail() and comment.type == "note":
        enqueue(NOTE, comment=comment.pk)


def queue_report(comment: Comment, before: str) -> None:
    """Queue telling the service that judges comments what a moderator thinks of one."""
    judged = "spam" if comment.approved == "spam" else "ham" if before == "spam" and comment.approved == "1" else ""
    if judged and comment.type == "comment" and get_settings().spam_key:
        enqueue(REPORT, comment=comment.pk, judged=judged)


def ask_for_answers(comment: Comment) -> None:
    """Note a reader's wish to be told of answers, and queue the mail that asks whether it is theirs."""
    if offers_answers() and comment.author_email and comment.approved in ("0", "1") and note_wish(comment):
        enqueue(CONFIRM, comment=comment.pk)
