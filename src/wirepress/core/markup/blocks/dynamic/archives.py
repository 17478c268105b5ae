"""Archives by year, month, week or day. WordPress 7.1 behaviour (core/archives)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from wirepress.core.markup.blocks.dropdown_script import leading_script
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import ArchiveRecord
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.text.texturize import texturize
from wirepress.core.php.dates.format import php_date

_PROMPTS: Final = {"yearly": "Select Year", "monthly": "Select Month", "daily": "Select Day", "weekly": "Select Week"}


@renders("core/archives")
def archives(call: BlockCall) -> str:
    """A list of periods or, on demand, a select."""
    attrs = call.attrs
    kind = attrs.text("type", "monthly")
    periods = call.ctx.lookup.archives(kind)
    counted = attrs.flag("showPostCounts")
    if attrs.flag("displayAsDropdown"):
        return _dropdown(call, kind, periods, counted)
    if not periods:
        return f"<div {wrapper(call, {'class': 'wp-block-archives-list'})}>No archives to show.</div>"
    items = "".join(
        f"\t<li><a href='{esc_url(period.url)}'>{_label(kind, period, call)}</a>{_count(period, counted)}</li>\n"
        for period in periods
    )
    return f"<ul {wrapper(call, {'class': 'wp-block-archives-list'})}>{items}</ul>"


def _dropdown(call: BlockCall, kind: str, periods: Sequence[ArchiveRecord], counted: bool) -> str:
    identity = f"wp-block-archives-{call.ctx.state.next_id('')}"
    hidden = "" if call.attrs.flag("showLabel", True) else " screen-reader-text"
    options = "".join(
        f"\t<option value='{esc_attr(esc_url(period.url))}'> {_label(kind, period, call)} {_count(period, counted)}</option>\n"
        for period in periods
    )
    return (
        f"<div {wrapper(call, {'class': 'wp-block-archives-dropdown'})}>"
        f'<label for="{identity}" class="wp-block-archives__label{hidden}">Archives</label>\n'
        f'\t\t<select id="{identity}" name="archive-dropdown">\n'
        f'\t\t<option value="">{_PROMPTS.get(kind, "Select Post")}</option>{options}</select>'
        f"{leading_script(identity)}\n</div>"
    )


def _count(period: ArchiveRecord, counted: bool) -> str:
    return f"&nbsp;({period.count})" if counted else ""


def _label(kind: str, period: ArchiveRecord, call: BlockCall) -> str:
    template = call.ctx.site.date_format
    match kind:
        case "yearly":
            label = f"{period.start.year}"
        case "daily":
            label = _day(template, period.start)
        case "weekly":
            label = f"{_day(template, period.start)}&#8211;{_day(template, period.start + timedelta(days=6))}"
        case _:
            label = _day("F Y", period.start)
    return texturize(label)


def _day(template: str, day: date) -> str:
    return php_date(template, datetime(day.year, day.month, day.day))
