"""/wp-admin/authorize-application.php: a program sends its user here and is given an application password (WordPress 5.6)."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wirepress.content.options import site
from wirepress.content.users import application_passwords
from wirepress.content.users import authorize_application as rules
from wirepress.content.users.models import ApplicationPassword
from wirepress.core.markup.fields.text_fields import sanitize_text_field
from wirepress.settings.settings import get_settings
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.signin import resume
from wirepress.web.site import csp

_LOOPBACK: Final = frozenset(("127.0.0.1", "localhost", "::1"))
_WHAT: Final = {"success_url": "The address to return to", "reject_url": "The address for a refusal"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def authorize_application(request: HttpRequest) -> HttpResponse:
    """Return the question whether a program may act for who is signed in; by POST, make its password and lead back to the program.

    Everybody who can sign in may do this: a program can never do more than its user.
    """
    if not request.user.is_authenticated:
        return resume.ask_to_sign_in(request)
    asked = request.POST if request.method == "POST" else request.GET
    wanted = {
        name: asked.get(name, "").replace("\0", "").strip()
        for name in ("app_name", "app_id", "success_url", "reject_url")
    }
    faults = _faults(wanted)
    if faults:
        return _page(request, "newsroom/authorize_refused.html", {**wanted, "faults": faults}, status=400)
    wanted["reject_url"] = wanted["reject_url"] or rules.address_of_refusal(wanted["success_url"])
    if request.method != "POST":
        return _ask(request, wanted)
    if "reject" in request.POST:
        return _send_to(wanted["reject_url"] or site.home("/wp-admin/"))
    if "approve" not in request.POST:
        return _ask(request, wanted)
    return _approve(request, wanted)


def _faults(wanted: dict[str, str]) -> list[str]:
    host = urlsplit(get_settings().url).hostname or ""
    found = []
    for name, words in _WHAT.items():
        fault = rules.fault_of_return_address(wanted[name], is_development=get_settings().debug or host in _LOOPBACK)
        if fault:
            found.append(f"{words} {fault}.")
    if not rules.is_app_id(wanted["app_id"]):
        found.append("The number of the program is no UUID.")
    return found


def _ask(request: HttpRequest, wanted: dict[str, str], error: str = "") -> HttpResponse:
    user = current_user(request)
    known = wanted["app_name"] and ApplicationPassword.objects.filter(user=user, name=wanted["app_name"]).exists()
    context = {**wanted, "person": user, "known": known, "error": error, "target": _shown(wanted["success_url"])}
    return _page(request, "newsroom/authorize.html", context, status=400 if error else 200)


def _approve(request: HttpRequest, wanted: dict[str, str]) -> HttpResponse:
    user, name = current_user(request), sanitize_text_field(wanted["app_name"])[:255]
    if not name:
        return _ask(request, wanted, "Enter the name of the program.")
    _, secret = application_passwords.create(user, name, wanted["app_id"])
    if wanted["success_url"]:
        address = rules.address_with_password(
            wanted["success_url"], site_url=site.home(), login=user.login, password=secret
        )
        return _send_to(address)
    shown = {"program": name, "person": user, "secret": application_passwords.group_characters(secret)}
    return _page(request, "newsroom/authorized.html", shown)


def _send_to(address: str) -> HttpResponse:
    """Lead to an address that was judged; Django's own redirect refuses the schemes of programs."""
    headers = {"Location": address.replace(" ", "%20"), "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return HttpResponse(status=302, headers=headers)


def _shown(address: str) -> str:
    """Return what a person recognises an address by: its host, or the program's own scheme."""
    parts = urlsplit(address)
    return parts.netloc if parts.scheme in ("http", "https") else f"{parts.scheme}:" if parts.scheme else ""


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, template, {**resume.base_context(), **context}, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Frame-Options"] = "DENY"
    leave = [_source(context.get(name, "")) for name in ("success_url", "reject_url")] if status != 400 else []
    response.headers["Content-Security-Policy"] = _policy(request, [one for one in leave if one])
    return response


def _source(address: str) -> str:
    """Return the CSP source of an address: its origin, or the scheme of a program."""
    parts = urlsplit(address)
    if parts.scheme in ("http", "https"):
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    return f"{parts.scheme}:" if parts.scheme else ""


def _policy(request: HttpRequest, leave: list[str]) -> str:
    """The newsroom's policy, with the places that the form's answer leads to: browsers hold redirects of a form to `form-action`."""
    policy = csp.newsroom_policy(request).replace("frame-ancestors 'self'", "frame-ancestors 'none'")
    safe = [one for one in leave if not set(one) & set(" ;,'\"")]
    return policy.replace("form-action 'self'", " ".join(["form-action 'self'", *safe]))
