"""Sitemaps of a million stories, and redirects by the hundred thousand, on made data.

    python -m bench.seo [--stories N] [--rules N] [--patterns N] [--requests N] [--folder DIR] [--keep]

Sitemaps: how long the index and any file take when nothing is in the server's memory, and what a publication makes anew.
Redirects: a lookup among exact rules and patterns, for addresses with a rule and without one, and the first lookup of a process.
`--folder` keeps the site and uses it again; `--keep` writes the figures to bench/results/.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import machine
from bench.similar import start

RESULTS = Path(__file__).parent / "results"


def fill(stories: int) -> None:
    """Fill the site with invented stories; what is there already is kept."""
    from wirepress.content.options import store
    from wirepress.server.changes import install
    from wirepress.transfer.bench_seed import fill as seed

    install.before_migrate()
    seed.run(stories, 1, force=False, progress=lambda *_: None)
    install.install_triggers()
    store.put("permalink_structure", "/%year%/%monthnum%/%postname%/")


def times(calls: list[Callable[[], Any]]) -> dict[str, float]:
    """Milliseconds that calls take: median, 95 and 99 of 100, the longest; and of the processor's time, which others who
    use the machine do not add to."""
    spent, reckoned = [], []
    for call in calls:
        began, worked = time.perf_counter(), time.thread_time()
        call()
        spent.append((time.perf_counter() - began) * 1000)
        reckoned.append((time.thread_time() - worked) * 1000)
    spent.sort()
    reckoned.sort()
    return {
        "calls": len(spent),
        "p50": spent[len(spent) // 2],
        "p95": spent[int(len(spent) * 0.95)],
        "p99": spent[int(len(spent) * 0.99)],
        "max": spent[-1],
        "cpu p95": reckoned[int(len(reckoned) * 0.95)],
        "cpu p99": reckoned[int(len(reckoned) * 0.99)],
    }


def sitemaps(requests: int, dice: random.Random) -> dict[str, dict[str, float]]:
    """Figures of sitemaps."""
    from django.test import Client

    from wirepress.content.posts.models import Post
    from wirepress.content.users.models import User
    from wirepress.features.seo.sitemaps import chunks
    from wirepress.features.seo.sitemaps.models import SitemapChunk

    client = Client(headers={"host": "news.example"})

    def get(path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    found = {"index, the first time ever": times([lambda: get("/sitemap.xml")])}
    began = time.perf_counter()
    made = chunks.refresh_stale()
    found[f"a chunk, made for the first time ({made} of them)"] = {
        "calls": made,
        "mean": (time.perf_counter() - began) * 1000 / max(made, 1),
    }
    rows = SitemapChunk.objects.filter(type="post", count__gt=0)
    names = [f"/post-sitemap{number if number > 1 else ''}.xml" for number in rows.values_list("number", flat=True)]
    names += [
        "/addl-sitemap.xml",
        "/category-sitemap.xml",
        "/post_tag-sitemap.xml",
        "/author-sitemap.xml",
        "/news-sitemap.xml",
    ]
    names = [name for name in names if client.get(name).status_code == 200]
    found["index"] = times([lambda: get("/sitemap.xml")] * 20)
    chosen = [dice.choice(names) for _ in range(requests)]
    found["any file"] = times([lambda name=name: get(name) for name in chosen])  # type: ignore[misc]
    author = next(one for one in User.objects.all() if one.can("publish_posts"))
    built: list[int] = []
    refresh = chunks.refresh
    chunks.refresh = lambda chunk: (built.append(chunk.number), refresh(chunk))[1]  # type: ignore[assignment]
    newest = f"/post-sitemap{SitemapChunk.objects.filter(type='post', until=None).get().number}.xml"

    def publish() -> None:
        from wirepress.content.posts.actions.create import create_post

        create_post({"title": f"Crane {dice.random()}", "content": "One.", "status": "publish"}, actor=author)  # type: ignore[arg-type]

    for _ in range(10):
        publish()
        found.setdefault("newest file after a publication", {"calls": 0, "mean": 0.0})
        began = time.perf_counter()
        get(newest)
        found["newest file after a publication"]["calls"] += 1
        found["newest file after a publication"]["mean"] += (time.perf_counter() - began) * 100
    get("/sitemap.xml")
    found["chunks made anew by a publication"] = {"mean": len(built) / 10}
    found["stories"] = {"count": Post.objects.filter(type="post", status="publish").count(), "files": len(names)}
    return found


def redirects(rules: int, patterns: int, requests: int, dice: random.Random) -> dict[str, dict[str, float]]:
    """Figures of redirects."""
    from wirepress.features.seo.redirects import find
    from wirepress.features.seo.redirects.models import RedirectRule
    from wirepress.features.seo.redirects.rules import Rule
    from wirepress.features.seo.redirects.save import NewRule, save_rules

    def made() -> Iterator[NewRule]:
        for number in range(rules):
            yield NewRule(Rule(0, "exact", f"/old/{number % 97}/story-{number}.html", f"/2026/05/story-{number}/"))
        shapes = (
            "^/archive/{0}/([0-9]+)/?$",
            "^/[a-z]+/page-{0}$",
            "/print{0}(/|$)",
            "^/(?:de|fr|en)/sec{0}/.*[.]html$",
        )
        for number in range(patterns):
            if number % 5 == 0:
                yield NewRule(Rule(0, "wildcard", f"/was-{number}/*", f"/is-{number}/$1"))
            else:
                yield NewRule(Rule(0, "regex", shapes[number % 5 - 1].format(number), f"/to/{number}/"))

    began = time.perf_counter()
    if not RedirectRule.objects.exists():
        save_rules(made())
    stored = time.perf_counter() - began
    find._kept.clear()
    known = [f"/old/{number % 97}/story-{number}.html" for number in (dice.randrange(rules) for _ in range(requests))]
    unknown = [f"/2026/{dice.randrange(12):02}/some-story-about-{dice.randrange(10**7)}/" for _ in range(requests)]
    fits = [f"/archive/{number}/77" for number in (dice.randrange(patterns // 5) * 5 + 1 for _ in range(requests))]
    return {
        "rules stored": {"count": RedirectRule.objects.count(), "seconds": stored},
        "first lookup of a process": times([lambda: find.find("/nothing")]),
        "no rule": times([lambda path=path: find.find(path) for path in unknown]),  # type: ignore[misc]
        "exact rule": times([lambda path=path: find.find_first(path) for path in known]),  # type: ignore[misc]
        "pattern": times([lambda path=path: find.find_first(path) for path in fits]),  # type: ignore[misc]
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=1_000_000)
    parser.add_argument("--rules", type=int, default=700_000)
    parser.add_argument("--patterns", type=int, default=5000)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--keep", action="store_true")
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = str(chosen.folder or stack.enter_context(tempfile.TemporaryDirectory(prefix="wirepress-bench-")))
        Path(folder).mkdir(parents=True, exist_ok=True)
        start(folder)
        figures: dict[str, Any] = {}
        if chosen.stories:
            fill(chosen.stories)
            figures |= sitemaps(min(chosen.requests, 500), random.Random(1))
        if chosen.rules:
            figures |= redirects(chosen.rules, chosen.patterns, chosen.requests, random.Random(2))
    for name, one in figures.items():
        print(f"{name:<55}" + "  ".join(f"{key} {value:,.2f}".removesuffix(".00") for key, value in one.items()))
    if chosen.keep:
        text = json.dumps({"machine": machine.describe(), "figures": figures}, indent=2)
        (RESULTS / "seo.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
