"""The mails about comments, as jobs. Each looks again whether it is still due: a comment may have gone or changed in between."""

from __future__ import annotations

from html import unescape

from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.comments.notices.queue import offers_answers
from wirepress.content.comments.notices.wishes import key_of, wish_of
from wirepress.content.comments.rows import post_of
from wirepress.content.mail import mail_person, newsroom_addresses
from wirepress.content.options import site, store
from wirepress.content.posts import access
from wirepress.content.posts.addresses.permalinks import comment_link, post_link
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of
from wirepress.core.markup.excerpts.shorten import strip_all_tags

_TOLD = "_wirepress_told"  # on an answer: the address that was told of it, so that a repeated job tells nobody twice
_KINDS = {"pingback": "A pingback", "trackback": "A trackback"}


def mail_moderators(comment: int) -> None:
    """Tell those who moderate of a comment that waits, with a link for each thing they may do."""
    row, post = _found(comment, "0")
    if row is None or post is None or not store.get("moderation_notify"):
        return
    people = newsroom_addresses()
    author = author_of(post)
    if author is not None and author.email and access.may_edit(author, post):
        people = [*people, author.email]
    waiting = Comment.objects.filter(approved="0").exclude(type="note").count()
    links = "\n".join(
        f"{verb}: {site.home(f'/wp-admin/comment.php?action={action}&c={row.pk}')}"
        for verb, action in (("Approve", "approve"), ("Trash", "trash"), ("Spam", "spam"))
    )
    text = (
        f"{_KINDS.get(row.type, 'A comment')} on “{_plain(post.title)}” waits for your approval.\n{post_link(post)}\n\n{_what(row)}\n\n{links}\n\n"
        f"{waiting} {'waits' if waiting == 1 else 'wait'} in all: {site.home('/wp-admin/comments/?status=0')}\n"
    )
    for address in dict.fromkeys(one.lower() for one in people if one.lower() != row.author_email.lower()):
        mail_person(address, f"Waiting for approval: “{_plain(post.title)}”", text)


def mail_published(comment: int) -> None:
    """Tell the author of a story of a comment on it, and whoever asked for it of an answer."""
    row, post = _found(comment, "1")
    if row is None or post is None:
        return
    if store.get("comments_notify"):
        _mail_author(row, post)
    if row.parent_id and offers_answers() and access.reading_status(post) == "publish":
        _mail_answered(row, post)


def mail_confirmation(comment: int) -> None:
    """Ask the owner of an address whether they want to be told of answers."""
    row, post = _found(comment, "0", "1")
    if row is None or post is None or wish_of(row) != "asked":
        return
    text = (
        f"Somebody left a comment on “{_plain(post.title)}” under your mail address and asked that you be told of answers.\n{post_link(post)}\n\n"
        f"If it was you, confirm it here:\n{notice_link(row)}\n\nIf it was not you, do nothing: you will hear no more of it.\n"
    )
    mail_person(row.author_email, "Do you want to be told of answers?", text, unsubscribe=notice_link(row))


def notice_link(row: Comment) -> str:
    """Return the address at which a reader confirms or stops the notices of answers to their comment."""
    return site.home(f"/wp-comment-notices.php/{row.pk}/{key_of(row)}")


def _found(number: int, *statuses: str) -> tuple[Comment | None, Post | None]:
    """The comment, if it still has one of the statuses, and its story."""
    row = Comment.objects.filter(pk=number, approved__in=statuses).first()
    return (row, post_of(row)) if row is not None else (None, None)


def _mail_author(row: Comment, post: Post) -> None:
    author = author_of(post)
    if (
        author is None
        or not author.email
        or row.user_id == author.pk
        or author.email.lower() == row.author_email.lower()
    ):
        return
    if _was_told(row, author.email):
        return
    text = f"{_KINDS.get(row.type, 'A comment')} on your story “{_plain(post.title)}”:\n\n{_what(row)}\n\nRead it: {comment_link(row)}\n"
    mail_person(author.email, f"Comment on “{_plain(post.title)}”", text, reply_to=row.author_email)
    _note_told(row, author.email)


def _mail_answered(row: Comment, post: Post) -> None:
    above = Comment.objects.filter(pk=row.parent_id, approved="1").first()
    if above is None or not above.author_email or above.author_email.lower() == row.author_email.lower():
        return
    if wish_of(above) != "yes" or _was_told(row, above.author_email):
        return
    text = (
        f"{_plain(row.author_name) or 'Somebody'} answered your comment on “{_plain(post.title)}”:\n\n{_plain(row.content)}\n\n"
        f"Read it: {comment_link(row)}\n\nTo hear no more of answers: {notice_link(above)}\n"
    )
    mail_person(above.author_email, f"An answer on “{_plain(post.title)}”", text, unsubscribe=notice_link(above))
    _note_told(row, above.author_email)


def _was_told(row: Comment, address: str) -> bool:
    return CommentMeta.objects.filter(comment_id=row.pk, key=_TOLD, value=address.lower()).exists()


def _note_told(row: Comment, address: str) -> None:
    CommentMeta.objects.create(comment_id=row.pk, key=_TOLD, value=address.lower())


def _what(row: Comment) -> str:
    """Who wrote it, from where, and what."""
    facts = (
        ("Name", _plain(row.author_name)),
        ("Mail", row.author_email),
        ("Website", row.author_url),
        ("From", row.author_ip),
    )
    return "\n".join(f"{name}: {value}" for name, value in facts if value) + f"\n\n{_plain(row.content)}"


def _plain(text: str) -> str:
    return unescape(strip_all_tags(text)).strip()
