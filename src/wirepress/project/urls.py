"""Every route of the product, on one page."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from wirepress.content.options import site
from wirepress.web.admin.authorize_application import authorize_application
from wirepress.web.admin.editor.files import editor_file
from wirepress.web.admin.model_admins.register import register_model_admins
from wirepress.web.admin.signin.views import wp_login
from wirepress.web.rest.view import rest_view
from wirepress.web.site.ajax import admin_ajax
from wirepress.web.site.public_addresses import PublicAddresses
from wirepress.web.site.sitemaps.views import other_name, sitemap_file, sitemap_query
from wirepress.web.site.views import broken, missing, unreadable
from wirepress.web.site.views.assets import asset, favicon, offline_worker, site_icon
from wirepress.web.site.views.comment_notices import comment_notices
from wirepress.web.site.views.comments_post import comments_post
from wirepress.web.site.views.legacy_addresses import cron, links_opml, no_registration
from wirepress.web.site.views.manifest import manifest
from wirepress.web.site.views.page import site_page
from wirepress.web.site.views.password import post_password
from wirepress.web.site.views.redirect import redirect
from wirepress.web.site.views.robots import robots
from wirepress.web.site.views.trackback import trackback
from wirepress.web.site.views.uploads import uploaded
from wirepress.web.xmlrpc.endpoint import xmlrpc_view


@csrf_exempt
def front_door(request: HttpRequest) -> HttpResponse:
    """/ and /index.php: REST when ?rest_route= is given, a sitemap with ?sitemap=, else the public site."""
    if "rest_route" in request.GET:
        return rest_view(request)
    return sitemap_query(request) if {"sitemap", "sitemap-stylesheet"} & request.GET.keys() else site_page(request)


@csrf_exempt
def sign_in_door(request: HttpRequest) -> HttpResponse:
    """/wp-login.php: the newsroom's sign-in, and the passwords of protected stories."""
    return post_password(request) if request.GET.get("action") == "postpass" else wp_login(request)


def newsroom_door(request: HttpRequest) -> HttpResponse:
    """/wp-admin without its slash."""
    return redirect(request, site.home("/wp-admin/"))


register_model_admins()  # the desks, before their addresses are asked for; no command but `serve` needs them

urlpatterns = [
    # REST: /wp-json/... and ?rest_route=...
    re_path(r"^(?:index\.php/)?wp-json(?P<path>(?:/.*)?)$", rest_view),
    re_path(r"^(?:index\.php)?$", front_door),
    # The newsroom
    path("wp-login.php", sign_in_door),
    path("wp-admin", newsroom_door),
    path("wp-admin/admin-ajax.php", admin_ajax),
    path("wp-admin/editor/<str:name>", editor_file, name="editor_file"),
    path("wp-admin/authorize-application.php", authorize_application),  # for everybody who can sign in
    path("wp-admin/", admin.site.urls),
    # Older writing programs
    path("xmlrpc.php", xmlrpc_view),
    # Files that a WordPress has
    path("wp-links-opml.php", links_opml),
    path("wp-cron.php", cron),
    re_path(r"^wp-(?:signup|activate)\.php$", no_registration),
    # What readers send
    path("wp-comments-post.php", comments_post),
    path("wp-comment-notices.php/<int:number>/<str:key>", comment_notices),
    re_path(r"^wp-trackback\.php(?:/|$)", trackback),
    # Files
    re_path(r"^wp-includes/wirepress/(?P<path>.+)$", asset),
    re_path(r"^wp-content/uploads/(?P<path>.+)$", uploaded),
    path("favicon.ico", favicon),
    path("manifest.webmanifest", manifest),
    path("offline-reading.js", offline_worker),
    re_path(r"^wp-includes/images/w-logo-(?:blue|gray)-white-bg\.png$", site_icon),
    re_path(r"^robots\.txt/?$", robots),
    re_path(r"^(?P<path>wp-sitemap[\w-]*\.(?:xml|xsl))$", sitemap_file),
    path("sitemap.xml", other_name),
    # Addresses of features, where no content is
    PublicAddresses(),
    # Everything else is the public site's
    re_path(r"^", site_page),
]
handler400 = unreadable.show
handler404 = missing.show
handler500 = broken.show
