"""The desks of categories and tags."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import unquote

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from unfold import widgets
from unfold.decorators import display

from wirepress.content.options.links import local
from wirepress.content.posts.addresses.permalinks import term_link
from wirepress.content.terms import access
from wirepress.content.terms.actions.create import create_term, delete_term, update_term
from wirepress.content.terms.models import Term
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.forms import choices
from wirepress.web.admin.forms.base import ContentForm, MultilineField, text_field
from wirepress.web.admin.list_cells import plain_title
from wirepress.web.admin.list_deeds import Deed
from wirepress.web.admin.model_admins.base import ContentAdmin, Fieldsets, reload_row


class TermForm(ContentForm):
    """Name, slug, place, description."""

    name = text_field("Name", required=True, max_length=200)
    slug = text_field("Slug", "The last part of its address. Leave empty to make it from the name.", max_length=200)
    parent = forms.TypedChoiceField(
        label="Parent", required=False, coerce=int, empty_value="0", widget=widgets.UnfoldAdminSelectWidget()
    )
    description = MultilineField(label="Description", help_text="Shown above its list of stories.")

    taxonomy: ClassVar[str]

    class Meta:
        model = Term
        fields = ()

    def prepare(self) -> None:
        term: Term = self.instance
        if "parent" in self.fields:
            self.set_choices("parent", [(0, "None"), *choices.term_choices(self.taxonomy, without=term.pk or 0)])
        self.set_initial(
            name=plain_title(term.name), slug=unquote(term.slug), parent=term.parent_id, description=term.description
        )

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
        term: Term = reload_row(Term, self.instance.pk)
        return update_term(term, fields) if fields else term


class TermAdmin(ContentAdmin):
    """What categories and tags have in common."""

    taxonomy: ClassVar[str]
    search_fields = ("name", "slug")
    search_help_text = "Search by name"
    ordering = ("name_key", "id")
    actions = ("delete_many",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may_manage(current_user(request), self.taxonomy)

    def has_view_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return access.may_manage(current_user(request), self.taxonomy)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_manage(current_user(request), self.taxonomy) and access.may_create(
            current_user(request), self.taxonomy
        )

    def has_change_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return access.may_manage(current_user(request), self.taxonomy) and (
            obj is None or access.may_edit(current_user(request), obj)
        )

    def has_delete_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return (
            access.may_delete(current_user(request), obj)
            if obj is not None
            else access.may(current_user(request), "delete_terms", self.taxonomy)
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        rows: QuerySet[Term] = super().get_queryset(request).filter(taxonomy=self.taxonomy)
        return rows

    @display(description="Name", ordering="name_key")
    def title(self, term: Term) -> str:
        return plain_title(term.name)

    @display(description="Slug", ordering="slug")
    def word(self, term: Term) -> str:
        return unquote(term.slug)

    @display(description="Stories", ordering="count")
    def stories(self, term: Term) -> Any:
        name = {"category": "category", "post_tag": "tag"}.get(self.taxonomy)
        if not term.count or name is None:
            return term.count
        address = reverse("admin:newsroom_story_changelist")
        return format_html('<a class="nr-link" href="{}?{}={}">{}</a>', address, name, term.pk, term.count)

    def row_deeds(self, request: HttpRequest, row: Term) -> list[Deed]:
        who, found = current_user(request), []
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if access.may_edit(who, row):
            found.append(Deed("Edit", reverse(f"{name}_change", args=(row.pk,))))
        found.append(Deed("View", self.view_on_site(row)))
        if access.may_delete(who, row):
            found.append(Deed("Delete", reverse(f"{name}_delete", args=(row.pk,)), bad=True))
        return found

    def view_on_site(self, obj: Term) -> str:
        """Return the address of the term's archive."""
        return local(term_link(obj))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        words = {
            "title": "Delete",
            "verb": "Delete",
            "sentence": "Its stories are not deleted, and its children move up one level.",
        }
        answer: HttpResponse = super().delete_view(request, object_id, {**words, **(extra_context or {})})
        return answer

    def delete_model(self, request: HttpRequest, obj: Term) -> None:
        delete_term(reload_row(Term, obj.pk))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        self.message_user(request, f"“{plain_title(obj_display)}” is deleted.", messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    @admin.action(description="Delete")
    def delete_many(self, request: HttpRequest, queryset: QuerySet[Term]) -> HttpResponse | None:
        asked = self.confirm_many(request, queryset, "delete_many", "Their stories are not deleted.", "Delete")
        if asked is None:
            self.apply_to_rows(
                request, queryset, access.may_delete, lambda term: delete_term(reload_row(Term, term.pk)), "deleted."
            )
        return asked


class CategoryForm(TermForm):
    taxonomy = "category"


class TagForm(TermForm):
    taxonomy = "post_tag"


class CategoryAdmin(TermAdmin):
    """The list and form of categories, which have parents."""

    taxonomy = "category"
    desk_form = CategoryForm
    list_display = ("title", "word", "above", "stories")

    def layout(self, request: HttpRequest, obj: Term | None) -> Fieldsets:
        return [(None, {"fields": ["name", "slug", "parent", "description"]})]

    def preload_rows(self, rows: list[Any]) -> None:
        names = dict(Term.objects.filter(pk__in={term.parent_id for term in rows}).values_list("pk", "name"))
        for term in rows:
            term.nr_above = plain_title(names.get(term.parent_id, ""))

    @display(description="Parent")
    def above(self, term: Any) -> str:
        return str(term.nr_above)


class TagAdmin(TermAdmin):
    """The list and form of tags, which have no parents."""

    taxonomy = "post_tag"
    desk_form = TagForm
    list_display = ("title", "word", "stories")

    def layout(self, request: HttpRequest, obj: Term | None) -> Fieldsets:
        return [(None, {"fields": ["name", "slug", "description"]})]
