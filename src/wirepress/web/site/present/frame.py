"""What every page of the site shows around its story: nameplate, sections, footer, tools."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.content.options.links import local
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.core.call_plugin import call_plugin
from wirepress.core.contract.pages.page_facts import PageFacts
from wirepress.core.contract.pages.site import PageKind
from wirepress.core.database.rows import find_rows
from wirepress.core.php import json
from wirepress.web.site import csp
from wirepress.web.site.assets import inline
from wirepress.web.site.fonts.faces import FACES
from wirepress.web.site.headers import forbid_caching
from wirepress.web.site.present import page_facts, pictures, sections, words
from wirepress.web.site.present.head import Head, site_feeds, site_name
from wirepress.web.site.present.head_tags import head_tags
from wirepress.web.site.present.looks import appearance
from wirepress.web.site.present.looks.menus import read_menus
from wirepress.web.site.present.looks.page_assets import asset_tags
from wirepress.web.site.present.looks.widgets import read_widgets
from wirepress.web.site.present.sections import Sections
from wirepress.web.site.story_html.styles import StyleSheet

SECTIONS_MAX = 9  # in the line under the nameplate
PAGES_MAX = 8  # in the footer
_NOT_LATIN = frozenset("be bg el kk ky mk mn ru sr tg uk".split())
# What a reader points at is fetched before they press (Speculation Rules); never the newsroom, nor what does something.
_WHERE = [
    {"href_matches": "/*"},
    {"not": {"href_matches": ["/wp-*", "/*\\?*"]}},
    {"not": {"selector_matches": "[rel~=nofollow]"}},
]
SPECULATION = json.encode(
    {"prefetch": [{"source": "document", "where": {"and": _WHERE}, "eagerness": "moderate"}]}
).decode()


def show(
    request: HttpRequest,
    template: str,
    head: Head,
    page_kind: PageKind,
    *,
    line: Sections | None = None,
    post: Post | None = None,
    sheet: StyleSheet | None = None,
    facts: PageFacts | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A page of the site. `line`: the sections where the view has read them already; `post`: the story that it is about; `facts`: what
    plugins are told of it."""
    head.feeds = [*site_feeds(), *head.feeds]
    sheet = sheet or StyleSheet()
    line = line or sections.read()
    context = {**_frame(request, line), **more, "head": head, "post": post}
    context["footer_widgets"] = read_widgets(request, "footer", sheet)
    facts = facts or page_facts.of_message(head, page_kind)
    context["head_tags"] = head_tags(request, head, post, facts)
    context["breadcrumbs"] = crumbs = _breadcrumbs(request, facts)
    context["breadcrumb_paths"] = {path for _, path in crumbs}
    context["assets"] = asset_tags(request, page_kind, post)
    context["fragments"] = _fragments(request, post, facts)
    css = "\n".join(part for part in (appearance.accent_rules(), sheet.css()) if part)
    context["page_css"] = mark_safe(css)  # holds no "<", see StyleSheet
    csp.allow(request, "style", css)
    csp.allow(request, "script", first := inline("first"))
    context["first_script"] = mark_safe(first)
    csp.allow(request, "script", SPECULATION)
    if "offline" in context["appearance"]:
        csp.allow_worker(request, "/offline-reading.js")
    context["speculation"] = mark_safe(SPECULATION)
    response = render(request, template, context, status=status)
    response.headers["Link"] = head.link_header()
    if status >= 400 or request.user.is_authenticated:
        forbid_caching(response)
    return response


def _frame(request: HttpRequest, line: Sections) -> dict[str, Any]:
    main_menu, footer_menu = read_menus(line)
    logo = pictures.featured([int(store.get("site_logo") or 0)])
    return {
        "site_name": site_name(),
        "tagline": words.plain(str(store.get("blogdescription"))),
        "language": words.language(),
        "direction": "ltr" if words.reads_rightwards() else "rtl",
        "rest_root": local(site.rest_url("/")),
        "api_root": site.rest_url("/"),
        "home": local(site.home("/")),
        "today": words.day_text(site.to_local(site.now_gmt())),
        "appearance": appearance.attributes(),
        "preloaded_fonts": _preloaded_fonts(),
        "line": main_menu or line.top[:SECTIONS_MAX],
        "all_sections": line.top[:16],
        "footer_pages": [(link.name, link.url) for link in footer_menu] or _footer_pages(),
        "logo": next(iter(logo.values()), None),
        "signed_in": request.user.is_authenticated,
        "year": site.to_local(site.now_gmt()).year,
    }


def _preloaded_fonts() -> list[str]:
    """The letters that every page shows, asked for before the style sheet names them."""
    if store.get("wirepress_fonts") != "serif":
        return []
    script = "cyrillic-greek" if words.language().split("-")[0] in _NOT_LATIN else "latin"
    return [face.name(script) for face in FACES if not face.italic and face.weight in (400, 700)]


def _footer_pages() -> list[tuple[str, str]]:
    top = "type = 'page' AND status = 'publish' AND parent_id = 0"
    rows = find_rows(Post, f"{top} ORDER BY menu_order, title_key, id LIMIT {PAGES_MAX}")
    return [(words.plain(page.title), local(post_link(page))) for page in rows if page.title.strip()]


def _breadcrumbs(request: HttpRequest, facts: PageFacts) -> list[tuple[str, str]]:
    """Title and path of each step, the page itself last and without a path; empty where no feature names them."""
    answers = extensions().collect_named("breadcrumbs", request=request, page=facts)
    return [(crumb.name, local(crumb.url) if crumb.url else "") for name, crumb in answers if name == answers[0][0]]


def _fragments(request: HttpRequest, post: Post | None, facts: PageFacts) -> dict[str, str]:
    """What features put into the page, by place."""
    found: dict[str, str] = {}
    for fragment in sorted(extensions().declared("site_fragments"), key=lambda one: one.order):
        given = (request, post, facts) if fragment.knows_page else (request, post)
        html = call_plugin("site_fragments", fragment.render, *given) or ""
        found[fragment.place] = found.get(fragment.place, "") + html
    return {place: mark_safe(html) for place, html in found.items()}  # features answer for their HTML
