"""French."""

from __future__ import annotations

import re
from typing import Final

from wirepress.features.seo.analysis.languages.language import Language, phrases, words

_ETRE: Final = (
    "suis es est sommes êtes sont étais était étions étiez étaient serai seras sera serons serez seront serait seraient fut furent soit "
    "soient été être étant"
)
# These make their past with "être" and are not passive.
_MOTION: Final = re.compile(
    r"^(?:all|arriv|entr|rentr|mont|rest|retourn|tomb|pass|n)é|^(?:re|de|par|inter|sur|pro)?(?:ven|dev)u|^(?:re)?part[i]|^sorti|^mort|^descendu"
)
_PASSIVE: Final = re.compile(
    rf"(?<!\w)(?P<be>{'|'.join(_ETRE.split())})\s+(?:(?:pas|plus|jamais|aussi|déjà|encore|toujours|bien|été|\w+ment)\s+){{0,2}}"
    r"(?P<done>\w+(?:é|ée|és|ées|i|ie|ies|u|ue|us|ues|is|ise|ises|it|ite|its|ites|ert|erte|erts|ertes|int|inte|ints|intes))(?!\w)",
    re.IGNORECASE,
)
_NO_VERBS: Final = words(
    "ici ainsi lui aussi depuis parmi plus puis mais vrai joli uni petit petite petits petites point"
)


def is_passive(sentence: str) -> bool:
    """Return whether a sentence has a form of "être" with the participle of a verb that makes its past with "avoir"."""
    return any(
        _MOTION.match(done) is None and done not in _NO_VERBS
        for done in (found.group("done").casefold() for found in _PASSIVE.finditer(sentence))
    )


FRENCH: Final = Language(
    code="fr",
    name="French",
    stemmer="french",
    function_words=words(
        "a à ai as au aux avec avait avaient avoir ce ceci cela ces cet cette ceux chez comme d dans de des du elle elles en est et étaient "
        "était été être eu il ils j je l la le les leur leurs lui m ma mais me même mes moi mon n ne ni nos notre nous on ont ou où par pas "
        "plus pour qu que quel quelle qui s sa sans se sera ses si sont sous sur t ta te tes toi ton tous tout toute toutes tu un une vos "
        "votre vous y"
    ),
    transitions=phrases("""
        ainsi, à cause de, à condition que, à l'inverse, à la fin, afin de, afin que, ailleurs, alors, alors que, après, au contraire,
        au lieu de, aussi, auparavant, autrement dit, avant, bien que, bref, car, c'est pourquoi, c'est-à-dire, cependant, certes,
        d'abord, d'ailleurs, d'autre part, d'une part, dans ce cas, de plus, de même, depuis, dès que, deuxièmement, donc, également,
        en bref, en conclusion, en dépit de, en effet, en fait, en fin de compte, en outre, en particulier, en revanche, en somme, encore,
        enfin, ensuite, entre-temps, et puis, finalement, grâce à, jusqu'à ce que, lorsque, mais, malgré, même si, néanmoins, notamment,
        or, outre, par ailleurs, par conséquent, par contre, par exemple, parce que, pendant que, plus tard, pour cette raison,
        pour que, pourtant, premièrement, puis, puisque, quand, quoique, sauf, selon, si bien que, soudain, surtout, tandis que, tout d'abord,
        toutefois"""),
    is_passive=is_passive,
    ease=lambda length, syllables: 207 - 1.015 * length - 73.6 * syllables,  # Kandel and Moles 1958
    vowels="aeiouyàâäéèêëîïôöùûüœæ",
    long_sentence=25,
    abbreviations=words("m mm mme mlle dr me p.ex etc av janv févr juil sept oct nov déc st ste cf env n° vol"),
    emotional=words(
        "amour angoisse bonheur chagrin choc colère courage crise danger désastre deuil drame espoir fierté guerre haine héros horreur joie "
        "meurtre mort paix panique peur rage révolte souffrance terreur tragédie tragique triste victime victoire violence"
    ),
    strong=words(
        "alerte combat comment défaite dernier enfin exclusif fin gagne gratuit grève historique inédit interdit meilleur nouveau nouvelle "
        "pire pourquoi premier première record scandale secret urgence"
    ),
)
