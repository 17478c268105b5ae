"""What the desks share: own rights, own forms, actions over many rows, a confirmation in our words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import SuspiciousOperation
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin
from unfold.views import ChangeList

from wirepress.content.errors import ActionRefused
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.forms.base import ContentForm
from wirepress.web.admin.list_cells import UNDO
from wirepress.web.admin.list_deeds import Deed

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
    change_list_template = "newsroom/list.html"

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

    def row_address(self, request: HttpRequest, row: Any) -> str:
        """Return where the title of a row leads; "": to its form."""
        return ""

    def row_note(self, row: Any) -> str:
        """Return what stands below the title of a row."""
        return ""

    def add_address(self, request: HttpRequest) -> str:
        """Return where a new row is made; "": in its form."""
        return ""

    def row_deeds(self, request: HttpRequest, row: Any) -> list[Deed]:
        """Return what can be done with a row of the list. Rows are read for the whole list: nothing is asked of the database here."""
        return []

    def after_deeds(self, request: HttpRequest, row: Any) -> SafeString:
        """Return what else stands below a row's deeds."""
        return SafeString("")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        title = str(self.opts.verbose_name_plural)
        context: dict[str, Any] = {
            "title": title[:1].upper() + title[1:],
            "nr_tabs": self.tabs(request),
            "nr_add": self.add_address(request),
            **(extra_context or {}),
        }
        if request.method == "POST" and request.POST.get("select_across", "0") != "0":
            raise SuspiciousOperation("Rows are chosen by their IDs.")
        return super().changelist_view(request, context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form; its page is called by what it is."""
        verb = "Edit" if object_id else "Add"
        context: dict[str, Any] = {"title": f"{verb} {self.opts.verbose_name}", **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def redirect_back(self, request: HttpRequest) -> HttpResponse:
        """Lead back to the list that a button of it was pressed in, with its filters; from elsewhere to the list itself."""
        here = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        back = request.headers.get("Referer", "")
        own = url_has_allowed_host_and_scheme(back, {request.get_host()}) and urlsplit(back).path == here
        return HttpResponseRedirect(back if own else here)

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
        undo: Callable[[list[int]], str] | None = None,
    ) -> None:
        """Do something to many rows: each by its own right, each by itself. `done` is said after the number; `undo` gives the address
        that undoes it for some rows."""
        who, did, refused, problems = current_user(request), list[int](), 0, []
        for row in list(rows[:MANY_MAX] if isinstance(rows, QuerySet) else rows):
            if not is_allowed(who, row):
                refused += 1
                continue
            try:
                operation(row)
                did.append(row.pk)
            except ActionRefused as error:
                problems.append(f"{row}: {' '.join(error.messages)}")
        if did:
            tags = f"{UNDO} {undo(did)}" if undo is not None else ""
            self.message_user(request, f"{len(did)} {done}", messages.SUCCESS, extra_tags=tags)
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
