"""/wp-login.php?action=postpass: a reader gives the password of a protected story and is led back to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect

from wirepress.content.options.return_address import back_to, referrer
from wirepress.core.http.origin import is_foreign
from wirepress.settings.settings import get_settings
from wirepress.web.site import protection
from wirepress.web.site.visitor import lower_headers


def post_password(request: HttpRequest) -> HttpResponse:
    """Keeps a proof of the password in a cookie, right or wrong; the story judges it."""
    if is_foreign(lower_headers(request), get_settings().url):
        return HttpResponseForbidden("This form belongs to the site's own pages.", content_type="text/plain")
    target = back_to(request.POST.get("redirect_to", ""), referrer(request))
    response = HttpResponseRedirect(target)
    password = request.POST.get("post_password", "")
    if request.method == "POST" and 0 < len(password) <= 255:
        protection.keep(response, password)
    return response
