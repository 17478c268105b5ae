"""Spanish."""

from __future__ import annotations

import re
from typing import Final

from wirepress.features.seo.analysis.languages.language import Language, phrases, words

_SER: Final = "soy eres es somos son era eran fue fueron sido ser siendo será serán sería serían sea sean fuera fueran fuese fuesen"
_PASSIVE: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(_SER.split())})\s+"
    r"(?:(?:no|ya|también|todavía|aún|nunca|\w+mente)\s+){0,2}"
    r"(?:\w+(?:ado|ada|ados|adas|ido|ida|idos|idas)|(?:\w*(?:escri|hech|dich|pues|vist|muert|abiert|rot|cubiert|suelt|impres)t?[oa]s?))(?!\w)",
    re.IGNORECASE,
)


def is_passive(sentence: str) -> bool:
    """Return whether a sentence has a form of "ser" with a participle."""
    return _PASSIVE.search(sentence) is not None


SPANISH: Final = Language(
    code="es",
    name="Spanish",
    stemmer="spanish",
    function_words=words(
        "a al algo ante antes aquel aquella aunque cada como con contra cual cuando de del desde donde dos e el él ella ellas ellos en entre "
        "era eran es esa esas ese eso esos esta está están estas este esto estos fue fueron ha había han hasta hay la las le les lo los más me "
        "mi mis muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero por porque que qué quien se sea según ser si "
        "sí sido sin sobre son su sus también tan tanto te tiene tienen toda todas todo todos tu tus un una unas uno unos y ya yo"
    ),
    transitions=phrases("""
        a causa de, a continuación, a diferencia de, a pesar de, además, ahora bien, al contrario, al final, al mismo tiempo, al principio,
        ante todo, antes de, antes que, asimismo, así, así que, aun así, aunque, cabe señalar, como consecuencia, como resultado, con todo,
        cuando, dado que, de ahí que, de esta manera, de hecho, de igual forma, de la misma manera, debido a, desde entonces, después,
        en cambio, en cierto modo, en conclusión, en consecuencia, en cuanto a, en definitiva, en efecto, en otras palabras, en particular,
        en primer lugar, en realidad, en resumen, en segundo lugar, en suma, entonces, entretanto, es decir, especialmente,
        finalmente, hasta que, igualmente, incluso, luego, mientras, mientras tanto, no obstante, o sea, para que, pero,
        por consiguiente, por ejemplo, por el contrario, por eso, por esta razón, por lo demás, por lo tanto, por otra parte, por otro lado,
        por tanto, por último, por una parte, porque, posteriormente, primero, pues, puesto que, segundo, si bien, sin embargo, sobre todo,
        también, tan pronto como, tras, ya que"""),
    is_passive=is_passive,
    ease=lambda length, syllables: 206.84 - 1.02 * length - 60 * syllables,  # Fernández Huerta 1959
    vowels="aeiouáéíóúü",
    long_sentence=25,
    abbreviations=words(
        "sr sra srta dr dra d dña ud uds etc av núm pág p.ej ee.uu aprox ene feb abr ago sept oct nov dic"
    ),
    emotional=words(
        "alegría amor angustia asesinato caos coraje crisis cruel desastre desesperación dolor dramático duelo esperanza feliz furia guerra "
        "héroe horror ira luto miedo muerte muerto muertos orgullo pánico paz peligro rabia rescate temor terror tragedia trágico triste "
        "víctima victoria violencia"
    ),
    strong=words(
        "alerta clave cómo exclusivo fin final gana gratis histórico huelga inédito lucha mayor mejor nueva nuevo peor primer primera primero "
        "prohíbe récord revela secreto último escándalo urgente"
    ),
)
