"""pingback.ping (Pingback 1.0): another site tells of its link to an item of this one."""

from __future__ import annotations

from typing import Final

import structlog

from wirepress.content.comments.pings.receive import PingRefused, receive_pingback
from wirepress.web.rest.request.identify import READER
from wirepress.web.xmlrpc.call import Call
from wirepress.web.xmlrpc.xml_codec import Fault

log = structlog.get_logger(__name__)
NAME: Final = "pingback.ping"
_KNOWN: Final = 48  # the notice is there already
_REFUSED: Final = "The notice was not taken."  # whatever the reason


def ping(call: Call) -> str:
    """pingback.ping: source, target. Raises Fault 48 for a notice that is there already, and 0 for every other refusal: which it was
    would tell strangers what this server can reach (WordPress 7.1 behaviour). The log says which."""
    source, target = call.text(0), call.text(1)
    try:
        receive_pingback(source, target, reader=READER, address=call.visit.address, agent=call.visit.agent)
    except PingRefused as refusal:
        log.info("pingback.refused", code=refusal.code, reason=str(refusal), source=source[:200], target=target[:200])
        raise Fault(_KNOWN, str(refusal)) if refusal.code == _KNOWN else Fault(0, _REFUSED) from None
    return f"The link from {source} to {target} is noted. A moderator looks at it."
