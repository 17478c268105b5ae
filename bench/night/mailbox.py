"""A mail server that keeps what it is given."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller


class Mailbox:
    """What came: subject and text of each mail. `address`: for the setting `mail_url`."""

    def __init__(self) -> None:
        self.mails: list[str] = []
        self.address = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep a mail."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append(f"{mail['Subject']}\n{mail.get_content()}")  # type: ignore[attr-defined]
        return "250 OK"


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """A mail server on a free port of this machine."""
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        box.address = f"smtp://127.0.0.1:{port}"
        yield box
    finally:
        controller.stop()
