"""Every route of the product, on one page."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView

from wirepress.web.admin.signin.views import wp_login
from wirepress.web.rest.view import rest
from wirepress.web.site.views.assets import asset


@csrf_exempt
def front_door(request: HttpRequest) -> HttpResponse:
    """/ and /index.php: REST when ?rest_route= is given, else the public site."""
    if "rest_route" in request.GET:
        return rest(request)
    return HttpResponse("", status=404)


urlpatterns = [
    # REST: /wp-json/... and ?rest_route=...
    re_path(r"^(?:index\.php/)?wp-json(?P<path>(?:/.*)?)$", rest),
    re_path(r"^(?:index\.php)?$", front_door),
    re_path(r"^wp-includes/wirepress/(?P<path>.+)$", asset),
    path("wp-login.php", wp_login),
    path("wp-admin", RedirectView.as_view(url="/wp-admin/")),
    path("wp-admin/", admin.site.urls),
]
