"""Names of uploaded files. WordPress 7.1 behaviour (sanitize_file_name)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wirepress.core.markup.fields.mime_types import MIMES, file_type, is_allowed
from wirepress.core.markup.kses.specialchars import is_utf8
from wirepress.core.markup.text.accents import remove_accents
from wirepress.core.markup.text.slugs import sanitize_title_with_dashes

_DROPPED = str.maketrans("", "", "?[]/\\=<>:;,'\"&$#*()|~`!{}%+’«»”“\0")
_SEPARATORS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SCRIPTS = ("exe", "swf")  # known, though nobody may upload them
_BLANKS = re.compile(r"[\r\n\t -]+")


def sanitize_file_name(name: str, types: Mapping[str, str] = MIMES) -> str:
    """Return the name without what shells, file systems and addresses trip over. `types`: what may be uploaded (see mimes.file_type)."""
    name = remove_accents(name)
    if not is_utf8(name):
        stem, dot, extension = name.rpartition(".")
        name = f"{sanitize_title_with_dashes(stem if dot else name)}.{extension if dot else ''}"
    name = _SEPARATORS.sub(" ", name).translate(_DROPPED)
    name = name.replace("%20", "-").replace("+", "-")
    name = _BLANKS.sub("-", re.sub(r"\.{2,}", ".", name)).strip(".-_")
    if "." not in name and (is_allowed(name) or name.lower() in _SCRIPTS):
        name = f"unnamed-file.{name}"
    parts = name.split(".")
    if len(parts) <= 2:
        return name
    result = parts[0]
    for part in parts[1:-1]:  # a script's extension in the middle must not wake up on a careless server
        result += "." + part
        if re.fullmatch(r"[a-zA-Z]{2,5}\d?", part) and file_type(f".{part}", types) is None:
            result += "_"
    return f"{result}.{parts[-1]}"
