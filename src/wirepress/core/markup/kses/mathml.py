"""Elements of formulas (MathML Core and what the common TeX converters add), each with its own attributes as words.

None of them may name an address: nothing in a formula loads or leads anywhere.
"""

from __future__ import annotations

from typing import Final

_EVERYWHERE: Final = "displaystyle mathbackground mathcolor mathsize scriptlevel"
_OVER_UNDER: Final = "accent accentunder"
_OPERATOR: Final = "fence form largeop lspace maxsize minsize movablelimits rspace separator stretchy symmetric"

_OWN: Final = {
    **dict.fromkeys("merror mmultiscripts mn mphantom mprescripts mroot mrow ms msqrt mstyle".split(), ""),
    **dict.fromkeys("msub msubsup msup mtext semantics".split(), ""),
    **dict.fromkeys("mover munder munderover".split(), _OVER_UNDER),
    "annotation": "encoding",
    "math": "display",
    "menclose": "notation",
    "mfrac": "linethickness",
    "mi": "mathvariant",
    "mo": _OPERATOR,
    "mpadded": "depth height lspace voffset width",
    "mspace": "depth height width",
    "mtable": "align columnalign columnlines columnspacing frame framespacing rowalign rowlines rowspacing width",
    "mtd": "columnalign columnspan rowalign rowspan",
    "mtr": "columnalign rowalign",
}

MATH_ELEMENTS: Final = {element: f"{_EVERYWHERE} {own}".rstrip() for element, own in _OWN.items()}
