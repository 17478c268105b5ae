"""What the queue does with jobs: takes, repeats, gives up, begins periods, puts back, forgets."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.core.jobs.conftest import HOUR, Declare, pass_time, row
from tests.waiting import PATIENCE
from wirepress.core.hooks import Job
from wirepress.core.jobs import known, queue
from wirepress.core.jobs.enqueue import enqueue, enqueue_later
from wirepress.core.jobs.models import QueuedJob
from wirepress.core.jobs.perform import Outcome, perform
from wirepress.core.jobs.worker import Worker, run_once
from wirepress.settings import limits

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(count: int, work: Callable[[], None]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# Taking


def test_jobs_are_taken_in_their_order_and_stay_written_down() -> None:
    for name in ("first", "second"):
        enqueue(name)
        time.sleep(0.005)
    (taken,) = queue.take((), 1)
    assert (taken.name, taken.begun, row("first").state, row("second").state) == ("first", 1, "running", "waiting")
    assert queue.finish(taken, Outcome()) and not queue.finish(taken, Outcome())
    assert row("first").state == "done"


def test_jobs_that_mostly_wait_keep_no_other_waiting_and_are_not_kept() -> None:
    for number in range(5):
        enqueue("asks", number=number)
    enqueue("counts")
    assert [row.name for row in queue.take((), 0, {"asks"}, 2)] == ["asks", "asks"]  # every other place is taken
    assert [row.name for row in queue.take((), 1, {"asks"}, 1)] == ["counts", "asks"]
    assert queue.take((), 1, {"asks"}, 0) == []
    assert len(queue.take((), 1, {"asks"}, 8)) == 2


def test_no_job_is_taken_twice() -> None:
    for number in range(60):
        enqueue("one", number=number)
    taken: list[int] = []

    def work() -> None:
        while rows := queue.take((), 3):
            taken.extend(row.pk for row in rows)
            for one in rows:
                assert queue.finish(one, Outcome())

    in_threads(4, work)
    while rows := queue.take((), 3):  # those who found everything taken by others had stopped
        taken.extend(row.pk for row in rows)
    assert len(taken) == len(set(taken)) == 60


def test_what_nobody_holds_any_more_is_another_ones() -> None:
    enqueue("long")
    (first,) = queue.take((), 1)
    seen = row("long")
    time.sleep(0.005)
    queue.renew([first])
    assert not queue.release(seen)  # it has given a sign of life since
    assert queue.take((), 1) == [] and queue.release(row("long"))
    (second,) = queue.take((), 1)
    assert second.begun == 2 and not queue.finish(first, Outcome("late")) and not queue.put_back(first)
    assert row("long").state == "running" and queue.finish(second, Outcome())


# Ends


def test_a_failing_job_is_repeated_then_given_up_and_stops_nobody(declare: Declare) -> None:
    tries: list[int] = []
    ran: list[Any] = []

    def fail(number: int) -> None:
        tries.append(number)
        raise OSError("the wire is cut")

    declare(Job("bad", fail, retries=2), Job("good", lambda **given: ran.append(given)))
    enqueue("bad", number=7)
    enqueue("good", a=[1, None])
    assert run_once() == 2 and ran == [{"a": [1, None]}] and tries == [7]
    bad = row("bad")
    assert (bad.state, bad.failed) == ("waiting", 1) and "the wire is cut" in bad.error
    assert run_once() == 0  # it waits
    for _ in range(5):
        pass_time()
        run_once()
    assert tries == [7, 7, 7] and row("bad").state == "failed" and "the wire is cut" in row("bad").error
    assert queue.retry(row("bad").pk) and run_once() == 1 and tries == [7] * 4  # its cause was mended, say


def test_a_job_that_nobody_knows_is_kept_for_later_then_given_up(declare: Declare) -> None:
    declare()
    enqueue("of.a.feature.that.is.off", number=1)
    assert run_once() == 1 and row("of.a.feature.that.is.off").state == "waiting"
    for _ in range(4):
        pass_time()
        run_once()
    kept = row("of.a.feature.that.is.off")
    assert kept.state == "failed" and "switched off" in kept.error and kept.arguments == '{"number": 1}'
    said: list[int] = []
    declare(Job("of.a.feature.that.is.off", lambda number: said.append(number)))
    assert queue.retry(kept.pk) and run_once() == 1 and said == [1]


def test_arguments_that_do_not_fit_are_named_and_not_tried_again(declare: Declare) -> None:
    declare(Job("picky", lambda word: None))
    enqueue("picky", sentence="x")
    QueuedJob.objects.create(name="picky", arguments="[1]", due=0)
    QueuedJob.objects.create(name="picky", arguments="{broken", due=0)
    assert run_once() == 3
    assert {one.state for one in QueuedJob.objects.all()} == {"failed"}
    assert "word" in QueuedJob.objects.filter(arguments__contains="sentence").get().error


@pytest.mark.parametrize("raised", [SystemExit(3), ValueError("a\0b \ud800"), RecursionError("x" * 5000), TypeError()])
def test_whatever_a_job_raises_is_written_down(declare: Declare, raised: BaseException) -> None:
    def fail() -> None:
        raise raised

    declare(Job("bad", fail, retries=0))
    enqueue("bad")
    assert run_once() == 1
    bad = row("bad")
    assert bad.state == "failed" and bad.error.startswith(type(raised).__name__) and len(bad.error) <= 500


def test_a_job_that_kills_every_worker_is_given_up(declare: Declare) -> None:
    ran: list[None] = []
    declare(Job("deadly", lambda: ran.append(None)))
    enqueue("deadly")
    for _ in range(limits.JOB_TAKEN_MAX):
        assert len(queue.take((), 1)) == 1  # and its worker dies here
        assert queue.release(row("deadly"))
    run_once()
    assert ran == [] and row("deadly").state == "failed" and "its worker died" in row("deadly").error


def test_a_job_that_its_thread_breaks_the_connection_of_is_written_down(declare: Declare) -> None:
    def cut() -> None:
        QueuedJob.objects.count()
        connection.connection.close()

    declare(Job("cut", cut))
    enqueue("cut")
    assert run_once() == 1 and row("cut").state == "done"


def test_a_job_under_way_is_put_back_when_its_worker_ends(declare: Declare, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        go_on.wait(PATIENCE)

    monkeypatch.setattr(limits, "SHUTDOWN", 0.1)
    declare(Job("long", long))
    enqueue("long")
    worker = Worker(1)
    left: list[int] = []
    thread = threading.Thread(target=lambda: (left.append(worker.run()), connections.close_all()))
    thread.start()
    came = begun.wait(PATIENCE)
    worker.stop()
    thread.join()
    assert came
    go_on.set()
    while worker._under_way:
        time.sleep(0.01)
    assert left == [1] and (row("long").state, row("long").begun) == ("waiting", 0)


# Periods


def test_a_period_is_run_once_however_many_workers_there_are(declare: Declare) -> None:
    ran: list[None] = []
    declare(Job("minutely", lambda: ran.append(None), every=timedelta(minutes=1)))
    in_threads(4, lambda: (run_once(), None)[1])
    assert len(ran) == 1
    for count in range(2, 6):
        pass_time(60_000)
        in_threads(4, lambda: (run_once(), None)[1])
        assert len(ran) == count


def test_periods_are_left_out_rather_than_piled_up(declare: Declare) -> None:
    ran: list[None] = []
    declare(Job("slow", lambda: ran.append(None), every=timedelta(minutes=1)))
    run_once()
    pass_time()  # a hundred hours without a worker
    assert run_once() == 1 and run_once() == 0 and len(ran) == 2 and QueuedJob.objects.count() == 1


def test_a_period_with_nothing_to_do_leaves_no_trace(declare: Declare) -> None:
    ran: list[None] = []
    needed = [False]
    declare(Job("rare", lambda: ran.append(None), every=timedelta(minutes=1), needed=lambda: needed[0]))
    run_once()
    pass_time(90_000)
    before = QueuedJob.objects.values().get()
    assert run_once() == 0 and QueuedJob.objects.values().get() == before and ran == []
    needed[0] = True
    assert run_once() == 1 and run_once() == 0 and ran == [None]


def test_a_period_whose_need_cannot_be_said_is_run(declare: Declare) -> None:
    ran: list[None] = []
    declare(Job("broken", lambda: ran.append(None), every=timedelta(minutes=1), needed=lambda: bool(1 / 0)))
    assert run_once() == 1 and ran == [None]


def test_a_failed_period_is_repeated_and_comes_back(declare: Declare) -> None:
    ran: list[None] = []

    def fail() -> None:
        ran.append(None)
        raise OSError("no such wire")

    declare(Job("bad", fail, every=timedelta(days=1), retries=1))
    run_once()
    assert row("bad").failed == 1
    pass_time(HOUR)
    run_once()
    given_up = row("bad")
    assert len(ran) == 2 and (given_up.state, given_up.failed) == ("waiting", 0) and "no such wire" in given_up.error
    pass_time(24 * HOUR)
    run_once()
    assert len(ran) == 3


def test_a_job_of_a_feature_that_is_off_sleeps_until_it_is_on(declare: Declare) -> None:
    ran: list[None] = []
    job = Job("daily", lambda: ran.append(None), every=timedelta(days=1))
    declare(job)
    run_once()
    declare()
    pass_time(72 * HOUR)
    assert run_once() == 0 and ran == [None]
    declare(job)
    assert run_once() == 1 and ran == [None, None]


def test_a_cancelled_period_is_left_out_and_comes_back(declare: Declare) -> None:
    declare(Job("daily", lambda: None, every=timedelta(days=1)))
    run_once()
    pass_time(24 * HOUR)
    assert queue.cancel(row("daily").pk) and run_once() == 0
    pass_time(24 * HOUR)
    assert run_once() == 1


def test_a_worker_with_nothing_to_do_asks_once_a_second_and_writes_nothing() -> None:
    """With the jobs that every site has: when those of the day are done a minute is a read a second and a few more."""
    run_once()
    pass_time(2 * 60_000)  # the jobs of seconds and minutes are due again
    seconds = [0.0]
    with pytest.MonkeyPatch.context() as patched, CaptureQueriesContext(connection) as asked:
        begun = time.monotonic()
        patched.setattr("wirepress.core.jobs.worker.time.monotonic", lambda: begun + seconds[0])
        worker = Worker(2)
        for _ in range(60):
            assert not worker._step(False)
            seconds[0] += 1
    said = [one["sql"] for one in asked.captured_queries]
    assert worker._under_way == {} and worker.done == 0
    assert [sql for sql in said if not sql.startswith("SELECT")] == []
    assert len([sql for sql in said if "jobs_queuedjob" in sql]) <= 60 + 6
    asks = sum(job.needed is not None for job in known.every().values())
    assert len(said) <= 60 + 6 * (4 + 2 * asks)  # which jobs there are, and of each whether there is anything to do


# Clocks


def test_a_clock_that_is_set_back_lets_no_job_wait_for_ever(declare: Declare) -> None:
    ran: list[str] = []

    def fail() -> None:
        ran.append("bad")
        raise OSError

    hourly = Job("hourly", lambda: ran.append("hourly"), every=timedelta(hours=1))
    declare(hourly, Job("bad", fail), Job("now", lambda: ran.append("now")), Job("soon", lambda: ran.append("soon")))
    enqueue("bad")
    run_once()
    assert sorted(ran) == ["bad", "hourly"]
    enqueue("now")
    enqueue_later("soon", timedelta(minutes=5))
    pass_time(-90_000 * HOUR)  # ten years back
    ran.clear()
    run_once()
    assert ran == ["now"]
    assert 0 < min(one.due for one in QueuedJob.objects.filter(name="soon")) - time.time() * 1000 < 6 * 60_000
    pass_time(2 * HOUR)
    run_once()
    assert sorted(ran) == ["bad", "hourly", "now", "soon"]


def test_a_clock_that_is_set_forward_runs_a_period_once(declare: Declare) -> None:
    ran: list[None] = []
    declare(Job("hourly", lambda: ran.append(None), every=timedelta(hours=1)))
    run_once()
    pass_time(90_000 * HOUR)
    assert run_once() == 1 and run_once() == 0
    pass_time(-90_000 * HOUR)
    run_once()
    assert len(ran) == 2
    pass_time(HOUR)
    assert run_once() == 1


def test_a_small_step_back_repeats_no_period(declare: Declare) -> None:
    ran: list[None] = []
    declare(Job("minutely", lambda: ran.append(None), every=timedelta(minutes=1)))
    run_once()
    for _ in range(5):
        pass_time(-1500)
        run_once()
    assert len(ran) == 1


@pytest.mark.parametrize("step", [90_000 * HOUR, -90_000 * HOUR])
def test_a_job_under_way_stays_its_workers_when_the_clock_jumps(
    declare: Declare, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Another worker measures the lease by its own clock, which nobody sets."""
    now = [1000.0]
    monkeypatch.setattr("wirepress.core.jobs.worker.time.monotonic", lambda: now[0])
    declare(Job("long", lambda: None))
    other = Worker(1)
    other._look_after()
    enqueue("long")
    (held,) = queue.take((), 1)
    for second in range(0, 200, 20):
        now[0] += 20
        if second == 60:
            pass_time(step)
        queue.renew([held])
        time.sleep(0.002)
        other._look_after()
    assert row("long").holder == held.holder
    for _ in range(2):  # and then its worker is gone
        now[0] += limits.JOB_LEASE / 2 + 1
        other._look_after()
    assert row("long").state == "waiting"


# What commands do


def test_a_job_may_be_cancelled_before_and_while_it_runs(declare: Declare) -> None:
    declare(Job("one", lambda: None))
    first = enqueue("one")
    assert queue.cancel(first) and not queue.cancel(first) and run_once() == 0
    second = enqueue("one")
    (taken,) = queue.take((), 1)
    assert queue.cancel(second) and not queue.finish(taken, Outcome("failed"))
    assert {one.state for one in QueuedJob.objects.all()} == {"cancelled"}
    assert queue.retry(second) and run_once() == 1 and not queue.retry(second) and not queue.retry(10**9)


def test_of_what_has_ended_the_newest_is_remembered(monkeypatch: pytest.MonkeyPatch, declare: Declare) -> None:
    monkeypatch.setattr(limits, "JOB_HISTORY", 5)
    declare(Job("periodic", lambda: None, every=timedelta(days=1)))
    run_once()
    for number in range(20):
        QueuedJob.objects.create(name="old", state=("done", "failed")[number % 2], due=0, ended=number)
    enqueue("waits")
    queue.prune()
    kept = QueuedJob.objects.filter(name="old").values_list("ended", flat=True)
    assert sorted(kept) == list(range(10, 20)) and QueuedJob.objects.count() == 12


def test_a_job_has_the_options_of_its_own_time(declare: Declare) -> None:
    from wirepress.content.options import store as options

    seen: list[Any] = []
    declare(Job("look", lambda: seen.append(options.get("blogname"))))
    options.put("blogname", "Morning Courier")
    options.all_options()
    options.Option.objects.filter(name="blogname").update(value="Evening Courier")
    assert perform("look", {}).error == ""
    assert seen == ["Evening Courier"]


def test_features_come_and_go_with_their_switch() -> None:
    from wirepress.content.options import features

    assert "engagement.forget_readers" in known.every()
    features.switch("engagement", False)
    assert "engagement.forget_readers" not in known.every()
    with pytest.raises(known.UnknownJob):
        known.find("engagement.forget_readers")
