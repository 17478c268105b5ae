"""Prepared stories become posts, in the transaction that keeps their items."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from wirepress.content.errors import ActionRefused
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.posts.actions.create_many import create_posts
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.entry.records import ChosenPicture, Reason, Verdict
from wirepress.features.wire.ingest.canonical import META
from wirepress.features.wire.ingest.compose import picture_credit
from wirepress.features.wire.ingest.prepare import PreparedStory
from wirepress.features.wire.ingest.site_lookups import SiteLookups

Filed = tuple[Post, list[Reason]]  # a post, and what could not be done for it, in words
STATES: Final = {"skip": "skipped", "attach": "attached", "block": "blocked", "hold": "held"}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who files: the texts were cleaned by the wire, so they are stored as they are."""

    id: int

    def can(self, capability: str) -> bool:
        """Return everything that filing takes."""
        return True


def publish_story(story: PreparedStory, verdict: Verdict, lookups: SiteLookups, *, now: datetime) -> Filed:
    """Make one post. See `file_all`."""
    return publish_all([(story, verdict)], lookups, now=now)[0]


def publish_all(
    stories: Sequence[tuple[PreparedStory, Verdict]], lookups: SiteLookups, *, now: datetime
) -> list[Filed]:
    """Make the posts, with their pictures where those are copied. Raises ActionRefused; none is made then.

    `now`: naive, GMT. A story stands at the moment that its source names, never later than now; one under embargo at the
    moment of its end; one that waits for a person gets its date when it is published.
    """
    writes: list[tuple[dict[str, Any], Actor]] = []
    said: list[list[Reason]] = []
    for story, verdict in stories:
        actor, remarks = Publisher(lookups.author_id(verdict.author)), list[Reason]()
        writes.append((_post_fields(story, verdict, lookups, actor, now, remarks), actor))
        said.append(remarks)
    posts = create_posts(writes)
    PostMeta.objects.bulk_create(
        [
            PostMeta(post=post, key=META, value=story.texts.canonical)
            for post, (story, _) in zip(posts, stories, strict=True)
            if story.texts.canonical
        ]
    )
    for post in posts:
        if post.featured_media:
            Post.objects.filter(pk=post.featured_media).update(parent_id=post.pk)
    return list(zip(posts, said, strict=True))


def _post_fields(
    story: PreparedStory, verdict: Verdict, lookups: SiteLookups, actor: Publisher, now: datetime, remarks: list[Reason]
) -> dict[str, Any]:
    """Return the post's fields. Copies the picture, which may be refused."""
    fields: dict[str, Any] = {
        "title": story.texts.title,
        "content": story.texts.content,
        "excerpt": story.texts.excerpt,
        "author": actor.id,
        "status": "publish" if verdict.status == "future" else verdict.status,
    }
    if categories := lookups.term_ids("category", verdict.categories):
        fields["categories"] = categories
    if tags := lookups.term_ids("post_tag", verdict.tags):
        fields["tags"] = tags
    if fields["status"] == "publish":
        fields["date_gmt"] = publication_date(story, verdict, now)
    if story.picture is not None and story.picture.data:
        fields["featured_media"] = copy_picture(story.picture, story.entry.title, story.texts.credit, actor, remarks)
    return fields


def publication_date(story: PreparedStory, verdict: Verdict, now: datetime) -> datetime:
    """Return the post's date, naive and GMT."""
    if verdict.publish_at is not None:
        return to_naive_gmt(verdict.publish_at)
    published = story.entry.published
    return min(to_naive_gmt(published), now) if published is not None else now


def to_naive_gmt(moment: datetime) -> datetime:
    """Return an aware moment as the database keeps it: GMT, whole seconds."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def copy_picture(picture: ChosenPicture, title: str, credit: str, actor: Actor, remarks: list[Reason]) -> int:
    """Return the number of the attachment that the picture became; 0 when it was refused, and why."""
    try:
        attachment = upload_media(
            picture.data,
            _file_name(picture),
            author=actor,
            title=title[:200],
            alt=picture.alt,
            caption=picture_credit(picture, credit),
        )
    except ActionRefused as error:
        remarks.append(
            Reason("picture.refused", f"The picture {picture.url[:200]} could not be copied: {error.message}")
        )
        return 0
    return attachment.pk


def _file_name(picture: ChosenPicture) -> str:
    name = PurePosixPath(unquote(urlsplit(picture.url).path)).stem[:100] or "picture"
    ending = mimetypes.guess_extension(picture.kind) or PurePosixPath(urlsplit(picture.url).path).suffix or ".jpg"
    return f"{name}{'.jpg' if ending == '.jpe' else ending}"


def item_state(verdict: Verdict) -> str:
    """Return the item's state by its verdict."""
    if verdict.action == "file":
        return "queued" if verdict.status == "pending" else "filed"
    return STATES[verdict.action]
