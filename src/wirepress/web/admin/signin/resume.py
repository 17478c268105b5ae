"""Nothing that a person sent is lost: what came without a session, or with the token of an ended one, is shown and can be sent again."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from wirepress.content.options import store
from wirepress.settings.settings import get_settings
from wirepress.web.admin.signin import unsaved as forms
from wirepress.web.admin.signin.csrf_token import is_foreign_request, renew_token
from wirepress.web.admin.signin.unsaved import UnsavedForm

_HERE: Final = "/wp-admin/"
FOREIGN: Final = "A page of another site sent this. Nothing was changed."
TEST_COOKIE: Final = "wordpress_test_cookie"  # WordPress's own: a browser that sends it back takes cookies
_TEST_VALUE: Final = "WP%20Cookie%20check"


def base_context() -> dict[str, Any]:
    """Return what every page outside the newsroom's frame needs."""
    return {"site_name": store.get("blogname") or "Wirepress"}


def refuse_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the answer to a form without the token of its session (Django's CSRF_FAILURE_VIEW). 403.

    What another site sent is refused and shown nowhere: a click on "Send again" must never do a stranger's bidding.
    """
    if is_foreign_request(request):
        return _render_refusal(request, "Refused", FOREIGN, 403)
    if not request.path_info.startswith(_HERE):
        return _render_refusal(request, "Refused", "Forms cannot be sent to this address. Nothing was changed.", 403)
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    return offer_unsaved_form(request, forms.read(request) or UnsavedForm(request.get_full_path(), ()), status=403)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead a stranger to the sign-in and back here; what was posted is carried through it. 302, or 403 with the sign-in page."""
    form = None if is_foreign_request(request) else forms.read(request)
    if form is None:
        return HttpResponseRedirect(
            f"/wp-login.php?{urlencode({'redirect_to': request.get_full_path(), 'reauth': '1'})}"
        )
    return sign_in_page(request, form, forms.pack(form), status=403)


def sign_in_page(
    request: HttpRequest, form: UnsavedForm | None, packed: str, *, status: int = 200, **words: str
) -> HttpResponse:
    """Return the sign-in page; `packed` is the unsaved form that it carries, `words` are the page's error, note, login_name, redirect_to."""
    context = {**words, "unsaved": form, "packed": packed}
    response = _render_private(request, "newsroom/signin.html", context, status)
    # Nowhere else: readers with cookies of ours are not answered from the cache.
    where, secure = "/wp-login.php", get_settings().url.startswith("https://")
    response.set_cookie(TEST_COOKIE, _TEST_VALUE, path=where, secure=secure, httponly=True, samesite="Lax")
    return response


def offer_unsaved_form(request: HttpRequest, form: UnsavedForm, *, status: int = 200) -> HttpResponse:
    """Return a page that shows what was not saved and sends it on under the name of who is signed in now, when they say so."""
    if not getattr(request.user, "is_staff", False):
        return show_refusal_page(
            request,
            form,
            "This account has no access to the newsroom, so this cannot be saved with it. You can copy it.",
            403,
        )
    if form.expired:
        return show_refusal_page(request, form, "It was written too long ago to be sent again. You can copy it.", 200)
    renew_token(request)
    return _render_private(request, "newsroom/resend.html", {"unsaved": form}, status)


def show_refusal_page(request: HttpRequest, form: UnsavedForm | None, sentence: str, status: int) -> HttpResponse:
    """Return a page that says why something was not saved, and shows it for copying."""
    return _render_refusal(request, "Not saved", sentence, status, form)


def _render_refusal(
    request: HttpRequest, title: str, sentence: str, status: int, form: UnsavedForm | None = None
) -> HttpResponse:
    context = {"title": title, "sentence": sentence, "unsaved": form}
    return _render_private(request, "newsroom/not_saved.html", context, status)


def _render_private(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """What people wrote stays out of every cache, the browser's own too."""
    response = render(request, template, {**base_context(), **context}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
