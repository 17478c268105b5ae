"""What a story is made of: its length, links, pictures and headings, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wirepress.features.seo.analysis.check import Check, Status
from wirepress.features.seo.analysis.read_text import Text
from wirepress.features.seo.analysis.story import Story

_WORDS_GOOD: Final = 300
_WORDS_LEAST: Final = 100
# Texts of links that say nothing of where they lead, in the languages that are known.
_EMPTY_WORDS: Final = frozenset(
    (
        "here",
        "click here",
        "read more",
        "more",
        "this",
        "link",
        "hier",
        "mehr",
        "weiterlesen",
        "ici",
        "cliquez ici",
        "lire la suite",
        "aquí",
        "haga clic aquí",
        "leer más",
        "más",
        "здесь",
        "тут",
        "подробнее",
        "читать далее",
    )
)


def check_content(story: Story, text: Text) -> Iterator[Check]:
    """Yield what is to be said of the story's parts."""
    yield _length(text)
    yield from _links(text)
    yield _pictures(story, text)
    yield _alternative_texts(story, text)
    yield _credits(story, text)
    yield _empty_links(text)
    yield _heading_order(text)


def _length(text: Text) -> Check:
    number = len(text.words)
    status: Status = "good" if number >= _WORDS_GOOD else "fair" if number >= _WORDS_LEAST else "poor"
    told = "1 word" if number == 1 else f"{number} words"
    reason = {
        "good": f"{told}.",
        "fair": f"{told}: enough for a short report; {_WORDS_GOOD} and more are found more often.",
        "poor": f"{told}: too few to say what happened and why it matters.",
    }[status]
    return Check("length", "content", status, "Length of the text", reason, 3)


def _links(text: Text) -> Iterator[Check]:
    leading = [
        link for link in text.links if link.href and not link.href.startswith(("#", "mailto:", "tel:", "javascript:"))
    ]
    own = sum(link.own for link in leading)
    outward = [link for link in leading if not link.own]
    if own:
        yield Check("links_inward", "content", "good", "Links within the site", f"{own} to other stories or pages.", 2)
    else:
        yield Check(
            "links_inward", "content", "fair", "Links within the site", "None. Link to what was reported before.", 2
        )
    if not outward:
        yield Check(
            "links_outward",
            "content",
            "fair",
            "Links to sources",
            "None. Link to the document, the study, the statement.",
            2,
        )
    elif all(link.nofollow for link in outward):
        yield Check(
            "links_outward", "content", "fair", "Links to sources", "All of them tell search engines not to follow.", 2
        )
    else:
        yield Check("links_outward", "content", "good", "Links to sources", f"{len(outward)} to other sites.", 2)


def _pictures(story: Story, text: Text) -> Check:
    number = len(text.pictures) + story.has_lead_picture + text.videos
    if number:
        return Check(
            "pictures",
            "content",
            "good",
            "Pictures",
            f"{number} with the story." if number > 1 else "One with the story.",
            2,
        )
    return Check(
        "pictures",
        "content",
        "poor",
        "Pictures",
        "None. A story without one is hardly shown in news results and on social networks.",
        2,
    )


def _alternative_texts(story: Story, text: Text) -> Check:
    about = "Alternative texts"
    shown = [picture for picture in text.pictures if not picture.decorative]
    missing = sum(not (picture.alt or "").strip() for picture in shown) + (
        story.has_lead_picture and not story.lead_alt.strip()
    )
    if not shown and not story.has_lead_picture:
        return Check("alternative_texts", "content", "none", about, "There are no pictures.", 3)
    if missing:
        told = "One picture has" if missing == 1 else f"{missing} pictures have"
        return Check(
            "alternative_texts", "content", "poor", about, f"{told} none: who cannot see it misses what it shows.", 3
        )
    return Check("alternative_texts", "content", "good", about, "Every picture has one.", 3)


def _credits(story: Story, text: Text) -> Check:
    about = "Captions and credits"
    shown = [picture for picture in text.pictures if not picture.decorative]
    if not shown and not story.has_lead_picture:
        return Check("credits", "content", "none", about, "There are no pictures.", 2)
    missing = sum(not picture.caption for picture in shown) + (story.has_lead_picture and not story.lead_has_credit)
    if missing:
        told = "One picture says" if missing == 1 else f"{missing} pictures say"
        return Check("credits", "content", "fair", about, f"{told} neither what it shows nor whose it is.", 2)
    return Check("credits", "content", "good", about, "Every picture says what it shows or whose it is.", 2)


def _empty_links(text: Text) -> Check:
    nowhere = sum(link.href in ("", "#") or link.href.startswith("javascript:") for link in text.links)
    nameless = sum(not link.text for link in text.links)
    vague = sum(link.text.casefold().strip(" .…»›>→") in _EMPTY_WORDS for link in text.links)
    about = "What links say"
    if not text.links:
        return Check("empty_links", "content", "none", about, "There are no links.")
    if nowhere or nameless:
        return Check("empty_links", "content", "poor", about, f"{nowhere + nameless} lead nowhere or have no text.")
    if vague:
        return Check(
            "empty_links", "content", "fair", about, f"{vague} only say “here” or “more”. Say what stands behind them."
        )
    return Check("empty_links", "content", "good", about, "Each says where it leads.")


def _heading_order(text: Text) -> Check:
    about = "Order of headings"
    if not text.headings:
        return Check("heading_order", "content", "none", about, "There are no subheads.")
    if any(heading.level == 1 for heading in text.headings):
        return Check(
            "heading_order",
            "content",
            "poor",
            about,
            "One is of the first level, which is the headline's. Use the second.",
        )
    before = 1
    for heading in text.headings:
        if not heading.text:
            return Check("heading_order", "content", "poor", about, "One has no text.")
        if heading.level > before + 1:
            return Check(
                "heading_order",
                "content",
                "poor",
                about,
                f"“{heading.text[:40]}” is of level {heading.level} and follows level {before}: one is left out.",
            )
        before = heading.level
    return Check("heading_order", "content", "good", about, "No level is left out.")
