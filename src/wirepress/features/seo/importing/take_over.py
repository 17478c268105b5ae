"""From rows of meta to overrides, in batches. What has not changed since the last time is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from django.db import transaction

from wirepress.content.posts.models import PostMeta
from wirepress.content.terms.models import Term, TermMeta
from wirepress.content.users.models import UserMeta
from wirepress.features.seo.importing.stored import digest
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import Overrides

_CHUNK: Final = 500  # posts at a time
Read = Callable[[Any], Overrides]


def posts_of_one_key(key: str, read: Read) -> None:
    """Take over posts whose data is one value; the value goes, so that pages need not load it."""
    for ids in _chunks(
        PostMeta.objects.filter(key=key).order_by("post_id").values_list("post_id", flat=True).distinct()
    ):
        rows = PostMeta.objects.filter(post_id__in=ids, key=key).order_by("-id")
        with transaction.atomic():
            _put_posts({row.post_id: row.value for row in rows}, read)
            rows.delete()


def posts_of_prefix(prefix: str, read: Read) -> None:
    """Take over posts whose data is in values of that prefix; those stay."""
    rows = PostMeta.objects.filter(key__startswith=prefix)
    for ids in _chunks(rows.order_by("post_id").values_list("post_id", flat=True).distinct()):
        found: dict[int, dict[str, Any]] = {}
        for row in rows.filter(post_id__in=ids).order_by("id"):
            found.setdefault(row.post_id, {}).setdefault(row.key.removeprefix(prefix), row.value)
        with transaction.atomic():
            _put_posts(found, read)


def _put_posts(found: Mapping[int, Any], read: Read) -> None:
    known = overrides.sources_of_posts(found)
    names = {number: digest(value) for number, value in found.items()}
    fresh = {number: read(value) for number, value in found.items() if known.get(number) != names[number]}
    overrides.put_of_posts(fresh, {number: names[number] for number in fresh})


def terms_of_one_key(key: str, read: Read) -> None:
    """Take over terms whose data is one value, which goes."""
    rows = TermMeta.objects.filter(key=key).order_by("id")
    terms({row.term_id: row.value for row in rows}, read)
    rows.delete()


def terms_of_prefix(prefix: str, read: Read) -> None:
    """Take over terms whose data is in values of that prefix; those stay."""
    found: dict[int, dict[str, Any]] = {}
    for row in TermMeta.objects.filter(key__startswith=prefix).order_by("id"):
        found.setdefault(row.term_id, {}).setdefault(row.key.removeprefix(prefix), row.value)
    terms(found, read)


def terms(found: Mapping[int, Any], read: Read) -> None:
    """Take over terms, as far as they exist."""
    there = set(Term.objects.filter(pk__in=list(found)).values_list("pk", flat=True))
    for number, value in found.items():
        name = digest(value)
        if number in there and overrides.source_of(TermMeta, term_id=number) != name:
            overrides.put_of_term(number, read(value), name)


def people(prefix: str, read: Read) -> None:
    """Take over people whose data is in values of that prefix; those stay."""
    found: dict[int, dict[str, Any]] = {}
    for row in UserMeta.objects.filter(key__startswith=prefix).order_by("id"):
        found.setdefault(row.user_id, {}).setdefault(row.key, row.value)
    for number, value in found.items():
        name = digest(value)
        if overrides.source_of(UserMeta, user_id=number) != name:
            overrides.put_of_user(number, read(value), name)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    every = list(ids)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]
