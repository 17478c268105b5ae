"""The newsroom's pages of robots and rights (with a preview) and of sitemaps. They work without JavaScript."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from protego import Protego

from wirepress.content.options import site, store
from wirepress.core.hooks import AdminPage
from wirepress.core.rest.errors import RestError
from wirepress.features.seo.notify.models import Notification
from wirepress.features.seo.redirects.pages import render
from wirepress.features.seo.robots import editing
from wirepress.features.seo.robots.documents import RSL_PATH, robots_text, unknown_lines
from wirepress.features.seo.robots.rules import path_of, rules
from wirepress.features.seo.robots.usage import Usage, signals, usage_of
from wirepress.features.seo.robots.views import sitemaps as named_sitemaps
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.notify import NotifySettings
from wirepress.features.seo.settings.robots import BOTS, RobotsSettings
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps import addresses, groups, news

GROUP: Final = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
_SWITCHES: Final = ("content_signal", "tdmrep", "rsl")


def pages() -> Sequence[AdminPage]:
    """Return the pages, both in the menu."""
    return (
        AdminPage("seo-robots", "Robots and rights", show_robots, "manage_options", "SEO", "smart_toy"),
        AdminPage("seo-sitemaps", "Sitemaps", show_sitemaps, "manage_options", "SEO", "account_tree"),
    )


def preview(settings: RobotsSettings) -> str:
    """Return robots.txt as it would be with these settings. What is stored is not touched."""
    with_rights = rules(settings.usage)
    return robots_text(GROUP, with_rights, settings, named_sitemaps(""), site.home(RSL_PATH))


def show_robots(request: HttpRequest) -> HttpResponse:
    """Return the form with a preview; a POST shows another preview, or stores."""
    settings, wrong = seo.read(RobotsSettings), list[str]()
    rights = editing.write_lines(settings.usage)
    if request.method == "POST":
        rights = request.POST.get("usage", "")[:20_000]
        values, wrong = _values(request, rights)
        if request.POST.get("deed") == "save" and not wrong:
            try:
                seo.change(RobotsSettings, values)
            except RestError as error:
                wrong = [error.message]
            else:
                messages.success(request, "Saved. Robots read the new rules within a day.")
                return HttpResponseRedirect(request.path)
        settings = dataclasses.replace(settings, **values)
    left_out = unknown_lines(settings.rules)
    text = preview(settings)
    asked = request.POST.get("address", "")[:2000] or request.GET.get("address", "")[:2000]
    agent = (request.POST.get("agent") or request.GET.get("agent") or "Googlebot")[:100]
    closed = {name.lower() for name in settings.closed}
    return render(
        request,
        "robots",
        "Robots and rights",
        bots=[(name, words, name.lower() in closed) for name, words in BOTS.items()],
        others="\n".join(name for name in settings.closed if name not in BOTS),
        rules="\n".join(settings.rules),
        usage=rights,
        settings=settings,
        wrong=wrong,
        left_out=left_out,
        text=text,
        address=asked,
        agent=agent,
        verdict=verdict(text, settings, asked, agent) if asked else None,
        hidden=not store.get("blog_public"),
    )


def _values(request: HttpRequest, rights: str) -> tuple[dict[str, Any], list[str]]:
    usage, wrong = editing.read_lines(rights)
    closed = [*request.POST.getlist("closed"), *request.POST.get("others", "")[:5000].split("\n")]
    return {
        "closed": [one for text in closed if (one := " ".join(text.split()))],
        "rules": [one.rstrip() for one in request.POST.get("rules", "")[:50_000].splitlines() if one.strip()],
        "usage": usage,
        "contact": request.POST.get("contact", "")[:500].strip(),
        **{name: name in request.POST for name in _SWITCHES},
    }, wrong


def verdict(text: str, settings: RobotsSettings, address: str, agent: str) -> dict[str, Any]:
    """Return what a program may do with an address: whether it may fetch it, and what its rights are."""
    path = path_of(address) if address.startswith(("/", site.home())) else f"/{address}"
    usage: Usage = usage_of(path, rules(settings.usage))
    return {
        "allowed": bool(Protego.parse(text).can_fetch(site.home(path), agent)),
        "signals": signals(usage) or "nothing is said",
        "reserved": usage.reserved,
        "policy": usage.policy,
        "path": path,
    }


def show_sitemaps(request: HttpRequest) -> HttpResponse:
    """Return the files that there are with what stands in them, and what is still to be told."""
    settings, notify = seo.read(SitemapSettings), seo.read(NotifySettings)
    files = groups.files() if settings.on and store.get("blog_public") else []
    waiting = Notification.objects.filter(given_up=False)
    return render(
        request,
        "sitemaps",
        "Sitemaps",
        on=bool(files),
        index=site.home(addresses.INDEX),
        files=[(site.home(addresses.file_path(one.name, one.number)), one.changed) for one in files[:500]],
        more=max(len(files) - 500, 0),
        news=news.count() if settings.news else None,
        settings=settings,
        notify=notify,
        waiting=waiting.count(),
        troubles=Notification.objects.exclude(error="").order_by("-due")[:20],
    )
