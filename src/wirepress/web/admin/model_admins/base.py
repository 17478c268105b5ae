"""What the desks share: own rights, own forms, actions over many rows, a confirmation in our words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final, cast

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import SuspiciousOperation
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin
from unfold.views import ChangeList

from wirepress.content.errors import ActionRefused
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.forms.base import ContentForm

Fieldsets = list[tuple[str | None, dict[str, Any]]]
MANY_MAX: Final = 500  # rows of one action


class PreloadingChangeList(ChangeList):
    """A list that lets its desk read what the rows need, once for the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        cast(ContentAdmin, self.model_admin).preload_rows(self.result_list)


class ContentAdmin(ModelAdmin):
    """One kind of thing in the back office. Rights are asked of content/*/access.py, never of Django's tables."""

    desk_form: ClassVar[type[ContentForm]]
    hidden_fields: ClassVar[frozenset[str]] = frozenset()  # of the form, in no part that people see
    list_filter_submit = True
    show_full_result_count = False
    list_per_page = 25
    warn_unsaved_form = True
    compressed_fields = False
    delete_confirmation_template = "newsroom/confirm.html"
    list_before_template = "newsroom/tabs.html"  # type: ignore[assignment]

    def preload_rows(self, rows: list[Any]) -> None:
        """Read what the list's columns need."""

    def layout(self, request: HttpRequest, obj: Any) -> Fieldsets:
        """Return the form's fieldsets for this user; `obj` is None for a new row."""
        raise NotImplementedError

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.layout(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ContentForm]:
        """Return the desk's form, for this user."""
        shown = frozenset(name for _, part in self.layout(request, obj) for name in part["fields"])
        meta = type("Meta", (), {"model": self.model, "fields": ()})
        shown |= self.hidden_fields
        return type("BoundDeskForm", (self.desk_form,), {"actor": current_user(request), "shown": shown, "Meta": meta})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form has written already."""

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """A form for a row that somebody deleted meanwhile is shown instead of dropped. Raises Http404."""
        if request.method == "POST":
            raise Http404
        answer: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]  # the stubs lack it
        return answer

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return PreloadingChangeList

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """The actions know what goes with a row; nothing is counted here."""
        return [str(obj) for obj in objs], {}, set(), []

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        raise NotImplementedError

    def tabs(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Links above the list."""
        return []

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        context: dict[str, Any] = {"nr_tabs": self.tabs(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *where: Any, **more: Any) -> Any:
        """Only numbers are rows."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if any(read_digits(text) is None for text in chosen):
            raise SuspiciousOperation("Rows are chosen by their IDs.")
        return super().response_action(request, queryset, *where, **more)

    def apply_to_rows(
        self,
        request: HttpRequest,
        rows: Iterable[Any],
        is_allowed: Callable[[Any, Any], bool],
        operation: Callable[[Any], object],
        done: str,
    ) -> None:
        """Do something to many rows: each by its own right, each by itself. `done` is said after the number."""
        who, did, refused, problems = current_user(request), 0, 0, []
        for row in list(rows[:MANY_MAX] if isinstance(rows, QuerySet) else rows):
            if not is_allowed(who, row):
                refused += 1
                continue
            try:
                operation(row)
                did += 1
            except ActionRefused as error:
                problems.append(f"{row}: {' '.join(error.messages)}")
        if did:
            self.message_user(request, f"{did} {done}", messages.SUCCESS)
        if refused:
            self.message_user(request, f"{refused} unchanged: your role does not allow this.", messages.WARNING)
        for problem in problems[:5]:
            self.message_user(request, problem, messages.ERROR)

    def confirm_many(
        self, request: HttpRequest, rows: QuerySet[Any], action: str, sentence: str, verb: str
    ) -> HttpResponse | None:
        """Return a page that asks first; None when the answer was yes."""
        if request.POST.get("confirmed") == "yes":
            return None
        chosen = list(rows[:MANY_MAX])
        context = {
            **self.admin_site.each_context(request),
            "title": verb,
            "sentence": sentence,
            "verb": verb,
            "action": action,
            "rows": chosen,
            "checkbox": ACTION_CHECKBOX_NAME,
            "opts": self.opts,
        }
        return TemplateResponse(request, "newsroom/confirm_many.html", context)


def reload_row(model: type[Model], pk: Any) -> Any:
    """Return the row as its plain model, which actions work with."""
    return model._default_manager.get(pk=pk)
