"""Into the trash, out of it, and gone for good."""

from __future__ import annotations

import time

from django.db import transaction

from wirepress.content.comments.models import Comment
from wirepress.content.errors import ActionRefused
from wirepress.content.events import emit
from wirepress.content.options import site, store
from wirepress.content.posts import rows
from wirepress.content.posts.actions.create import announce_change
from wirepress.content.posts.actions.lock import lock_post
from wirepress.content.posts.actions.revise import save_revision
from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.addresses.public_link import public_link
from wirepress.content.posts.addresses.unique_slug import unique_slug
from wirepress.content.posts.listing import totals
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.statuses import FLOATING, REST_STATUSES
from wirepress.content.terms.models import TermPost
from wirepress.core.markup.text.slugs import truncate_slug
from wirepress.core.rest.routes import Actor

_STATUS, _TIME, _SLUG, _COMMENTS = (
    "_wp_trash_meta_status",
    "_wp_trash_meta_time",
    "_wp_desired_post_slug",
    "_wp_trash_meta_comments_status",
)


def trash_post(post: Post, *, actor: Actor) -> Post:
    """Put a post into the trash with its comments; its slug becomes free. Raises ActionRefused (rest_already_trashed, 410)."""
    with transaction.atomic():
        lock_post(post)
        if post.status == "trash":
            raise ActionRefused("rest_already_trashed", "The item is already in the trash.", 410)
        before, now, link = post.status, site.now_gmt(), public_link(post)
        set_meta(post, _STATUS, before)
        set_meta(post, _TIME, int(time.time()))
        if post.slug and not post.slug.endswith("__trashed"):
            set_meta(post, _SLUG, post.slug)
            post.slug = unique_slug(
                truncate_slug(post.slug, 190) + "__trashed", post.pk, "trash", post.type, post.parent_id
            )
        post.status, post.sticky = "trash", False
        _leave_front_page(post)
        post.modified, post.modified_gmt = site.to_local(now), now
        post.save()
        save_revision(post, actor)  # the first change of a post keeps what it was
        _trash_comments(post)
        totals.shift_total(post.type, before, "trash")
        totals.count_terms(totals.terms_of_post(post.pk))
        announce_change(post, before, link, actor=actor)
    rows.forget_related(post)
    return post


def _leave_front_page(post: Post) -> None:
    """A page that goes is no longer the front page, nor that of the posts."""
    if post.type == "page" and post.pk == store.get("page_on_front"):
        store.put_many({"show_on_front": "posts", "page_on_front": 0})
    if post.type == "page" and post.pk == store.get("page_for_posts"):
        store.put_many({"page_for_posts": 0})


def _trash_comments(post: Post) -> None:
    kept = {str(pk): approved for pk, approved in Comment.objects.filter(post_id=post.pk).values_list("id", "approved")}
    if not kept:
        return
    set_meta(post, _COMMENTS, kept)
    Comment.objects.filter(post_id=post.pk).update(approved="post-trashed")
    Post.objects.filter(pk=post.pk).update(comment_count=0)
    post.comment_count = 0


def restore_post(post: Post, *, actor: Actor, as_it_was: bool = False) -> Post:
    """Take a post out of the trash: a draft again (an attachment as it was), with its slug and its comments (WordPress 5.6).

    `as_it_was`: with the status that it had before; that is for undoing, by somebody who may publish.
    """
    with transaction.atomic():
        lock_post(post)
        if post.status != "trash":
            raise ActionRefused("rest_not_trashed", "The item is not in the trash.", 409)
        old = rows.meta_value(post, _STATUS)
        wanted = str(rows.meta_value(post, _SLUG) or post.slug.removesuffix("__trashed"))
        post.status = "inherit" if post.type == "attachment" else "draft"
        if (old in FLOATING or (as_it_was and old in REST_STATUSES)) and post.type != "attachment":
            post.status = str(old)
        post.slug = unique_slug(wanted, post.pk, "publish", post.type, post.parent_id) if wanted else ""
        post.save()
        save_revision(post, actor)
        statuses = rows.meta_value(post, _COMMENTS) or {}
        for number, approved in statuses.items() if isinstance(statuses, dict) else ():
            Comment.objects.filter(pk=int(number), approved="post-trashed").update(approved=approved)
        PostMeta.objects.filter(post=post, key__in=(_STATUS, _TIME, _SLUG, _COMMENTS)).delete()
        post.comment_count = Comment.objects.filter(post_id=post.pk, approved="1").exclude(type="note").count()
        post.save(update_fields=["comment_count"])
        totals.shift_total(post.type, "trash", post.status)
        totals.count_terms(totals.terms_of_post(post.pk))
        announce_change(post, "trash", actor=actor)
    rows.forget_related(post)
    return post


def delete_post(post: Post, *, actor: Actor) -> None:
    """Delete a post for good, with its revisions, comments, meta and terms; children move up. Raises ActionRefused: it is gone."""
    with transaction.atomic():
        lock_post(post)
        number, kind, status, link = post.pk, post.type, post.status, public_link(post)
        touched = totals.terms_of_post(number)
        _leave_front_page(post)
        for revision in Post.objects.filter(type="revision", parent_id=number):
            revision.delete()
        Post.objects.filter(parent_id=number).exclude(type="revision").update(parent_id=post.parent_id)
        Comment.objects.filter(post_id=number).delete()
        TermPost.objects.filter(post_id=number).delete()
        Post.objects.filter(featured_media=number).update(featured_media=0)
        post.delete()
        totals.shift_total(kind, status, None)
        totals.count_terms(touched)
        emit("post.deleted", number, actor, type=kind, link=link)
