"""Runs the night; see the package's own words."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import bench.night as words
from bench.night import morning
from bench.night.mailbox import open_mailbox
from bench.night.places import Place, make_places
from bench.night.workers import Workers
from bench.night.world import World, serve
from bench.wire import ROOT, database

SHOWN: Final = 60  # faults
PATIENCE: Final = 180.0  # seconds for an hour of the night
MEMORY_MAX: Final = 350  # MB of a worker with all features on; the wire alone stays below 300
WARM: Final = 5  # hours in which a worker loads what it needs: models of languages, readers of pages
GROWTH_MAX: Final = 1.15  # times as much in the morning as after the first hours


def main() -> int:
    """Run the night and say what is wrong in the morning."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.night", description=words.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hours", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=7)
    parser.add_argument("--plain", type=int, default=12, help="sources that do nothing wrong")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    given = parser.parse_args()
    places = make_places(given.plain)
    with (
        tempfile.TemporaryDirectory(prefix="night-") as folder,
        database(given.database, Path(folder)) as url,
        open_mailbox() as box,
        serve(places) as world,
    ):
        environment = _make_site(Path(folder), url, box.address)
        _add_sources(places, world.base)
        workers = Workers(given.workers, environment, Path(folder) / "workers.log")
        try:
            faults = _run_night(given, places, world, workers)
        finally:
            workers.stop()
        faults += (
            morning.find_faults(places, given.hours - 1)
            + morning.find_mail_faults(places, box.mails, given.hours - 1)
            + morning.find_left_over()
        )
        print(
            f"{len(box.mails)} mails, {workers.killed} workers killed, {sum(world.asked.values())} documents asked for"
        )
        if faults and os.environ.get("NIGHT_LOG"):
            Path(os.environ["NIGHT_LOG"]).write_bytes(
                (Path(folder) / "workers.log").read_bytes() + "\n\n".join(box.mails).encode()
            )
    for fault in faults[:SHOWN]:
        print(f"WRONG  {fault}")
    print("The night went well." if not faults else f"{len(faults)} things went wrong.")
    return 1 if faults else 0


def _make_site(folder: Path, url: str, mail: str) -> dict[str, str]:
    """Make an empty site in this process's settings. Return the environment for its workers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_"))}
    own = {
        "WIREPRESS_SITE": str(folder),
        "WIREPRESS_URL": "http://news.example",
        "WIREPRESS_SECRET_KEY": "bench-only-and-long-enough-for-it",
        "WIREPRESS_DATABASE_URL": url,
        "WIREPRESS_MAIL_URL": mail,
        "DJANGO_SETTINGS_MODULE": "wirepress.project.django",
        "PYTHONPATH": str(ROOT),
    }
    os.environ.update(own)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from wirepress.content.users.actions.create import create_user

    create_user(login="chief", email="chief@desk.example", password="never-used-here", role="administrator")
    return {**kept, **own}


def _add_sources(places: Sequence[Place], base: str) -> None:
    from wirepress.features.wire.sources.manage import add_source

    for place in places:
        policy = {"rights": {"credit": "{source}"}, **place.policy}
        fields = {
            "name": place.name,
            "url": f"{base}/{place.name}",
            "home": f"{base}{place.home}" if place.home else "",
            "allow_private": True,
            "interval": 3600,
            "policy": policy,
        }
        add_source(fields)


def _run_night(given: argparse.Namespace, places: Sequence[Place], world: World, workers: Workers) -> list[str]:
    chance, memory, faults = random.Random(3), list[int](), list[str]()
    kills = sorted(chance.choices(range(given.hours), k=given.kills)) if given.workers > 1 else []
    for hour in range(given.hours):
        world.hour = hour
        began = time.monotonic()
        late = _pass_hour(workers, [chance.uniform(0.3, 4.0) for one in kills if one == hour], chance)
        faults += [f"hour {hour}: nobody looked at {name}" for name in late]
        memory.append(workers.memory())
        print(f"hour {hour}: {time.monotonic() - began:.0f} s, {memory[-1]} MB", flush=True)
    faults += [
        f"hour {given.hours}: nobody looked at {name}" for name in _pass_hour(workers, [], chance)
    ]  # what a kill left is done
    _send_what_is_due()
    faults += [f"a worker ended by itself with {code}" for code in workers.died()]
    if memory and max(memory) > MEMORY_MAX:
        faults.append(f"a worker took {max(memory)} MB")
    if len(memory) > WARM and memory[-1] > GROWTH_MAX * max(memory[:WARM]):
        faults.append(f"a worker's memory grew from {max(memory[:WARM])} to {memory[-1]} MB")
    return faults


def _pass_hour(workers: Workers, kills: list[float], chance: random.Random) -> list[str]:
    """Let everything be due, and wait until all of it was looked at. Return the names of those that nobody looked at."""
    from wirepress.content.options import site
    from wirepress.features.wire.models import Source

    time.sleep(1.1)  # moments are kept in seconds
    begun = site.now_gmt()
    asked = Source.objects.filter(enabled=True, due__isnull=False)
    numbers = list(asked.values_list("pk", flat=True))
    asked.update(due=begun)
    ends, started = time.monotonic() + PATIENCE, time.monotonic()
    waiting = Source.objects.filter(pk__in=numbers).exclude(looked__gte=begun)
    while time.monotonic() < ends:
        if kills and time.monotonic() - started > kills[0]:
            kills.pop(0)
            workers.kill(chance.randrange(1, len(workers.processes)))
        if not kills and not waiting.exists():
            return []
        time.sleep(0.2)
    return list(waiting.values_list("name", flat=True))


def _send_what_is_due() -> None:
    """Wait until the newsroom was told of everything, and send the digest of the morning."""
    from wirepress.content.options import site, store
    from wirepress.features.wire.maintenance.alerts import is_any_news
    from wirepress.features.wire.maintenance.digest_mail import HOUR, send_digest

    ends = time.monotonic() + 60
    while is_any_news() and time.monotonic() < ends:
        time.sleep(0.5)
    store.put(HOUR, site.to_local(site.now_gmt()).hour)
    send_digest()


if __name__ == "__main__":
    sys.exit(main())
