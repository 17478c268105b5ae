"""The desks of posts and pages."""

from __future__ import annotations

from typing import Any, ClassVar, Final
from urllib.parse import parse_qs, urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from unfold.decorators import display

from wirepress.content.posts import access, rows, statuses
from wirepress.content.posts.actions.trash import delete_post, restore_post, trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.editing.locks import find_holders
from wirepress.content.posts.models import Post, PostTotal
from wirepress.content.posts.rendering import render
from wirepress.content.posts.types import known
from wirepress.content.terms.models import TermPost
from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.forms.base import ContentForm
from wirepress.web.admin.forms.panels import panel_savers, render_panels
from wirepress.web.admin.forms.plugin_terms import field_name, own_taxonomies, term_fields
from wirepress.web.admin.forms.story import PageForm, StoryForm
from wirepress.web.admin.list_cells import UNDO, attach_authors, author_name, datetime_cell, plain_title
from wirepress.web.admin.model_admins import plugin_columns
from wirepress.web.admin.model_admins.base import Fieldsets, reload_row
from wirepress.web.admin.model_admins.filters import (
    TABS,
    AuthorFilter,
    CategoryFilter,
    MonthFilter,
    StatusFilter,
    StickyFilter,
    TagFilter,
)
from wirepress.web.admin.model_admins.post_deeds import public_address, told
from wirepress.web.admin.model_admins.post_list import PostChangeList, shown_statuses
from wirepress.web.admin.model_admins.post_revisions import PostRevisions
from wirepress.web.admin.signin import resume, unsaved
from wirepress.web.editing.locking import describe_lock
from wirepress.web.editing.session import make_nonce

_COLOURS = {
    "publish": "success",
    "future": "info",
    "pending": "warning",
    "draft": "default",
    "private": "primary",
    "trash": "danger",
}
_WRITER = "_nr_writer"  # of a row in a list: who is writing the story
SUBMIT: Final = ("_submit", "Submit for review")
_BYLINE = Subquery(
    User.objects.filter(pk=OuterRef("author_id")).values("name_key")[:1]
)  # a join leaves out who is gone


class PostAdmin(PostRevisions):
    """What posts and pages have in common."""

    kind: ClassVar[str]
    hidden_fields = frozenset({"seen", "replace"})
    search_fields = ("title", "slug")
    search_help_text = "Search in headlines and texts"
    ordering = ("-date", "-id")
    change_form_template = "newsroom/story_form.html"
    actions: Any = ("publish", "to_draft", "to_trash", "restore", "delete_for_good")

    # Who may.

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may_edit_type(current_user(request), self.kind)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_create(current_user(request), self.kind)

    def has_change_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        who = current_user(request)
        return access.may_edit(who, obj) if obj is not None else access.may_edit_type(who, self.kind)

    has_view_permission = has_change_permission

    def has_delete_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        who = current_user(request)
        return access.may_delete(who, obj) if obj is not None else access.may_edit_type(who, self.kind)

    # Which rows.

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return PostChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Post], search_term: str
    ) -> tuple[QuerySet[Post], bool]:
        """The list itself is found elsewhere (post_list.py); actions take the rows that are ticked."""
        return queryset, False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        """Return the rows that the user may work on: without the right to edit others', one's own."""
        rows_: QuerySet[Post] = super().get_queryset(request).filter(type=self.kind).exclude(status="auto-draft")
        who = current_user(request)
        return rows_ if access.may_edit_others(who, self.kind) else rows_.filter(author_id=who.pk)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Post | None:
        """Return the row, whoever may edit it: rights are judged afterwards, so another's story is refused and not hidden."""
        found: Post | None = self.model._default_manager.filter(type=self.kind, pk=read_digits(object_id) or 0).first()
        return found

    def with_related(self, rows_: QuerySet[Post]) -> QuerySet[Post]:
        """Return the rows of a list's page with what the database joins to them."""
        return rows_

    def preload_rows(self, rows_: list[Post]) -> None:
        found: dict[int, list[Any]] = {post.pk: [] for post in rows_}
        for mark in TermPost.objects.filter(post_id__in=found).select_related("term"):
            found[mark.post_id].append(mark.term)
        for post in rows_:
            rows.attach_terms(post, found[post.pk])
        attach_authors(rows_)
        writers = find_holders(found, 0)
        for post in rows_:
            post.__dict__[_WRITER] = writers.get(post.pk)
        plugin_columns.read_cells(self.kind, rows_)

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns, those of plugins before the date."""
        shown = list(super().get_list_display(request))
        return [*shown[:-1], *plugin_columns.list_columns(self.kind), *shown[-1:]]

    def tabs(self, request: HttpRequest) -> list[dict[str, Any]]:
        counts = dict(PostTotal.objects.filter(type=self.kind).values_list("status", "count"))
        who, now = current_user(request), request.GET.get("status", "")
        own = not access.may_edit_others(who, self.kind)  # kept totals are everybody's
        mine, sticky = request.GET.get("author") == str(who.pk), "sticky" in request.GET
        every = sum(counts.get(name, 0) for name in shown_statuses(self.kind))
        tabs = [{"title": "All", "link": "?", "current": not (now or mine or sticky), "count": None if own else every}]
        if not own and self.kind == "post":
            tabs.append({"title": "Mine", "link": f"?author={who.pk}", "current": mine and not now, "count": None})
        for name in TABS:
            if own or counts.get(name) or now == name:
                tabs.append(
                    {
                        "title": statuses.get(name).label,
                        "link": f"?{urlencode({'status': name})}",
                        "current": now == name,
                        "count": None if own else counts.get(name, 0),
                    }
                )
        if self.kind == "post" and Post.objects.filter(sticky=True).exists():
            tabs.append({"title": "Sticky", "link": "?sticky=1", "current": sticky, "count": None})
        return tabs

    # Columns.

    @display(description="Title", ordering="title_key")
    def headline(self, post: Post) -> str:
        return plain_title(post.title) or "(no title)"

    def row_note(self, row: Post) -> str:
        """Return what stands below the title: what is special about the item, and who is writing it."""
        marks = [word for word, on in (("Sticky", row.sticky), ("Password", row.password)) if on]
        if writer := row.__dict__.get(_WRITER):
            marks.append(f"{writer} is writing this")
        return " · ".join(marks)

    @display(description="Status", label=_COLOURS)
    def state(self, post: Post) -> tuple[str, str]:
        name = statuses.effective_status(post)
        return name, statuses.get(name).label

    @display(description="Author", ordering=_BYLINE)
    def byline(self, post: Post) -> str:
        return author_name(post)

    @display(description="Categories")
    def filed(self, post: Post) -> str:
        return ", ".join(plain_title(term.name) for term in rows.terms_of(post, "category"))

    @display(description="Comments", ordering="comment_count")
    def talk(self, post: Post) -> int:
        return post.comment_count

    @display(description="Date", ordering="date")
    def when(self, post: Post) -> SafeString:
        return datetime_cell(post.date)

    # The form.

    def view_on_site(self, obj: Post) -> str:
        """Return the public address; a draft's leads to its preview."""
        return public_address(obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        post = self.get_object(request, object_id)
        if post is not None and post.status == "trash" and self.has_change_permission(request, post):
            if request.method == "POST":
                words = "It is in the trash now. Restore it, then paste in what you copy from here and save again."
                return resume.show_refusal_page(request, unsaved.read(request), words, 409)
            self.message_user(request, "It is in the trash. Restore it to edit it.", messages.WARNING)
            return HttpResponseRedirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist") + "?status=trash"
            )
        context: dict[str, Any] = {"nr_delete": "Move to trash", **(extra_context or {})}
        if post is not None and request.method == "GET" and self.has_change_permission(request, post):
            for note in render.blocks_left_empty(post, render.new_context()):
                self.message_user(request, note, messages.WARNING)
            context["nr_lock"] = describe_lock(request, post)
        if post is not None and known(self.kind).can("revisions"):
            context["nr_revisions"] = self._address("revisions", post.pk)
        answer: HttpResponse = super().change_view(request, object_id, form_url, context)
        return answer

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The form's parts, and the taxonomies of plugins behind them."""
        names = [field_name(taxonomy) for taxonomy in own_taxonomies(self.kind, current_user(request))]
        own: Fieldsets = [("Further terms", {"fields": names})] if names else []
        return [*self.layout(request, obj), *own]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ContentForm]:
        form = super().get_form(request, obj, change, **kwargs)
        found = own_taxonomies(self.kind, current_user(request))
        shown = form.shown | {field_name(taxonomy) for taxonomy in found}
        savers = tuple(panel_savers(request, self.kind))
        return type("BoundPostForm", (form,), {"shown": shown, "panels": savers, **term_fields(found)})

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """The form, with the parts that features add."""
        context["nr_panels"] = render_panels(request, self.kind, obj)
        context["nr_heartbeat"] = make_nonce(request, "heartbeat-nonce")
        context["nr_saves"] = self.saves(request, obj)
        answer: HttpResponse = super().render_change_form(request, context, add, change, form_url, obj)
        return answer

    def saves(self, request: HttpRequest, obj: Post | None) -> list[tuple[str, str]]:
        """Return the buttons that save the form, the first one foremost: names and words."""
        status = statuses.effective_status(obj) if obj is not None else "draft"
        if self.kind == "attachment" or status in ("publish", "future", "private"):
            return [("_save", "Save"), ("_continue", "Save and stay")]
        first = ("_publish", "Publish") if access.may_publish(current_user(request), self.kind) else SUBMIT
        return [first, ("_save", "Save"), ("_continue", "Save and stay")]

    def response_add(self, request: HttpRequest, obj: Post, post_url_continue: str | None = None) -> HttpResponse:
        return self._say_what_was_saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Post) -> HttpResponse:
        return self._say_what_was_saved(request, obj)

    def _say_what_was_saved(self, request: HttpRequest, obj: Post) -> HttpResponse:
        """Say what the item is now, with a link to it; whoever publishes or goes on writing stays on the form."""
        done = {"publish": "is published", "future": "is scheduled", "private": "is published privately"}
        words = done.get(statuses.effective_status(obj), "waits for review" if obj.status == "pending" else "is saved")
        if not {"_publish", "_submit"} & request.POST.keys():
            words = "is saved"
        self.message_user(request, told(obj, words), messages.SUCCESS)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if {"_publish", "_submit", "_continue"} & request.POST.keys():
            return HttpResponseRedirect(reverse(f"{name}_change", args=(obj.pk,)))
        kept = self.get_preserved_filters(request)
        query = parse_qs(kept).get("_changelist_filters", [""])[0] if kept else ""
        return HttpResponseRedirect(reverse(f"{name}_changelist") + (f"?{query}" if query else ""))

    # Trash, and deletion for good.

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        post = self.get_object(request, object_id)
        gone = post is not None and post.status == "trash"
        words = {
            "verb": "Delete permanently",
            "sentence": "It is deleted with its comments and revisions. This cannot be undone.",
        }
        if not gone:
            words = {
                "verb": "Move to trash",
                "sentence": "Readers no longer see it. You can restore it from the trash.",
            }
        answer: HttpResponse = super().delete_view(
            request, object_id, {**words, "title": words["verb"], **(extra_context or {})}
        )
        return answer

    def delete_model(self, request: HttpRequest, obj: Post) -> None:
        post = reload_row(Post, obj.pk)
        if post.status == "trash":
            delete_post(post, actor=current_user(request))
        else:
            trash_post(post, actor=current_user(request))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        gone = not Post.objects.filter(pk=obj_id).exists()
        words = f"“{plain_title(obj_display)}” is {'deleted' if gone else 'in the trash'}."
        undo = "" if gone else f"{UNDO} {self.undo_trash([obj_id])}"
        self.message_user(request, words, messages.SUCCESS, extra_tags=undo)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    # Actions over many.

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = dict(super().get_actions(request))
        in_trash = request.GET.get("status") == "trash"
        wanted = (
            ("restore", "delete_for_good")
            if in_trash
            else tuple(name for name in found if name not in ("restore", "delete_for_good"))
        )
        if not access.may_publish(current_user(request), self.kind):
            wanted = tuple(name for name in wanted if name != "publish")
        return {name: action for name, action in found.items() if name in wanted}

    @admin.action(description="Publish")
    def publish(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._set_status(request, queryset, "publish", "published.")

    @admin.action(description="Change to draft")
    def to_draft(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._set_status(request, queryset, "draft", "changed to drafts.")

    def _set_status(self, request: HttpRequest, queryset: QuerySet[Post], status: str, done: str) -> None:
        who = current_user(request)
        if status == "publish" and not access.may_publish(who, self.kind):
            raise PermissionDenied
        self.apply_to_rows(
            request,
            queryset,
            access.may_edit,
            lambda post: update_post(reload_row(Post, post.pk), {"status": status}, actor=who),
            done,
        )

    @admin.action(description="Move to trash")
    def to_trash(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self.apply_to_rows(
            request,
            queryset,
            access.may_delete,
            lambda post: trash_post(reload_row(Post, post.pk), actor=current_user(request)),
            "moved to the trash.",
            self.undo_trash,
        )

    @admin.action(description="Restore")
    def restore(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self.apply_to_rows(
            request,
            queryset,
            access.may_delete,
            lambda post: restore_post(reload_row(Post, post.pk), actor=current_user(request)),
            "restored.",
        )

    @admin.action(description="Delete permanently")
    def delete_for_good(self, request: HttpRequest, queryset: QuerySet[Post]) -> HttpResponse | None:
        asked = self.confirm_many(
            request,
            queryset,
            "delete_for_good",
            "The stories are deleted with their comments and revisions. This cannot be undone.",
            "Delete permanently",
        )
        if asked is not None:
            return asked
        self.apply_to_rows(
            request,
            queryset,
            _may_delete_trashed,
            lambda post: delete_post(reload_row(Post, post.pk), actor=current_user(request)),
            "deleted permanently.",
        )
        return None


def _may_delete_trashed(actor: Any, post: Post) -> bool:
    return post.status == "trash" and access.may_delete(actor, post)


class StoryAdmin(PostAdmin):
    """The list and form of posts."""

    kind = "post"
    desk_form = StoryForm
    list_display = ("headline", "state", "byline", "filed", "talk", "when")
    actions = ("publish", "to_draft", "stick", "unstick", "to_trash", "restore", "delete_for_good")

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        mine = [] if not access.may_edit_others(current_user(request), self.kind) else [AuthorFilter]
        return [StatusFilter, CategoryFilter, TagFilter, StickyFilter, *mine, MonthFilter]

    def layout(self, request: HttpRequest, obj: Post | None) -> Fieldsets:
        who = current_user(request)
        publishing = ["status", "date", "password"]
        if access.may_stick(who):
            publishing.insert(2, "sticky")
        if access.may_edit_others(who, self.kind):
            publishing.insert(2, "author")
        pictures = ["featured_media", "new_picture"] if who.can("upload_files") else ["featured_media"]
        return [
            (None, {"fields": ["title", "content", "excerpt", "slug"]}),
            ("Publishing", {"fields": publishing}),
            ("Categories and tags", {"fields": ["categories", "tags"]}),
            ("Lead picture", {"fields": pictures}),
            ("Discussion", {"fields": ["comments_open"]}),
        ]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = super().get_actions(request)
        if not access.may_stick(current_user(request)):
            found = {name: action for name, action in found.items() if name not in ("stick", "unstick")}
        return found

    @admin.action(description="Stick to the top")
    def stick(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._stick(request, queryset, True)

    @admin.action(description="Remove from the top")
    def unstick(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._stick(request, queryset, False)

    def _stick(self, request: HttpRequest, queryset: QuerySet[Post], on: bool) -> None:
        who = current_user(request)
        if not access.may_stick(who):
            raise PermissionDenied
        done = "stuck to the top." if on else "no longer stuck to the top."
        self.apply_to_rows(
            request,
            queryset,
            access.may_edit,
            lambda post: update_post(reload_row(Post, post.pk), {"sticky": on}, actor=who),
            done,
        )


class PageAdmin(PostAdmin):
    """The list and form of pages."""

    kind = "page"
    desk_form = PageForm
    list_display = ("headline", "state", "byline", "when")
    list_filter = (StatusFilter, MonthFilter)

    def layout(self, request: HttpRequest, obj: Post | None) -> Fieldsets:
        who = current_user(request)
        publishing = ["status", "date", "password"]
        if access.may_edit_others(who, self.kind):
            publishing.insert(2, "author")
        return [
            (None, {"fields": ["title", "content", "excerpt", "slug"]}),
            ("Publishing", {"fields": publishing}),
            ("Page attributes", {"fields": ["parent", "menu_order", "template"]}),
            (
                "Lead picture",
                {"fields": ["featured_media", "new_picture"] if who.can("upload_files") else ["featured_media"]},
            ),
            ("Discussion", {"fields": ["comments_open"]}),
        ]
