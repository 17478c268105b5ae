"""Writes take their turns, and wait for nothing that is slow."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import loops
from wirepress.server.write_lanes import WriteLanes, lane_count
from wirepress.settings import limits


@pytest.fixture
def others() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4, "others") as pool:
        yield pool


def _name() -> str:
    return threading.current_thread().name.rpartition("_")[0]


def test_one_at_a_time_in_the_order_of_asking(others: ThreadPoolExecutor) -> None:
    at_work, most, order = 0, 0, []

    def work(number: int) -> int:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        time.sleep(0.002)
        order.append(number)
        at_work -= 1
        return number * 2

    async def main() -> list[int]:
        turns = WriteLanes(1, others)
        return await asyncio.gather(*(turns.run(work, number) for number in range(20)))

    assert loops.run(main()) == [number * 2 for number in range(20)]
    assert order == list(range(20))
    assert most == 1


def test_a_database_server_has_several_lanes(others: ThreadPoolExecutor) -> None:
    together = threading.Barrier(limits.LANES, timeout=10)

    async def main() -> list[int]:
        turns = WriteLanes(lane_count({"ENGINE": "django.db.backends.postgresql"}), others)
        return await asyncio.gather(*(turns.run(together.wait) for _ in range(limits.LANES)))

    assert sorted(loops.run(main())) == list(range(limits.LANES))
    assert lane_count({"ENGINE": "wirepress.core.database.sqlite3"}) == 1


def test_nobody_waits_for_what_is_slow(others: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LANE_PATIENCE", 0.05)
    end = threading.Event()

    async def main() -> list[str]:
        turns = WriteLanes(1, others)
        slow = asyncio.create_task(turns.run(end.wait, 20))
        await asyncio.sleep(0)
        first = await turns.run(_name)  # had waited
        second = await turns.run(_name)  # does not begin to
        end.set()
        assert await slow
        return [first, second, await turns.run(_name)]

    assert loops.run(main()) == ["others", "others", "lane"]


def test_a_lane_is_free_again_after_an_error_and_after_one_who_went_away(others: ThreadPoolExecutor) -> None:
    def broken() -> None:
        raise ValueError("no")

    async def main() -> str:
        turns = WriteLanes(1, others)
        with pytest.raises(ValueError, match="no"):
            await turns.run(broken)
        begun = asyncio.create_task(turns.run(time.sleep, 0.02))
        waiting = [asyncio.create_task(turns.run(_name)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        await begun
        waiting[1].cancel()  # it may have been given the lane by now
        done = await asyncio.gather(*waiting, return_exceptions=True)
        assert isinstance(done[0], asyncio.CancelledError)
        return str(done[2])

    assert loops.run(main()) == "lane"


def test_the_loop_pauses_only_while_a_lane_works(others: ThreadPoolExecutor) -> None:
    async def steps(seconds: float) -> float:
        """The longest wait of a loop that does nothing else."""
        end, longest, before = time.perf_counter() + seconds, 0.0, time.perf_counter()
        while before < end:
            await asyncio.sleep(0)
            now = time.perf_counter()
            longest, before = max(longest, now - before), now
        return longest

    async def main() -> tuple[float, bool]:
        turns = WriteLanes(1, others)
        work = asyncio.create_task(turns.run(time.sleep, 0.1))
        beside = await steps(0.05)
        await work
        await asyncio.sleep(0.05)
        return beside, turns._pausing

    beside, pausing = loops.run(main())
    assert beside >= limits.PAUSE * 0.9
    assert not pausing


def test_the_loop_never_pauses_where_the_setting_says_so(others: ThreadPoolExecutor) -> None:
    async def main() -> bool:
        lanes = WriteLanes(1, others, pauses=False)
        work = asyncio.create_task(lanes.run(time.sleep, 0.05))
        await asyncio.sleep(0.02)
        pausing = lanes._pausing
        await work
        return pausing

    assert not loops.run(main())
