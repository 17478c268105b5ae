"""The part of a story's form that shares it: accounts with their own words, a preview as each network gets it, and what was shared."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.template.loader import render_to_string

from wirepress.content.errors import ActionRefused
from wirepress.content.posts import statuses
from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.contract.content.post_facts import PostFacts
from wirepress.core.hooks import StoryPanel
from wirepress.features.social.meta import ACCOUNTS, PUBLISH_NOW
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.pages.log import TONES, WORDS
from wirepress.features.social.queue.conditions import NOT_PUBLIC, reason_against
from wirepress.features.social.queue.describe import account_name
from wirepress.features.social.queue.foresee import compose_share, local
from wirepress.features.social.queue.load_plan import QueueAccount, load_accounts
from wirepress.features.social.queue.models import Share
from wirepress.features.social.share import YES, queue_post

TEXT_MAX: Final = 10_000
SHOWN: Final = 8  # of a story's shares


def render_panel(request: HttpRequest, post: PostFacts | None) -> str:
    """Return the panel's HTML; for a post that is new, without previews."""
    row = Post.objects.filter(pk=post.pk).first() if post is not None and post.pk else None
    wish, messages = _wish(row)
    accounts = [one for one in load_accounts().values() if one.row.active]
    shares = Share.objects.filter(post_id=row.pk).order_by("-due", "-id")[:SHOWN] if row is not None else []
    names = {one.key: account_name(one) for one in accounts}
    return render_to_string(
        "social/queue/panel.html",
        {
            "is_out": row is not None and statuses.is_public(row),
            "reason": _reason(row),
            "accounts": [_account(one, row, wish, messages) for one in accounts],
            "shares": [
                {
                    "name": names.get(share.account, share.account),
                    "state": WORDS.get(share.state, share.state),
                    "tone": TONES.get(share.state, "idle"),
                    "moment": local(share.ended or share.due),
                    "share": share,
                }
                for share in shares
            ],
        },
        request,
    )


def save_panel(request: HttpRequest, post: PostFacts) -> None:
    """Keep the wish with the story; a story that is out already is queued. Raises ActionRefused."""
    if "social_panel" not in request.POST:
        return
    row = Post.objects.get(pk=post.pk)
    messages: dict[str, Any] = {}
    for account in SocialAccount.objects.filter(active=True):
        if request.POST.get(f"social_account_{account.pk}"):
            text = request.POST.get(f"social_text_{account.pk}", "").replace("\r\n", "\n").strip()
            if len(text) > TEXT_MAX:
                raise ActionRefused("rest_invalid_param", f"A message has at most {TEXT_MAX} characters.", 400)
            messages[account.key] = text
    wish, before = _wish(row)
    if not messages:
        if wish:
            set_meta(row, PUBLISH_NOW, "no")
        return
    if wish and messages == before and not statuses.is_public(row):
        return
    set_meta(row, PUBLISH_NOW, YES)
    set_meta(row, ACCOUNTS, messages)
    if statuses.is_public(row):
        queue_post(row.pk, forced=True)


def _wish(row: Post | None) -> tuple[bool, dict[str, Any]]:
    if row is None:
        return False, {}
    meta = dict(PostMeta.objects.filter(post=row, key__in=(PUBLISH_NOW, ACCOUNTS)).values_list("key", "value"))
    chosen = meta.get(ACCOUNTS)
    return meta.get(PUBLISH_NOW) == YES, dict(chosen) if isinstance(chosen, dict) else {}


def _reason(row: Post | None) -> str:
    reason = reason_against(row.pk) if row is not None else ""
    return "" if reason == NOT_PUBLIC else reason


def _account(account: QueueAccount, row: Post | None, wish: bool, messages: dict[str, Any]) -> dict[str, Any]:
    text = messages.get(account.key, "") if isinstance(messages.get(account.key, ""), str) else ""
    shown: dict[str, Any] = {
        "number": account.row.pk,
        "name": account_name(account),
        "chosen": wish and account.key in messages,
        "text": text,
        "paused_reason": account.paused_reason,
        "limit": account.limits.length,
        "composed": None,
    }
    if row is not None:
        share = Share(account=account.key, service=account.row.service, post_id=row.pk, text=text, key="preview")
        shown["composed"], shown["link"] = compose_share(share, row, account)
    return shown


PANEL: Final = StoryPanel("social", "Share", render_panel, save_panel)
