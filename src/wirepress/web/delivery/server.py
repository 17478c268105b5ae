"""The HTTP server: uvicorn in front, Django as WSGI one thread hop away."""

from __future__ import annotations

import uvicorn

from wirepress.config import limits
from wirepress.config.settings import get_settings


def run(host: str, port: int, workers: int) -> None:
    """Serve until a signal ends it. Several workers are watched and replaced by uvicorn."""
    uvicorn.run(
        "wirepress.web.delivery.application:application",
        host=host, port=port, workers=workers, loop="uvloop", http="wirepress.web.delivery.application:Protocol", lifespan="off", interface="asgi3",
        proxy_headers=False,  # forwarded headers are judged by core/http/address.py alone
        server_header=False, date_header=True, access_log=get_settings().log_level == "debug", log_level="warning",
        timeout_keep_alive=limits.KEEP_ALIVE, h11_max_incomplete_event_size=None, ws="none",
    )  # fmt: skip
