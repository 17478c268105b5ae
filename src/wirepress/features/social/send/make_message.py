"""From a row of the outbox to the message as its network gets it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from wirepress.content.media.files import read_file
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.features.social.messages.message_format import read_format
from wirepress.features.social.messages.short_links import shorten_link
from wirepress.features.social.messages.story_facts import Pictures, StoryFacts, StoryPicture, known_picture, read_story
from wirepress.features.social.messages.write_message import WrittenMessage, write_message
from wirepress.features.social.networks.protocol import Limits, LinkCard, Message, Network, Picture
from wirepress.features.social.queue.models import Share


def write_for_share(row: Share, story: StoryFacts, stored_format: Any, turn: int) -> WrittenMessage:
    """Return what a share says about its story as the story is now."""
    text, picture = _plugin_edit(row, story)
    return write_message(
        story,
        read_format(stored_format),
        row.service,
        wish=row.text or text,
        picture=row.picture or picture,
        turn=turn,
        seed=row.key,
    )


def _plugin_edit(row: Share, story: StoryFacts) -> tuple[str, int]:
    """Return the words and the picture that Revive Old Posts' editor kept with the story for this account; "" and 0 for none."""
    digest = hashlib.md5(row.account.encode(), usedforsecurity=False).hexdigest()
    kept = story.meta.get(f"_rop_edit_{digest}") if row.kind == "slot" else None
    text, image = (kept.get("text"), kept.get("image")) if isinstance(kept, Mapping) else ("", 0)
    number = int(image) if isinstance(image, int | str) and str(image).isdecimal() and len(str(image)) < 19 else 0
    return text if isinstance(text, str) else "", number


def freeze_message(
    written: WrittenMessage,
    story: StoryFacts,
    stored_format: Any,
    *,
    short: bool = True,
    pictures: Pictures | None = None,
) -> dict[str, Any]:
    """Return a message as it is stored with its share. `short`: its address may be shortened, which asks the database or a provider;
    `pictures`: of the library, read before."""
    chosen = read_format(stored_format)
    picture = known_picture(written.picture, pictures) if written.picture > 0 else None
    link = shorten_link(written.link, chosen, story.post) if short and written.link else written.link
    text = written.text.replace(written.link, link) if link != written.link else written.text
    comment = written.comment
    if comment and short and (long := comment.rpartition(" ")[2]).startswith("http"):
        comment = comment.removesuffix(long) + shorten_link(long, chosen, story.post)
    return {
        "text": text,
        "link": link,
        "title": story.title,
        "description": story.excerpt,
        "card_picture": asdict(story.picture) if story.picture else None,
        "picture": asdict(picture) if picture else None,
        "tags": list(written.tags),
        "comment": comment,
        "language": chosen.language,
        "format": stored_format
        if isinstance(stored_format, Mapping)
        else {},  # so that a correction says it in the same way
    }


def thaw_message(
    frozen: dict[str, Any], network: Network, limits: Limits, story: int, *, bodies: bool = True
) -> Message:
    """Return the stored message for its network, cut to what the account allows. `bodies`: with the bytes of its pictures."""
    card_picture = _picture(frozen.get("card_picture"), bodies=bodies)
    pictures = [one] if (one := _picture(frozen.get("picture"), bodies=bodies)) else []
    if not pictures and limits.pictures_required and card_picture is not None:
        pictures = [card_picture]
    link = None
    if frozen.get("link"):
        link = LinkCard(frozen["link"], frozen.get("title", ""), frozen.get("description", ""), card_picture)
    message = Message(
        frozen.get("text", ""),
        link,
        pictures[: limits.pictures],
        title=frozen.get("title", ""),
        tags=list(frozen.get("tags") or ()),
        language=frozen.get("language") or str(store.get("WPLANG", "") or "en").replace("_", "-"),
        story=story,
    )
    return network.shorten(message, limits)


def without_pictures(frozen: dict[str, Any]) -> dict[str, Any]:
    """Return a stored message without any picture."""
    return {**frozen, "picture": None, "card_picture": None}


def preview_message(
    row: Share,
    post: Post,
    stored_format: Any,
    network: Network,
    limits: Limits,
    turn: int = 0,
    pictures: Pictures | None = None,
) -> Message:
    """Return the message of a share that is not written down yet, without asking anybody outside. Its address is the long one."""
    story = read_story(post, pictures)
    written = write_for_share(row, story, stored_format, turn)
    frozen = freeze_message(written, story, stored_format, short=False, pictures=pictures)
    return thaw_message(frozen, network, limits, post.pk, bodies=False)


def _picture(stored: dict[str, Any] | None, *, bodies: bool) -> Picture | None:
    if not stored:
        return None
    facts = StoryPicture(**stored)
    body = (read_file(facts.path) or b"") if bodies else b""
    return replace(Picture(facts.url, b"", facts.kind, facts.alt, facts.width, facts.height), body=body)
