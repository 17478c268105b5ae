"""Values of the site's settings, cleaned before they are stored. WordPress 7.1 behaviour (sanitize_option)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final
from zoneinfo import available_timezones

from wirepress.core.markup.fields.emails import is_email
from wirepress.core.markup.html.escape import esc_html, sanitize_url
from wirepress.core.markup.kses import data
from wirepress.core.markup.kses.ascii import trim
from wirepress.core.php.numbers import absint, intval, is_numeric
from wirepress.core.php.tags import strip_tags

_WEB: Final = re.compile(r"https?://.", re.IGNORECASE | re.DOTALL)
_NOT_CHARSET: Final = re.compile(r"[^a-zA-Z0-9_-]")
_NOT_OFFSET: Final = re.compile(r"[^0-9:.-]")
_DOMAIN: Final = re.compile(r"[a-zA-Z0-9.-]+")
_PLACEHOLDER: Final = re.compile(r"%[^/%]+%")
_WHOLE: Final = frozenset(
    "thumbnail_size_w thumbnail_size_h medium_size_w medium_size_h medium_large_size_w medium_large_size_h large_size_w large_size_h "
    "mailserver_port comment_max_links page_on_front page_for_posts rss_excerpt_length default_category default_email_category "
    "default_link_category close_comments_days_old comments_per_page thread_comments_depth users_can_register start_of_week site_icon "
    "fileupload_maxk".split()
)


class KeepStored(ValueError):
    """The value cannot be used: the stored one stays."""


def sanitize_option(name: str, value: Any, stored: Callable[[str], Any], roles: Collection[str] = ()) -> Any:
    """Return the value as it is stored. `stored` reads the present value, which stays when the new one cannot be used."""
    try:
        return clean_option(name, value, roles)
    except KeepStored:
        return stored(name)


def clean_option(name: str, value: Any, roles: Collection[str] = ()) -> Any:
    """Return the value as it is stored; raises KeepStored for one that cannot be used. Unknown names pass as they are."""
    if name in _WHOLE:
        return absint(value)
    if name == "default_role":
        return value if isinstance(value, str) and value in roles else "subscriber"
    change = _BY_NAME.get(name)
    return change(value) if change else value


def _text(value: Any) -> str:
    """Return a scalar as PHP casts it."""
    if value is None or value is False or isinstance(value, list | Mapping):
        return ""
    return "1" if value is True else str(value)


def _email(value: Any) -> str:
    text = trim(_text(value))
    if not is_email(text):
        raise KeepStored
    return text


def _page_length(value: Any) -> int:
    number = intval(value)
    return 1 if number == 0 else abs(number) if number < -1 else number


def _open_closed(value: Any) -> Any:
    return value if value not in ("", "0", 0, None, False) else "closed"


def _plain_text(value: Any) -> str:
    return data(strip_tags(_text(value)))


def _addresses(value: Any) -> str:
    urls = (sanitize_url(url) for line in _text(value).split("\n") if (url := trim(line)))
    return "\n".join(url for url in urls if url)


def _site_url(value: Any) -> str:
    if not isinstance(value, str) or not _WEB.search(value):
        raise KeepStored
    return sanitize_url(value)


def _names(value: Any) -> Any:
    names = value if isinstance(value, list) else _text(value).split(" ")
    return [clean for name in names if (clean := trim(_text(name)))] or ""


def _domains(value: Any) -> Any:
    lines = value if isinstance(value, list) else _text(value).split("\n")
    names = [clean for line in lines if (clean := trim(_text(line)))]
    return [name for name in names if "--" not in name and ".." not in name and _DOMAIN.fullmatch(name)] or ""


def _zone(value: Any) -> Any:
    if value and _text(value) not in available_timezones():
        raise KeepStored
    return value


def _words(value: Any) -> str:
    return "\n".join(dict.fromkeys(word for line in _text(value).split("\n") if (word := trim(line))))


def _base(value: Any) -> str:
    return sanitize_url(_text(value)).replace("http://", "")


def _permalinks(value: Any) -> str:
    pattern = _base(value)
    if pattern and not _PLACEHOLDER.search(pattern):
        raise KeepStored
    return pattern


def _offset(value: Any) -> str:
    text = _text(value)
    return _NOT_OFFSET.sub("", text) if is_numeric(text) else ""


_BY_NAME: Final[dict[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(("admin_email", "new_admin_email"), _email),
    **dict.fromkeys(("posts_per_page", "posts_per_rss"), _page_length),
    **dict.fromkeys(("default_ping_status", "default_comment_status"), _open_closed),
    **dict.fromkeys(("blogname", "blogdescription"), lambda value: esc_html(_text(value))),
    "blog_charset": lambda value: _NOT_CHARSET.sub("", _text(value)),
    "blog_public": lambda value: 1 if value is None else intval(value),
    **dict.fromkeys(
        ("date_format", "time_format", "mailserver_url", "mailserver_login", "mailserver_pass", "upload_path"),
        _plain_text,
    ),
    "ping_sites": _addresses,
    "gmt_offset": _offset,
    **dict.fromkeys(("siteurl", "home"), _site_url),
    "illegal_names": _names,
    **dict.fromkeys(("limited_email_domains", "banned_email_domains"), _domains),
    "timezone_string": _zone,
    **dict.fromkeys(("moderation_keys", "disallowed_keys"), _words),
    "permalink_structure": _permalinks,
    **dict.fromkeys(("category_base", "tag_base"), _base),
}
