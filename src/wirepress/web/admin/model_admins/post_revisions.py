"""The earlier versions of an item: which there are, how two differ, and one put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe

from wirepress.content.errors import ActionRefused
from wirepress.content.posts import access, revisions
from wirepress.content.posts.actions.restore_revision import restore_revision
from wirepress.content.posts.models import Post
from wirepress.content.posts.types import known
from wirepress.core.markup.text.diff import diff_texts
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.list_cells import attach_authors, author_name, plain_title
from wirepress.web.admin.model_admins.post_deeds import PostDeeds, told

_TEXTS = {"title": "Title", "content": "Content", "excerpt": "Excerpt"}


@dataclass(frozen=True, slots=True)
class Version:
    """One earlier version as the list of them shows it."""

    number: int
    moment: datetime | None
    who: str
    autosave: bool
    same_as_now: bool


class PostRevisions(PostDeeds):
    """The page of an item's revisions."""

    def get_urls(self) -> list[Any]:
        name, view = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("<int:number>/revisions/", view(self.revisions_view), name=f"{name}_revisions"),
            path("<int:number>/revisions/<int:revision>/restore/", view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def _edited(self, request: HttpRequest, number: int) -> Post:
        """Return the item. Raises Http404, PermissionDenied."""
        post: Post | None = self.get_object(request, str(number)) if number < 2**63 else None
        if post is None or not known(self.kind).can("revisions"):
            raise Http404
        if not access.may_edit(current_user(request), post):
            raise PermissionDenied
        return post

    def revisions_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Return two versions side by side: `to` (the newest where it is left out) and `from` (the one before it)."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        post = self._edited(request, number)
        found = revisions.revisions_of(post.pk)
        attach_authors(found)
        newer = _chosen(found, request.GET.get("to", "")) or (found[0] if found else None)
        older = _chosen(found, request.GET.get("from", "")) or _before(found, newer)
        context = {
            **self.admin_site.each_context(request),
            "title": "Revisions",
            "subtitle": plain_title(post.title),
            "opts": self.opts,
            "post": post,
            "versions": [_version(row, post) for row in found],
            "newer": _version(newer, post) if newer else None,
            "older": _version(older, post) if older else None,
            "parts": _differences(older, newer) if newer else [],
            "edit": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=(post.pk,)),
            "restore": self._restore_address(post, newer) if newer else "",
        }
        return TemplateResponse(request, "newsroom/revisions.html", context)

    def _restore_address(self, post: Post, row: Post) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_restore", args=(post.pk, row.pk))

    def restore_view(self, request: HttpRequest, number: int, revision: int) -> HttpResponse:
        """Make a version the item's text again; what it replaces stays among the revisions. By POST only."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        post = self._edited(request, number)
        row = _chosen(revisions.revisions_of(post.pk), str(revision))
        if row is None:
            raise Http404
        form = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=(post.pk,))
        try:
            post = restore_revision(row, actor=current_user(request))
        except ActionRefused as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        else:
            self.message_user(request, told(post, "has the text of the chosen revision again"), messages.SUCCESS)
        return HttpResponseRedirect(form)


def _chosen(found: list[Post], number: str) -> Post | None:
    return next((row for row in found if row.pk == read_digits(number)), None)


def _before(found: list[Post], row: Post | None) -> Post | None:
    """Return the version before a version; for the first one, None. `found` is newest first."""
    return next(iter(found[found.index(row) + 1 :]), None) if row is not None else None


def _version(row: Post, post: Post) -> Version:
    same = all(getattr(row, name) == getattr(post, name) for name in _TEXTS)
    return Version(row.pk, row.date, author_name(row), revisions.is_autosave(row), same)


def _differences(older: Post | None, newer: Post) -> list[tuple[str, SafeString]]:
    found = [
        (words, diff_texts(getattr(older, name) if older else "", getattr(newer, name)))
        for name, words in _TEXTS.items()
    ]
    return [(words, mark_safe(html)) for words, html in found if html]  # diff_texts escapes both texts
