"""Which fonts the site brings: faces of Source Serif (SIL Open Font License), each cut by script so that a page loads what it shows."""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = "site/fonts/"
_NAME: Final = re.compile(r"site/fonts/serif-(\d{3})(i?)\.([a-z-]+)\.woff2")
_RECIPE: Final = "1"  # grows when the same source would give other bytes


@dataclass(frozen=True, slots=True)
class Face:
    """One weight and slope. `source` is its file in the font's package."""

    weight: int
    italic: bool
    source: str

    def name(self, script: str) -> str:
        """Return the name of the asset that holds the letters of a script."""
        return f"{FOLDER}serif-{self.weight}{'i' if self.italic else ''}.{script}.woff2"


FACES: Final = (
    Face(400, False, "SourceSerifPro-Regular.ttf"),
    Face(400, True, "SourceSerifPro-It.ttf"),
    Face(700, False, "SourceSerifPro-Bold.ttf"),
    Face(900, False, "SourceSerifPro-Black.ttf"),
)
# Ranges of code points as CSS writes them. Latin stands alone: it is all that most pages load.
SCRIPTS: Final = {
    "latin": "U+20-7E, U+A0-FF, U+131, U+152-153, U+2BB-2BC, U+2C6, U+2DA, U+2DC, U+2010-2015, U+2018-201E, U+2020-2022, "
    "U+2026, U+2030, U+2039-203A, U+2044, U+20AC, U+2122, U+2190-2193, U+2212",
    "latin-ext": "U+100-130, U+132-151, U+154-24F, U+259, U+1E00-1EFF, U+20A0-20AB, U+20AD-20C0, U+2113",
    "cyrillic-greek": "U+370-3FF, U+400-52F, U+2116",
}


def parse_name(name: str) -> tuple[Face, str] | None:
    """Return the face and the script of an asset's name; None where there is no such file."""
    match = _NAME.fullmatch(name)
    if match is None or match[3] not in SCRIPTS:
        return None
    wanted = (int(match[1]), match[2] == "i")
    face = next((face for face in FACES if (face.weight, face.italic) == wanted), None)
    return (face, match[3]) if face else None


def source(face: Face) -> Path:
    """Return the file of a face as its package brings it."""
    return Path(str(importlib.resources.files("font_source_serif_pro") / "files" / face.source))


@functools.cache
def digest(face: Face, script: str) -> str:
    """Return twelve hexadecimal digits that change with the source and with how it is cut; nothing is cut for it."""
    taken = hashlib.sha256(source(face).read_bytes())
    taken.update(f"{_RECIPE} {SCRIPTS[script]}".encode())
    return taken.hexdigest()[:12]
