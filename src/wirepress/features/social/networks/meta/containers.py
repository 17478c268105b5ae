"""Publishing in two steps (Threads, Instagram): a container that nobody sees, then one call that publishes it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.protocol import Message, Prepared, Sent
from wirepress.features.social.networks.shared.asking import Api, read_moment, unreadable
from wirepress.features.social.networks.shared.matching import is_late_enough, is_same_text

LOOKS: Final = 15
PAUSE: Final = 2.0  # seconds between two looks


def make_container(api: Api, path: str, fields: Mapping[str, Any]) -> str:
    """Return the number of a new container."""
    answer = api.post(path, form=fields)
    number = answer.text("id")
    if not number:
        raise unreadable(api, answer)
    return number


def read_status(api: Api, container: str, fields: str) -> tuple[str, str]:
    """Return a container's status (IN_PROGRESS, FINISHED, PUBLISHED, ERROR, EXPIRED) and the network's words about it."""
    found = api.get(f"/{container}", {"fields": fields})
    status = found.text("status_code") or found.text("status")
    words = found.text("error_message") or (found.text("status") if found.text("status_code") else "")
    return status, words


def wait_until_finished(api: Api, container: str, fields: str) -> None:
    """Wait until a container can be published. Raises PictureRefused, NotReady."""
    for look in range(LOOKS):
        status, words = read_status(api, container, fields)
        if status == "FINISHED":
            return
        if status in ("ERROR", "EXPIRED"):
            raise errors.PictureRefused(f"{api.title} could not use what it was given: {api.hide(words)}", answer=words)
        if look + 1 < LOOKS:
            time.sleep(PAUSE)
    raise errors.NotReady(f"{api.title} is still working on the post's pictures.")


def find_published(
    api: Api, container: str, status_fields: str, path: str, text_field: str, message: Message, prepared: Prepared
) -> Sent | None:
    """Return the post that a container became; None when it was not published."""
    try:
        status, _ = read_status(api, container, status_fields)
    except errors.Gone:
        raise errors.OutcomeUnknown(
            f"{api.title} no longer knows what was prepared; look there for the post."
        ) from None
    if status != "PUBLISHED":
        return None
    rows: Sequence[Any] = (
        api.get(path, {"fields": f"id,permalink,timestamp,{text_field}", "limit": 25}).part("data") or ()
    )
    for row in rows:
        late = is_late_enough(prepared.since, read_moment(row.get("timestamp")))
        if late and is_same_text(message.text, str(row.get(text_field) or "")):
            return Sent(str(row["id"]), str(row.get("permalink") or ""))
    return Sent(f"container:{container}")  # it is out; which one it is cannot be told
