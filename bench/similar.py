"""Near-duplicates on a labelled set of invented agency copy: the share that is found, and stories merged that are not the same.

    python -m bench.similar [--stories N] [--seed N] [--keep]

Every text is looked for among those before it, as the wire does (bands in the database, comparison of a few candidates), and kept.
`--keep` writes the figures to bench/results/.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import machine

RESULTS = Path(__file__).parent / "results"
NOW = datetime(2026, 11, 25, 12)
FIRST = 20  # stories of a site's first document


def start(folder: str) -> None:
    """A new site of its own in a folder."""
    os.environ.update(
        WIREPRESS_SITE=folder,
        WIREPRESS_URL="http://news.example",
        WIREPRESS_SECRET_KEY="bench-only-and-long-enough-to-be-one",
    )
    os.environ["DJANGO_SETTINGS_MODULE"] = "wirepress.project.django"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def measure(seed: int, stories: int, *, show: int = 0) -> dict[str, Any]:
    """Shares found and merged wrongly, by what was done to the text, and texts per second.

    A text is a copy when another site has told its story before."""
    from django.db import transaction

    from bench.copy.make import labelled
    from wirepress.features.wire import dedupe
    from wirepress.features.wire.dedupe.standing_text import find_standing
    from wirepress.features.wire.entry.identity import make_keys
    from wirepress.features.wire.entry.records import Entry
    from wirepress.features.wire.models import Item, Source, Version

    texts = labelled(seed, stories)
    sources: dict[int, Source] = {}
    standing: dict[int, frozenset[int]] = {}
    for site in sorted({one.site for one in texts}):
        source = Source.objects.create(name=f"site {site}", slug=f"bench-{seed}-{site}", created=NOW)
        # as its first document lets the wire learn it
        standing[source.pk] = find_standing([(one.title, one.text) for one in texts if one.site == site][:FIRST]).often
        sources[site] = source
    told_by: dict[int, int] = {}
    seen: dict[int, set[int]] = {}  # story -> sites that told it
    missed, wrong = Counter[str](), Counter[str]()
    new = copies = hits = merges = 0
    spent = {"sketch": 0.0, "look": 0.0, "keep": 0.0}
    with transaction.atomic():
        for number, one in enumerate(texts):
            began = time.process_time()
            source = sources[one.site]
            keys = make_keys(Entry(guid=str(number), title=one.title), one.text)
            mark = dedupe.make_fingerprint(one.title, one.text, one.language, standing[source.pk])
            sketched = time.process_time()
            since = NOW - timedelta(days=3)
            twins = dedupe.find_headline_twins([keys], source, since=since).get(keys.title, [])
            match = dedupe.find_nearest(
                mark,
                since=since,
                source=source,
                standing=standing.__getitem__,
                headline_twins=twins,
            )
            looked = time.process_time()
            item = Item.objects.create(
                source=source,
                guid_key=str(number),
                title_key=keys.title,
                title=one.title,
                seen=NOW + timedelta(seconds=number),
            )
            Version.objects.create(item=item, seen=item.seen, content_key=str(number), title=one.title, text=one.text)
            made = time.process_time()
            dedupe.store_bands(item, mark)
            spent["sketch"] += sketched - began
            spent["look"] += looked - sketched
            spent["keep"] += time.process_time() - made
            told_by[item.pk] = one.told
            answer = told_by[match.item_id] if match else None
            known = bool(seen.get(one.told, set()) - {one.site})
            if known:
                copies += 1
                hits += answer == one.told
                if answer != one.told:
                    missed.update([*one.how.split("+"), one.language])
            else:
                new += 1
            if answer is not None and answer != one.told:
                merges += 1
                wrong.update([one.how, one.language])
            if show and answer != (one.told if known else None):
                show -= 1
                print(f"{one.language} {one.how}: {match.words if match else 'not found'}")
            seen.setdefault(one.told, set()).add(one.site)
    return {
        "seed": seed,
        "texts": len(texts),
        "copies": copies,
        "new": new,
        "found": round(hits / copies, 4),
        "false merges": round(merges / new, 4),
        "missed by": dict(missed),
        "merged wrongly by": dict(wrong),
        "texts per second of one core": {name: round(len(texts) / took) for name, took in spent.items()},
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=400)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="so many of the wrong answers")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        row = measure(chosen.seed, chosen.stories, show=chosen.show)
    for name, value in row.items():
        print(f"{name}: {value}")
    if chosen.keep:
        target = RESULTS / f"similar-{datetime.now(UTC):%Y-%m-%d}.json"
        target.write_text(json.dumps({"machine": machine.describe(), **row}, indent=2) + "\n")
        print(f"Kept in {target}")


if __name__ == "__main__":
    main()
