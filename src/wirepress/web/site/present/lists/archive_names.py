"""What archives are called in titles of pages and feeds. WordPress 7.1 behaviour."""

from __future__ import annotations

from datetime import datetime

from wirepress.content.terms.models import Term
from wirepress.content.terms.taxonomies import POST_FORMATS
from wirepress.web.site.present.words import day_text
from wirepress.web.site.texts.dates import local_date


def date_name(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return the name of a year, a month or a day; a day is written in the site's date format."""
    moment = datetime(year, month or 1, day or 1)
    if month and day:
        return day_text(moment)
    return local_date("F Y" if month else "Y", moment)


def term_name(term: Term) -> str:
    """Return the stored name of a term; a post format is called as its kind, whatever its term's name."""
    kind = term.slug.removeprefix("post-format-")
    return kind.capitalize() if term.taxonomy == "post_format" and kind in POST_FORMATS else term.name
