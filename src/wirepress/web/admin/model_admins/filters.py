"""Filters of the desks' lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import DropdownFilter

from wirepress.content.posts.statuses import get, imported_statuses
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.roles import ROLE_LABELS
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.forms import choices
from wirepress.web.admin.list_cells import COMMENT_STATUS
from wirepress.web.admin.model_admins.post_list import months_of

Lookups = list[tuple[str, str]]
HIDDEN = ("trash", "auto-draft")
TABS = ("publish", "future", "draft", "pending", "private", "trash")


class _ChoiceFilter(DropdownFilter):
    """A filter by one value; a value that is not offered finds nothing."""

    all_label = "All"
    in_tabs = False  # chosen by the tabs above the list, or by addresses only

    def knows(self, value: str) -> bool:
        """Return whether rows can have the value."""
        return value in {str(key) for key, _ in self.lookup_choices}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return self.rows_without_choice(queryset)
        if not self.knows(value):
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

    title, parameter_name, in_tabs = "status", "status", True

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [(name, get(name).label) for name in TABS] + [(name, get(name).label) for name in imported_statuses()]

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

    title, parameter_name, all_label = "category", "category", "All categories"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [(str(number), name) for number, name in choices.term_choices("category")]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        marked = TermPost.objects.filter(term_id=int(value), term__taxonomy="category")
        return rows.filter(pk__in=marked.values("post_id"))


class TagFilter(_ChoiceFilter):
    """Filters stories by a tag; there may be very many, so that it is named by addresses only."""

    title, parameter_name, in_tabs = "tag", "tag", True

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [("", "")]

    def knows(self, value: str) -> bool:
        number = read_digits(value)
        return number is not None and Term.objects.filter(pk=number, taxonomy="post_tag").exists()

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(pk__in=TermPost.objects.filter(term_id=int(value)).values("post_id"))


class StickyFilter(_ChoiceFilter):
    """Stories that are stuck to the top."""

    title, parameter_name, in_tabs = "sticky", "sticky", True

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [("1", "Sticky")]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(sticky=True)


class AuthorFilter(_ChoiceFilter):
    """Filters stories by their author."""

    title, parameter_name, all_label = "author", "author", "All authors"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [(str(user.pk), str(user)) for user in choices.find_writers()]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(author_id=int(value))


class MonthFilter(_ChoiceFilter):
    """By the month of the date."""

    title, parameter_name, all_label = "month", "m", "All months"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [
            (f"{year}{month:02d}", f"{datetime(year, month, 1):%B} {year}")
            for year, month in months_of(model_admin.model.POST_TYPE)
            if year < 9999
        ]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        year, month = divmod(int(value), 100)
        following = datetime(year + month // 12, month % 12 + 1, 1)
        return rows.filter(date__gte=datetime(year, month, 1), date__lt=following)


class FileKindFilter(_ChoiceFilter):
    """Filters files by the first part of their MIME type."""

    title, parameter_name, all_label = "kind", "kind", "All kinds of files"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [("image", "Pictures"), ("audio", "Audio"), ("video", "Video"), ("application", "Documents")]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(mime_type__startswith=f"{value}/")


class DetachedFilter(_ChoiceFilter):
    """Files that belong to no story."""

    title, parameter_name, in_tabs = "detached", "detached", True

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [("1", "Unattached")]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(parent_id=0)


class CommentStatusFilter(_ChoiceFilter):
    """By status; without it those that are approved or wait."""

    title, parameter_name, in_tabs = "status", "status", True

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [(name, COMMENT_STATUS[name]) for name in ("0", "1", "spam", "trash")]

    def rows_without_choice(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(approved__in=("0", "1"))

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(approved=value)


class CommentTypeFilter(_ChoiceFilter):
    """What readers wrote, or links that other sites told of."""

    title, parameter_name, all_label = "kind", "type", "Comments and pings"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [("comment", "Comments"), ("pings", "Pings")]

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(type__in=("pingback", "trackback") if value == "pings" else ("", "comment"))


class _NumberFilter(_ChoiceFilter):
    """A number that addresses name."""

    in_tabs = True

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return [("", "")]

    def knows(self, value: str) -> bool:
        return read_digits(value) is not None


class CommentStoryFilter(_NumberFilter):
    """The comments of one story."""

    title, parameter_name = "story", "story"

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(post_id=int(value))


class CommentWriterFilter(_NumberFilter):
    """The comments of one user."""

    title, parameter_name = "user", "user"

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(user_id=int(value))


class RoleFilter(_ChoiceFilter):
    """Filters users by a role that they have."""

    title, parameter_name, all_label = "role", "role", "All roles"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Lookups:
        return list(ROLE_LABELS.items())

    def rows_of_choice(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(roles__contains=value)
