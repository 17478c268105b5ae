"""Jobs in Redis or Valkey. One database of it belongs to one site."""

from __future__ import annotations

from typing import Any, Final

from huey.storage import RedisStorage
from redis.exceptions import RedisError

from wirepress.core.jobs.stores import Held

_TAKE: Final = """
    local data = redis.call('RPOP', KEYS[1])
    if not data then return false end
    local space = string.find(data, ' ', 1, true)
    data = string.format('%d', tonumber(string.sub(data, 1, space - 1)) + 1) .. string.sub(data, space)
    redis.call('ZADD', KEYS[2], ARGV[1], data)
    return data"""
_PUT_BACK: Final = """
    if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
    redis.call('ZADD', KEYS[1], ARGV[3], ARGV[2])
    return 1"""
_RELEASE: Final = """
    local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1])
    for _, data in ipairs(due) do
        redis.call('LPUSH', KEYS[1], data)
        redis.call('ZREM', KEYS[2], data)
    end
    return #due"""
_PUT_ONCE: Final = """
    local kept = redis.call('HGET', KEYS[2], ARGV[1])
    if kept and tonumber(kept) >= tonumber(ARGV[2]) then return 0 end
    redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
    redis.call('LPUSH', KEYS[1], ARGV[3])
    return 1"""


class RedisStore(RedisStorage):  # type: ignore[misc]
    """For any number of nodes. Each step is one script, which Redis runs whole."""

    errors: Final = (RedisError, OSError)

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(name, blocking=False, **options)
        scripts = (_TAKE, _PUT_BACK, _RELEASE, _PUT_ONCE)
        self._take, self._put_back, self._release, self._put_once = map(self.conn.register_script, scripts)

    def put_later(self, data: bytes, at: float) -> None:
        self.conn.zadd(self.schedule_key, {data: at})

    def put_once(self, key: str, number: int, data: bytes) -> bool:
        return bool(self._put_once(keys=[self.queue_key, self.counter_key], args=[key, number, data]))

    def take(self, until: float) -> Held | None:
        data = self._take(keys=[self.queue_key, self.schedule_key], args=[repr(until)])
        return Held(bytes(data), None) if data else None

    def put_back(self, held: Held, data: bytes, at: float) -> Held | None:
        return Held(data, None) if self._put_back(keys=[self.schedule_key], args=[held.data, data, repr(at)]) else None

    def done(self, held: Held) -> bool:
        return bool(self.conn.zrem(self.schedule_key, held.data))

    def release(self, now: float) -> int:
        return int(self._release(keys=[self.queue_key, self.schedule_key], args=[repr(now)]))

    def number(self, key: str) -> int | None:
        found = self.conn.hget(self.counter_key, key)
        return int(found) if found is not None else None

    def close(self) -> None:
        self.pool.disconnect()
