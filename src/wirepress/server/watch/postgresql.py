"""PostgreSQL: a notification tells that somebody has committed (NOTIFY, or Redis: see notifier.py), a short table tells what.

A notification needs a moment to be heard, so a write is acknowledged to its client only when every process that keeps answers
has heard of it (`wait_until_heard`). Each such process holds a lease of a few seconds in the table of nodes, and looks into the table of
changes before and after it renews it. One that cannot renew it shows nothing kept any more, and nobody waits for it. So what is
shown is right whether or not a notification is heard: without one a write waits for the next renewals, a second or so.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, Final, LiteralString, TypeVar

import psycopg
import structlog

from wirepress.core.database import replicas, time_limits
from wirepress.server.changes.triggers import CHANNEL
from wirepress.server.watch.change_log import ChangeLog
from wirepress.server.watch.notifier import Notifier, PostgresNotifier

log = structlog.get_logger(__name__)
_T = TypeVar("_T")
SETTLE: Final = "wirepress_settle"
LEASE: Final = 3.0  # seconds that a process trusts its lease; others believe in it a second longer
RENEW: Final = 1.0
ANSWER: Final = 2.0  # seconds that the database may take to answer; after that it counts as hanging
BATCH_MAX: Final = 20_000
DUES_MAX: Final = 500  # scheduled stories whose hours are known ahead
DUES_LIFE: Final = 30.0

ASK_AGAIN: Final = 0.15
_LEASE_MS: Final = int((LEASE + 1.0) * 1000)
_NOW_MS: Final = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
_CHANGES: Final[LiteralString] = """
    WITH moment AS MATERIALIZED (SELECT pg_current_snapshot() AS now, pg_current_wal_insert_lsn() AS log)
    SELECT moment.now::text, moment.log::text, change.kind, change.ref, change.xid FROM moment LEFT JOIN LATERAL (
        SELECT kind, ref, xid FROM delivery_change
        WHERE xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)::text::bigint
          AND NOT pg_visible_in_snapshot(xid::text::xid8, %(seen)s::pg_snapshot)
        LIMIT %(most)s) AS change ON true"""

_PRUNE: Final[LiteralString] = """
    WITH old AS (DELETE FROM delivery_change WHERE pg_visible_in_snapshot(xid::text::xid8, %s::pg_snapshot) RETURNING xid, kind)
    DELETE FROM delivery_page WHERE place <= (SELECT MAX(xid) FROM old WHERE kind <> ALL (%s))
    OR (tags <> '' AND place <= (SELECT MAX(xid) FROM old))"""


class PostgresWatch:
    """Hears of changes: a notification tells when to read, a connection of its own reads."""

    def __init__(self, conninfo: str, change_log: ChangeLog, notifier: Notifier | None = None) -> None:
        self._conninfo, self._change_log = conninfo, change_log
        self._notifier: Notifier = notifier or PostgresNotifier(conninfo)
        self.name = secrets.token_hex(8)
        self._seen = self._log = ""
        self._replicas = replicas.has_replicas()
        self._trusted_until = 0.0
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._lock = asyncio.Lock()
        self._dues: list[datetime] = []
        self._dues_read = 0.0
        self._acks: dict[str, tuple[set[str], asyncio.Future[None]]] = {}
        self._current: asyncio.Task[None] | None = None  # the round of settling that is under way, or the last one
        self._next: asyncio.Task[None] | None = None
        self._tasks = [asyncio.ensure_future(self._run())]

    # What the clock asks

    def read_changes(self) -> bool:
        """Return whether this process hears everything at this moment."""
        return time.monotonic() < self._trusted_until

    def is_replaced(self) -> bool:
        """Return False: after a reconnection everything is read again, see _listen."""
        return False

    def read_next_due(self, now: str) -> str | None:
        """Return when the next scheduled story is due (GMT)."""
        moment = datetime.fromisoformat(now)
        found = next((due for due in self._dues if due > moment), None)
        return found.isoformat(sep=" ") if found else None

    async def wait_until_heard(self) -> None:
        """Wait until every process with a lease has heard of what is committed now, at most until its lease ends.

        Those who come while a round is under way share the next one, which begins after all of them have committed.
        """
        if self._next is None:
            self._next = asyncio.ensure_future(self._await_after(self._current))
        await asyncio.shield(self._next)

    async def _await_after(self, before: asyncio.Task[None] | None) -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        self._current, self._next = self._next, None
        await self._await_other_nodes()

    async def _await_other_nodes(self) -> None:
        if self._connection is None:
            return
        with contextlib.suppress(psycopg.Error, OSError, TimeoutError):
            await self._read_committed()
            nodes = await self._query(
                f"SELECT name, {_NOW_MS} FROM delivery_node WHERE until > {_NOW_MS} AND name <> %s", (self.name,)
            )
            if not nodes:
                return
            token = secrets.token_hex(6)
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._acks[token] = ({name for name, _ in nodes}, done)
            try:
                await self._run_with_timeout(self._notifier.notify(self._connection, SETTLE, f"{self.name} {token}"))
                await asyncio.wait_for(self._all_have_heard(done, int(nodes[0][1])), LEASE + 1.0)
            finally:
                del self._acks[token]

    async def _all_have_heard(self, done: asyncio.Future[None], since: int) -> None:
        """Wait until every process has confirmed, or has read the changes since that moment (milliseconds, the database's clock)."""
        while not (await asyncio.wait({done}, timeout=ASK_AGAIN))[0]:
            silent = f"SELECT 1 FROM delivery_node WHERE until BETWEEN {_NOW_MS} AND %s AND name <> %s LIMIT 1"
            if not await self._query(silent, (since + _LEASE_MS, self.name)):
                return

    # Listening

    async def _run(self) -> None:
        """Connect, listen, and connect again whenever the connection is lost."""
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                log.warning("delivery.listening_lost", error=str(error).strip()[:200])
                if isinstance(error, psycopg.errors.ConnectionTimeout):
                    time_limits.mark_silent()
            finally:
                self._trusted_until, self._connection = 0.0, None
            if time_limits.is_silent():
                time_limits.mark_silent()  # whoever has begun to wait since
            await asyncio.sleep(0.5)

    async def _listen(self) -> None:
        # Without prepared statements: a pool may give each transaction another connection.
        async with await psycopg.AsyncConnection.connect(
            self._conninfo, autocommit=True, connect_timeout=2, prepare_threshold=None
        ) as connection:
            self._connection = connection
            self._seen = str((await self._query("SELECT pg_current_snapshot()::text"))[0][0])
            time_limits.mark_answering()
            self._change_log.record_unknown(await self._last_place())
            await self._read_dues()
            hearing = self._notifier.listen((CHANNEL, SETTLE, self._own_channel(self.name)), self._handle_notification)
            tasks = [asyncio.ensure_future(self._renew_lease()), asyncio.ensure_future(hearing)]
            try:
                for ended in (await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED))[0]:
                    ended.result()
            finally:
                for task in tasks:
                    task.cancel()

    @staticmethod
    def _own_channel(name: str) -> str:
        return f"wirepress_node_{name}"

    async def _handle_notification(self, channel: str, payload: str) -> None:
        if channel == CHANNEL:
            await self._read_committed()
        elif channel == SETTLE:
            name, _, token = payload.partition(" ")
            if name != self.name:
                await self._read_committed()
                if self._connection is not None:
                    await self._run_with_timeout(
                        self._notifier.notify(self._connection, self._own_channel(name), f"{token} {self.name}")
                    )
        else:
            token, _, name = payload.partition(" ")
            waiting = self._acks.get(token)
            if waiting is not None:
                waiting[0].discard(name)
                if not waiting[0] and not waiting[1].done():
                    waiting[1].set_result(None)

    async def _renew_lease(self) -> None:
        """Renew the lease. Its end is counted from before the statement, because the answer may have taken its time."""
        while True:
            began = time.monotonic()
            try:
                # The lease counts from before the look: whoever sees it renewed knows that all of before that moment was heard.
                now = int((await self._query(f"SELECT {_NOW_MS}"))[0][0])
                await self._read_committed()
                await self._query(
                    "INSERT INTO delivery_node (name, until) VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET until = EXCLUDED.until",
                    (self.name, now + _LEASE_MS),
                )
                await self._read_committed()
                self._trusted_until = began + LEASE
                if began - self._dues_read > DUES_LIFE:
                    await self._read_dues()
                    await self._query(f"DELETE FROM delivery_node WHERE until < {_NOW_MS} - 60000")
            except (psycopg.Error, OSError) as error:
                log.warning("delivery.lease_not_renewed", error=str(error).strip()[:200])
                if self._connection is not None:
                    await self._connection.close()
                return
            await asyncio.sleep(RENEW)

    # Asking

    async def _query(self, query: str, values: Any = ()) -> list[Any]:
        if self._connection is None:
            raise psycopg.OperationalError("not connected")
        cursor = await self._run_with_timeout(self._connection.execute(query.encode(), values))
        return await cursor.fetchall() if cursor.description else []

    async def _run_with_timeout(self, request: Coroutine[Any, Any, _T]) -> _T:
        """Return the database's answer. Where it takes too long the connection is closed and psycopg.Error raised: to cancel would
        mean to ask the server, and to wait for that."""
        connection, task = self._connection, asyncio.ensure_future(request)
        if not (await asyncio.wait({task}, timeout=ANSWER))[0] and connection is not None:
            log.warning("delivery.database_hangs", seconds=ANSWER)
            time_limits.mark_silent()
            time_limits.cut_connection(connection)
        return await task

    async def _read_committed(self) -> None:
        """Read what was committed since the last time into the log."""
        async with self._lock:
            rows = await self._query(_CHANGES, {"seen": self._seen, "most": BATCH_MAX})
            changes = [(kind, ref) for _, _, kind, ref, _ in rows if kind is not None]
            place = max((xid + 1 for *_, xid in rows if xid is not None), default=0)
            if any(kind == "post" for kind, _ in changes):
                await self._read_dues()
            self._seen, self._log = str(rows[0][0]), str(rows[0][1])
            if len(changes) >= BATCH_MAX:
                self._change_log.record_unknown(place)
            else:
                self._change_log.record(changes, place)

    async def _read_dues(self) -> None:
        rows = await self._query(
            "SELECT date_gmt AT TIME ZONE 'UTC' FROM posts_post WHERE status = 'future' AND date_gmt > clock_timestamp()"
            " ORDER BY date_gmt LIMIT %s",
            (DUES_MAX,),
        )
        self._dues = [moment for (moment,) in rows]
        self._dues_read = time.monotonic()

    async def _last_place(self) -> int:
        """Return the place behind the last recorded change. Pages that earlier ones made stale were deleted with those, see prune."""
        noted = "SELECT COALESCE(MAX(xid) + 1, 0) FROM delivery_change WHERE pg_visible_in_snapshot(xid::text::xid8, %s::pg_snapshot)"
        rows = await self._query(noted, (self._seen,))
        return int(rows[0][0])

    def place(self) -> int:
        """Return the oldest transaction that may not have been seen yet."""
        return int(self._seen.partition(":")[0] or 0)

    def mark(self) -> str:
        """Return how far this process has read the changes."""
        return self._seen

    def log_place(self) -> str:
        """Return the place (pg_lsn) before which everything read stands in the log; empty without replicas."""
        return self._log if self._replicas else ""

    async def prune(self, mark: str) -> None:
        """Delete the changes that were committed before `mark`: every process with a lease has heard of them long ago."""
        with contextlib.suppress(psycopg.Error, OSError):
            await self._query(_PRUNE, (mark, sorted(self._change_log.aside)))

    async def close(self) -> None:
        """Give the lease back and stop listening."""
        with contextlib.suppress(psycopg.Error, OSError):
            await self._query("DELETE FROM delivery_node WHERE name = %s", (self.name,))
        for task in self._tasks:
            task.cancel()
