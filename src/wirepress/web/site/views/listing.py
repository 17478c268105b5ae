"""Pages that list stories: newest, of a section or tag, of an author, of a year, month or day, of a search."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe

from wirepress.content.options import site, store
from wirepress.content.options.links import local
from wirepress.content.posts.addresses import permalinks, plugin_addresses
from wirepress.content.posts.addresses.resolve import Target
from wirepress.content.posts.listing import queries
from wirepress.content.posts.types import types_of
from wirepress.content.terms.models import Term
from wirepress.content.terms.rows import ancestors
from wirepress.content.terms.taxonomies import known as taxonomy_of
from wirepress.core.contract.pages.site import PageKind
from wirepress.core.database.rows import find_rows
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.text.autop import autop
from wirepress.web.site import visitor
from wirepress.web.site.present import frame, page_facts, sections, words
from wirepress.web.site.present.cards import Card, cards, with_notes
from wirepress.web.site.present.head import FeedLink, Head, describe, site_name
from wirepress.web.site.present.lists import archive_names
from wirepress.web.site.present.lists.calendar_of_stories import Calendar, days_of, months_of
from wirepress.web.site.present.lists.front import titles
from wirepress.web.site.present.lists.listing_layout import arrange
from wirepress.web.site.present.lists.paging import pages
from wirepress.web.site.present.lists.search_form import SearchForm, mark_cards
from wirepress.web.site.present.people import bio, portrait
from wirepress.web.site.present.pictures import Picture
from wirepress.web.site.present.sections import Section, Sections
from wirepress.web.site.story_html.prepare import prepare
from wirepress.web.site.story_html.styles import StyleSheet
from wirepress.web.site.texts.dates import local_date
from wirepress.web.site.texts.translate import translate

NEWEST: Final = 4  # stories below a search that found nothing


@dataclass(slots=True)
class Listing:
    """What stands above a list."""

    title: str
    url: str  # of the first page, absolute
    what: str = ""  # "Tag", "Author" ...
    about: str = ""  # HTML
    tone: int | None = None
    crumbs: list[tuple[str, str]] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)
    is_section: bool = False  # all its stories are of one section, which need not stand above each
    letter: str = ""
    portrait: Picture | None = None
    calendar: Calendar | None = None
    search: str | None = None
    json: str = ""
    feed: FeedLink | None = None
    noindex: bool = False
    front: bool = False  # a further page of the front page


def latest(request: HttpRequest, target: Target) -> HttpResponse:
    """Page N of the newest stories."""
    return show_list(request, target, Listing(translate("Latest"), site.home("/"), front=True), sections.read(), {})


def term(request: HttpRequest, target: Target) -> HttpResponse:
    """A section or a tag."""
    row = target.term
    if row is None:
        raise Http404
    line = sections.read()
    taxonomy = taxonomy_of(row.taxonomy)
    name = words.plain(archive_names.term_name(row))
    is_section = row.taxonomy == "category"
    listing = Listing(
        name,
        permalinks.term_link(row),
        what="" if is_section else taxonomy.singular,
        about=autop(row.description) if row.description.strip() else "",
        tone=line.tone(row) if is_section else None,
        crumbs=[(words.plain(one.name), local(permalinks.term_link(one))) for one in reversed(ancestors(row))],
        children=_children(row, line) if is_section else [],
        is_section=is_section,
        json=site.rest_url(f"/wp/v2/{taxonomy.rest_base}/{row.pk}") if taxonomy.rest_base else "",
        feed=FeedLink(f"{site_name()} » {name} {taxonomy.singular} Feed", permalinks.feed_link(row)),
    )
    chosen = {"term": (row.taxonomy, row.pk), "types": types_of(taxonomy)}
    return show_list(request, target, listing, line, chosen, section_id=row.pk)


def post_type(request: HttpRequest, target: Target) -> HttpResponse:
    """The items of a post type that a plugin brings."""
    kind = target.post_type
    if kind is None:
        raise Http404
    listing = Listing(
        kind.label,
        plugin_addresses.archive_link(kind),
        about=autop(kind.description) if kind.description else "",
        json=site.rest_url(kind.rest_path) if kind.show_in_rest else "",
        feed=FeedLink(f"{site_name()} » {kind.label} Feed", permalinks.feed_link(kind)),
    )
    return show_list(request, target, listing, sections.read(), {"types": (kind.name,)})


def _children(row: Term, line: Sections) -> list[Section]:
    below = "taxonomy = %s AND parent_id = %s AND count > 0 ORDER BY count DESC, id LIMIT 12"
    rows = find_rows(Term, below, (row.taxonomy, row.pk))
    return [line.of(one) for one in rows]


def author(request: HttpRequest, target: Target) -> HttpResponse:
    """The stories of one author. One who wrote nothing that is public has no page."""
    user = target.user
    if user is None:
        raise Http404
    name = words.plain(user.display_name) or user.nicename
    listing = Listing(
        name,
        permalinks.author_link(user),
        what=translate("Author"),
        about=autop(bio(user)),
        letter=name[:1].upper(),
        portrait=portrait(user),
        json=site.rest_url(f"/wp/v2/users/{user.pk}"),
        feed=FeedLink(f"{site_name()} » Posts by {name} Feed", permalinks.feed_link(user)),
    )
    return show_list(request, target, listing, sections.read(), {"author": user.pk}, must_hold=True)


def date(request: HttpRequest, target: Target) -> HttpResponse:
    """A year, a month or a day."""
    year, month, day = [*target.date, None, None][:3]
    try:
        queries.period(year or 0, month, day)
    except ValueError:
        raise Http404 from None
    title = archive_names.date_name(year or 0, month, day)
    crumbs = [(str(year), local(permalinks.date_link(year or 0)))] if month else []
    if day and month:
        crumbs.append((local_date("F", datetime(year or 1, month, 1)), local(permalinks.date_link(year or 0, month))))
    listing = Listing(title, permalinks.date_link(year or 0, month, day), crumbs=crumbs)
    if not day:
        listing.calendar = days_of(year or 0, month) if month else months_of(year or 0)
    chosen = {"year": year, "month": month, "day": day}
    return show_list(request, target, listing, sections.read(), chosen, must_hold=True)


def show_list(
    request: HttpRequest,
    target: Target,
    listing: Listing,
    line: Sections,
    chosen: dict[str, Any] | None,
    *,
    section_id: int = 0,
    must_hold: bool = False,
    form: SearchForm | None = None,
) -> HttpResponse:
    """The page of a list. `chosen`: what `queries.published_posts` is asked for, None for nothing; `must_hold`: an empty list is none."""
    size = max(int(store.get("posts_per_page")), 1)
    found, total = ([], 0) if chosen is None else queries.published_posts(page=target.page, per_page=size, **chosen)
    if not found and (target.page > 1 or must_hold):
        raise Http404
    ctx, sheet = visitor.context_of(request, main_loop=True), StyleSheet()
    shown = with_notes(cards(found, titles(found, ctx), line))
    if form is not None and form.words:
        shown = mark_cards(shown, form.words)
    steps = pages(listing.url, target.page, -(-total // size), form.query if form else {})
    head = _head(listing, target, total)
    if steps:
        head.before, head.after = steps.before, steps.after
    about = mark_safe(prepare(listing.about, sheet) if listing.about and target.page == 1 else "")
    kind: PageKind = "listing" if listing.search is None else "search"
    plain_list = form is not None or target.page > 1
    more: dict[str, Any] = {
        "listing": listing,
        "layout": arrange(shown, first_page=not plain_list),
        "form": form,
        "newest": _newest(line, ctx) if form is not None and not found else [],
        "about": about,
        "cards": shown,
        "total": total,
        "pages": steps,
        "section_id": section_id,
    }
    facts = page_facts.of_listing(head, target, listing.url, found, total, -(-total // size))
    return frame.show(request, "site/listing.html", head, kind, line=line, sheet=sheet, facts=facts, **more)


def _newest(line: Sections, ctx: RenderContext) -> list[Card]:
    """What a search without results shows instead."""
    rows, _ = queries.published_posts(per_page=NEWEST)
    return cards(rows, titles(rows, ctx), line)


def _head(listing: Listing, target: Target, total: int) -> Head:
    title = f"{listing.title}: {listing.search}" if listing.search else listing.title
    return Head(
        title,
        target.page,
        front=listing.front,
        description=describe(words.plain(listing.about)),
        canonical=permalinks.archive_page_link(listing.url, target.page) if listing.search is None else "",
        json=listing.json,
        feeds=[listing.feed] if listing.feed else [],
        noindex=listing.noindex,
    )
