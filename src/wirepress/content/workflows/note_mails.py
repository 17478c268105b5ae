"""The mails about a note on a story: to whom it calls, to who takes part in it, to the story's author. Nobody is told who may not read it."""

from __future__ import annotations

from html import unescape

from django.db.models import Q

from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.comments.notices.mentions import find_called
from wirepress.content.comments.rows import post_of
from wirepress.content.mail import mail_person
from wirepress.content.options import site, store
from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.markup.excerpts.shorten import strip_all_tags

_TOLD = "_wirepress_told"  # on a note: who was told of it, so that a change or a repeated job tells nobody twice
_STATES = {"resolved": "marked it as settled", "reopen": "opened it again"}


def mail_note(comment: int) -> None:
    """Tell those whom a note concerns. It may have gone since, and rights may have changed: both are looked at now."""
    row = (
        Comment.objects.filter(pk=comment, type="note").exclude(approved__in=("trash", "spam", "post-trashed")).first()
    )
    post = post_of(row) if row is not None else None
    if row is None or post is None or post.status == "trash":
        return
    marks = find_called(row.content)
    called = list(
        User.objects.filter(Q(pk__in=marks.numbers) | Q(nicename__in=marks.slugs), placeholder=False).order_by("id")
    )
    for person in dict.fromkeys([*called, *(_concerned(row, post) if store.get("wp_notes_notify") else ())]):
        if person.pk == row.user_id or not person.email or not access.may_edit(person, post) or _was_told(row, person):
            continue
        mail_person(person.email, _subject(post, person in called), _text(row, post, person in called))
        CommentMeta.objects.create(comment_id=row.pk, key=_TOLD, value=person.pk)


def _concerned(row: Comment, post: Post) -> list[User]:
    """The story's author, and whoever wrote in the same thread before."""
    thread = Comment.objects.filter(type="note", post_id=post.pk, pk__lt=row.pk).exclude(approved="trash")
    above = thread.filter(pk=row.parent_id) | thread.filter(parent_id=row.parent_id) if row.parent_id else thread.none()
    numbers = {post.author_id or 0, *above.values_list("user_id", flat=True)} - {0}
    return list(User.objects.filter(pk__in=numbers, placeholder=False).order_by("id"))


def _was_told(row: Comment, person: User) -> bool:
    return CommentMeta.objects.filter(comment_id=row.pk, key=_TOLD, value=person.pk).exists()


def _subject(post: Post, called: bool) -> str:
    title = _plain(post.title) or "a story without a headline"
    return f"You are asked about “{title}”" if called else f"Note on “{title}”"


def _text(row: Comment, post: Post, called: bool) -> str:
    writer, words = _plain(row.author_name) or "Somebody", _plain(row.content)
    state = CommentMeta.objects.filter(comment_id=row.pk, key="_wp_note_status").values_list("value", flat=True).first()
    deed = _STATES.get(str(state), "")
    title = _plain(post.title) or "a story without a headline"
    if deed:
        begin = (
            f"{writer} answered a note on “{title}” and {deed}"
            if words
            else f"{writer} looked at a note on “{title}” and {deed}"
        )
    else:
        verb = "asks for you in" if called else "left" if words else "changed"
        begin = f"{writer} {verb} a note on “{title}”"
    link = site.home(f"/wp-admin/post.php?post={post.pk}&action=edit")
    return f"{begin}{':' if words else '.'}\n\n{words}\n\nRead and answer it: {link}\n".replace("\n\n\n\n", "\n\n")


def _plain(text: str) -> str:
    return unescape(strip_all_tags(text)).strip()
