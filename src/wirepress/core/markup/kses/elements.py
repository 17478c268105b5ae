"""Elements and attributes that stories and comments may hold, each with its own attributes as a list of words."""

from __future__ import annotations

from typing import Final

from wirepress.core.markup.kses.mathml import MATH_ELEMENTS

GLOBAL_ATTRIBUTES: Final = (
    "aria-controls aria-current aria-describedby aria-details aria-expanded aria-hidden aria-label aria-labelledby"
    " aria-live class data-* dir hidden id lang style tabindex title role xml:lang"
)

_CELL: Final = "abbr align axis bgcolor char charoff colspan headers height nowrap rowspan scope valign width"
_ROWS: Final = "align char charoff valign"
_COLUMNS: Final = "align char charoff span valign width"


def _alike(elements: str, attributes: str) -> dict[str, str]:
    return dict.fromkeys(elements.split(), attributes)


_TEXT: Final = {
    **_alike("abbr acronym b big br cite code dfn em i kbd s samp small strike strong sub sup tt u var", ""),
    **_alike("address dd dl dt fieldset mark rb rp rt rtc ruby search title wbr", ""),
    "a": "href rel rev name target download",
    "bdo": "",
    "blockquote": "cite",
    "data": "value",
    "del": "datetime",
    "font": "color face size",
    "ins": "datetime cite",
    "q": "cite",
    "span": "align",
    "time": "datetime",
}
_BLOCKS: Final = {
    **_alike("article aside figcaption figure footer header hgroup legend main nav p section summary", "align"),
    **_alike("h1 h2 h3 h4 h5 h6", "align"),
    "details": "align name open",
    "dialog": "autofocus closedby open popover",
    "div": "align popover",
    "hr": "align noshade size width",
    "li": "align value",
    "menu": "type",
    "meter": "high low max min optimum value",
    "ol": "start type reversed",
    "pre": "width",
    "progress": "max value",
    "ul": "popover type",
}
_TABLES: Final = {
    "caption": "align",
    "col": _COLUMNS,
    "colgroup": _COLUMNS,
    "table": "align bgcolor border cellpadding cellspacing rules summary width",
    "tbody": _ROWS,
    "td": _CELL,
    "tfoot": _ROWS,
    "th": _CELL,
    "thead": _ROWS,
    "tr": "align bgcolor char charoff valign",
}
_MEDIA: Final = {
    "area": "alt coords href nohref shape target",
    "audio": "autoplay controls loop muted preload src",
    "img": "alt align border height hspace loading longdesc vspace src usemap width",
    "map": "name",
    "object": "data type",
    "track": "default kind label src srclang",
    "video": "autoplay controls height loop muted playsinline poster preload src width",
}
_FORMS: Final = {
    "button": "aria-haspopup disabled name popovertarget popovertargetaction type value",
    "label": "for",
    "textarea": "cols rows disabled name readonly",
}

POST_ELEMENTS: Final = {**_TEXT, **_BLOCKS, **_TABLES, **_MEDIA, **_FORMS, **MATH_ELEMENTS}

COMMENT_ELEMENTS: Final = {
    **_alike("b cite code em i s strike strong", ""),
    "a": "href title",
    "abbr": "title",
    "acronym": "title",
    "blockquote": "cite",
    "del": "datetime",
    "q": "cite",
}
URL_ATTRIBUTES: Final = frozenset(
    _alike(
        "action archive background cite classid codebase data formaction href icon longdesc manifest poster profile src"
        " usemap xmlns",
        "",
    )
)
