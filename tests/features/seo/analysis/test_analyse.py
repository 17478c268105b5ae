"""The analysis of a story: what each check says, in five languages, and what holds whatever it is given."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.seo.analysis.analyse import analyse, score_headline
from wirepress.features.seo.analysis.check import Check
from wirepress.features.seo.analysis.languages.choose import LANGUAGES, OTHER, choose_language, detect_language
from wirepress.features.seo.analysis.match import count, needles
from wirepress.features.seo.analysis.read_text import read_text, split_sentences
from wirepress.features.seo.analysis.story import Keyphrase, Story
from wirepress.features.seo.head.text_width import text_width

STORY = Story(
    "Ferry strike ends after nine days in Marrow Bay",
    "<p>The ferry strike in Marrow Bay ended on Tuesday, and the first boats left at noon.</p>",
    title="Ferry strike ends after nine days in Marrow Bay - Courier",
    description="The ferry strike ended on Tuesday.",
    slug="ferry-strike-ends",
    address="https://courier.example/2026/ferry-strike-ends/",
    language="en-GB",
    keyphrase=Keyphrase("ferry strike"),
)


def check(name: str, **changes: object) -> Check:
    """One check of the story with these fields changed."""
    story = dataclasses.replace(STORY, **changes)  # type: ignore[arg-type]
    return next(one for one in analyse(story).checks if one.name == name)


def status(name: str, **changes: object) -> str:
    return check(name, **changes).status


@pytest.mark.parametrize("name", ["keyphrase_title", "keyphrase_start", "keyphrase_description", "keyphrase_slug"])
def test_a_keyphrase_is_looked_for_in_each_place(name: str) -> None:
    assert status(name) == "good"
    assert status(name, keyphrase=Keyphrase("harbour crane")) == "poor"
    assert status(name, keyphrase=Keyphrase("the strikes of a Ferry")) == "good"  # other forms, other order
    assert status(name, keyphrase=Keyphrase("walkout", ("ferry strikes",))) == "good"  # a synonym
    assert status(name, keyphrase=Keyphrase("“strike ferry”")) == "poor"  # in quotation marks: the very words


def test_a_story_without_a_keyphrase_is_told_so_once() -> None:
    for none in (None, Keyphrase(""), Keyphrase("—")):
        names = [one.name for one in analyse(dataclasses.replace(STORY, keyphrase=none)).checks]
        assert [name for name in names if name.startswith("keyphrase")] == ["keyphrase"]


def test_a_keyphrase_may_stand_too_often() -> None:
    often = "<p>" + "The ferry strike goes on, and boats lie in port. " * 8 + "</p>"
    seldom = (
        "<p>The ferry strike goes on.</p>" + "<p>Boats lie in port, and nobody knows how long they will stay.</p>" * 30
    )
    assert status("keyphrase_density", body=often) == "poor"
    assert status("keyphrase_density", body=seldom) == "fair"
    assert status("keyphrase_density", body=often.replace("ferry strike", "quarrel")) == "poor"
    assert status("keyphrase_density") == "none"


@pytest.mark.parametrize(
    ("code", "text", "phrase"),
    [
        ("en", "The harbour's cranes stood still", "harbour crane"),
        ("de", "Die Brücken am Hafen sind gesperrt", "Brücke am Hafen"),
        ("ru", "Портовые краны остановились", "портовый кран"),
        ("fr", "Les grues portuaires sont à l'arrêt", "grue portuaire"),
        ("es", "Las grúas portuarias pararon", "grúa portuaria"),
    ],
)
def test_forms_of_a_word_are_the_same_word(code: str, text: str, phrase: str) -> None:
    language = LANGUAGES[code]
    assert count(needles(Keyphrase(phrase), language), [text], language) == 1


def test_widths_are_those_of_the_line_and_not_its_length() -> None:
    assert text_width("illicit", 20) < text_width("MAMMOTH", 20)
    assert text_width("é", 20) == text_width("e", 20) == text_width("e\u0301", 20)
    assert status("title_width", title="W" * 40) == "fair" and status("title_width", title="i" * 40) == "fair"
    assert status("title_width", title="", headline="") == "poor"
    assert status("description_width", description="") == "poor"
    assert status("description_width", description="A ferry strike ended. " * 6) == "good"
    assert status("description_width", description="A ferry strike ended. " * 30) == "fair"


def test_parts_of_a_story_are_seen() -> None:
    figure = "<figure><img src='/a.jpg' alt='{}'>{}</figure>"
    assert status("pictures") == "poor" and status("pictures", has_lead_picture=True) == "good"
    assert status("alternative_texts", body=figure.format("", "")) == "poor"
    assert status("alternative_texts", body=figure.format("Boats", "")) == "good"
    assert status("alternative_texts", body="<img src=/rule.gif role=presentation>") == "none"
    assert status("credits", body=figure.format("Boats", "")) == "fair"
    assert status("credits", body=figure.format("Boats", "<figcaption>Boats. Photo: Courier</figcaption>")) == "good"
    assert status("empty_links", body="<a href='#'>More</a>") == "poor"
    assert status("empty_links", body="<a href='/x'></a>") == "poor"
    assert status("empty_links", body="<a href='/x'>Click here</a>") == "fair"
    assert status("empty_links", body="<a href='/x'><img src=a alt='The timetable'></a>") == "good"
    assert status("links_inward", body="<a href='https://www.courier.example/x'>Before</a>") == "good"
    assert status("links_inward", body="<a href='//other.example/x'>Other</a>") == "fair"
    assert status("links_outward", body="<a href='https://other.example/x'>The study</a>") == "good"
    assert status("links_outward", body="<a rel='nofollow' href='https://other.example/x'>The study</a>") == "fair"


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [("", "none"), ("h2 h3 h2", "good"), ("h2 h4", "poor"), ("h1", "poor"), ("h3", "poor"), ("h2 h3 h4 h2", "good")],
)
def test_no_level_of_headings_is_left_out(headings: str, wanted: str) -> None:
    body = "".join(f"<{tag}>Part</{tag}><p>Text.</p>" for tag in headings.split())
    assert status("heading_order", body=body) == wanted


def test_headings_and_captions_are_not_the_running_text() -> None:
    text = read_text(
        "<h2>Title here</h2><p>One <b>two</b>.</p><figcaption>Caption</figcaption><script>x()</script>", LANGUAGES["en"]
    )
    assert text.words == ["One", "two"] and text.headings[0].text == "Title here"


@pytest.mark.parametrize(
    ("code", "paragraph", "number"),
    [
        ("en", "Mr. Sand of the U.S. office left at 5 p.m. on Monday. “It rains.” He waited… and went!", 3),
        ("de", "Am 3. Mai wurde z.B. die Brücke geöffnet. Dr. Moor kam. Warum?", 3),
        ("fr", "M. Durand est venu. « Il pleut. » Pourquoi ? Parce que.", 4),
        ("es", "El Sr. Vega vino. ¿Por qué? ¡Nadie lo sabe!", 3),
        ("ru", "В 2024 г. мост закрыли. Почему? Никто не знает.", 3),
    ],
)
def test_not_every_point_ends_a_sentence(code: str, paragraph: str, number: int) -> None:
    assert len(split_sentences(paragraph, LANGUAGES[code])) == number


@pytest.mark.parametrize(
    ("code", "passive", "active"),
    [
        (
            "en",
            "The bridge was closed|Two men have been quietly taken home|It is being built",
            "The bridge is old|He was tired|She has closed it",
        ),
        (
            "de",
            "Der Minister wurde verhaftet|Die Brücke wird gebaut|Das Haus ist verkauft worden",
            "Er wird morgen kommen|Sie haben es gesehen|Es ist alt",
        ),
        (
            "fr",
            "Le ministre a été arrêté|Les routes sont fermées par la neige",
            "Il est allé à Paris|Elle est venue|Il est ici|Elle est morte",
        ),
        ("es", "El ministro fue detenido|Las casas fueron construidas", "Ha llegado tarde|Es bonito|Son las tres"),
        (
            "ru",
            "Мост построен в мае|Министр был арестован|Решение было отменено|Дороги закрыты",
            "Он должен уйти|Страна ждёт|Пришёл ураган|Он уверен",
        ),
    ],
)
def test_the_passive_is_told_from_what_looks_like_it(code: str, passive: str, active: str) -> None:
    language = LANGUAGES[code]
    assert [one for one in passive.split("|") if not language.is_passive(one)] == []
    assert [one for one in active.split("|") if language.is_passive(one)] == []


def test_reading_is_judged_in_the_language_of_the_text() -> None:
    simple = "The boat left. The crew was glad. It had a good day, and the sun was out. They came home at noon. " * 4
    hard = (
        "Notwithstanding considerable administrative difficulties, international organisations subsequently reconsidered comprehensive "
        "infrastructural recommendations regarding intercontinental transportation. " * 5
    )
    assert status("ease", body=f"<p>{simple}</p>") == "good" and status("ease", body=f"<p>{hard}</p>") == "poor"
    german = "<p>" + "Die Fähre hat den Hafen am Morgen verlassen, und die Leute waren froh. " * 6 + "</p>"
    assert analyse(dataclasses.replace(STORY, body=german)).language == "de"  # whatever the site says
    finnish = analyse(
        dataclasses.replace(
            STORY, language="fi", headline="Lakko päättyi", body="<p>" + "Laiva lähti satamasta aamulla. " * 30 + "</p>"
        )
    )
    assert finnish.language == "" and finnish.ease is None
    assert {one.status for one in finnish.checks if one.name in ("ease", "passive", "transitions")} == {"none"}


def test_sentences_and_paragraphs_that_tire() -> None:
    alike = "<p>" + "".join(f"It went on for day {number}. " for number in range(5)) + "</p>"
    assert status("consecutive", body=alike) == "poor"
    assert status("consecutive", body="<p>It rained. We left. It stopped.</p>") == "good"
    long = "and the boats lay in the port " * 8
    assert (
        status("sentence_length", body=f"<p>So {long}.</p>") == "poor"
        and status("paragraph_length", body=f"<p>{long * 5}</p>") == "poor"
    )
    assert status("subheads", body=f"<p>{long * 10}</p>") == "poor"
    assert status("subheads", body=f"<p>{long * 5}</p><h2>After</h2><p>{long * 5}</p>") == "good"
    joined = (
        "<p>"
        + "However, the port stayed closed, and nobody said why it was. The boats lay there for days. " * 15
        + "</p>"
    )
    assert (
        status("transitions", body=joined) == "good"
        and status("transitions", body=joined.replace("However, the", "The")) == "poor"
    )


def test_headlines_have_a_score_of_their_own() -> None:
    assert score_headline("") == 0 and score_headline("…") == 0
    good = score_headline("Ferry strike ends after nine days of anger in Marrow Bay")
    assert good > score_headline("It is what it is") and good > score_headline("YOU WON'T BELIEVE WHAT THE FERRY DID!!")
    assert all(score_headline("Strike", code) <= good for code in ("en", "de", "fi", ""))


_HTML = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<h2>",
            "</h4>",
            "<a href='/x'>",
            "<a href>",
            "<img src=x>",
            "<img alt='a ferry' src=y>",
            "<figure>",
            "<figcaption>",
            "&amp;",
            "<!--",
        ]
    )
    | st.text(max_size=30),
    max_size=30,
).map("".join)


@given(_HTML, st.text(max_size=60), st.text(max_size=30), st.sampled_from([*LANGUAGES, "", "fi", "xx-YY"]))
def test_whatever_is_given_gets_the_same_report_twice(body: str, headline: str, phrase: str, language: str) -> None:
    story = Story(
        headline,
        body,
        title=headline,
        language=language,
        keyphrase=Keyphrase(phrase, (headline,)),
        related=[Keyphrase(body)],
    )
    report = analyse(story)
    assert report == analyse(story)
    assert all(0 <= number <= 100 for number in (report.score, report.headline_score, report.readability_score))
    assert all(one.reason and one.title for one in report.checks)


@given(_HTML)
def test_an_alternative_text_more_is_never_worse(body: str) -> None:
    better = body.replace("<img src=x>", "<img src=x alt='Boats in the port'>")
    ranks = {"poor": 0, "fair": 1, "good": 2, "none": 2}
    assert ranks[status("alternative_texts", body=better)] >= ranks[status("alternative_texts", body=body)]


def test_a_language_is_taken_from_the_text_when_the_text_is_plain() -> None:
    assert detect_language("boat") is None and choose_language("de-AT", "Boot") is LANGUAGES["de"]
    assert choose_language("", "Boat") is LANGUAGES["en"] and choose_language("pt_BR", "barco") is OTHER
    russian = (
        "Паром не вышел в море, и это было не в первый раз, но на этот раз никто из них не знал, когда он выйдет." * 2
    )
    assert choose_language("en", russian) is LANGUAGES["ru"]


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"<p>{' '.join(f'harbours{n} strikes{n} cranes{n}' for n in range(k, k + 60))}</p>" for k in range(8)]
    stories = [dataclasses.replace(STORY, body=body) for body in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(analyse, stories)) == [analyse(story) for story in stories]
