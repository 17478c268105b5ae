"""The Link header (RFC 8288)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

_LINK: Final = re.compile(
    r"""<([^<>]{0,2000})>((?:\s*;\s*[\w!#$&+.^`|~*-]{1,40}\s*(?:=\s*(?:"[^"]{0,400}"|[^\s;,"]{1,400}))?){0,12})"""
)
_PARAMETER: Final = re.compile(r""";\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))""")
_LINKS_MAX: Final = 50


def parse_links(header: str, base: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield (relation, absolute address, all parameters) of each link; one with several relations comes several times."""
    for count, found in enumerate(_LINK.finditer(header[:20_000])):
        if count >= _LINKS_MAX:
            return
        parameters = {one[1].lower(): one[2] if one[2] is not None else one[3] for one in _PARAMETER.finditer(found[2])}
        try:
            url = urljoin(base, found[1].strip())
        except ValueError:
            continue
        for relation in parameters.get("rel", "").lower().split():
            yield relation, url, parameters
