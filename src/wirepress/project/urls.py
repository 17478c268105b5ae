"""Every route of the product, on one page."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView

from wirepress.web.admin.model_admins.register import register
from wirepress.web.admin.signin.views import wp_login
from wirepress.web.rest.view import rest
from wirepress.web.site.ajax import admin_ajax
from wirepress.web.site.public_addresses import PublicAddresses
from wirepress.web.site.sitemaps.views import other_name, sitemap_file, sitemap_query
from wirepress.web.site.views import broken, missing
from wirepress.web.site.views.assets import asset, favicon
from wirepress.web.site.views.comments_post import comments_post
from wirepress.web.site.views.page import site_page
from wirepress.web.site.views.password import post_password
from wirepress.web.site.views.robots import robots
from wirepress.web.site.views.uploads import uploaded
from wirepress.web.xmlrpc.door import xmlrpc


@csrf_exempt
def front_door(request: HttpRequest) -> HttpResponse:
    """/ and /index.php: REST when ?rest_route= is given, a sitemap with ?sitemap=, else the public site."""
    if "rest_route" in request.GET:
        return rest(request)
    return sitemap_query(request) if {"sitemap", "sitemap-stylesheet"} & request.GET.keys() else site_page(request)


@csrf_exempt
def sign_in_door(request: HttpRequest) -> HttpResponse:
    """/wp-login.php: the newsroom's sign-in, and the passwords of protected stories."""
    return post_password(request) if request.GET.get("action") == "postpass" else wp_login(request)


register()  # the desks, before their addresses are asked for; no command but `serve` needs them

urlpatterns = [
    # REST: /wp-json/... and ?rest_route=...
    re_path(r"^(?:index\.php/)?wp-json(?P<path>(?:/.*)?)$", rest),
    re_path(r"^(?:index\.php)?$", front_door),
    # The newsroom
    path("wp-login.php", sign_in_door),
    path("wp-admin", RedirectView.as_view(url="/wp-admin/")),
    path("wp-admin/admin-ajax.php", admin_ajax),
    path("wp-admin/", admin.site.urls),
    # Older writing programs
    path("xmlrpc.php", xmlrpc),
    # What readers send
    path("wp-comments-post.php", comments_post),
    # Files
    re_path(r"^wp-includes/wirepress/(?P<path>.+)$", asset),
    re_path(r"^wp-content/uploads/(?P<path>.+)$", uploaded),
    path("favicon.ico", favicon),
    re_path(r"^robots\.txt/?$", robots),
    re_path(r"^(?P<path>wp-sitemap[\w-]*\.(?:xml|xsl))$", sitemap_file),
    path("sitemap.xml", other_name),
    # Addresses of features, where no content is
    PublicAddresses(),
    # Everything else is the public site's
    re_path(r"^", site_page),
]
handler404 = missing.show
handler500 = broken.show
