"""Adapters of the recorded functions, area: php (wire formats, dates, numbers, slashes, lists)."""

from collections.abc import Callable
from typing import Any

from wirepress.core.markup.text import slugs
from wirepress.core.php import json, lists, numbers, serialize, strings, utf8
from wirepress.core.php.arrays import array_unique
from wirepress.core.php.dates import calendar


def wp_json_encode(value: Any, flags: int = 0, depth: int = 512) -> str | bool:
    try:
        return json.encode(value, depth=depth).decode("ascii")
    except ValueError:
        return False


def wp_parse_slug_list(value: Any) -> Any:
    return array_unique(
        [lists.wp_parse_slug_list([item], slugs.sanitize_title)[0] for item in lists.wp_parse_list(value)]
    )


ADAPTERS: dict[str, Callable[..., Any]] = {
    "backslashit": strings.backslashit,
    "bool_from_yn": strings.bool_from_yn,
    "date_i18n": calendar.date_i18n,
    "get_date_from_gmt": calendar.get_date_from_gmt,
    "get_gmt_from_date": calendar.get_gmt_from_date,
    "is_serialized": serialize.is_serialized,
    "maybe_serialize": serialize.maybe_serialize,
    "mysql2date": calendar.mysql2date,
    "mysql_to_rfc3339": calendar.mysql_to_rfc3339,
    "number_format_i18n": lambda number, decimals=0: numbers.number_format(number, abs(decimals)),
    "rest_parse_date": calendar.rest_parse_date,
    "size_format": numbers.size_format,
    "stripslashes_deep": strings.stripslashes_deep,
    "urlencode_deep": strings.urlencode_deep,
    "wp_checkdate": lambda month, day, year, source="": calendar.wp_checkdate(month, day, year),
    "wp_date": calendar.wp_date,
    "wp_is_numeric_array": lists.wp_is_numeric_array,
    "wp_check_invalid_utf8": lambda text, strip=False: utf8.check_utf8(text, scrub=strip),
    "wp_is_valid_utf8": utf8.is_utf8,
    "wp_scrub_utf8": utf8.scrub_utf8,
    "wp_json_encode": wp_json_encode,
    "wp_parse_args": lambda args, defaults=None: lists.wp_parse_args(args, defaults or {}),
    "wp_parse_id_list": lambda value: array_unique([numbers.absint(item) for item in lists.wp_parse_list(value)]),
    "wp_parse_list": lists.wp_parse_list,
    "wp_parse_slug_list": wp_parse_slug_list,
    "wp_slash": strings.wp_slash,
    "wp_unslash": strings.wp_unslash,
    "zeroise": numbers.zeroise,
}
