"""Answers of readers as comments below the story, each waiting for a moderator. Off until an editor wants it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Final

import structlog
from django.db import IntegrityError, transaction

from wirepress.content.comments.actions.create import NewComment, create_comment
from wirepress.content.errors import ActionRefused
from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.core.hooks import SettingField
from wirepress.features.social.connections.use import use_account
from wirepress.features.social.models import ReplyComment, SocialAccount
from wirepress.features.social.networks.errors import NetworkError
from wirepress.features.social.networks.protocol import ConnectedAccount, Network, Reply, Sent
from wirepress.features.social.queue.models import Share
from wirepress.features.social.responses.counts import sent_of

log = structlog.get_logger(__name__)
OPTION: Final = "wirepress_social_replies"
NETWORKS: Final = ("mastodon", "bluesky")  # where answers are public and may be taken over
SETTING: Final = SettingField(
    OPTION,
    "boolean",
    False,
    "Take answers on Mastodon and Bluesky over as comments",
    "Every one of them waits for a moderator. The author's name links to the account there.",
    group="discussion",
)
TEXT_MAX: Final = 10_000


class _Reader:
    """Somebody elsewhere: may nothing here."""

    id = 0

    def can(self, capability: str) -> bool:
        """Return False."""
        return False


def take_replies(account: SocialAccount, shares: Sequence[Share]) -> int:
    """Make comments of new answers to these shares; return how many."""
    if account.service not in NETWORKS or not store.get(OPTION, False):
        return 0
    made = 0
    for share in shares:
        if not (share.counts or {}).get("replies"):
            continue
        post = Post.objects.filter(pk=share.post_id, status="publish", comment_status="open").first()
        if post is None:
            continue
        sent = sent_of(share)
        try:
            replies = use_account(account, partial(_read_replies, sent), posting=False)
        except NetworkError as error:
            log.info("social.no_replies", account=account.key, error=error.message)
            continue
        made += _make_comments(account, share, post, replies)
    return made


def _read_replies(sent: Sent, network: Network, ready: ConnectedAccount) -> Sequence[Reply]:
    return network.read_replies(ready, sent)


def _make_comments(account: SocialAccount, share: Share, post: Post, replies: Sequence[Reply]) -> int:
    known = dict(
        ReplyComment.objects.filter(account=account.key, share_id=share.pk).values_list("remote_id", "comment_id")
    )
    made = 0
    for reply in replies:
        if reply.id in known or not reply.text.strip():
            continue
        number = _make_comment(account, share, post, reply, known.get(reply.parent, 0))
        known[reply.id] = number
        made += bool(number)
    return made


def _make_comment(account: SocialAccount, share: Share, post: Post, reply: Reply, parent: int) -> int:
    """Return the number of the new comment; 0 where it was refused, which is remembered too, so that it never comes again."""
    new = NewComment(
        post=post,
        content=escape(reply.text[:TEXT_MAX], quote=False),
        author_name=reply.author[:200],
        author_url=reply.author_url[:200],
        agent=f"Wirepress ({account.service})",
        parent_id=parent,
        date_gmt=min(reply.when.replace(microsecond=0), site.now_gmt()),
    )
    try:
        with transaction.atomic():
            row = ReplyComment.objects.create(account=account.key, share_id=share.pk, remote_id=reply.id[:400])
            try:
                with transaction.atomic():
                    comment = create_comment(new, actor=_Reader(), approved="0")
            except ActionRefused as refused:
                log.info("social.reply_refused", account=account.key, reply=reply.id, error=refused.message)
                return 0
            ReplyComment.objects.filter(pk=row.pk).update(comment_id=comment.pk)
            return int(comment.pk)
    except IntegrityError:  # another worker was faster
        return 0
