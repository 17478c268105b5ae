"""The language of a text, whatever its source says."""

import pytest

from wirepress.features.wire.entry.language import detect_language

TEXTS = {
    "en": "The ferry ran aground off the island and all of the passengers were saved by fishing boats.",
    "de": "Die Fähre ist vor der Insel auf Grund gelaufen und alle Fahrgäste wurden von Fischern gerettet.",
    "fr": "Le ferry s'est échoué au large de l'île et tous les passagers ont été sauvés par des pêcheurs.",
    "es": "El transbordador encalló frente a la isla y todos los pasajeros fueron rescatados por los pescadores.",
    "it": "Il traghetto si è incagliato al largo dell'isola e tutti i passeggeri sono stati salvati dai pescatori.",
    "pl": "Prom osiadł na mieliźnie koło wyspy i wszyscy pasażerowie zostali uratowani przez rybaków, jak podano.",
    "sv": "Färjan gick på grund utanför ön och alla passagerare räddades av fiskebåtar som var i närheten.",
    "ru": "Паром сел на мель у острова, и все пассажиры были спасены рыбаками, как сообщили в порту.",
    "uk": "Паром сів на мілину біля острова, і всіх пасажирів урятували рибалки, як повідомили в порту.",
    "zh": "渡轮在岛屿附近搁浅，所有乘客都被渔船救起。",
    "ja": "フェリーが島の沖で座礁し、乗客は全員漁船に救助された。",
    "ko": "여객선이 섬 앞바다에서 좌초했고 승객은 모두 구조되었다.",
    "ar": "جنحت العبارة قرب الجزيرة وأنقذ الصيادون جميع الركاب في تلك الليلة الباردة.",
    "el": "Το πλοίο προσάραξε κοντά στο νησί και όλοι οι επιβάτες σώθηκαν από ψαράδες.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_texts_are_told(language: str) -> None:
    assert detect_language(TEXTS[language]) == language
    assert detect_language(TEXTS[language], "en") == language  # the source may be wrong


def test_a_hint_holds_where_the_text_says_nothing() -> None:
    assert (
        detect_language("OK", "de-AT") == "de"
        and detect_language("", "") == ""
        and detect_language("1 2 3 4 5 6", "sv") == "sv"
    )
    assert detect_language("x", "nonsense!") == ""
