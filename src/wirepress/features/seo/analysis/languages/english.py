"""English."""

from __future__ import annotations

import re
from typing import Final

from wirepress.features.seo.analysis.languages.language import Language, phrases, words

_IRREGULAR: Final = (
    "arisen awoken beaten become been begun bent bet bitten bled blown born bought bound bred broken brought built burnt burst cast caught "
    "chosen cut dealt done drawn driven drunk dug eaten fallen fed felt fled flown forbidden forced forgiven forgotten fought found frozen "
    "given gone ground grown heard held hidden hit hung hurt kept known laid led left lent let lit lost made meant met mistaken overcome "
    "overthrown paid proven put quit read rewritten ridden risen run rung said sawn seen sent set sewn shaken shed shot shown shut slain "
    "sold sought spent split spoken spread sprung stolen struck stuck stung sung sunk sworn swept swum swung taken taught thrown told torn "
    "understood undone upheld upset withdrawn withheld woken won worn woven written"
)
# "is pleased", "was tired": a state, and nobody does it.
_STATES: Final = words("tired pleased worried interested excited based located concerned supposed used allied aged red")
_PASSIVE: Final = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|get|gets|got|gotten|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|['’]re)\s+"
    r"(?:(?:not|never|also|still|now|then|just|already|being|\w+ly)\s+){0,2}(\w+ed|"
    + "|".join(_IRREGULAR.split())
    + r")\b",
    re.IGNORECASE,
)


def is_passive(sentence: str) -> bool:
    """Return whether something is done to somebody in a sentence, and not by."""
    return any(found.group(1).casefold() not in _STATES for found in _PASSIVE.finditer(sentence))


ENGLISH: Final = Language(
    code="en",
    name="English",
    stemmer="english",
    function_words=words(
        "a about above after again against all am an and any are as at be because been before being below between both but by can could did "
        "do does doing down during each few for from further had has have having he her here hers herself him himself his how i if in into "
        "is it its itself just me more most my myself no nor not now of off on once only or other our ours out over own same she should so "
        "some such than that the their theirs them then there these they this those through to too under until up very was we were what "
        "when where which while who whom why will with would you your yours"
    ),
    transitions=phrases("""
        above all, accordingly, additionally, after all, after that, afterwards, all in all, also, although, as a result, as a consequence,
        as well as, at first, at last, at the same time, because, before, besides, but, by contrast, consequently, conversely, despite,
        earlier, equally, especially, even so, eventually, finally, first, firstly, for example, for instance, for this reason, further,
        furthermore, hence, however, if, in addition, in brief, in conclusion, in contrast, in fact, in other words, in particular,
        in short, in spite of, in the end, in the meantime, including, indeed, instead, later, lastly, likewise, meanwhile, moreover,
        namely, nevertheless, next, nonetheless, nor, notably, on the contrary, on the other hand, otherwise, overall, previously, rather,
        second, secondly, similarly, since, so that, soon, still, subsequently, such as, that is why, then, therefore, third, thirdly,
        though, thus, to sum up, too, unless, unlike, until, whereas, while, yet"""),
    is_passive=is_passive,
    ease=lambda length, syllables: 206.835 - 1.015 * length - 84.6 * syllables,  # Flesch 1948
    vowels="aeiouy",
    abbreviations=words(
        "mr mrs ms dr prof st vs etc e.g i.e u.s u.k u.n jan feb mar apr jun jul aug sep sept oct nov dec no gen col lt sgt rep sen gov inc "
        "ltd co corp jr sr a.m p.m mt approx fig vol"
    ),
    emotional=words(
        "afraid anger angry bitter brave chaos courage crisis cruel danger dead deadly death despair devastating dramatic fear fierce fury "
        "glory grief grim happy hate heartbreak hero hope horror joy killed love mourn murder outrage pain panic peace pride proud rage "
        "rescue riot sad shock survive terror threat tragedy tragic victim victory war worry"
    ),
    strong=words(
        "ban best biggest breakthrough collapse crash defy demand disaster end exclusive fail fight final first free guide historic how "
        "inside key last live major new now record reveal revealed rise scandal secret strike surge top unprecedented vote warn warning why "
        "win worst"
    ),
)
