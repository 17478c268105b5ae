"""What happens to a filed story when its source changes it. Nothing that people here have written is lost."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from wirepress.content.options import site
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.corrections import versions
from wirepress.features.wire.corrections.post_hash import hash_post
from wirepress.features.wire.corrections.post_parts import (
    PART_NAMES,
    PARTS,
    SplitExcerpt,
    edited_parts,
    read_parts,
    split_excerpt,
    text_mark,
)
from wirepress.features.wire.corrections.record_change import (
    LIVE,
    Correction,
    Outcome,
    is_edited,
    post_of_item,
    record_change,
)
from wirepress.features.wire.corrections.withdraw import withdraw_item
from wirepress.features.wire.decide.policy import PartName, Policy
from wirepress.features.wire.decide.teaser import count_words
from wirepress.features.wire.dedupe import make_fingerprint, store_bands
from wirepress.features.wire.dedupe.standing_texts import StandingTexts
from wirepress.features.wire.entry.identity import canonical_url
from wirepress.features.wire.entry.plain_text import clean_title, html_to_text
from wirepress.features.wire.entry.records import ChosenPicture, Entry, EntryKeys, PostTexts, Reason, StoryBody
from wirepress.features.wire.ingest.canonical import META
from wirepress.features.wire.models import Item

__all__ = [
    "LIVE",
    "Correction",
    "StoryDetails",
    "correct_item",
    "hash_post",
    "is_correction_needed",
    "judge_correction",
    "withdraw_item",
]


@dataclass(frozen=True, slots=True)
class StoryDetails:
    """What belongs to a story beside its texts, as a changed entry has it. `author`: 0 for nobody in particular; `picture`: to be copied."""

    author: int = 0
    categories: Sequence[int] = ()
    picture: ChosenPicture | None = None


def is_correction_needed(item: Item, entry: Entry, keys: EntryKeys, policy: Policy) -> bool:
    """Return whether `correct_item` has anything to do; cheap, for the many entries that have not changed."""
    if keys.content != item.content_key:
        return True
    if (entry.status != "usable") != (item.flag == "withdrawn"):
        return True
    return bool(keys.details and item.details_key) and keys.details != item.details_key


def judge_correction(
    policy: Policy, *, edited: bool, gone: bool, attached: bool, part: PartName = "text"
) -> tuple[Outcome, Reason]:
    """Return what becomes of a changed part. `edited`: somebody here has changed ours. `gone`: our post was deleted. Pure."""
    rule = policy.parts.get(part, policy.corrections)
    changed = f"The source has changed the {'story' if part == 'text' else PART_NAMES[part]}"
    if gone:
        return "none", Reason("correction.gone", f"{changed}; ours was deleted and stays so.")
    if attached:
        return "version", Reason(
            "correction.version", f"{changed}; it is a version of another story here and was kept as a further one."
        )
    if rule == "version":
        return "version", Reason(
            "correction.version", f"{changed}; ours was left as it is and the change kept as a version."
        )
    if rule == "freeze" and edited:
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
    details: StoryDetails | None = None,
) -> Correction:
    """Apply a source's change to an item that has a story here: version, post, flag, the item's own fields, in one transaction.

    Each part of the post follows a rule of its own (`policy.parts`) and is frozen where it was edited here. The post's revision is kept by
    `update_post`, so nothing is lost whichever way it goes. `now`: naive, GMT.
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
        item = Item.objects.select_for_update().select_related("source").get(pk=item.pk)
        if item.state not in LIVE:
            return Correction(
                "none", (Reason("correction.state", f"The item is {item.state}; nothing of it is on this site."),)
            )
        post = post_of_item(item)
        told = keys.content != item.content_key
        if told:
            versions.store_version(item, entry, body, keys.content, now)
        if item.state == "attached" or post is None:
            if told:
                outcome, reason = judge_correction(policy, edited=False, gone=item.state != "attached", attached=True)
                reasons.append(reason)
                if outcome != "none":
                    record_change(item, outcome, reason.words, {}, now)
        else:
            outcome, reasons = _correct_post(item, post, policy, _Coming(texts, details, told), actor, now)
        if outcome == "update":
            item.words = count_words(body.text)
            standing = StandingTexts(item.source).wide
            store_bands(item, make_fingerprint(entry.title, body.text, item.language, standing), again=True)
        elif outcome in ("version", "freeze"):
            item.flag, item.flag_words = "changed", " ".join(one.words for one in reasons)
        if told or outcome != "none":
            item.changed = now
        if item.flag == "withdrawn":
            item.flag, item.flag_words = "changed", "The source had withdrawn the story and gives it out again."
            reasons.append(Reason("withdrawn.again", item.flag_words))
        reasons += _move_embargo(item, entry, policy, post, actor, now)
        _follow_address(post, texts)
        item.content_key, item.title_key = keys.content, keys.title or item.title_key
        item.details_key = keys.details or item.details_key
        item.title, item.byline = clean_title(entry.title) or item.title, ", ".join(entry.authors)[:500]
        item.url = canonical_url(entry.url) or item.url
        item.entry, item.asked_for = entry.as_json(), None
        item.save()
    return Correction(outcome, tuple(reasons))


@dataclass(frozen=True, slots=True)
class _Coming:
    """What the post would be. `told`: headline or text of the entry have changed, not only what stands around them."""

    texts: PostTexts
    details: StoryDetails | None
    told: bool


def _correct_post(
    item: Item, post: Post, policy: Policy, coming: _Coming, actor: Actor, now: datetime
) -> tuple[Outcome, list[Reason]]:
    """Write the parts that the source has changed and that may be written. Return the outcome of the whole and every part's reason."""
    before = read_parts([post])[post.pk]
    written = item.filed_parts or before
    edited = edited_parts(written, before) if item.filed_parts else frozenset(PARTS if is_edited(item, post) else ())
    wanted = _wanted_parts(coming, written)
    verdicts = {
        part: judge_correction(policy, edited=part in edited, gone=False, attached=False, part=part) for part in wanted
    }
    if not verdicts:
        return (
            ("none", [])
            if not coming.told
            else (
                "none",
                [Reason("correction.none", "The source has changed the story, but nothing that stands here.")],
            )
        )
    update = [part for part, (outcome, _) in verdicts.items() if outcome == "update"]
    reasons = [reason for _, reason in verdicts.values()]
    if update:
        fields = _fields_to_write(post, coming, update, actor)
        changes: dict[str, tuple[str, str]] = {
            part: (_shown(part, post, None), _shown(part, post, fields)) for part in update
        }
        update_post(post, fields, actor=actor)
        now_parts = read_parts([post])[post.pk]
        item.filed_parts = {
            **(item.filed_parts or {}),
            **{part: now_parts[part] for part in PARTS if part in update or part not in edited},
        }
        if not edited or set(edited) <= set(update):
            item.filed_hash = hash_post(post)
        if item.flag in ("changed", ""):  # what was reported before is done now
            item.flag, item.flag_words = "", ""
        record_change(item, "update", " ".join(one.words for one in reasons), changes, now)
        return "update", reasons
    whole: Outcome = "freeze" if "freeze" in [outcome for outcome, _ in verdicts.values()] else "version"
    left = [part for part in verdicts if part in ("headline", "text")]
    theirs = _fields_to_write(post, coming, left, actor)
    parts: dict[str, tuple[str, str]] = {part: (_shown(part, post, None), _shown(part, post, theirs)) for part in left}
    record_change(item, whole, " ".join(one.words for one in reasons), parts, now)
    return whole, reasons


def _wanted_parts(coming: _Coming, written: dict[str, Any]) -> list[PartName]:
    """Return the parts in which the source's story differs from what the wire wrote. Pure."""
    texts, details = coming.texts, coming.details
    found: list[PartName] = []
    if texts.title != written.get("headline"):
        found.append("headline")
    if text_mark(texts.content, texts.excerpt) != written.get("text"):
        found.append("text")
    address = split_excerpt(texts.excerpt).address
    was = (written.get("picture") or [""])[0]
    if (address and address != was) or (
        details is not None
        and details.picture is not None
        and details.picture.data
        and details.picture.url != written.get("picture_url", details.picture.url)
    ):
        found.append("picture")
    if details is not None and details.author and details.author != written.get("byline"):
        found.append("byline")
    if details is not None and details.categories and sorted(details.categories) != written.get("categories"):
        found.append("categories")
    return found


def _fields_to_write(post: Post, coming: _Coming, update: Sequence[str], actor: Actor) -> dict[str, Any]:
    texts, details = coming.texts, coming.details
    fields: dict[str, Any] = {}
    ours, theirs = split_excerpt(post.excerpt), split_excerpt(texts.excerpt)
    if "headline" in update:
        fields["title"] = texts.title
    if "text" in update:
        fields["content"] = texts.content
    if "text" in update or "picture" in update:
        picture = theirs.picture if "picture" in update else ours.picture
        words = theirs.words if "text" in update else ours.words
        fields["excerpt"] = SplitExcerpt(picture, words).join()
    if "picture" in update and details is not None and details.picture is not None and details.picture.data:
        from wirepress.features.wire.ingest.publish import copy_picture

        number = copy_picture(details.picture, html.unescape(texts.title), texts.credit, actor, [])
        fields |= {"featured_media": number} if number else {}
    if "byline" in update and details is not None:
        fields["author"] = details.author
    if "categories" in update and details is not None:
        fields["categories"] = list(details.categories)
    return fields


def _shown(part: str, post: Post, fields: dict[str, Any] | None) -> str:
    """Return a part as people read it: as it stands, or as it will with these fields."""
    given = fields or {}
    if part == "headline":
        return clean_title(str(given.get("title", post.title)))
    if part == "text":
        return html_to_text(str(given.get("content", post.content)))
    if part == "picture":
        return split_excerpt(str(given.get("excerpt", post.excerpt))).address or str(
            given.get("featured_media", post.featured_media) or ""
        )
    if part == "byline":
        return str(User.objects.filter(pk=int(given.get("author") or post.author_id or 0)).first() or "")
    if part == "categories":
        numbers: list[int] = (
            given.get("categories", []) if fields is not None else read_parts([post])[post.pk]["categories"]
        )
        return ", ".join(Term.objects.filter(pk__in=numbers).order_by("name").values_list("name", flat=True))
    return ""


def _follow_address(post: Post | None, texts: PostTexts) -> None:
    """Name the story's new address as the canonical one."""
    if post is None or not texts.canonical:
        return
    kept = PostMeta.objects.filter(post=post, key=META).first()
    if kept is None or kept.value != texts.canonical:
        PostMeta.objects.update_or_create(post=post, key=META, defaults={"value": texts.canonical})


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
