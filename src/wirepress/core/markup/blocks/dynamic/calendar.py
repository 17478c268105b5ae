"""A month of the archive as a table. WordPress 7.1 behaviour (core/calendar)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import ArchiveRecord, CalendarMonth
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.php.dates.format import DAYS, MONTHS, php_date

_BLANK: Final = '<td class="pad" colspan="{}">&nbsp;</td>'


@renders("core/calendar")
def calendar(call: BlockCall) -> str:
    """The asked month, else the present one; nothing on a site without posts."""
    ctx = call.ctx
    year, month = call.attrs.number("year", ctx.now.year), call.attrs.number("month", ctx.now.month)
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        year, month = ctx.now.year, ctx.now.month
    if not ctx.lookup.archives("monthly"):
        return ""
    found = ctx.lookup.calendar(year, month)
    table_classes = _table_classes(call)
    return f"<div {wrapper(call, skip=('color',))}>{_table(ctx, year, month, found, table_classes)}</div>"


def _table_classes(call: BlockCall) -> str:
    """Colours belong to the table, not to what is around it."""
    names = []
    for attribute, flag, suffix in (
        ("textColor", "has-text-color", "color"),
        ("backgroundColor", "has-background", "background-color"),
    ):
        slug = call.attrs.text(attribute)
        if slug:
            names += [flag, f"has-{slug}-{suffix}"]
    return "".join(f" {name}" for name in names)


def _table(ctx: RenderContext, year: int, month: int, found: CalendarMonth, classes: str) -> str:
    names = [DAYS[(ctx.site.start_of_week - 1 + place) % 7] for place in range(7)]
    head = "".join(f'\t\t<th scope="col" aria-label="{name}">{name[0]}</th>\n' for name in names)
    return (
        f'<table id="wp-calendar" class="wp-calendar-table{esc_attr(classes)}">\n\t<caption>{MONTHS[month - 1]} {year}</caption>\n'
        f"\t<thead>\n\t<tr>\n{head}\t</tr>\n\t</thead>\n\t<tbody>\n\t<tr>{_days(ctx, year, month, found)}\n\t</tr>\n\t</tbody>\n\t</table>"
        f'<nav aria-label="Previous and next months" class="wp-calendar-nav">\n'
        f'\t\t{_neighbour_link("prev", found.previous)}\n\t\t<span class="pad">&nbsp;</span>\n\t\t{_neighbour_link("next", found.next)}\n\t</nav>'
    )


def _days(ctx: RenderContext, year: int, month: int, found: CalendarMonth) -> str:
    first = date(year, month, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    pad = (first.isoweekday() - ctx.site.start_of_week) % 7
    cells = [f'\n\t\t<td colspan="{pad}" class="pad">&nbsp;</td>'] if pad else []
    new_row = False
    for day in range(1, last.day + 1):
        if new_row:
            cells.append("\n\t</tr>\n\t<tr>\n\t\t")
        elif day == 1 and not pad:
            cells.append("\n\t\t")
        today = first.replace(day=day) == ctx.now.date()
        cells.append(
            f'<td id="today">{_day(ctx, first, day, found)}</td>'
            if today
            else f"<td>{_day(ctx, first, day, found)}</td>"
        )
        new_row = (pad + day) % 7 == 0
    rest = -(pad + last.day) % 7
    return "".join(cells) + (f"\n\t\t{_BLANK.format(rest)}" if rest else "")


def _day(ctx: RenderContext, first: date, day: int, found: CalendarMonth) -> str:
    url = found.days.get(day)
    if not url:
        return str(day)
    label = f"Posts published on {php_date(ctx.site.date_format, datetime(first.year, first.month, day))}"
    return f'<a href="{esc_url(url)}" aria-label="{esc_attr(label)}">{day}</a>'


def _neighbour_link(side: str, month: ArchiveRecord | None) -> str:
    if month is None:
        return f'<span class="wp-calendar-nav-{side}">&nbsp;</span>'
    name = MONTHS[month.start.month - 1][:3]
    text = f"&laquo; {name}" if side == "prev" else f"{name} &raquo;"
    return f'<span class="wp-calendar-nav-{side}"><a href="{esc_url(month.url)}">{text}</a></span>'
