"""The newsroom's admin site: who comes in, and which address leads where."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.views.decorators.gzip import gzip_page
from unfold.sites import UnfoldAdminSite

from wirepress.web.admin import dashboard
from wirepress.web.admin.menu import declared_pages, feature_pages
from wirepress.web.admin.places import PLACES
from wirepress.web.admin.search import search_newsroom
from wirepress.web.admin.signin import resume, unsaved
from wirepress.web.admin.wordpress_addresses import ALIASES

View = Callable[..., HttpResponse]


class NewsroomSite(UnfoldAdminSite):
    """The back office under /wp-admin/."""

    site_header = "Newsroom"
    index_title = "Today"
    index_template = "newsroom/today.html"

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]
        """Anonymous readers are led to the sign-in; users without a place here get a page that says so."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return resume.ask_to_sign_in(request)
            if not self.has_permission(request):
                return self.refuse(request, "newsroom/no_access.html")
            try:
                answer: HttpResponse = guarded(request, *args, **kwargs)
            except PermissionDenied:
                return self.refuse(request, "newsroom/refused.html")
            except Http404:
                form = unsaved.read(request)
                if form is None:
                    raise
                return resume.show_refusal_page(
                    request, form, "That page no longer exists, so this was not saved. You can copy it.", 404
                )
            return answer

        zipped: View = gzip_page(inner)
        return update_wrapper(zipped, view)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only desks of our own: Django's groups and the like have no place here."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        ours = [model for model in models if model._meta.label_lower in PLACES]
        if ours:
            super().register(ours, admin_class, **options)

    def refuse(self, request: HttpRequest, template: str) -> HttpResponse:
        """Return a page that says no, 403."""
        frame = self.each_context(request)
        context = {**frame, "title": "Not allowed", "site_name": frame["site_header"], "unsaved": unsaved.read(request)}
        return TemplateResponse(request, template, context, status=403)

    def get_urls(self) -> list[URLPattern | URLResolver]:  # type: ignore[override]
        """Return the desks under short names, our own pages, WordPress's addresses, then what Django's admin has."""
        from wirepress.web.admin.options.pages import features_page, settings_page

        old = {f"{model._meta.app_label}/{model._meta.model_name}/" for model in self._registry}
        rest = [entry for entry in super().get_urls() if str(entry.pattern) not in old]
        desks = [
            path(f"{PLACES[model._meta.label_lower]}/", include(desk.get_urls()))
            for model, desk in self._registry.items()
        ]
        own = [
            path("settings/", self.admin_view(settings_page), name="settings"),
            path("settings/<slug:group>/", self.admin_view(settings_page), name="settings_group"),
            path("features/", self.admin_view(features_page), name="features"),
        ]
        aliases = [path(name, self.admin_view(view)) for name, view in ALIASES.items()]
        return [*own, *aliases, *desks, *rest]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What needs somebody today."""
        context = {
            **self.each_context(request),
            "title": self.index_title,
            "today": dashboard.build_dashboard(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.index_template, context)

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What of the newsroom holds some words."""
        words = request.GET.get("s", "").replace("\x00", "").strip()
        context = {
            **self.each_context(request),
            "title": "Search",
            "subtitle": words,
            "words": words,
            "groups": search_newsroom(request, words),
        }
        return TemplateResponse(request, "newsroom/search.html", context)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """/wp-admin/login/ leads to the sign-in."""
        wanted = request.GET.get("next") or reverse("admin:index")
        return HttpResponseRedirect(f"/wp-login.php?{urlencode({'redirect_to': wanted})}")

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Sign out, by POST only."""
        if request.method != "POST":
            return HttpResponseRedirect("/wp-login.php?action=logout")
        logout(request)
        return HttpResponseRedirect("/wp-login.php?loggedout=true")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Passwords are changed in the profile."""
        return HttpResponseRedirect(reverse("admin:users_user_change", args=(request.user.pk,)))

    def catch_all_view(self, request: HttpRequest, url: str) -> HttpResponse:
        """Return a feature's page of that path. Raises Http404; PermissionDenied when the user lacks its capability."""
        wanted = url.strip("/")
        page = next((page for page in declared_pages() if page.path.strip("/") == wanted), None)
        if page is None:
            raise Http404
        if page not in feature_pages(request):
            raise PermissionDenied
        if not url.endswith("/") and request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(
                f"{request.path}/" + (f"?{query}" if (query := request.META.get("QUERY_STRING")) else "")
            )
        response: HttpResponse = page.view(request)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            # A feature's template extends newsroom/page.html, which needs the frame's context.
            response.context_data = {**self.each_context(request), "title": page.title, **(response.context_data or {})}
        return response
