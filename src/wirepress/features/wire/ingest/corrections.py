"""What happens to a filed story when its source changes or withdraws it. Nothing that people here have written is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from django.db import transaction

from wirepress.content.options import site
from wirepress.content.posts.actions.lock import lock_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.dedupe import make_fingerprint, store_bands
from wirepress.features.wire.entry.identity import canonical_url
from wirepress.features.wire.entry.records import Entry, EntryKeys, PostTexts, Reason, StoryBody
from wirepress.features.wire.ingest import versions
from wirepress.features.wire.models import Item

Outcome = Literal["none", "update", "version", "freeze", "flag", "unpublish"]
LIVE: Final = ("filed", "queued", "attached")  # items that have a story here; the others are decided anew by the run
_SHOWN: Final = ("publish", "future", "private")


@dataclass(frozen=True, slots=True)
class Correction:
    """What became of the story here, and why. `none`: nothing had changed."""

    outcome: Outcome
    reasons: Sequence[Reason] = ()


def hash_post(post: Post) -> str:
    """Return the hash of a post's stored texts. Stored as `Item.filed_hash`, it tells later whether somebody here has edited them."""
    joined = "\0".join((post.title, post.content, post.excerpt)).encode("utf-8", "replace")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()


def is_correction_needed(item: Item, entry: Entry, keys: EntryKeys, policy: Policy) -> bool:
    """Return whether `correct` has anything to do; cheap, for the many entries that have not changed."""
    if keys.content != item.content_key:
        return True
    if (entry.status != "usable") != (item.flag == "withdrawn"):
        return True
    return policy.embargo and _iso(entry.embargoed) != str(item.entry.get("embargoed") or "")


def judge_correction(policy: Policy, *, edited: bool, gone: bool, attached: bool) -> tuple[Outcome, Reason]:
    """Return what becomes of a changed text. `edited`: somebody here has changed ours. `gone`: our post was deleted. Pure."""
    changed = "The source has changed the story"
    if gone:
        return "none", Reason("correction.gone", f"{changed}; ours was deleted and stays so.")
    if attached:
        return "version", Reason(
            "correction.version", f"{changed}; it is a version of another story here and was kept as a further one."
        )
    if policy.corrections == "version":
        return "version", Reason(
            "correction.version", f"{changed}; ours was left as it is and the change kept as a version."
        )
    if policy.corrections == "freeze" and edited:
        return "freeze", Reason(
            "correction.freeze",
            f"{changed}; ours has been edited here, so it was left and the change kept as a version.",
        )
    over = " What was edited here is in the story's revisions." if edited else ""
    return "update", Reason("correction.update", f"{changed}; ours follows.{over}")


def correct_item(
    item: Item,
    entry: Entry,
    policy: Policy,
    *,
    keys: EntryKeys,
    body: StoryBody,
    texts: PostTexts,
    actor: Actor,
    now: datetime | None = None,
) -> Correction:
    """Apply a source's change to an item that has a story here: version, post, flag, the item's own fields, in one transaction.

    The post's revision is kept by `update_post`, so nothing is lost whichever way it goes. `now`: naive, GMT.
    """
    now = now or site.now_gmt()
    if entry.status != "usable":
        words = f"The source has {'cancelled' if entry.status == 'canceled' else 'withheld'} the story."
        return withdraw_item(
            item, policy, words + (f" Its note: {entry.note[:300]}" if entry.note else ""), actor=actor, now=now
        )
    reasons: list[Reason] = []
    outcome: Outcome = "none"
    with transaction.atomic():
        item = Item.objects.select_for_update().get(pk=item.pk)
        if item.state not in LIVE:
            return Correction(
                "none", (Reason("correction.state", f"The item is {item.state}; nothing of it is on this site."),)
            )
        post = _post(item)
        if keys.content != item.content_key:
            version = versions.store_version(item, entry, body, keys.content, now)
            attached = item.state == "attached"
            outcome, reason = judge_correction(
                policy, edited=_is_edited(item, post), gone=post is None and not attached, attached=attached
            )
            reasons.append(reason)
            versions.note_outcome(version, outcome)
            if outcome == "update" and post is not None:
                _write_post(item, post, texts, actor)
                store_bands(item, make_fingerprint(entry.title, body.text, item.language), again=True)
            elif outcome in ("version", "freeze"):
                item.flag, item.flag_words = "changed", reason.words
            item.content_key, item.changed = keys.content, now
        if item.flag == "withdrawn":
            item.flag, item.flag_words = "changed", "The source had withdrawn the story and gives it out again."
            reasons.append(Reason("withdrawn.again", item.flag_words))
        reasons += _move_embargo(item, entry, policy, post, actor, now)
        item.title, item.byline = corrected_title(entry, item), ", ".join(entry.authors)[:500]
        item.url = canonical_url(entry.url) or item.url
        item.entry = entry.as_json()
        item.save()
    return Correction(outcome, tuple(reasons))


def corrected_title(entry: Entry, item: Item) -> str:
    """Return the item's headline: the entry's, else the one it had."""
    from wirepress.features.wire.entry.plain_text import clean_title

    return clean_title(entry.title) or item.title


def withdraw_item(item: Item, policy: Policy, words: str, *, actor: Actor, now: datetime | None = None) -> Correction:
    """Return the source has taken the story back (canceled, withheld, gone with 410): a flag for the newsroom, or off the site.

    A scheduled story never goes out by itself afterwards, whatever the policy says: it waits for a person.
    """
    now = now or site.now_gmt()
    with transaction.atomic():
        item = Item.objects.select_for_update().get(pk=item.pk)
        if item.flag == "withdrawn":
            return Correction("none")
        post = _post(item)
        status = post.status if post is not None else ""
        outcome: Outcome = "flag"
        if post is not None and (status == "future" or (policy.withdrawn == "unpublish" and status in _SHOWN)):
            kept = _is_edited(item, post)
            update_post(post, {"status": "pending"}, actor=actor)
            if not kept:
                item.filed_hash = hash_post(post)
            outcome = "unpublish"
            words += (
                " It was taken off the site and waits for a person."
                if status != "future"
                else " It was scheduled and waits for a person now."
            )
        elif status in _SHOWN:
            words += " It still stands on the site."
        item.flag, item.flag_words, item.changed = "withdrawn", words, now
        item.save(update_fields=["flag", "flag_words", "changed", "filed_hash"])
    return Correction(outcome, (Reason("withdrawn", words),))


def _post(item: Item) -> Post | None:
    if not item.post_id:
        return None
    post = Post.objects.filter(pk=item.post_id).exclude(status="trash").first()
    if post is not None:
        lock_post(post)
    return post


def _is_edited(item: Item, post: Post | None) -> bool:
    return post is not None and bool(item.filed_hash) and hash_post(post) != item.filed_hash


def _write_post(item: Item, post: Post, texts: PostTexts, actor: Actor) -> None:
    update_post(post, {"title": texts.title, "content": texts.content, "excerpt": texts.excerpt}, actor=actor)
    item.filed_hash = hash_post(post)
    if item.flag == "changed":  # what was reported before is done now
        item.flag, item.flag_words = "", ""


def _move_embargo(
    item: Item, entry: Entry, policy: Policy, post: Post | None, actor: Actor, now: datetime
) -> list[Reason]:
    """Move a waiting story when its source moves the embargo. Return the reasons."""
    until = entry.embargoed
    if not policy.embargo or post is None or until is None or _iso(until) == str(item.entry.get("embargoed") or ""):
        return []
    moment = until.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    if post.status == "future" and moment != post.date_gmt:
        update_post(post, {"date_gmt": max(moment, now)}, actor=actor)
        return [
            Reason(
                "embargo", f"The source has moved its embargo: the story is published at {moment:%Y-%m-%d %H:%M} UTC."
            )
        ]
    if post.status == "publish" and moment > now:
        item.flag = "changed"
        item.flag_words = (
            f"The source now sets an embargo until {moment:%Y-%m-%d %H:%M} UTC, but the story is on the site already."
        )
        return [Reason("embargo", item.flag_words)]
    return []


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
