"""The results of a search; without words the field to write them in, and the newest stories."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.addresses.resolve import Target
from wirepress.web.site.present import sections
from wirepress.web.site.present.head import FeedLink, site_name
from wirepress.web.site.present.lists.search_form import add_choices, read_form
from wirepress.web.site.texts.translate import translate
from wirepress.web.site.views.listing import Listing, show_list

SEARCH_MAX: Final = 200  # characters of a search that are looked for


def show(request: HttpRequest, target: Target) -> HttpResponse:
    """The results, which a reader may order and narrow by section, author, year and kind with names that WordPress reads as well."""
    wanted = target.words.replace("\x00", "").strip()[:SEARCH_MAX]
    form = read_form(wanted, {name: str(value) for name, value in request.GET.items()})
    if target.term is not None and target.term.taxonomy == "category":
        form.section = target.term.pk
    if target.user is not None:
        form.author = target.user.pk
    line = sections.read()
    listing = Listing(
        translate("Search"),
        permalinks.search_link(wanted),
        search=wanted,
        noindex=True,
        feed=FeedLink(f"{site_name()} » Search Results for “{wanted}” Feed", permalinks.search_feed_link(wanted)),
    )
    chosen = form.chosen if wanted else None
    if chosen and target.term is not None:
        chosen["term"] = (target.term.taxonomy, target.term.pk)
    if wanted:
        add_choices(form, line)
    return show_list(request, target, listing, line, chosen, form=form)
