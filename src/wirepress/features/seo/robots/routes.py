"""/wirepress/v1/seo/robots and /wirepress/v1/seo/sitemaps: what robots are told, for programs."""

from __future__ import annotations

from typing import Final

from wirepress.content.options import site, store
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.seo.notify.models import Notification
from wirepress.features.seo.robots.pages import preview, verdict
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.robots import RobotsSettings
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps import addresses, xml
from wirepress.features.seo.sitemaps.models import SitemapChunk

NAMESPACE: Final = "wirepress/v1"
BASE: Final = f"/{NAMESPACE}/seo"
_ROBOTS: Final[Args] = {
    "url": {"description": "An address to judge.", "type": "string", "maxLength": 2000},
    "agent": {"description": "The program's name.", "type": "string", "maxLength": 100, "default": "Googlebot"},
}


def routes() -> list[Route]:
    """Return the routes."""
    return [
        Route(
            NAMESPACE, f"{BASE}/robots", (Endpoint(READ, show_robots, _ROBOTS, may_manage, hidden=True),), robots_schema
        ),
        Route(
            NAMESPACE,
            f"{BASE}/sitemaps",
            (Endpoint(READ, show_sitemaps, {}, may_manage, hidden=True),),
            sitemaps_schema,
        ),
    ]


def may_manage(request: Request) -> RestError | None:
    """Return the error for whoever does not manage the site."""
    if request.actor.can("manage_options"):
        return None
    return forbidden(
        "rest_forbidden", "You are not allowed to manage what robots are told.", signed_in=request.signed_in
    )


def show_robots(request: Request) -> Response:
    """Return robots.txt, and what an address is judged as."""
    settings = seo.read(RobotsSettings)
    text = preview(settings)
    judged = verdict(text, settings, request["url"], request["agent"]) if request["url"] else None
    return Response({"robots": text, "verdict": judged})


def show_sitemaps(request: Request) -> Response:
    """Return the files of stories as they were last made, and how many addresses are still to be told to others."""
    shown = seo.read(SitemapSettings).on and store.get("blog_public")
    rows = SitemapChunk.objects.filter(count__gt=0).defer("entries").order_by("type", "number") if shown else ()
    files = [
        {
            "url": site.home(addresses.file_path(one.type, one.number)),
            "count": one.count,
            "changed": xml.moment(one.newest) or None,
            "stale": one.stale,
        }
        for one in rows
    ]
    waiting = Notification.objects.filter(given_up=False).count()
    return Response({"index": site.home(addresses.INDEX), "files": files, "waiting": waiting})


def robots_schema() -> Schema:
    """Return the JSON schema of what robots are told."""
    return _schema("seo-robots", {"robots": {"type": "string"}, "verdict": {"type": ["object", "null"]}})


def sitemaps_schema() -> Schema:
    """Return the JSON schema of the list of files."""
    names: dict[str, Schema] = {"index": {"type": "string"}, "files": {"type": "array"}, "waiting": {"type": "integer"}}
    return _schema("seo-sitemaps", names)


def _schema(title: str, properties: dict[str, Schema]) -> Schema:
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": title,
        "type": "object",
        "properties": {name: {**one, "readonly": True} for name, one in properties.items()},
    }
