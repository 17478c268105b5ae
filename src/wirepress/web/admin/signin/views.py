"""/wp-login.php: sign in and out, with WordPress's names of fields and addresses."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wirepress.content.users import nonces
from wirepress.content.users.models import User
from wirepress.settings import limits
from wirepress.settings.settings import get_settings
from wirepress.web.admin.signin import lost_password, resume, tries, unsaved
from wirepress.web.admin.signin.csrf_token import is_foreign_request
from wirepress.web.site.visitor import address_of

NOT_SIGNED_IN = "The login or the password is not correct."
_NO_COOKIES: Final = "Your browser did not send our cookie back. Allow cookies for this site and sign in again."


@sensitive_post_parameters("pwd", "pass1", "pass2", "rp_key")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wp_login(request: HttpRequest) -> HttpResponse:
    """Return the one address of signing in (default) and out (action=logout), and of a new password for who lost theirs (lostpassword, rp).

    No form token is asked for, so programs sign in as they do at WordPress; what a browser sends for another site is refused.
    """
    action = request.POST.get("action") or request.GET.get("action") or "login"
    if action == "logout":
        return _sign_out(request)
    if action in lost_password.ASK:
        return lost_password.ask_for_mail(request)
    if action in lost_password.CHOOSE:
        return lost_password.choose_password(request)
    if request.method == "POST":
        return _sign_in(request)
    if _is_switched_on(request, "reauth"):
        if not is_foreign_request(request):
            logout(request)
    elif request.user.is_authenticated:
        return _signed_in(request, request.user)
    note = "You have signed out." if "loggedout" in request.GET and not request.user.is_authenticated else ""
    if request.GET.get("checkemail") == "confirm":
        note = lost_password.SENT
    return _page(request, note=note)


def _sign_in(request: HttpRequest) -> HttpResponse:
    if is_foreign_request(request):
        return _page(request, error=f"{resume.FOREIGN} Sign in here if you want to.", status=403)
    name, password = request.POST.get("log", "").strip(), request.POST.get("pwd", "")
    if not name or not password or len(name) > 254 or len(password) > 4096:
        return _page(request, error="Enter your login and your password.", login_name=name[:254], status=400)
    tried = tries.begin(address_of(request), name)
    if tried.wait:
        response = _page(request, error=tries.told_to_wait(tried), login_name=name, status=429)
        response.headers["Retry-After"] = str(tried.wait)
        return response
    user = authenticate(request, username=name, password=password)
    if user is None:
        return _page(request, error=NOT_SIGNED_IN, login_name=name, status=403)
    tries.succeed(tried)
    if _is_switched_on(request, "testcookie") and resume.TEST_COOKIE not in request.COOKIES:
        return _page(request, error=_NO_COOKIES, login_name=name, status=400)
    login(request, user)
    # Unticked, the cookie ends with the browser.
    request.session.set_expiry(limits.SESSION_AGE if _is_switched_on(request, "rememberme") else 0)
    form = unsaved.unpack(request.POST.get("unsaved", ""))
    return resume.offer_unsaved_form(request, form) if form else _signed_in(request, user)


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    """Lead on; in the frame of an editor whose session had ended (`interim-login`), say that it goes on."""
    if not _is_switched_on(request, "interim-login"):
        return HttpResponseRedirect(_redirect_target(request, user))
    context = {**resume.base_context(), "interim": "interim-login interim-login-success", "name": str(user)}
    response = render(request, "newsroom/signed_in_again.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_switched_on(request: HttpRequest, name: str) -> bool:
    """Return a switch of the form or the query, on as PHP sees it."""
    return (request.POST.get(name) or request.GET.get(name) or "") not in ("", "0")


def _sign_out(request: HttpRequest) -> HttpResponse:
    """By a form of this site, or by a link that carries a nonce; any other link asks first."""
    wanted = _requested_path(request) or "/wp-login.php?loggedout=true"
    if not request.user.is_authenticated:
        return HttpResponseRedirect(wanted)
    nonce = request.POST.get("_wpnonce") or request.GET.get("_wpnonce") or ""
    sent_here = request.method == "POST" and not is_foreign_request(request)
    if not sent_here and not nonces.verify(nonce, "log-out", request.user.pk, request.session.session_key or ""):
        return render(
            request,
            "newsroom/signout.html",
            {**resume.base_context(), "redirect_to": _requested_path(request)},
            status=403,
        )
    logout(request)
    return HttpResponseRedirect(wanted)


def logout_url(request: HttpRequest) -> str:
    """Return a link that signs the request's user out, with its nonce."""
    nonce = nonces.create("log-out", request.user.pk or 0, request.session.session_key or "")
    return f"/wp-login.php?action=logout&_wpnonce={nonce}"


def _page(
    request: HttpRequest, *, error: str = "", note: str = "", login_name: str = "", status: int = 200
) -> HttpResponse:
    """Return the sign-in page, with the unsaved form that a try before this one carried."""
    packed = request.POST.get("unsaved", "")
    form = unsaved.unpack(packed)
    words = {"error": error, "note": note, "login_name": login_name, "redirect_to": _requested_path(request)}
    if _is_switched_on(request, "interim-login"):
        words["interim"] = "interim-login"
    return resume.sign_in_page(request, form, packed if form else "", status=status, **words)


def _requested_path(request: HttpRequest) -> str:
    """Return where to go afterwards, as a path of this site; "" for none or for a stranger's address."""
    wanted = request.POST.get("redirect_to") or request.GET.get("redirect_to") or ""
    here = get_settings()
    if (
        not wanted
        or len(wanted) > 2000
        or not url_has_allowed_host_and_scheme(wanted, {here.host}, here.url.startswith("https://"))
    ):
        return ""
    parts = urlsplit(wanted)
    path = "/" + parts.path.lstrip("/\\")
    if path.startswith("/wp-login.php"):
        return ""
    return path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def _redirect_target(request: HttpRequest, user: User) -> str:
    return _requested_path(request) or ("/wp-admin/" if user.is_staff else "/")
