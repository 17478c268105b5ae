"""/wp-login.php: sign in and out, with WordPress's names of fields and addresses."""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wirepress.content.options import store
from wirepress.content.users import nonces
from wirepress.content.users.models import User
from wirepress.core.http.address import reader_address
from wirepress.settings import limits
from wirepress.settings.settings import get_settings
from wirepress.web.admin.signin import tries

NOT_SIGNED_IN = "The login or the password is not right."


@sensitive_post_parameters("pwd")
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def wp_login(request: HttpRequest) -> HttpResponse:
    """The one address of signing in (default) and out (action=logout)."""
    action = request.POST.get("action") or request.GET.get("action") or "login"
    if action == "logout":
        return _sign_out(request)
    if request.method == "POST":
        return _sign_in(request)
    if request.user.is_authenticated and "reauth" not in request.GET:
        return HttpResponseRedirect(_target(request, request.user))
    note = "You are signed out." if "loggedout" in request.GET and not request.user.is_authenticated else ""
    return _page(request, note=note)


def _sign_in(request: HttpRequest) -> HttpResponse:
    name, password = request.POST.get("log", "").strip(), request.POST.get("pwd", "")
    if not name or not password or len(name) > 254 or len(password) > 4096:
        return _page(request, error="Write your login and your password.", login_name=name[:254], status=400)
    tried = tries.begin(_address(request), name)
    if tried.wait:
        minutes = math.ceil(tried.wait / 60)
        response = _page(
            request,
            error=f"Too many tries. Wait {minutes} minute{'s' if minutes > 1 else ''} and try again.",
            login_name=name,
            status=429,
        )
        response.headers["Retry-After"] = str(tried.wait)
        return response
    user = authenticate(request, username=name, password=password)
    if user is None:
        return _page(request, error=NOT_SIGNED_IN, login_name=name, status=403)
    tries.succeed(tried)
    login(request, user)
    # Unticked, the cookie ends with the browser.
    request.session.set_expiry(limits.SESSION_AGE if request.POST.get("rememberme") else 0)
    return HttpResponseRedirect(_target(request, user))


def _sign_out(request: HttpRequest) -> HttpResponse:
    """By POST, or by a link that carries a nonce; any other link asks first."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect("/wp-login.php?loggedout=true")
    nonce = request.GET.get("_wpnonce", "")
    if request.method != "POST" and not nonces.verify(
        nonce, "log-out", request.user.pk, request.session.session_key or ""
    ):
        return render(request, "newsroom/signout.html", _frame(request), status=403)
    logout(request)
    wanted = _wanted(request)
    return HttpResponseRedirect(wanted or "/wp-login.php?loggedout=true")


def logout_url(request: HttpRequest) -> str:
    """A link that signs the request's user out, with its nonce."""
    nonce = nonces.create("log-out", request.user.pk or 0, request.session.session_key or "")
    return f"/wp-login.php?action=logout&_wpnonce={nonce}"


def _page(
    request: HttpRequest, *, error: str = "", note: str = "", login_name: str = "", status: int = 200
) -> HttpResponse:
    context = {
        **_frame(request),
        "error": error,
        "note": note,
        "login_name": login_name,
        "redirect_to": _wanted(request),
    }
    return render(request, "newsroom/signin.html", context, status=status)


def _frame(request: HttpRequest) -> dict[str, Any]:
    return {"site_name": store.get("blogname") or "Wirepress"}


def _address(request: HttpRequest) -> str:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return reader_address(request.META.get("REMOTE_ADDR", ""), headers, get_settings().trusted_proxies)


def _wanted(request: HttpRequest) -> str:
    """Where to go afterwards, as a path of this site; "" for none or for a stranger's address."""
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


def _target(request: HttpRequest, user: User) -> str:
    return _wanted(request) or ("/wp-admin/" if user.is_staff else "/")
