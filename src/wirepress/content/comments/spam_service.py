"""A service that judges comments: Akismet, or one that speaks its language (Akismet API 1.1: comment-check, submit-spam, submit-ham)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode, urlsplit

import structlog

from wirepress.content.comments.actions.create import NewComment
from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.options import site
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.core.http.client import FetchError, fetch
from wirepress.settings.settings import get_settings

log = structlog.get_logger(__name__)
SECONDS: Final = 5.0  # a reader waits for it
_SIZE: Final = 4096


def judge_by_service(new: NewComment, referrer: str) -> str | None:
    """Return "spam" for what the service takes for spam, "0" (it waits) where no answer comes, None where the site's own rules decide: the
    service has nothing against it, or there is none."""
    if not get_settings().spam_key:
        return None
    facts = {
        "user_ip": new.author_ip,
        "user_agent": new.agent,
        "referrer": referrer,
        "permalink": post_link(new.post),
        "comment_type": "reply" if new.parent_id else "comment",
        "comment_author": new.author_name,
        "comment_author_email": new.author_email,
        "comment_author_url": new.author_url,
        "comment_content": new.content,
    }
    said = _ask("comment-check", facts)
    return "spam" if said == "true" else None if said == "false" else "0"


def report(comment: int, judged: str) -> None:
    """Tell the service what a moderator thinks of a comment. `judged`: spam or ham."""
    row = Comment.objects.filter(pk=comment).first()
    post = post_of(row) if row is not None else None
    if row is None or not get_settings().spam_key:
        return
    facts = {
        "user_ip": row.author_ip,
        "user_agent": row.agent,
        "permalink": post_link(post) if post is not None else "",
        "comment_type": "reply" if row.parent_id else "comment",
        "comment_author": row.author_name,
        "comment_author_email": row.author_email,
        "comment_author_url": row.author_url,
        "comment_content": row.content,
    }
    _ask(f"submit-{judged}", facts)


def _ask(call: str, facts: Mapping[str, str]) -> str:
    """Return what the service said, "" where it said nothing that can be used."""
    settings = get_settings()
    known = {"api_key": settings.spam_key, "blog": site.home(), "blog_charset": "UTF-8", **facts}
    try:
        answer = fetch(
            f"{settings.spam_url}/{call}",
            method="POST",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            body=urlencode(known).encode(),
            seconds=SECONDS,
            size=_SIZE,
            cut=True,
            redirects=0,
            allow=[urlsplit(settings.spam_url).netloc],
        )
    except FetchError as error:
        log.warning("spam_service.unreachable", call=call, reason=str(error))
        return ""
    said = answer.text.strip()
    if answer.status != 200 or (call == "comment-check" and said not in ("true", "false")):
        log.warning("spam_service.odd_answer", call=call, status=answer.status, said=said[:200])
        return ""
    return said
