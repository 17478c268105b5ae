"""What has to be true in the morning, asked of the site's database and of the mails. Each fault is a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape

from bench.night.places import Place

LEAST_WORDS = 12  # of a public story, its credit line left out
_TAG = re.compile(r"<[^<>]*>")
_CREDIT = re.compile(r'<p class="wire-credit">.*?</p>', re.S)


def find_faults(places: Sequence[Place], hours: int) -> list[str]:
    """Return what is wrong with the stories. `hours`: the last hour that the sources told of."""
    from wirepress.content.posts.models import Post

    posts = list(Post.objects.filter(type="post", status="publish").values_list("title", "content"))
    counts, texts = Counter(title for title, _ in posts), dict(posts)
    faults = [f"{number} times on the site: {title}" for title, number in counts.items() if number > 1]
    wanted: dict[str, str] = {}
    for place in places:
        for story in place.public(hours):
            title = escape(story.title, quote=False)
            wanted[title] = place.name
            if title not in counts:
                faults.append(f"{place.name}: not on the site: {story.title}")
            elif not place.changed and escape(story.text[:60], quote=False) not in _words(texts[title]):
                faults.append(f"{place.name}: another text than its own: {story.title}")
            elif place.changed and "Corrected" in story.text and story.text[-40:] not in _words(texts[title]):
                faults.append(f"{place.name}: the correction was not applied: {story.title}")
        faults += [
            f"{place.name}: must not be public: {title!r}"
            for title in place.never
            if escape(title, quote=False) in counts
        ]
    faults += [f"on the site, and nobody's: {title}" for title in counts if title not in wanted]
    faults += [
        f"public with {len(words.split())} words: {title}"
        for title, content in posts
        if len((words := _words(_CREDIT.sub("", content))).split()) < LEAST_WORDS
    ]
    return faults


def _words(content: str) -> str:
    return " ".join(_TAG.sub(" ", content).replace("&amp;", "&").split())


def find_mail_faults(places: Sequence[Place], mails: Sequence[str], hours: int) -> list[str]:
    """Return what is wrong with the mails: each is a text. Trouble of a source ("* name (") is told once."""
    faults = []
    for place in places:
        for words in place.mails if hours >= place.after else ():
            number = sum(words in mail for mail in mails)
            if not number or (words.startswith("* ") and number > 1):
                faults.append(f"{place.name}: {number} mails say “{words}”")
    return faults


def find_left_over() -> list[str]:
    """Return what the night left lying about."""
    from wirepress.core.jobs.models import QueuedJob
    from wirepress.features.wire.models import Source

    faults = [f"a job was given up: {row.name}: {row.error[:200]}" for row in QueuedJob.objects.filter(state="failed")]
    held = Source.objects.exclude(lease_holder="").values_list("name", flat=True)
    return faults + [f"still held by a worker: {name}" for name in held]
