"""One job that waits, as it stands in the queue: how often it was taken, a space, JSON."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wirepress.settings import limits


class WrongArguments(ValueError):
    """The arguments of a job are no JSON, or more than a queue should hold."""


@dataclass(frozen=True, slots=True)
class Message:
    """`taken`: how often a worker has begun it since it was queued; `failed`: how often it has ended with an error."""

    job: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    failed: int = 0
    taken: int = 0

    def packed(self) -> bytes:
        """As bytes. Raises WrongArguments."""
        try:
            text = json.dumps(
                {"job": self.job, "arguments": dict(self.arguments), "id": self.id, "failed": self.failed},
                allow_nan=False,
            )
        except (TypeError, ValueError) as error:
            raise WrongArguments(f"Job '{self.job}' takes JSON values only: {error}.") from None
        if len(text) > limits.JOB_ARGUMENTS_MAX:
            raise WrongArguments(
                f"The arguments of job '{self.job}' are {len(text)} bytes long; {limits.JOB_ARGUMENTS_MAX} are allowed."
            )
        return b"%d %s" % (self.taken, text.encode())

    def failed_once_more(self) -> Message:
        """For the next try."""
        return replace(self, failed=self.failed + 1, taken=0)


def unpacked(data: bytes) -> Message:
    """The message in these bytes. Raises ValueError."""
    taken, _, text = data.partition(b" ")
    found = json.loads(text)
    return Message(str(found["job"]), dict(found["arguments"]), str(found["id"]), int(found["failed"]), int(taken))


def taken_once_more(data: bytes) -> bytes:
    """The same message, begun by one more worker."""
    taken, _, text = data.partition(b" ")
    return b"%d %s" % (int(taken) + 1, text)


def mark(job: str) -> bytes:
    """What every message of this job has in its bytes, and no other."""
    return b'{"job": %s, "arguments": ' % json.dumps(job).encode()
