"""Fills a site with stories, chunk by chunk; an interrupted run goes on where it stopped."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max

from wirepress.content.options import site, store
from wirepress.content.posts.listing import totals
from wirepress.content.posts.listing.counters import install as kept
from wirepress.content.posts.listing.search_index import index
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.transfer import planner_statistics
from wirepress.transfer.bench_seed import prefetch, rows, words
from wirepress.transfer.bench_seed.stories import CHUNK, Plan
from wirepress.transfer.sequences import advance_ids

STATE: Final = "wirepress_bench_seed"  # option: the plan and how far it is
AUTHORS, TOP_SECTIONS, SECTIONS_BELOW, TAGS = 40, 8, 4, 2000
Progress = Callable[[str, int, int], None]


class NotEmpty(Exception):
    """The site has stories that are not of a seed."""


def run(posts: int, seed: int, *, force: bool, progress: Progress) -> int:
    """Make stories until there are so many. Answers how many this run made. Raises NotEmpty."""
    plan, done = _begin(posts, seed, force)
    begun = done
    with _quickly(), closing(prefetch.chunks(plan, words.stock(plan.seed), done, CHUNK)) as coming:
        progress("Stories", done * CHUNK, plan.posts)
        for stories in coming:
            progress("Stories", done * CHUNK, plan.posts)
            with transaction.atomic():
                rows.write(stories, site.home(), plan.seed)
                done += 1
                _keep(plan, done)
        progress("Stories", plan.posts, plan.posts)
    _finish(progress)
    return max(plan.posts - begun * CHUNK, 0)


def _begin(posts: int, seed: int, force: bool) -> tuple[Plan, int]:
    """The plan of an interrupted run of the same size and seed, or a new one."""
    kept_state: dict[str, Any] = store.get(STATE, None) or {}
    plan = _plan_of(kept_state) if kept_state else None
    if plan is not None and (plan.posts, plan.seed) == (posts, seed):
        return plan, int(kept_state["done"])
    if Post.objects.filter(type="post").exists() and not force:
        raise NotEmpty
    with transaction.atomic():
        plan = _new_plan(posts, seed)
        _keep(plan, 0)
    return plan, 0


def _new_plan(posts: int, seed: int) -> Plan:
    dice = random.Random(f"people and terms {seed}")
    first = (Post.objects.aggregate(highest=Max("id"))["highest"] or 0) + 1
    return Plan(
        posts, seed, first, site.now_gmt().replace(microsecond=0), _authors(dice), _categories(dice), _tags(dice)
    )


def _authors(dice: random.Random) -> tuple[int, ...]:
    """Authors who cannot sign in: they have no password."""
    made = []
    for number in range(AUTHORS):
        login, name = f"seed{number:02}", f"{words.name(dice, 2)} {words.name(dice, 2)}".title()
        facts = {
            "nicename": login,
            "email": f"{login}@seed.example",
            "display_name": name,
            "roles": ["author"],
            "registered": site.now_gmt(),
        }
        made.append(User.objects.get_or_create(login=login, defaults=facts)[0].pk)
    return tuple(made)


def _categories(dice: random.Random) -> tuple[int, ...]:
    """Sections and sections below them."""
    found = []
    for number in range(TOP_SECTIONS):
        top = _terms("category", {f"seed-section-{number}": words.name(dice, 2)})
        below = {f"seed-section-{number}-{place}": words.name(dice, 3) for place in range(SECTIONS_BELOW)}
        found += [*top, *_terms("category", below, parent=top[0])]
    return tuple(found)


def _tags(dice: random.Random) -> tuple[int, ...]:
    return _terms("post_tag", {f"seed-tag-{number}": words.name(dice, 3) for number in range(TAGS)})


def _terms(taxonomy: str, names: dict[str, str], parent: int = 0) -> tuple[int, ...]:
    """Terms by their slugs, made where they are missing."""
    rows = Term.objects.filter(taxonomy=taxonomy, slug__startswith="seed-")
    there = set(rows.values_list("slug", flat=True))
    missing = [
        Term(taxonomy=taxonomy, slug=slug, name=name, parent_id=parent)
        for slug, name in names.items()
        if slug not in there
    ]
    Term.objects.bulk_create(missing, batch_size=500)
    numbers = dict(rows.values_list("slug", "id"))
    return tuple(numbers[slug] for slug in names)


def _keep(plan: Plan, done: int) -> None:
    store.put(STATE, {**asdict(plan), "now": plan.now.isoformat(), "done": done})


def _plan_of(state: dict[str, Any]) -> Plan:
    facts = {name: value for name, value in state.items() if name != "done"}
    plan = Plan(**facts)
    return replace(
        plan,
        now=datetime.fromisoformat(facts["now"]),
        authors=tuple(plan.authors),
        categories=tuple(plan.categories),
        tags=tuple(plan.tags),
    )


@contextmanager
def _quickly() -> Iterator[None]:
    """SQLite: a large cache, and no waiting for the disk; PostgreSQL: no waiting for the disk. A crash of the machine may cost the seed."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA cache_size = -262144")
            cursor.execute("PRAGMA synchronous = OFF")
        else:
            cursor.execute("SET synchronous_commit = off")
    kept.remove_triggers()
    try:
        yield
    finally:
        connection.close()


def _finish(progress: Progress) -> None:
    """Counts, lists, next ids and the index of words, for all that was written without triggers."""
    progress("Counting", 0, 3)
    kept.install_triggers()
    totals.recount_totals()
    progress("Counting", 1, 3)
    with transaction.atomic():
        totals.count_terms(Term.objects.values_list("id", flat=True))
    advance_ids()
    progress("Counting", 2, 3)
    index.reset_index()
    planner_statistics.update_statistics()
    progress("Counting", 3, 3)
    index.rebuild_index(lambda done, total: progress("Words for search", done, total))
    store.forget()
