"""The desk of comments: moderation."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
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
from wirepress.web.admin.model_admins.base import ContentAdmin, Fieldsets, reload_row
from wirepress.web.admin.model_admins.filters import CommentStatusFilter

_COLOURS = {"1": "success", "0": "warning", "spam": "danger", "trash": "default", "post-trashed": "default"}
_ACTION_LABELS = {
    "approve": "Approve",
    "hold": "Hold",
    "spam": "Spam",
    "trash": "Trash",
    "unspam": "Not spam",
    "untrash": "Restore",
}
_NEXT = {
    "1": ("hold", "spam", "trash"),
    "0": ("approve", "spam", "trash"),
    "spam": ("unspam", "trash"),
    "trash": ("untrash",),
}
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


class CommentAdmin(ContentAdmin):
    """Comments of readers; editors' notes are not among them."""

    desk_form = CommentForm
    list_display = ("writer", "words", "story", "state", "when", "row_actions")
    list_display_links = ("writer",)
    list_filter = (CommentStatusFilter,)
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
        tabs = [{"title": "All", "link": "?", "current": not now, "count": None}]
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
    def story(self, comment: Comment) -> str:
        post = post_of(comment)
        return Truncator(plain_title(post.title)).chars(60) if post else "–"

    @display(description="Status", label=_COLOURS)
    def state(self, comment: Comment) -> tuple[str, str]:
        return comment.approved, COMMENT_STATUS.get(comment.approved, comment.approved)

    @display(description="Date", ordering="date")
    def when(self, comment: Comment) -> SafeString:
        return datetime_cell(comment.date)

    @display(description="Actions")
    def row_actions(self, comment: Comment) -> SafeString:
        """Buttons that post the list's own form (with its token) to one comment's address."""
        base = reverse("admin:comments_comment_changelist")
        buttons = format_html_join(
            "",
            '<button class="nr-button nr-small" type="submit" formaction="{}{}/set/{}/">{}'
            '<span class="nr-hidden"> comment {}</span></button>',
            (
                (base, comment.pk, action, _ACTION_LABELS[action], comment.pk)
                for action in _NEXT.get(comment.approved, ())
            ),
        )
        return format_html('<div class="nr-rowbuttons">{}</div>', buttons)

    def get_urls(self) -> list[Any]:
        return [
            path(
                "<int:number>/set/<slug:action>/",
                self.admin_site.admin_view(self.set_status_view),
                name="comments_comment_set",
            ),
            *super().get_urls(),
        ]

    def set_status_view(self, request: HttpRequest, number: int, action: str) -> HttpResponse:
        """Give one comment a status, and go back to the list it was in. By GET, where mails lead to, ask whether to do it."""
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        comment = Comment.objects.exclude(type="note").filter(pk=number).first() if number < 2**63 else None
        if comment is None or action not in _ACTION_LABELS:
            raise Http404
        if not access.may_moderate(current_user(request), comment):
            raise PermissionDenied
        if request.method != "POST":
            return self._ask_whether(request, comment, action)
        set_status(comment, action)
        self.message_user(
            request,
            f"Comment of {comment.author_name or 'Anonymous'}: {COMMENT_STATUS[comment.approved].lower()}.",
            messages.SUCCESS,
        )
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}) or "/comments/" not in back:
            back = reverse("admin:comments_comment_changelist")
        return HttpResponseRedirect(back)

    def _ask_whether(self, request: HttpRequest, comment: Comment, action: str) -> HttpResponse:
        writer = comment.author_name or "Anonymous"
        context = {
            **self.admin_site.each_context(request),
            "title": f"{_ACTION_LABELS[action]}: comment of {writer}",
            "object": comment,
            "opts": self.opts,
            "sentence": plain_title(comment.content),
            "verb": _ACTION_LABELS[action],
            "harmless": action == "approve",
            "cancel": reverse("admin:comments_comment_changelist"),
        }
        return TemplateResponse(request, "newsroom/confirm.html", context)

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
        self.apply_to_rows(request, chosen, access.may_moderate, lambda comment: set_status(comment, status), done)

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
