"""The parts of the service by themselves: forking, hiding modules, the look at the tables."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from tests.waiting import PATIENCE
from wirepress.server.service import job_worker, migrate, preload
from wirepress.server.service.fork import READY, ForkedProcess, fork_process


def code_of(child: ForkedProcess) -> int:
    _, status = os.waitpid(child.pid, 0)
    os.close(child.pipe)
    return os.waitstatus_to_exitcode(status)


def test_a_forked_process_ends_with_the_code_of_its_work() -> None:
    assert code_of(fork_process("part", lambda _: None, ())) == 0
    assert code_of(fork_process("part", lambda _: sys.exit(7), ())) == 7
    assert code_of(fork_process("part", lambda _: sys.exit("a word"), ())) == 1


def test_a_forked_process_that_fails_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    assert code_of(fork_process("part", lambda _: 1 / 0, ())) == 1  # type: ignore[arg-type,return-value]
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_a_forked_process_is_heard_and_has_the_signals_of_a_new_one() -> None:
    def work(pipe: int) -> None:
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL and not signal.pthread_sigmask(signal.SIG_BLOCK, ())
        os.write(pipe, READY)
        signal.pause()

    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        child = fork_process("part", work, ())
    finally:
        signal.signal(signal.SIGTERM, before)
    assert child.listen() and child.ready
    child.send(signal.SIGTERM)
    assert not child.listen()
    assert code_of(child) == -signal.SIGTERM


def test_a_forked_process_has_nothing_that_was_closed_to_it() -> None:
    mine, theirs = os.pipe()
    try:

        def work(pipe: int) -> None:
            with pytest.raises(OSError):
                os.fstat(mine)
            os.fstat(pipe)

        assert code_of(fork_process("part", work, (mine,))) == 0
    finally:
        os.close(mine)
        os.close(theirs)


@pytest.mark.parametrize(("work", "code"), [("sys.exit(3)", 1), ("os.write(pipe, b'r') and signal.pause()", 0)])
def test_a_generation_whose_first_workers_do_not_start_ends(work: str, code: int) -> None:
    program = f"""
import os, signal, socket, sys
from wirepress.server.service import worker
from wirepress.server.service.generation import Generation
def answer(listening, pipe):
    {work}
worker.serve_requests = answer
mine, theirs = socket.socketpair()
if os.fork() == 0:
    theirs.close()
    mine.recv(10) == b"ready\\n" and mine.send(b"3\\n1\\nreopen\\n")
    os._exit(0)  # the supervisor is gone: the generation ends
mine.close()
sys.exit(Generation(socket.socket(), theirs, 2, with_jobs=False).run())
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (code, "")


def test_a_module_is_hidden_for_a_moment_only() -> None:
    sys.modules.pop("this_module", None)
    with preload._hide_modules("colorsys_of_nobody", "os"):
        with pytest.raises(ImportError):
            importlib.import_module("colorsys_of_nobody")
        assert importlib.import_module("os") is os  # what is there already stays
    assert "colorsys_of_nobody" not in sys.modules and sys.modules["os"] is os


def test_jobs_that_end_again_and_again_are_begun_ever_more_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(job_worker.time, "monotonic", lambda: now[0])
    turn, waited = job_worker.RestartSchedule(), []
    for _ in range(8):
        begun = now[0]
        while not turn.is_due():
            now[0] += 1
        waited.append(now[0] - begun)
        turn.started()
        turn.ended()
    assert waited == [2, 1, 2, 4, 8, 16, 32, 60]
    now[0] += 1000
    turn.started()
    now[0] += 61
    turn.ended()
    now[0] += 1
    assert turn.is_due()  # it had worked for a while


@pytest.mark.django_db
def test_tables_are_looked_at_without_loading_migrations() -> None:
    assert migrate._are_up_to_date()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'posts' AND name LIKE '0001%%'")
    assert not migrate._are_up_to_date()
