"""The desks of categories and tags."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import unquote

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold import widgets
from unfold.decorators import display

from wirepress.content.options.links import local
from wirepress.content.posts.addresses.permalinks import term_link
from wirepress.content.terms import access
from wirepress.content.terms.actions.create import create_term, delete_term, update_term
from wirepress.content.terms.models import Term
from wirepress.web.admin.current_user import staff
from wirepress.web.admin.forms import choices
from wirepress.web.admin.forms.base import ContentForm, LinesField, line
from wirepress.web.admin.list_cells import plain
from wirepress.web.admin.model_admins.base import ContentAdmin, Fieldsets, fresh


class TermForm(ContentForm):
    """Name, slug, place, description."""

    name = line("Name", required=True, most=200)
    slug = line("Slug", "The word in addresses; empty: made from the name.", most=200)
    parent = forms.TypedChoiceField(
        label="Above it", required=False, coerce=int, empty_value="0", widget=widgets.UnfoldAdminSelectWidget()
    )
    description = LinesField(label="Description", help_text="Shown above the list of its stories.")

    taxonomy: ClassVar[str]

    class Meta:
        model = Term
        fields = ()

    def prepare(self) -> None:
        term: Term = self.instance
        if "parent" in self.fields:
            self.offer("parent", [(0, "None"), *choices.tree(self.taxonomy, without=term.pk or 0)])
        self.start(name=plain(term.name), slug=unquote(term.slug), parent=term.parent_id, description=term.description)

    def write(self) -> Term:
        data = self.cleaned_data
        if self.adding:
            return create_term(
                self.taxonomy,
                data["name"],
                slug=data["slug"],
                description=data["description"],
                parent=int(data.get("parent") or 0),
            )
        fields = {name: data[name] for name in self.changed_data}
        term: Term = fresh(Term, self.instance.pk)
        return update_term(term, fields) if fields else term


class TermAdmin(ContentAdmin):
    """What categories and tags have in common."""

    taxonomy: ClassVar[str]
    search_fields = ("name", "slug")
    search_help_text = "Find by name"
    ordering = ("name_key", "id")
    actions = ("delete_many",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may_manage(staff(request), self.taxonomy)

    def has_view_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return access.may_manage(staff(request), self.taxonomy)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_manage(staff(request), self.taxonomy) and access.may_create(staff(request), self.taxonomy)

    def has_change_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return access.may_manage(staff(request), self.taxonomy) and (
            obj is None or access.may_edit(staff(request), obj)
        )

    def has_delete_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return (
            access.may_delete(staff(request), obj)
            if obj is not None
            else access.may(staff(request), "delete_terms", self.taxonomy)
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        rows: QuerySet[Term] = super().get_queryset(request).filter(taxonomy=self.taxonomy)
        return rows

    @display(description="Name", ordering="name_key")
    def title(self, term: Term) -> str:
        return plain(term.name)

    @display(description="Slug", ordering="slug")
    def word(self, term: Term) -> str:
        return unquote(term.slug)

    @display(description="Stories", ordering="count")
    def stories(self, term: Term) -> int:
        return term.count

    def view_on_site(self, obj: Term) -> str:
        """The archive's address."""
        return local(term_link(obj))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        words = {
            "title": "Delete",
            "verb": "Delete",
            "sentence": "Its stories stay; they only lose it. What is below it moves up.",
        }
        answer: HttpResponse = super().delete_view(request, object_id, {**words, **(extra_context or {})})
        return answer

    def delete_model(self, request: HttpRequest, obj: Term) -> None:
        delete_term(fresh(Term, obj.pk))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        self.message_user(request, f"“{plain(obj_display)}” is deleted.", messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    @admin.action(description="Delete")
    def delete_many(self, request: HttpRequest, queryset: QuerySet[Term]) -> HttpResponse | None:
        asked = self.confirm_many(
            request, queryset, "delete_many", "Their stories stay; they only lose them.", "Delete"
        )
        if asked is None:
            self.run(request, queryset, access.may_delete, lambda term: delete_term(fresh(Term, term.pk)), "deleted.")
        return asked


class CategoryForm(TermForm):
    taxonomy = "category"


class TagForm(TermForm):
    taxonomy = "post_tag"


class CategoryAdmin(TermAdmin):
    """Categories: a tree."""

    taxonomy = "category"
    desk_form = CategoryForm
    list_display = ("title", "word", "above", "stories")

    def layout(self, request: HttpRequest, obj: Term | None) -> Fieldsets:
        return [(None, {"fields": ["name", "slug", "parent", "description"]})]

    def complete(self, rows: list[Any]) -> None:
        names = dict(Term.objects.filter(pk__in={term.parent_id for term in rows}).values_list("pk", "name"))
        for term in rows:
            term.nr_above = plain(names.get(term.parent_id, ""))

    @display(description="Above it")
    def above(self, term: Any) -> str:
        return str(term.nr_above)


class TagAdmin(TermAdmin):
    """Tags: flat."""

    taxonomy = "post_tag"
    desk_form = TagForm
    list_display = ("title", "word", "stories")

    def layout(self, request: HttpRequest, obj: Term | None) -> Fieldsets:
        return [(None, {"fields": ["name", "slug", "description"]})]
