"""German."""

from __future__ import annotations

import re
from typing import Final

from wirepress.features.seo.analysis.languages.language import Language, phrases, words

_AUXILIARY: Final = re.compile(
    r"\b(?:werde|wirst|wird|werden|werdet|wurde|wurdest|wurden|wurdet|worden|würde|würden)\b", re.IGNORECASE
)
_PARTICIPLE: Final = re.compile(
    r"\b(?:(?:ab|an|auf|aus|bei|durch|ein|fest|her|hin|los|mit|nach|um|vor|weg|zu|zurück|zusammen)?ge[a-zäöüß]{2,}(?:t|en)"
    r"|(?:be|emp|ent|er|miss|ver|zer|über|unter|wider)[a-zäöüß]{3,}(?:t|en)|[a-zäöüß]{3,}iert)\b"
)


def is_passive(sentence: str) -> bool:
    """Return whether a sentence has a form of "werden" with a participle (and is no future, whose verb is an infinitive at the end)."""
    auxiliary = _AUXILIARY.search(sentence)
    if auxiliary is None:
        return False
    participles = [one.group() for one in _PARTICIPLE.finditer(sentence)]
    future = auxiliary.group().casefold() in ("werde", "wirst", "wird", "werden", "werdet", "würde", "würden")
    # In the future the last word is an infinitive, which begins as some participles do ("wird verstehen"); only -t is sure then.
    return any(one.endswith("t") or "ge" in one[:6] or not future for one in participles)


GERMAN: Final = Language(
    code="de",
    name="German",
    stemmer="german",
    function_words=words(
        "aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei bin bis bist da damit dann das dass dein dem "
        "den denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es euch "
        "euer für hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder "
        "jedes kann kein keine können man mein mich mir mit nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner "
        "seit sich sie sind so soll sollen sondern über um und uns unser unter vom von vor war waren was weil welche wenn wer werden wie "
        "wieder will wir wird wo wurde wurden zu zum zur zwar zwischen"
    ),
    transitions=phrases("""
        aber, abgesehen davon, abschließend, allerdings, also, andererseits, anschließend, ansonsten, auch, auf der anderen seite,
        aus diesem grund, ausgenommen, außerdem, bevor, beispielsweise, besonders, bis, da, dabei, dadurch, dafür, dagegen, daher, damit,
        danach, dann, darüber hinaus, darum, davor, dazu, demnach, dennoch, denn, deshalb, deswegen, doch, ebenfalls, ebenso, einerseits,
        endlich, erstens, falls, ferner, folglich, gleichwohl, gleichzeitig, hingegen, im gegensatz, im gegenteil, in der tat, indem,
        infolgedessen, insbesondere, inzwischen, jedoch, kurz gesagt, letztendlich, nachdem, nicht nur, nichtsdestotrotz, nämlich, ob,
        obwohl, schließlich, sobald, sodass, sofern, somit, sonst, sowohl, später, statt, stattdessen, trotz, trotzdem, unterdessen,
        vor allem, vorher, während, währenddessen, weil, weiterhin, wenn, wie, zudem, zuerst, zuletzt, zum beispiel, zunächst,
        zusammenfassend, zuvor, zwar, zweitens"""),
    is_passive=is_passive,
    ease=lambda length, syllables: 180 - length - 58.5 * syllables,  # Amstad 1978
    vowels="aeiouyäöü",
    abbreviations=words(
        "bzw ca d.h dr etc evtl ggf inkl mio mrd nr prof s sog st str u.a usw vgl z.b z zzgl jan feb apr aug sept okt nov dez"
    ),
    ordinal_point=True,
    emotional=words(
        "angst drama dramatisch erschütternd freude frieden furcht gefahr gewalt glück hass held hoffnung katastrophe krieg krise leid liebe "
        "mord mut panik rache rettung schande schock schmerz schrecken sieg sorge stolz terror tod tot tote tragisch tragödie trauer wut"
    ),
    strong=words(
        "aus beste endlich ende erste exklusiv geheim gewinn größte historisch jetzt kampf live neu neue rekord schlimmste skandal sofort "
        "streik verbot verlust warnt warnung warum wie"
    ),
)
