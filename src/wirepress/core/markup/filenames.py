"""Names of uploaded files. WordPress 7.1 behaviour (sanitize_file_name)."""

from __future__ import annotations

import re

from wirepress.core.markup.accents import remove_accents
from wirepress.core.markup.mimes import is_allowed, mime_of

_DROPPED = str.maketrans("", "", "?[]/\\=<>:;,'\"&$#*()|~`!{}%+’«»”“\0")
_BLANKS = re.compile(r"[\r\n\t -]+")


def sanitize_file_name(name: str) -> str:
    """The name without what shells, file systems and addresses trip over."""
    name = remove_accents(name).replace("\u00a0", " ").translate(_DROPPED)
    name = name.replace("%20", "-").replace("+", "-")
    name = _BLANKS.sub("-", re.sub(r"\.{2,}", ".", name)).strip(".-_")
    if "." not in name and mime_of(f"test.{name}")[0] == name and name:
        name = f"unnamed-file.{name}"
    parts = name.split(".")
    if len(parts) <= 2:
        return name
    result = parts[0]
    for part in parts[1:-1]:  # a script's extension in the middle must not wake up on a careless server
        result += "." + part
        if re.fullmatch(r"[a-zA-Z]{2,5}\d?", part) and not is_allowed(part):
            result += "_"
    return f"{result}.{parts[-1]}"
