"""wp-login.php?action=lostpassword and rp: a mail with a link, and the page behind it where a new password is chosen.

Whether there is such a person is told to nobody: every answer to a request for the mail is the same, and the mail is sent later, by a job.
"""

from __future__ import annotations

from typing import Final

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from wirepress.content.comments.notices.queue import sends_mail
from wirepress.content.errors import ActionRefused
from wirepress.content.users import password_reset
from wirepress.content.workflows.password_mails import CHANGED
from wirepress.core.jobs.enqueue import enqueue
from wirepress.settings.settings import get_settings
from wirepress.web.admin.signin import resume, tries
from wirepress.web.admin.signin.csrf_token import is_foreign_request
from wirepress.web.site.visitor import address_of

ASK: Final = ("lostpassword", "retrievepassword")
CHOOSE: Final = ("rp", "resetpass")
SENT: Final = "If that login or address is known here, a mail with a link is on its way. Look into your mailbox; the link works for an hour."
_DEAD: Final = "That link is too old, or it was used already. Ask for a new one here."
_COOKIE: Final = "wp-resetpass"  # keeps login and key out of the address bar while the password is chosen
_PATH: Final = "/wp-login.php"
_PASSWORD_MAX: Final = 4096


def ask_for_mail(request: HttpRequest) -> HttpResponse:
    """Return the form that asks for login or mail address; by POST, queue the mail."""
    if not sends_mail():
        return _page(request, "newsroom/no_mail.html", status=200 if request.method != "POST" else 503)
    if request.method != "POST":
        return _page(request, "newsroom/lost_password.html", error=_DEAD if "error" in request.GET else "")
    if is_foreign_request(request):
        return _page(request, "newsroom/lost_password.html", error=resume.FOREIGN, status=403)
    name = request.POST.get("user_login", "").strip()
    if not name or len(name) > password_reset.LOGIN_MAX:
        told = "Enter your login or your email address."
        return _page(request, "newsroom/lost_password.html", error=told, status=400)
    tried = tries.begin_reset_request(address_of(request))
    if tried.wait:
        response = _page(request, "newsroom/lost_password.html", error=tries.told_to_wait(tried), status=429)
        response.headers["Retry-After"] = str(tried.wait)
        return response
    if tries.may_mail_reset(name):
        enqueue(password_reset.MAIL, name=name)
    return HttpResponseRedirect(f"{_PATH}?checkemail=confirm")


def choose_password(request: HttpRequest) -> HttpResponse:
    """Return the form of the link in the mail; by POST, change the password."""
    if request.method != "POST" and "key" in request.GET:
        return _hide_key(request, request.GET.get("login", ""), request.GET.get("key", ""))
    login, _, key = request.COOKIES.get(_COOKIE, "").rpartition(":")
    if request.method != "POST":
        user = password_reset.find_by_key(login, key)
        return _page(request, "newsroom/new_password.html", login_name=user.login) if user else _refuse_key()
    if is_foreign_request(request):
        return _page(request, "newsroom/new_password.html", error=resume.FOREIGN, login_name=login, status=403)
    return _change(request, login, request.POST.get("rp_key") or key)


def _hide_key(request: HttpRequest, login: str, key: str) -> HttpResponse:
    if password_reset.find_by_key(login, key) is None:
        return _refuse_key()
    response = HttpResponseRedirect(f"{_PATH}?action=rp")
    secure = get_settings().url.startswith("https://")
    response.set_cookie(_COOKIE, f"{login}:{key}", path=_PATH, secure=secure, httponly=True, samesite="Lax")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _change(request: HttpRequest, login: str, key: str) -> HttpResponse:
    password, again = request.POST.get("pass1", ""), request.POST.get("pass2", "")
    error = _fault_of(password, again)
    if not error:
        try:
            user = password_reset.choose_password(login, key, password)
        except ActionRefused as refusal:
            error = refusal.message
        else:
            if user is None:
                return _refuse_key()
            tries.forget_failures(user.pk)
            enqueue(CHANGED, user=user.pk)
            logout(request)
            response = _page(request, "newsroom/password_changed.html")
            response.delete_cookie(_COOKIE, path=_PATH)
            return response
    if password_reset.find_by_key(login, key) is None:
        return _refuse_key()
    return _page(request, "newsroom/new_password.html", error=error, login_name=login, status=400)


def _fault_of(password: str, again: str) -> str:
    if len(password) < password_reset.PASSWORD_LEAST:
        return f"Use at least {password_reset.PASSWORD_LEAST} characters."
    if len(password) > _PASSWORD_MAX:
        return "That password is too long."
    return "" if password == again else "The two passwords are not the same. Enter the new one twice."


def _refuse_key() -> HttpResponse:
    response = HttpResponseRedirect(f"{_PATH}?action=lostpassword&error=invalidkey")
    response.delete_cookie(_COOKIE, path=_PATH)
    return response


def _page(request: HttpRequest, template: str, *, status: int = 200, **words: str) -> HttpResponse:
    context = {**resume.base_context(), "least": password_reset.PASSWORD_LEAST, **words}
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
