"""Notifiers: they tell processes at once to read the table of changes. A lost notification costs time, never a wrong answer."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, Protocol

import psycopg
import structlog

from wirepress.server.changes.triggers import CHANNEL
from wirepress.settings.settings import get_settings

log = structlog.get_logger(__name__)
Listener = Callable[[str, str], Awaitable[None]]  # (channel, text)
AGAIN: Final = 0.5  # seconds until a cut line is tried again
REDIS_SECONDS: Final = 1.0  # that Redis may take to answer


class Notifier(Protocol):
    """Sends notifications on channels that processes listen to."""

    async def notify(self, connection: psycopg.AsyncConnection[Any], channel: str, text: str) -> None:
        """Notify every listener. Raises psycopg.Error when the database is away."""

    async def listen(self, channels: Sequence[str], hear: Listener) -> None:
        """Call `hear` for every notification. Ends with psycopg.Error when the database is away."""


class PostgresNotifier:
    """NOTIFY and LISTEN. The triggers notify too, so whatever commits is heard."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo

    async def notify(self, connection: psycopg.AsyncConnection[Any], channel: str, text: str) -> None:
        await connection.execute("SELECT pg_notify(%s, %s)", (channel, text))

    async def listen(self, channels: Sequence[str], hear: Listener) -> None:
        async with await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True, connect_timeout=2) as ear:
            # Where the server hangs just now nobody is told, and nobody has to wait: the watch asks too, and ends this when it is not answered.
            for channel in channels:
                await ear.execute(f'LISTEN "{channel}"')
            async for heard in ear.notifies():
                await hear(heard.channel, heard.payload)


class RedisNotifier:
    """Redis's PUBLISH and SUBSCRIBE. While Redis is away nothing is heard, and processes check by themselves every second."""

    def __init__(self, url: str, site: str) -> None:
        self._url, self._prefix = url, f"wirepress:{site}:"

    @functools.cached_property
    def _open_client(self) -> Any:
        from redis.asyncio import Redis

        return Redis.from_url(self._url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS)

    async def notify(self, connection: psycopg.AsyncConnection[Any], channel: str, text: str) -> None:
        from redis.exceptions import RedisError

        with contextlib.suppress(RedisError, OSError):
            await self._open_client.publish(self._prefix + channel, text)

    async def listen(self, channels: Sequence[str], hear: Listener) -> None:
        from redis.exceptions import RedisError

        silent = False
        while True:
            try:
                async with self._open_client.pubsub() as ear:
                    await ear.subscribe(*(self._prefix + channel for channel in channels))
                    silent = False
                    await self._receive_messages(ear, hear)
            except (RedisError, OSError) as error:
                if not silent:
                    log.warning("delivery.redis_away", error=str(error)[:200])
                silent = True
            await asyncio.sleep(AGAIN)

    async def _receive_messages(self, ear: Any, hear: Listener) -> None:
        while True:
            message = await ear.get_message(ignore_subscribe_messages=True, timeout=REDIS_SECONDS)
            if message is None:
                await ear.ping()  # notices a line that was cut without a word
            elif message["type"] == "message":
                await hear(message["channel"].decode().removeprefix(self._prefix), message["data"].decode())


def notifier_of_settings() -> Notifier | None:
    """Return Redis's notifier where the settings name one; None: the database's own is used."""
    settings = get_settings()
    return RedisNotifier(settings.redis_url, settings.host) if settings.redis_url else None


def notify_job_ended(sender: Any = None, **_: Any) -> None:
    """Notify once after a job, which may have written, so that nodes see it at once and not within a second."""
    from wirepress.core.jobs.perform import perform

    if sender is perform:
        _notify_once()


def _notify_once() -> None:
    from redis.exceptions import RedisError

    settings = get_settings()
    with contextlib.suppress(RedisError, OSError):
        _publisher().publish(f"wirepress:{settings.host}:{CHANNEL}", "")


@functools.cache
def _publisher() -> Any:
    from redis import Redis

    return Redis.from_url(get_settings().redis_url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS)
