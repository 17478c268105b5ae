"""What the template of the newsroom's lists asks for: headings, rows with their cells and deeds, filters, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import template
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.template.context import Context, RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wirepress.web.admin.list_cells import plain_title
from wirepress.web.admin.list_deeds import Deed

register = template.Library()
_PICK = "action_checkbox"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: the column's name and label, and what stands in it."""

    name: str
    label: str
    html: SafeString
    blank: bool


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: its first cell (with the address of its form, "" for none), the others, and what can be done with it."""

    pk: int
    name: str
    link: str
    note: str
    first: Cell
    cells: list[Cell]
    deeds: list[Deed]
    after: SafeString
    tile: dict[str, str]  # what a grid shows of it


@register.simple_tag
def list_headings(cl: ChangeList) -> list[dict[str, Any]]:
    """Return the headings of the columns, without that of the boxes."""
    found = [dict(heading) for heading in result_headers(cl)]
    for heading in found:
        heading["name"] = heading["text"]
    return found[1:] if _PICK in cl.list_display else found


@register.simple_tag(takes_context=True)
def list_rows(context: Context, cl: ChangeList) -> Iterator[ListRow]:
    """Return the rows of the page that is shown."""
    request: HttpRequest = context["request"]
    admin = cast(Any, cl.model_admin)
    names = [name for name in cl.list_display if name != _PICK]
    labels = [str(label_for_field(name, cl.model, model_admin=admin)) for name in names]
    for row in cl.result_list:
        cells = [_cell(cl, name, label, row) for name, label in zip(names, labels, strict=True)]
        link = "" if cl.list_display_links is None else admin.row_address(request, row)
        if not link and cl.list_display_links is not None:
            link = add_preserved_filters(cast(RequestContext, context), cl.url_for_result(row))
        yield ListRow(
            row.pk,
            plain_title(str(row))[:80],
            link,
            admin.row_note(row),
            cells[0],
            cells[1:],
            admin.row_deeds(request, row),
            admin.after_deeds(request, row),
            admin.tile(row) if hasattr(admin, "tile") else {},
        )


def _cell(cl: ChangeList, name: Any, label: str, row: Any) -> Cell:
    _, attribute, value = lookup_field(name, row, cl.model_admin)
    colours = getattr(attribute, "label", None)
    if colours and isinstance(value, tuple):
        colour, words = colours.get(value[0], "default"), value[1]
        html = format_html('<span class="nr-label-pill nr-pill-{}">{}</span>', colour, words)
        return Cell(getattr(name, "__name__", str(name)), label, html, False)
    blank = value in (None, "")
    return Cell(
        getattr(name, "__name__", str(name)), label, format_html("{}", "–" if value is None or blank else value), blank
    )


@register.simple_tag
def list_filters(cl: ChangeList) -> list[dict[str, Any]]:
    """Return the filters that are shown as select boxes."""
    return [
        {
            "name": spec.parameter_name,
            "title": str(spec.title),
            "all": getattr(spec, "all_label", f"All {spec.title}s"),
            "choices": [(str(key), words, str(key) == spec.value()) for key, words in spec.lookup_choices],
        }
        for spec in cast(list[Any], cl.filter_specs)
        if not getattr(spec, "in_tabs", False)
    ]


@register.simple_tag
def list_kept(cl: ChangeList) -> list[tuple[str, str]]:
    """Return what a search keeps of the address: everything but the page, the words and the filters that are shown."""
    shown = {one["name"] for one in list_filters(cl)} | {"q", "p", "e"}
    return [(name, value) for name, value in cl.get_filters_params().items() if name not in shown and value] + (
        [("o", cl.params["o"])] if cl.params.get("o") else []
    )


@register.simple_tag
def list_pages(cl: ChangeList) -> list[tuple[str, str, bool]]:
    """Return the pages around the one that is shown: words, address ("" for a gap), whether it is that one."""
    if not cl.multi_page:
        return []
    found = []
    for number in cl.paginator.get_elided_page_range(cl.page_num, on_each_side=2, on_ends=1):
        gap = not isinstance(number, int)
        found.append((str(number), "" if gap else cl.get_query_string({"p": number}), number == cl.page_num))
    return found
