"""Filters of the desks' lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import DropdownFilter

from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import STATUSES
from wirepress.content.terms.models import TermPost
from wirepress.content.users.roles import ROLE_LABELS
from wirepress.web.admin.forms import choices
from wirepress.web.admin.list_cells import COMMENT_STATUS

Lookups = list[tuple[str, str]]
HIDDEN = ("trash", "auto-draft")


class _ChoiceFilter(DropdownFilter):
    """A filter by one value; a value that is not offered finds nothing."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return self.rows_without_choice(queryset)
        if value not in {str(key) for key, _ in self.lookup_choices}:
            return queryset.none()
        return self.rows_of_choice(queryset, value)

    def rows_without_choice(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows when no value is chosen."""
        return rows

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the rows of a value."""
        raise NotImplementedError


class StatusFilter(_ChoiceFilter):
    """By status; without it everything but the trash."""

    title, parameter_name = "status", "status"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [(name, STATUSES[name].label) for name in ("publish", "future", "draft", "pending", "private", "trash")]

    def rows_without_choice(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.exclude(status__in=HIDDEN)

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(status=value)


class MediaStatusFilter(StatusFilter):
    """Media are there or in the trash."""

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [("trash", "Trash")]


class CategoryFilter(_ChoiceFilter):
    """Filters stories by a category or one below it."""

    title, parameter_name = "category", "category"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [(str(number), name) for number, name in choices.term_choices("category")]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        marked = TermPost.objects.filter(term_id=int(value), term__taxonomy="category")
        return rows.filter(pk__in=marked.values("post_id"))


class AuthorFilter(_ChoiceFilter):
    """Filters stories by their author."""

    title, parameter_name = "author", "author"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [(str(user.pk), str(user)) for user in choices.find_writers()]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(author_id=int(value))


class MonthFilter(_ChoiceFilter):
    """By the month of the date."""

    title, parameter_name = "month", "m"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        rows = Post.objects.filter(type=model_admin.model.POST_TYPE).exclude(status__in=HIDDEN)
        return [
            (f"{month.year}{month:%m}", f"{month:%B %Y}")
            for month in rows.dates("date", "month", order="DESC")
            if month and month.year < 9999
        ]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        year, month = divmod(int(value), 100)
        following = datetime(year + month // 12, month % 12 + 1, 1)
        return rows.filter(date__gte=datetime(year, month, 1), date__lt=following)


class FileKindFilter(_ChoiceFilter):
    """Filters files by the first part of their MIME type."""

    title, parameter_name = "kind", "kind"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [("image", "Pictures"), ("audio", "Audio"), ("video", "Video"), ("application", "Documents")]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(mime_type__startswith=f"{value}/")


class CommentStatusFilter(_ChoiceFilter):
    """By status; without it those that are approved or wait."""

    title, parameter_name = "status", "status"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [(name, COMMENT_STATUS[name]) for name in ("0", "1", "spam", "trash")]

    def rows_without_choice(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(approved__in=("0", "1"))

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(approved=value)


class RoleFilter(_ChoiceFilter):
    """Filters users by a role that they have."""

    title, parameter_name = "role", "role"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return list(ROLE_LABELS.items())

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(roles__contains=value)
