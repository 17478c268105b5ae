"""The jobs that every site has, and those of the features that are on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from wirepress.content.options.features import extensions
from wirepress.core.hooks import Job


def builtin_jobs() -> Sequence[Job]:
    """Return what every newsroom needs done."""
    from wirepress.content.comments import spam_service
    from wirepress.content.comments.notices import queue
    from wirepress.content.media.actions.make_formats import MAKE, make_formats_job
    from wirepress.content.media.files import REMOVE, remove_files_job
    from wirepress.content.users import password_reset
    from wirepress.content.workflows import comment_mails, note_mails, password_mails
    from wirepress.content.workflows.announce_due import announce_due, is_any_due
    from wirepress.content.workflows.empty_trash import empty_trash

    return (
        Job("content.announce_due", announce_due, every=timedelta(seconds=15), needed=is_any_due, at_cron=True),
        Job("content.empty_trash", empty_trash, every=timedelta(days=1)),
        Job("content.forget_sessions", forget_sessions, every=timedelta(days=1)),
        Job(queue.MODERATORS, comment_mails.mail_moderators),
        Job(queue.PUBLISHED, comment_mails.mail_published),
        Job(queue.NOTE, note_mails.mail_note),
        Job(queue.CONFIRM, comment_mails.mail_confirmation),
        Job(queue.REPORT, spam_service.report),
        Job(password_reset.MAIL, password_mails.mail_password_reset),
        Job(password_mails.CHANGED, password_mails.mail_password_changed),
        Job(REMOVE, remove_files_job, retries=8),
        Job(MAKE, make_formats_job, every=timedelta(days=1)),
    )


def feature_jobs() -> Sequence[Job]:
    """Return what the features that are on have declared."""
    return extensions().declared("jobs")


def forget_sessions() -> None:
    """Delete sessions that have run out."""
    from wirepress.content.users.sessions import SessionStore

    SessionStore.clear_expired()
