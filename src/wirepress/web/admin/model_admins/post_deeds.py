"""What the list of posts offers for one row: edit, view, publish, trash, restore; and how a move to the trash is undone."""

from __future__ import annotations

from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wirepress.content.errors import ActionRefused
from wirepress.content.options.links import local
from wirepress.content.posts import access, statuses
from wirepress.content.posts.actions.trash import restore_post, trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.editor.addresses import address_in_editor, new_address, opens_in_editor
from wirepress.web.admin.list_cells import UNDO, plain_title
from wirepress.web.admin.list_deeds import Deed
from wirepress.web.admin.model_admins.base import MANY_MAX, ContentAdmin, reload_row

_LIVE: Final = ("publish", "future", "private")
_DONE: Final = {
    "publish": "is published",
    "draft": "is a draft again",
    "trash": "is in the trash",
    "restore": "is restored",
}


class PostDeeds(ContentAdmin):
    """Deeds of rows, each by POST to an address of its own."""

    kind: ClassVar[str]

    def row_deeds(self, request: HttpRequest, row: Post) -> list[Deed]:
        who = current_user(request)
        deletable = access.may_delete(who, row)
        if row.status == "trash":
            good = Deed("Delete permanently", self._address("delete", row.pk), bad=True)
            return [Deed("Restore", self._address("set", row.pk, "restore"), post=True), good] if deletable else []
        editable, status, found = access.may_edit(who, row), statuses.effective_status(row), []
        if editable:
            found.append(Deed("Edit", self.editing_address(request, row)))
        if editable or status == "publish":
            found.append(Deed("View" if statuses.is_public(row) else "Preview", public_address(row)))
        if (
            editable
            and status in ("draft", "pending")
            and self.kind != "attachment"
            and access.may_publish(who, row.type)
        ):
            found.append(Deed("Publish", self._address("set", row.pk, "publish"), post=True))
        if deletable:
            found.append(Deed("Trash", self._address("set", row.pk, "trash"), post=True, bad=True))
        return found

    def _address(self, name: str, *where: object) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=where)

    def editing_address(self, request: HttpRequest, row: Post) -> str:
        """Return where an item is edited: in the block editor where that is installed and can, else in its form."""
        kept: dict[str, bool] = request.__dict__.setdefault("_nr_has_editor", {})  # looked for once for a list
        if self.kind not in kept:
            kept[self.kind] = self.kind != "attachment" and opens_in_editor(self.kind)
        return (
            address_in_editor(row.pk) if kept[self.kind] and row.status != "trash" else self._address("change", row.pk)
        )

    def row_address(self, request: HttpRequest, row: Post) -> str:
        found = self.editing_address(request, row)
        return "" if found == self._address("change", row.pk) else found

    def add_address(self, request: HttpRequest) -> str:
        """In the block editor, where that is installed and can."""
        return "" if self.kind == "attachment" else new_address(self.kind, "")

    def get_urls(self) -> list[Any]:
        name, view = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("<int:number>/set/<slug:deed>/", view(self.set_view), name=f"{name}_set"),
            path("undo/", view(self.undo_view), name=f"{name}_undo"),
            *super().get_urls(),
        ]

    def set_view(self, request: HttpRequest, number: int, deed: str) -> HttpResponse:
        """Do one thing to one item, and go back to the list. By POST only."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        post = self.get_object(request, str(number)) if number < 2**63 else None
        if post is None or deed not in _DONE:
            raise Http404
        who = current_user(request)
        allowed = access.may_delete if deed in ("trash", "restore") else access.may_edit
        if not allowed(who, post) or (deed == "publish" and not access.may_publish(who, post.type)):
            raise PermissionDenied
        try:
            post = self._do(deed, reload_row(Post, post.pk), who)
        except ActionRefused as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            return self.redirect_back(request)
        undo = f"{UNDO} {self.undo_trash([post.pk])}" if deed == "trash" else ""
        self.message_user(request, told(post, _DONE[deed]), messages.SUCCESS, extra_tags=undo)
        return self.redirect_back(request)

    def _do(self, deed: str, post: Post, who: Any) -> Post:
        if deed == "trash":
            return trash_post(post, actor=who)
        if deed == "restore":
            return restore_post(post, actor=who)
        return update_post(post, {"status": deed}, actor=who)

    def undo_trash(self, ids: list[int]) -> str:
        """Return the address that takes items out of the trash as they were."""
        return f"{self._address('undo')}?{urlencode({'ids': ','.join(map(str, ids))})}"

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Take items out of the trash again, with the status that they had. By POST only."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        numbers = [read_digits(part) for part in request.GET.get("ids", "").split(",")[:MANY_MAX]]
        rows = self.get_queryset(request).filter(pk__in=[number for number in numbers if number], status="trash")
        who = current_user(request)
        before = dict(
            PostMeta.objects.filter(post__in=rows, key="_wp_trash_meta_status").values_list("post_id", "value")
        )

        def restore(row: Post) -> None:
            as_it_was = before.get(row.pk) not in _LIVE or access.may_publish(who, row.type)
            restore_post(reload_row(Post, row.pk), actor=who, as_it_was=as_it_was)

        self.apply_to_rows(request, list(rows), access.may_delete, restore, "restored as before.")
        return self.redirect_back(request)


def public_address(post: Post) -> str:
    """Return the address of an item on the site; a draft's leads to its preview."""
    link = local(post_link(post))
    return link if statuses.is_public(post) else f"{link}{'&' if '?' in link else '?'}preview=true"


def told(post: Post, what: str) -> SafeString:
    """Return the sentence that says what was done, with a link to the item where readers or its author can look at it."""
    title = plain_title(post.title) or "(no title)"
    if post.status == "trash":
        return format_html("“{}” {}.", title, what)
    look = "View it" if statuses.is_public(post) else "Preview it"
    return format_html('“{}” {}. <a href="{}">{}</a>', title, what, public_address(post), look)
