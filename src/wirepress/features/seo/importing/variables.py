"""Variables of other plugins' templates as smart tags: `%%title%%` of Yoast, `%title%` of Rank Math."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

# Variable -> smart tag. `page` of both is "Page 2 of 5" from page 2 on; here the template of further pages does that.
_SHARED: Final[Mapping[str, str]] = {
    "title": "#post_title",
    "sitename": "#site_title",
    "sitedesc": "#tagline",
    "sep": "#separator_sa",
    "excerpt": "#post_excerpt",
    "excerpt_only": "#post_excerpt_only",
    "date": "#post_date",
    "modified": "#post_modified_date",
    "name": "#author_name",
    "user_description": "#author_bio",
    "parent_title": "#parent_title",
    "term_title": "#taxonomy_title",
    "term": "#taxonomy_title",
    "term_description": "#taxonomy_description",
    "searchphrase": "#search_term",
    "search_query": "#search_term",
    "page": "",
    "pagenumber": "#page_number",
    "pagetotal": "#page_total",
    "currentyear": "#current_year",
    "currentmonth": "#current_month",
    "currentday": "#current_day",
    "currentdate": "#current_date",
    "archive_title": "#archive_title",
    "url": "#permalink",
    "id": "",
    "userid": "",
}
YOAST: Final[Mapping[str, str]] = {
    **_SHARED,
    "author_first_name": "#author_first_name",
    "author_last_name": "#author_last_name",
    "category": "#categories",
    "category_title": "#category",
    "category_description": "#taxonomy_description",
    "tag_description": "#taxonomy_description",
    "primary_category": "#category",
    "post_content": "#post_content",
    "post_year": "#post_year",
    "post_month": "#post_month",
    "post_day": "#post_day",
    "permalink": "#permalink",
    "tag": "#tax_name-post_tag",
    "pt_single": "",
    "pt_plural": "#archive_title",
    "caption": "#attachment_caption",
    "term404": "",
    "focuskw": "",
}
RANK_MATH: Final[Mapping[str, str]] = {
    **_SHARED,
    "seo_title": "#post_title",
    "seo_description": "#post_excerpt",
    "category": "#category",
    "categories": "#categories",
    "tag": "#tax_name-post_tag",
    "tags": "#tax_name-post_tag",
    "primary_taxonomy_terms": "#category",
    "post_author": "#author_name",
    "org_name": "#site_title",
    "filename": "#post_title",
    "pt_single": "",
    "pt_plural": "#archive_title",
    "focuskw": "",
}
_YOAST_NAME: Final = re.compile(r"%%([^%\s]+)%%")
_RANK_MATH: Final = re.compile(r"%([a-z_]+)(?:\(([^%]*)\))?%")


def from_yoast(text: str, lost: Counter[str]) -> str:
    """Return a template of Yoast's with smart tags. Unknown variables go, and are counted in `lost`."""

    def tag(found: re.Match[str]) -> str:
        name = found[1]
        if name in YOAST:
            return YOAST[name]
        for prefix, ours in (("cf_", "#custom_field-"), ("ct_desc_", ""), ("ct_", "#tax_name-")):
            if name.startswith(prefix) and ours:
                return ours + name.removeprefix(prefix)
        lost[f"Yoast SEO: the variable %%{name}%% has no counterpart"] += 1
        return ""

    return _clean(_YOAST_NAME.sub(tag, html.unescape(text)))


def from_rank_math(text: str, lost: Counter[str]) -> str:
    """Return a template of Rank Math's with smart tags. Unknown variables go, and are counted in `lost`."""

    def tag(found: re.Match[str]) -> str:
        name, argument = found[1], (found[2] or "").strip()
        if name == "customfield" and argument:
            return f"#custom_field-{argument}"
        if name == "customterm" and argument:
            return f"#tax_name-{argument}"
        if name in RANK_MATH:
            return RANK_MATH[name]
        lost[f"Rank Math: the variable %{name}% has no counterpart"] += 1
        return ""

    return _clean(_RANK_MATH.sub(tag, html.unescape(text)))


def _clean(text: str) -> str:
    return " ".join(text.split())
