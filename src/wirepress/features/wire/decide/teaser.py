"""Whether what a source sends is a whole story or its beginning, and which of two versions of a story is to stand. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from wirepress.features.wire.entry.records import Place, Reason

TEASER_MAX: Final = 160  # words; more is a story, whatever stands at its end
SHORT: Final = 80  # words
FEWER: Final = 4  # times fewer words than the source usually sends
LONGER: Final = 1.5  # times as many words: a longer version
MUCH_LONGER: Final = 3  # times as many words: a short text beside it is its beginning, whatever it ends with
_TAIL: Final = 120  # characters at the end of a text
_MORE: Final = re.compile(
    r"(?:continue|keep)\s+reading|read\s+(?:the\s+)?(?:more|on\b|full|whole|rest|entire)|(?:full|whole)\s+(?:story|article)|weiterlesen|"
    r"(?:mehr|weiter)\s+lesen|"
    r"lesen\s+sie\s+(?:mehr|weiter)|zum\s+(?:ganzen\s+)?artikel|lire\s+(?:la\s+suite|plus|l.article)|"
    r"(?:seguir|continuar|continuez?)\s+(?:leyendo|lendo|à lire)|leer\s+m[aá]s|le(?:r|ia)\s+mais|"
    r"(?:continua\s+a\s+)?leggi\s+(?:tutto|di\s+più|ancora)|"
    r"lees\s+(?:meer|verder)|l[äa]s\s+mer|les\s+mer|l[æa]s\s+mere|czytaj\s+(?:więcej|dalej)|číst\s+(?:dále|více)|devamını\s+oku|"
    r"читать\s+(?:далее|дальше|полностью)|читати\s+далі|اقرأ\s+(?:المزيد|أيضا)|阅读(?:全文|更多)|閱讀全文|続きを読む|더\s*보기",
    re.IGNORECASE,
)
_ELLIPSIS: Final = re.compile(r"(?:\[\s*(?:…|\.{3}|&hellip;)\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3})\s*\Z")
_SENTENCE_END: Final = re.compile(r"[.!?。！？؟…:;\"”’»“)\]]\s*\Z")
_LAST_LINK: Final = re.compile(
    r"""<a\b[^<>]*?\bhref\s*=\s*["']([^"'<>]*)["'][^<>]*>(?:[^<]|<(?!/?a\b)){0,80}</a>(?:\s|</?(?:p|div|span|br|strong|em|b|i)\b[^<>]*>|[.…»›→])*\Z""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What there is to show of a story. `words` of its text; `shown`: pictures, players or frames in it; `teaser`: why it is only a
    beginning, in words, "" for a whole story."""

    words: int
    shown: bool = False
    teaser: str = ""


def count_words(text: str) -> int:
    """Return the words of a text; of a script without blanks between them, every second sign is one."""
    words = len(text.split())
    signs = sum(1 for sign in text if sign > "\u2e80") if not text.isascii() else 0
    return words + signs // 2


def find_teaser(markup: str, text: str, url: str, usual: int = 0) -> str:
    """Return why a text is only the beginning of a story, in words; "" for a whole one. `usual`: words that its source sends."""
    words = count_words(text)
    if not words or words > TEASER_MAX:
        return ""
    tail = text.rstrip()
    if _MORE.search(tail[-_TAIL:]):
        return "it ends with an invitation to read on"
    if _ELLIPSIS.search(tail[-20:]):
        return "it breaks off with an ellipsis"
    link = _LAST_LINK.search(markup.rstrip()[-1000:])
    if link and url and link[1].split("#")[0].rstrip("/") == url.split("#")[0].rstrip("/") and words <= SHORT:
        return "it ends with a link to the rest"
    if 20 <= words <= SHORT and not _SENTENCE_END.search(tail) and (tail[-1].isalnum() or tail[-1] in ",-–—"):
        return "its last sentence is cut"
    if usual >= SHORT and words * FEWER <= usual:
        return f"it has {words} words, where its source usually sends {usual}"
    return ""


@dataclass(frozen=True, slots=True)
class StandingVersion:
    """The version that stands for a story here. `public`: readers see it; `edited`: somebody here has changed it."""

    words: int = 0
    teaser: bool = False
    priority: int = 0  # of its source
    public: bool = True
    edited: bool = False
    promote: Literal["hand", "auto"] = "hand"  # what its source's policy says about a better version


def choose_place(coming: BodyFacts, priority: int, standing: StandingVersion) -> tuple[Place, Reason | None]:
    """Return where a further version of a story goes: beside the one that stands, in front of it, or beside it with an offer.

    A better version is one of a source that goes first, or the whole story where a beginning stands. Nothing takes the place of what
    was edited here; what readers see is replaced only where the policy says so.
    """
    longer = coming.words >= LONGER * max(standing.words, 1)
    if priority != standing.priority:
        better = priority > standing.priority and (not coming.teaser or standing.teaser)
        words = "its source goes before the one that told it first"
    else:
        begun = standing.teaser or (standing.words <= TEASER_MAX and coming.words >= MUCH_LONGER * standing.words)
        better = begun and not coming.teaser and longer
        words = (
            f"it is the whole story ({coming.words} words), where the beginning of it stood ({standing.words} words)"
        )
    if not better:
        return "beside", None
    if standing.edited or (standing.public and standing.promote == "hand"):
        why = "was edited here" if standing.edited else "is public"
        return "offer", Reason(
            "version.offer",
            f"It may take the place of the first version: {words}. That one {why}, so a person decides.",
        )
    return "front", Reason("version.front", f"It takes the place of the first version: {words}.")
