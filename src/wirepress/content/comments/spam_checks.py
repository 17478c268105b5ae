"""What gives away comments that programs send by the form of the site."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from wirepress.content.comments.actions.create import NewComment, decide_approval
from wirepress.content.comments.models import Comment
from wirepress.content.options import site
from wirepress.core.markup.fields.save_filters import save_comment
from wirepress.settings import limits
from wirepress.settings.settings import get_settings

TRAP: Final = "subject"  # a field that people do not see; programs fill in whatever there is
CLOCK: Final = "wirepress_seconds"  # how long the form was open, as the page's script says; pages are kept, so they cannot say when


def judge_form(new: NewComment, trap: str, seconds: str) -> str | None:
    """Return the status of a comment that is spam by its look, or waits because nobody writes that fast; None: the site's own rules decide.
    Whoever is signed in is not judged. `seconds`: "" without scripts, which says nothing."""
    if new.user_id:
        return None
    if trap.strip() or _is_sown(new):
        return "spam"
    hasty = seconds.isascii() and seconds.isdecimal() and int(seconds[:9]) < limits.COMMENT_SECONDS
    return "0" if hasty and decide_approval(new) != "trash" else None


def _is_sown(new: NewComment) -> bool:
    """Return whether the same text, longer than a greeting, was left below other stories today."""
    text = save_comment(new.content, host=get_settings().host)
    if len(text) < limits.COMMENT_SOWN_LENGTH:
        return False
    since = site.now_gmt() - timedelta(days=1)
    rows = Comment.objects.filter(date_gmt__gt=since, content=text).exclude(post_id=new.post.pk)
    return rows.values("post_id").distinct().count() >= limits.COMMENT_SOWN_STORIES
