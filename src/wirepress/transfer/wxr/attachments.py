"""Where the file of an attachment lies below the uploads folder."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from wirepress.core.files.storage import is_safe
from wirepress.transfer.clean_values import clean_text
from wirepress.transfer.wxr.read.records import Item

_DATED: Final = re.compile(r"(?:\A|/)(?P<path>\d{4}/\d{2}/[^/]+)\Z")
_UPLOADS: Final = re.compile(r"/(?:wp-content/)?uploads/(?P<path>.+)\Z")


def file_path(item: Item) -> str:
    """Return the path of an attachment's file: as its meta says, else by its address; nothing: neither says, or none that may be."""
    told = next((value for key, value in item.meta if key == "_wp_attached_file"), "").strip()
    address = item.fields.get("wp:attachment_url", "").strip()
    told_path = clean_text(told.replace("\\", "/").lstrip("/"), 512)
    by_address = path_of_address(address, "")
    if told_path and re.fullmatch(rf"sites/\d+/{re.escape(told_path)}", by_address):
        return by_address  # the site of a network names its files without the folder of its own
    if told_path and is_safe(told_path) and "://" not in told_path and not re.match(r"[A-Za-z]:/", told_path):
        return told_path
    return path_of_address(address or told, item.fields.get("wp:post_date", ""))


def path_of_address(address: str, date: str) -> str:
    """Return where a file of an address shall lie: in the folder of its month that the address names, else of its story's date."""
    path = unquote(urlsplit(address).path) if address else ""
    found = _UPLOADS.search(path) or _DATED.search(path)
    if found is not None:
        wanted = found["path"]
    else:
        name = path.rpartition("/")[2]
        year = re.match(r"(\d{4})-(\d{2})-", date)
        wanted = f"{year[1]}/{year[2]}/{name}" if year and year[1] != "0000" and name else name
    wanted = clean_text(wanted, 512)
    return wanted if is_safe(wanted) else ""
