"""The plan of shares over many posts and accounts, read from the database and made; and writing stories while shares are being sent.

    python -m bench.social [--posts N] [--accounts N] [--days N] [--keep]

The plan is made as the calendar and the sender make it: rules of all sorts, a year of history. `write` is the time of publishing a story
that asks to be shared, alone and while another thread sends to a slow network. `--keep` writes the figures to bench/results/.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import machine
from bench.similar import start

RESULTS = Path(__file__).parent / "results"


def fill(posts: int, accounts: int, dice: random.Random) -> None:
    """Published posts of two years with a category each, accounts with rules of all sorts, and their shares of a year."""
    from wirepress.content.options import site
    from wirepress.content.posts.models import Post
    from wirepress.content.terms.models import Term, TermPost
    from wirepress.core.secrets.sealing import seal
    from wirepress.features.social.models import AccountConnection, SocialAccount
    from wirepress.features.social.queue.models import AccountQueue, Share

    now = site.now_gmt()
    dates = [now - timedelta(minutes=dice.randrange(2 * 365 * 24 * 60)) for _ in range(posts)]
    rows = [
        Post(status="publish", title=f"Tide {at}", author_id=1 + at % 40, date=date, date_gmt=date)
        for at, date in enumerate(dates)
    ]
    Post.objects.bulk_create(rows, batch_size=2000)
    numbers = list(Post.objects.values_list("pk", flat=True))
    terms = [Term.objects.create(taxonomy="category", name=f"C{at}", slug=f"c{at}") for at in range(20)]
    marks = [TermPost(term=dice.choice(terms), post_id=number) for number in numbers]
    TermPost.objects.bulk_create(marks, batch_size=5000)
    moment = int(now.replace(tzinfo=UTC).timestamp())
    for at in range(accounts):
        account = SocialAccount.objects.create(key=f"practice_{at}", service="practice", name=f"A{at}", connected=True)
        columns = {"external_id": str(at), "secrets": seal({}), "home": site.home(), "connected": now}
        AccountConnection.objects.create(account=account, **columns)
        rules: dict[str, Any] = {
            "schedule": ("fixed", "recurring")[at % 2],
            "times": ["8:15", "12:30", "18:45"],
            "every_hours": 6,
            "order": ("newest", "oldest", "random")[at % 3],
            "again_after_days": 30,
            "gap_minutes": 10,
            "per_day": 5,
        }
        if at % 4 == 0:
            rules["terms"] = [terms[at % 20].pk, terms[(at + 3) % 20].pk]
        if at % 5 == 0:
            rules["without_terms"] = [terms[(at + 1) % 20].pk]
        AccountQueue.objects.create(account=account, rules=rules, start=moment - 400 * 86400, looked=moment)
        shares = [
            Share(
                account=account.key,
                service="practice",
                post_id=dice.choice(numbers),
                state=Share.SENT,
                key=f"{at:04}{place:012}",
                due=moment - place * 21600,
                ended=moment - place * 21600,
            )
            for place in range(1, 1400)
        ]
        Share.objects.bulk_create(shares, batch_size=2000)


def measure_plan(days: float) -> dict[str, Any]:
    """Seconds of wall clock and of work for reading everything and making the plan: the best of three."""
    from wirepress.features.social.queue.load_plan import load_plan, now_unix

    best: dict[str, Any] = {}
    for _ in range(3):
        began, worked = time.perf_counter(), time.process_time()
        plan = load_plan(now_unix() + round(days * 86400)).plan
        found = {
            "seconds": round(time.perf_counter() - began, 3),
            "cpu": round(time.process_time() - worked, 3),
            "shares": len(plan.shares),
        }
        best = min(best or found, found, key=lambda one: one["seconds"])
    return best


def measure_writes(count: int) -> dict[str, Any]:
    """Milliseconds of publishing a story that asks to be shared: median and slowest, alone and while a slow network is sent to."""
    from django.db import connections

    from wirepress.features.social.networks.practice import Practice
    from wirepress.features.social.send.run import send_due

    taken, send = threading.Event(), Practice.send

    def slow(*given: Any) -> Any:
        taken.set()
        time.sleep(0.2)
        return send(*given)

    alone = _write(count)
    Practice.send = slow  # type: ignore[method-assign]
    done = threading.Event()

    def work() -> None:
        while not done.is_set():
            send_due()
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    taken.wait(30)
    beside = _write(count)
    done.set()
    thread.join()
    Practice.send = send  # type: ignore[method-assign]
    return {"alone": alone, "while sending": beside}


def _write(count: int) -> dict[str, float]:
    from wirepress.content.posts.actions.create import create_post
    from wirepress.content.users.models import User

    who, times = User.objects.get(login="ann"), []
    for at in range(count):
        meta = {"rop_publish_now": "yes", "rop_publish_now_accounts": {"practice_1": f"Words {at}"}}
        began = time.perf_counter()
        create_post({"title": f"Now {at}", "content": "x", "status": "publish", "meta": meta}, actor=who)
        times.append((time.perf_counter() - began) * 1000)
    return {"median": round(statistics.median(times), 1), "slowest": round(max(times), 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--accounts", type=int, default=20)
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--keep", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wirepress-social-") as folder:
        start(folder)
        from wirepress.content.users.actions.create import create_user

        create_user(login="ann", email="ann@desk.example", password="long-tide-table", role="administrator")
        fill(chosen.posts, chosen.accounts, random.Random(7))
        found = {"plan": measure_plan(chosen.days), "write": measure_writes(30)}
    found |= {"posts": chosen.posts, "accounts": chosen.accounts, "days": chosen.days}
    print(json.dumps(found, indent=2))
    if chosen.keep:
        name = f"social-{datetime.now(UTC).date()}.json"
        (RESULTS / name).write_text(json.dumps({"machine": machine.describe(), **found}, indent=2) + "\n")


if __name__ == "__main__":
    main()
