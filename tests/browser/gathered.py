"""Fills a site with sources and gathered stories in every state, for the browser's tests. Runs in the site's own environment:

WIREPRESS_SITE=FOLDER python -m tests.browser.gathered
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.waiting import PATIENCE

SOURCES = ("Marrow Bay Courier", "Tern Hill Observer", "Harbour Radio", "Fennel Green Weekly")
WHY = (
    {"rule": "status", "words": "It waits in the queue for a person."},
    {"rule": "category", "words": "Harbour: by the rule “tides”, because the title has the word “tide”."},
    {"rule": "author", "words": "Filed under the site's first administrator."},
    {"rule": "filter.include", "words": "Let in by the filter “coast”: the title has the word “ferry”."},
)


def gather(folder: Path) -> None:
    """Fills the site of that folder."""
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "WIREPRESS_SITE": str(folder), "PYTHONPATH": str(root)}
    for name in ("WIREPRESS_URL", "WIREPRESS_SECRET_KEY", "WIREPRESS_DATABASE_URL"):
        environment.pop(name, None)
    subprocess.run(
        [sys.executable, "-m", "tests.browser.gathered"], env=environment, cwd=root, check=True, timeout=PATIENCE
    )


def main() -> None:
    """In the site's process."""
    import django

    django.setup()
    from tests.features.wire.items import item_of
    from wirepress.content.users.models import User
    from wirepress.features.wire.curation.merge import merge_items

    ann: Any = User.objects.get(login="ann")
    courier, observer, *_ = _sources()
    verdict = {"action": "file", "status": "pending", "categories": ["Harbour"], "reasons": list(WHY)}
    waiting = [
        item_of((courier, observer)[number % 2], number, "queued", ann, verdict=verdict) for number in range(1, 7)
    ]
    words = "The source has cancelled the story. It still stands on the site."
    filed = item_of(courier, 7, "filed", ann, flag="withdrawn", flag_words=words)
    text = filed.versions.get().text
    later = filed.seen + timedelta(hours=1)
    filed.versions.create(
        seen=later,
        content_key="c" * 32,
        title=filed.title,
        text=f"{text}\n\nA correction.",
        html="<p>A correction.</p>",
    )
    merge_items(item_of(observer, 8, "queued", ann).pk, filed.pk, actor=ann)
    for number, state in ((9, "skipped"), (10, "held"), (11, "blocked"), (12, "rejected")):
        item_of(courier, number, state, ann)
    assert len(waiting) == 6


def _sources() -> list[Any]:
    from wirepress.content.options import site
    from wirepress.features.wire.models import Run
    from wirepress.features.wire.sources.manage import add_source

    now, made = site.now_gmt(), []
    for place, name in enumerate(SOURCES):
        source = add_source(
            {"name": name, "url": f"https://source{place}.example/feed", "policy": {"status": "pending"}}
        )
        failing = name == "Harbour Radio"
        for day in range(14):
            bad = failing and day < 3
            moment = now - timedelta(days=day)
            filed = 0 if bad else (day * 3 + place) % 5
            Run.objects.create(
                source=source, began=moment, ended=moment, found=9, filed=filed, error="Slow." if bad else ""
            )
        source.looked, source.good = now, now - timedelta(days=3 * failing)
        source.due = now + timedelta(hours=8)  # nobody looks while the tests run
        source.failures, source.error = (9, "Its server did not answer within 20 seconds.") if failing else (0, "")
        source.enabled = place != 3
        source.save()
        made.append(source)
    return made


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")
    main()
