"""The desk of comments: moderation."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from unfold.decorators import display

from wirepress.content.comments import access
from wirepress.content.comments.actions.moderate import delete_comment, set_status, update_comment
from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import attach_posts, post_of
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.forms.base import ContentForm, MultilineField, choice_field, datetime_field, text_field
from wirepress.web.admin.list_cells import COMMENT_STATUS, datetime_cell, plain_title
from wirepress.web.admin.model_admins.base import Fieldsets, reload_row
from wirepress.web.admin.model_admins.comment_deeds import CommentDeeds
from wirepress.web.admin.model_admins.filters import (
    CommentStatusFilter,
    CommentStoryFilter,
    CommentTypeFilter,
    CommentWriterFilter,
)

_COLOURS = {"1": "success", "0": "warning", "spam": "danger", "trash": "default", "post-trashed": "default"}
_WORDS = {"1": "approve", "0": "hold", "spam": "spam", "trash": "trash"}


def visible_comments(who: User) -> QuerySet[Comment]:
    """Comments that the user may moderate: everything for moderators, else those below one's own stories."""
    rows = Comment.objects.exclude(type="note")
    if who.can("moderate_comments"):
        return rows
    return rows.filter(post_id__in=Post.objects.filter(author_id=who.pk).values("id"))


class CommentForm(ContentForm):
    """Text, writer, date and status of a comment."""

    content = MultilineField(label="Comment")
    author_name = text_field("Name", max_length=245)
    author_email = text_field("Email address", max_length=100)
    author_url = text_field("Website", max_length=200)
    status = choice_field("Status")
    date = datetime_field("Date")

    class Meta:
        model = Comment
        fields = ()

    def prepare(self) -> None:
        comment: Comment = self.instance
        words = {**_WORDS, comment.approved: _WORDS.get(comment.approved, comment.approved)}
        self.set_choices("status", [(word, COMMENT_STATUS.get(stored, stored)) for stored, word in words.items()])
        self.set_initial(
            content=comment.content,
            author_name=comment.author_name,
            author_email=comment.author_email,
            author_url=comment.author_url,
            status=words[comment.approved],
            date=comment.date.replace(microsecond=0) if comment.date else None,
        )

    def write(self) -> Comment:
        comment: Comment = reload_row(Comment, self.instance.pk)
        fields = {name: self.cleaned_data[name] for name in self.changed_data if name != "status"}
        if fields:
            comment = update_comment(comment, fields, actor=self.actor)
        if "status" in self.changed_data:
            comment = set_status(comment, self.cleaned_data["status"])
        return comment


class CommentAdmin(CommentDeeds):
    """Comments of readers; editors' notes are not among them."""

    desk_form = CommentForm
    list_display = ("words", "writer", "story", "state", "when")
    list_display_links = None
    list_filter = (CommentStatusFilter, CommentTypeFilter, CommentStoryFilter, CommentWriterFilter)
    search_fields = ("content", "author_name", "author_email", "author_ip")
    search_help_text = "Search by text or commenter"
    ordering = ("-date_gmt", "-id")
    actions = ("approve", "hold", "spam", "trash", "restore", "delete_for_good")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return current_user(request).can("edit_posts")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return (
            access.may_moderate(current_user(request), obj)
            if obj is not None
            else current_user(request).can("edit_posts")
        )

    has_view_permission = has_change_permission
    has_delete_permission = has_change_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return visible_comments(current_user(request))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Comment | None:
        return Comment.objects.exclude(type="note").filter(pk=read_digits(object_id) or 0).first()

    def preload_rows(self, rows: list[Comment]) -> None:
        attach_posts(rows)

    def tabs(self, request: HttpRequest) -> list[dict[str, Any]]:
        now = request.GET.get("status", "")
        rows = self.get_queryset(request)
        mine = str(current_user(request).pk)
        own = request.GET.get("user", "") == mine
        tabs = [
            {"title": "All", "link": "?", "current": not now and not own, "count": None},
            {"title": "Mine", "link": f"?user={mine}", "current": own and not now, "count": None},
        ]
        for stored in ("0", "1", "spam", "trash"):
            tabs.append(
                {
                    "title": COMMENT_STATUS[stored],
                    "link": f"?status={stored}",
                    "current": now == stored,
                    "count": rows.filter(approved=stored).count(),
                }
            )
        return tabs

    def layout(self, request: HttpRequest, obj: Comment | None) -> Fieldsets:
        return [
            (None, {"fields": ["content", "status", "date"]}),
            ("Commenter", {"fields": ["author_name", "author_email", "author_url"]}),
        ]

    @display(description="Commenter", ordering="author_name")
    def writer(self, comment: Comment) -> SafeString:
        return format_html(
            '{}<span class="nr-sub">{} {}</span>',
            comment.author_name or "Anonymous",
            comment.author_email,
            comment.author_ip,
        )

    @display(description="Comment")
    def words(self, comment: Comment) -> SafeString:
        return format_html(
            '<div class="nr-comment">{}</div>', Truncator(plain_title(comment.content)).chars(260) or "(empty)"
        )

    @display(description="Story")
    def story(self, comment: Comment) -> SafeString:
        post = post_of(comment)
        if post is None:
            return format_html("{}", "–")
        title = Truncator(plain_title(post.title)).chars(60) or "(no title)"
        return format_html('<a class="nr-link" href="?story={}">{}</a>', post.pk, title)

    @display(description="Status", label=_COLOURS)
    def state(self, comment: Comment) -> tuple[str, str]:
        return comment.approved, COMMENT_STATUS.get(comment.approved, comment.approved)

    @display(description="Date", ordering="date")
    def when(self, comment: Comment) -> SafeString:
        return datetime_cell(comment.date)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = dict(super().get_actions(request))
        away = request.GET.get("status") in ("spam", "trash")
        return {name: action for name, action in found.items() if (name in ("restore", "delete_for_good")) == away}

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        words = {
            "title": "Delete permanently",
            "verb": "Delete permanently",
            "sentence": "Replies to it are kept. This cannot be undone.",
        }
        answer: HttpResponse = super().delete_view(request, object_id, {**words, **(extra_context or {})})
        return answer

    def delete_model(self, request: HttpRequest, obj: Comment) -> None:
        delete_comment(reload_row(Comment, obj.pk))

    def _set_status_of_all(self, request: HttpRequest, rows: QuerySet[Comment], status: str, done: str) -> None:
        chosen = list(rows[:500])
        attach_posts(chosen)
        undo = self.undo_many if status in ("spam", "trash") else None
        self.apply_to_rows(
            request, chosen, access.may_moderate, lambda comment: set_status(comment, status), done, undo
        )

    @admin.action(description="Approve")
    def approve(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._set_status_of_all(request, queryset, "approve", "approved.")

    @admin.action(description="Hold for moderation")
    def hold(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._set_status_of_all(request, queryset, "hold", "held back.")

    @admin.action(description="Mark as spam")
    def spam(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._set_status_of_all(request, queryset, "spam", "marked as spam.")

    @admin.action(description="Move to trash")
    def trash(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._set_status_of_all(request, queryset, "trash", "moved to the trash.")

    @admin.action(description="Restore")
    def restore(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._set_status_of_all(request, queryset, "untrash", "restored.")

    @admin.action(description="Delete permanently")
    def delete_for_good(self, request: HttpRequest, queryset: QuerySet[Comment]) -> HttpResponse | None:
        asked = self.confirm_many(
            request,
            queryset,
            "delete_for_good",
            "Replies to them are kept. This cannot be undone.",
            "Delete permanently",
        )
        if asked is None:
            self.apply_to_rows(
                request,
                queryset,
                access.may_moderate,
                lambda comment: delete_comment(reload_row(Comment, comment.pk)),
                "deleted permanently.",
            )
        return asked
