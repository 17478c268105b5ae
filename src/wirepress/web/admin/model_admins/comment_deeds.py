"""What the list of comments offers for one row: a status, an answer in place, and how the last step is undone."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wirepress.content.comments import access
from wirepress.content.comments.actions.create import NewComment, create_comment
from wirepress.content.comments.actions.moderate import set_status
from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.errors import ActionRefused
from wirepress.content.options.links import local
from wirepress.content.posts import access as posts
from wirepress.content.posts.addresses.permalinks import comment_link
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.list_cells import COMMENT_STATUS, UNDO, plain_title
from wirepress.web.admin.list_deeds import Deed
from wirepress.web.admin.model_admins.base import MANY_MAX, ContentAdmin, reload_row
from wirepress.web.site.visitor import address_of

ACTION_LABELS: Final = {
    "approve": "Approve",
    "hold": "Unapprove",
    "spam": "Spam",
    "trash": "Trash",
    "unspam": "Not spam",
    "untrash": "Restore",
}
_NEXT: Final = {
    "1": ("hold", "spam", "trash"),
    "0": ("approve", "spam", "trash"),
    "spam": ("unspam", "trash"),
    "trash": ("untrash",),
}
_BEFORE: Final = {"1": "approve", "0": "hold", "spam": "spam", "trash": "trash"}
_BAD: Final = ("spam", "trash")


class CommentDeeds(ContentAdmin):
    """Deeds of rows, each by POST to an address of its own."""

    def row_deeds(self, request: HttpRequest, row: Comment) -> list[Deed]:
        found = [
            Deed(ACTION_LABELS[action], self._address("set", row.pk, action), post=True, bad=action in _BAD)
            for action in _NEXT.get(row.approved, ())
        ]
        found.insert(1 if row.approved == "0" else 0, Deed("Edit", self._address("change", row.pk)))
        if row.approved == "1" and post_of(row) is not None:
            found.insert(0, Deed("View", local(comment_link(row))))
        if row.approved in ("spam", "trash"):
            found.append(Deed("Delete permanently", self._address("delete", row.pk), bad=True))
        return found

    def after_deeds(self, request: HttpRequest, row: Comment) -> SafeString:
        """Return the place to answer in."""
        if row.approved not in ("0", "1") or not self._may_answer(request, row):
            return SafeString("")
        context = {"comment": row, "address": self._address("reply", row.pk), "waits": row.approved == "0"}
        return SafeString(render_to_string("newsroom/reply.html", context))

    def _may_answer(self, request: HttpRequest, row: Comment) -> bool:
        post = post_of(row)
        return (
            post is not None
            and row.type in ("", "comment")
            and post.status not in ("draft", "pending", "trash", "auto-draft")
            and posts.may_edit(current_user(request), post)
        )

    def _address(self, name: str, *where: object) -> str:
        return reverse(f"admin:comments_comment_{name}", args=where)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:number>/set/<slug:action>/", view(self.set_status_view), name="comments_comment_set"),
            path("<int:number>/reply/", view(self.reply_view), name="comments_comment_reply"),
            path("undo/", view(self.undo_view), name="comments_comment_undo"),
            *super().get_urls(),
        ]

    def _moderated(self, request: HttpRequest, number: int) -> Comment:
        """Return the comment. Raises Http404, PermissionDenied."""
        comment = Comment.objects.exclude(type="note").filter(pk=number).first() if number < 2**63 else None
        if comment is None:
            raise Http404
        if not access.may_moderate(current_user(request), comment):
            raise PermissionDenied
        return comment

    def set_status_view(self, request: HttpRequest, number: int, action: str) -> HttpResponse:
        """Give one comment a status, and go back to the list it was in. By GET, where mails lead to, ask whether to do it."""
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if action not in ACTION_LABELS:
            raise Http404
        comment = self._moderated(request, number)
        if request.method != "POST":
            return self._ask_whether(request, comment, action)
        before = comment.approved
        set_status(comment, action)
        words = f"Comment of {comment.author_name or 'Anonymous'}: {COMMENT_STATUS[comment.approved].lower()}."
        undo = _BEFORE.get(before, "") if before != comment.approved else ""
        tags = f"{UNDO} {self._address('set', comment.pk, undo)}" if undo else ""
        self.message_user(request, words, messages.SUCCESS, extra_tags=tags)
        return self.redirect_back(request)

    def _ask_whether(self, request: HttpRequest, comment: Comment, action: str) -> HttpResponse:
        writer = comment.author_name or "Anonymous"
        context = {
            **self.admin_site.each_context(request),
            "title": f"{ACTION_LABELS[action]}: comment of {writer}",
            "object": comment,
            "opts": self.opts,
            "sentence": plain_title(comment.content),
            "verb": ACTION_LABELS[action],
            "harmless": action == "approve",
            "cancel": self._address("changelist"),
        }
        return TemplateResponse(request, "newsroom/confirm.html", context)

    def reply_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Answer a comment; one that waits is approved with it. By POST only."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        comment = self._moderated(request, number)
        if not self._may_answer(request, comment):
            raise PermissionDenied
        text = request.POST.get(f"reply-{comment.pk}", "").replace("\0", "").strip()
        try:
            made = self._answer(request, comment, text) if text else None
        except ActionRefused as refusal:
            return self._show_answer(request, comment, text, refusal.message)
        if made is None:
            self.message_user(request, "Write an answer first.", messages.ERROR)
        else:
            link = local(comment_link(made))
            words = format_html('Your answer is published. <a href="{}">View it</a>', link)
            self.message_user(request, words, messages.SUCCESS)
        return self.redirect_back(request)

    def _answer(self, request: HttpRequest, comment: Comment, text: str) -> Comment:
        who, post = current_user(request), post_of(comment)
        if post is None:
            raise PermissionDenied
        if comment.approved == "0":
            set_status(reload_row(Comment, comment.pk), "approve")
        new = NewComment(
            post,
            text,
            author_name=who.display_name or who.login,
            author_email=who.email,
            author_url=who.url,
            author_ip=address_of(request),
            agent=request.headers.get("User-Agent", ""),
            user_id=who.pk,
            parent_id=comment.pk,
        )
        return create_comment(new, actor=who, approved="1")

    def _show_answer(self, request: HttpRequest, comment: Comment, text: str, error: str) -> HttpResponse:
        """Return the answer that was refused, to be mended and sent again."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"Answer to {comment.author_name or 'Anonymous'}",
            "comment": comment,
            "words": plain_title(comment.content),
            "text": text,
            "error": error,
            "opts": self.opts,
            "cancel": self._address("changelist"),
        }
        return TemplateResponse(request, "newsroom/reply_again.html", context, status=400)

    def undo_many(self, ids: list[int]) -> str:
        """Return the address that gives comments the status that they had before spam or trash."""
        return f"{self._address('undo')}?{urlencode({'ids': ','.join(map(str, ids))})}"

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Take comments out of spam and trash again. By POST only."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        numbers = [read_digits(part) for part in request.GET.get("ids", "").split(",")[:MANY_MAX]]
        rows = list(self.get_queryset(request).filter(pk__in=[one for one in numbers if one], approved__in=_BAD))
        self.preload_rows(rows)
        self.apply_to_rows(
            request,
            rows,
            access.may_moderate,
            lambda comment: set_status(comment, "unspam" if comment.approved == "spam" else "untrash"),
            "restored as before.",
        )
        return self.redirect_back(request)
