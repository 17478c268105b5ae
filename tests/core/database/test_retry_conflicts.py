"""What clashes with other writers is done again; what has committed something is not."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, transaction

from tests.waiting import PATIENCE
from wirepress.content.options.models import Option
from wirepress.core.database import retry_conflicts
from wirepress.core.database.retry_conflicts import is_write_conflict, retry_on_conflict

pytestmark = pytest.mark.django_db(transaction=True)


def _options() -> None:
    for name in ("one", "two", "three"):
        Option.objects.update_or_create(name=f"test_{name}", defaults={"value": 0})


def _both(first: str, second: str, meet: threading.Barrier) -> Callable[[], None]:
    """Work that locks two rows, meeting the other thread between them the first time."""
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        with transaction.atomic():
            Option.objects.filter(name=f"test_{first}").update(value=first)
            if len(tries) == 1:
                with contextlib.suppress(threading.BrokenBarrierError):  # SQLite lets one of them in at a time
                    meet.wait(3)
            Option.objects.filter(name=f"test_{second}").update(value=first)

    return work


def test_of_two_that_wait_for_each_other_both_go_through() -> None:
    _options()
    meet, errors = threading.Barrier(2), list[BaseException]()

    def run(work: Callable[[], None]) -> None:
        try:
            retry_on_conflict(work)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(_both(*names, meet),)) for names in (("one", "two"), ("two", "one"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert errors == []


class _Clash(Exception):
    sqlstate = "40001"


def _clash() -> OperationalError:
    error = OperationalError("could not serialize access")
    error.__cause__ = _Clash()
    return error


@pytest.mark.parametrize("wrote", ("nothing", "rolled back", "committed", "without a transaction"))
def test_what_was_committed_is_not_done_again(wrote: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _options()
    monkeypatch.setattr(retry_conflicts, "FIRST", 0.0)
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        Option.objects.filter(name="test_one").exists()
        if wrote == "committed":
            with transaction.atomic():
                Option.objects.filter(name="test_one").update(value=1)
        elif wrote == "without a transaction":
            Option.objects.filter(name="test_one").update(value=1)
        with transaction.atomic():
            if wrote == "rolled back":
                Option.objects.filter(name="test_one").update(value=1)
            raise _clash()

    with pytest.raises(OperationalError) as raised:
        retry_on_conflict(work)
    assert is_write_conflict(raised.value)
    again = connection.vendor == "postgresql" and wrote in ("nothing", "rolled back")
    assert len(tries) == (retry_conflicts.TRIES if again else 1)


def test_what_cannot_begin_anew_is_not_done_again() -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise _clash()

    with pytest.raises(OperationalError):
        retry_on_conflict(work, may=lambda: False)
    assert len(tries) == 1
