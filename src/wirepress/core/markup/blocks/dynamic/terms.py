"""Lists of terms: a tree, a select, a cloud. WordPress 7.1 behaviour (core/categories, core/tag-cloud)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final

from wirepress.core.markup.blocks.dropdown_script import leading_script
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import BlockTermQuery, TermRecord
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.php.floats import php_float_repr
from wirepress.core.php.natural import natural_key
from wirepress.core.php.numbers import floatval, number_format

DEPTH_MAX: Final = 50
_LABELS: Final = {"category": ("Categories", "Category", "No categories"), "post_tag": ("Tags", "Tag", "No tags")}
_QUERY_NAMES: Final = {"category": "category_name", "post_tag": "tag"}
_SIZE: Final = re.compile(r"[0-9.]+([a-z%]+)", re.IGNORECASE)
Children = dict[int, list[TermRecord]]


@renders("core/categories")
def categories(call: BlockCall) -> str:
    """The terms of a taxonomy, in their tree where that is asked for."""
    attrs = call.attrs
    taxonomy = attrs.text("taxonomy", "category")
    tree, counted = attrs.flag("showHierarchy"), attrs.flag("showPostCounts")
    query = BlockTermQuery(
        taxonomy,
        hide_empty=not attrs.flag("showEmpty"),
        only_top=attrs.flag("showOnlyTopLevel"),
        keep_parents=tree,
        add_children=tree and counted,
    )
    terms = call.ctx.lookup.terms(query)
    shape = "dropdown" if attrs.flag("displayAsDropdown") else "list"
    names = f"wp-block-categories-{shape}"
    if call.ctx.modern:
        names += f" wp-block-categories-taxonomy-{taxonomy}"
    attributes = wrapper(call, {"class": names})
    children = _children(terms) if tree else {0: list(terms)}
    if shape == "dropdown":
        return f"<div {attributes}>{_select(call, taxonomy, children, counted)}\n\n</div>"
    items = _items(children, 0, 0, counted)
    if not items:
        items = f'<li class="cat-item-none">{_LABELS.get(taxonomy, ("", "", "No terms"))[2]}</li>'
    return f"<ul {attributes}>{items}</ul>"


def _children(terms: Sequence[TermRecord]) -> Children:
    """Return terms by the one above them; those whose parent is not shown stand at the top."""
    known = {term.id for term in terms}
    found: Children = {}
    for term in terms:
        found.setdefault(term.parent if term.parent in known else 0, []).append(term)
    return found


def _items(children: Children, parent: int, depth: int, counted: bool) -> str:
    items = []
    for term in children.get(parent, []):
        count = f" ({number_format(term.count)})" if counted else ""
        below = _items(children, term.id, depth + 1, counted) if term.id in children and depth < DEPTH_MAX else ""
        indent = "\t" * depth
        inner = f"{indent}<ul class='children'>\n{below}{indent}</ul>\n" if below else ""
        link = f'<a href="{esc_url(term.url)}">{esc_html(term.name)}</a>'
        items.append(f'\t<li class="cat-item cat-item-{term.id}">{link}{count}\n{inner}</li>\n')
    return "".join(items)


def _select(call: BlockCall, taxonomy: str, children: Children, counted: bool) -> str:
    many, one, _ = _LABELS.get(taxonomy, ("Terms", "Term", ""))
    identity = f"wp-block-categories-{call.ctx.state.next_id('wp-block-categories-')}"
    hidden = "" if call.attrs.flag("showLabel", True) else " screen-reader-text"
    label = esc_html(call.attrs.text("label") or many)
    return (
        f'<label class="wp-block-categories__label{hidden}" for="{identity}">{label}</label>'
        f"<select  name='{_QUERY_NAMES.get(taxonomy, esc_attr(taxonomy))}' id='{identity}' class='postform'>\n"
        f"\t<option value='-1'>Select {one}</option>\n{_options(children, 0, 0, counted)}</select>"
        f"{leading_script(identity, call.ctx.site.home_url)}"
    )


def _options(children: Children, parent: int, depth: int, counted: bool) -> str:
    options = []
    for term in children.get(parent, []):
        count = f"&nbsp;&nbsp;({number_format(term.count)})" if counted else ""
        options.append(
            f'\t<option class="level-{depth}" value="{esc_attr(term.slug)}">{"&nbsp;&nbsp;&nbsp;" * depth}{esc_html(term.name)}{count}</option>\n'
        )
        if term.id in children and depth < DEPTH_MAX:
            options.append(_options(children, term.id, depth + 1, counted))
    return "".join(options)


@renders("core/tag-cloud")
def tag_cloud(call: BlockCall) -> str:
    """The most used terms by name; the more posts, the larger."""
    attrs = call.attrs
    limit = max(1, min(attrs.number("numberOfTags", 45), 100))
    terms = call.ctx.lookup.terms(
        BlockTermQuery(attrs.text("taxonomy", "post_tag"), limit=limit, orderby="count", order="desc")
    )
    if not terms:
        return ""
    small, large = attrs.text("smallestFontSize", "8pt"), attrs.text("largestFontSize", "22pt")
    found = _SIZE.fullmatch(small)
    unit = found[1] if found else "pt"
    by_name = sorted(terms, key=lambda term: natural_key(term.name))
    links = _cloud(by_name, floatval(small), floatval(large), unit, attrs.flag("showTagCounts"))
    return f"<p {wrapper(call)}>{links}</p>"


def _cloud(terms: Sequence[TermRecord], small: float, large: float, unit: str, counted: bool) -> str:
    weights = [int(math.log10(term.count + 1) * 100 + 0.5) for term in terms]
    least = min(weights)
    spread = max(weights) - least
    growth = max(large - small, 1.0) if large < small else large - small
    step = growth / (spread if spread > 0 else 1)
    links = []
    for place, (term, weight) in enumerate(zip(terms, weights, strict=True), 1):
        size = php_float_repr(float(small + (weight - least) * step), exponent="E", precision=14)
        items = f"{number_format(term.count)} item{'s' if term.count != 1 else ''}"
        label = f' aria-label="{esc_attr(f"{term.name} ({items})")}"' if counted or growth else ""
        count = f'<span class="tag-link-count"> ({number_format(term.count)})</span>' if counted else ""
        links.append(
            f'<a href="{esc_url(term.url)}" class="tag-cloud-link tag-link-{term.id} tag-link-position-{place}" '
            f'style="font-size: {size}{unit};"{label}>{esc_html(term.name)}{count}</a>'
        )
    return "\n".join(links)
