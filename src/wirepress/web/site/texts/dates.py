"""Dates with months and days of the week in the site's language."""

from __future__ import annotations

from datetime import datetime

from wirepress.core.php.dates.format import php_date
from wirepress.web.site.texts.translate import site_language

_QUOTE = "\\"


def local_date(template: str, at: datetime) -> str:
    """Return a date in PHP's date format, its names in the site's language: a month behind a day in the form that it takes there."""
    language = site_language()
    if not language.months:
        return php_date(template, at)
    behind_day = "j" in template or "d" in template
    months = language.month_genitives if behind_day else language.months
    names = {
        "F": months[at.month - 1],
        "M": months[at.month - 1][:3],
        "l": language.days[at.weekday()],
        "D": language.days[at.weekday()][:2],
        "S": "",
    }
    out, quoted = [], False
    for letter in template:
        if quoted:
            out.append(_QUOTE + letter)
            quoted = False
        elif letter == _QUOTE:
            quoted = True
        else:
            out.append("".join(_QUOTE + sign for sign in names[letter]) if letter in names else letter)
    return php_date("".join(out), at)
