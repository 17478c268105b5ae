"""The record of a post (app.bsky.feed.post), with everything in it settled before it is sent."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.bluesky.facets import make_facets
from wirepress.features.social.networks.protocol import Limits, LinkCard, Message, Picture
from wirepress.features.social.networks.shared.asking import Api, unreadable
from wirepress.features.social.networks.shared.pictures import cut_alt, fit_picture, fit_pictures

COLLECTION: Final = "app.bsky.feed.post"
THUMB_MAX: Final = 1_000_000  # bytes
TITLE_MAX: Final = 300
DESCRIPTION_MAX: Final = 1000
_ALPHABET: Final = "234567abcdefghijklmnopqrstuvwxyz"


def make_tid() -> str:
    """Return a new record key: 13 letters that sort by time (atproto.com/specs/tid)."""
    value = (time.time_ns() // 1000) << 10 | secrets.randbelow(1024)
    return "".join(_ALPHABET[value >> shift & 31] for shift in range(60, -1, -5))


def make_record(api: Api, message: Message, text: str, limits: Limits, when: datetime) -> dict[str, Any]:
    """Return the record, its pictures uploaded and its mentions looked up."""
    record: dict[str, Any] = {
        "$type": COLLECTION,
        "text": text,
        "createdAt": when.isoformat(timespec="milliseconds") + "Z",
    }
    if message.language:
        record["langs"] = [message.language]
    if facets := make_facets(text, lambda handle: _find_did(api, handle)):
        record["facets"] = facets
    if message.pictures:
        record["embed"] = _embed_pictures(api, message.pictures, limits)
    elif message.link is not None and message.reply is None:
        record["embed"] = _embed_card(api, message.link)
    if message.reply is not None:
        first, last = message.reply.first, message.reply.last
        record["reply"] = {
            "root": {"uri": first.id, "cid": first.more.get("cid", "")},
            "parent": {"uri": last.id, "cid": last.more.get("cid", "")},
        }
    return record


def _embed_pictures(api: Api, pictures: Sequence[Picture], limits: Limits) -> dict[str, Any]:
    return {
        "$type": "app.bsky.embed.images",
        "images": [
            {
                "image": _upload(api, picture),
                "alt": cut_alt(picture.alt, limits),
                **(
                    {"aspectRatio": {"width": picture.width, "height": picture.height}}
                    if picture.width and picture.height
                    else {}
                ),
            }
            for picture in fit_pictures(pictures, limits)
        ],
    }


def _embed_card(api: Api, link: LinkCard) -> dict[str, Any]:
    """The server fetches nothing: title, text and picture come from us. A picture that cannot be taken does not stop the card."""
    external: dict[str, Any] = {
        "uri": link.url,
        "title": link.title[:TITLE_MAX],
        "description": link.description[:DESCRIPTION_MAX],
    }
    if link.picture is not None and link.picture.body:
        try:
            picture = fit_picture(link.picture, THUMB_MAX, ("image/jpeg", "image/png", "image/webp"))
            external["thumb"] = _upload(api, picture)
        except errors.PictureRefused:
            pass
    return {"$type": "app.bsky.embed.external", "external": external}


def _upload(api: Api, picture: Picture) -> Any:
    answer = api.post("/xrpc/com.atproto.repo.uploadBlob", body=picture.body, kind=picture.kind)
    blob = answer.part("blob")
    if not blob:
        raise unreadable(api, answer)
    return blob


def _find_did(api: Api, handle: str) -> str:
    """Return whose a handle is; "" when nobody's."""
    try:
        return api.get("/xrpc/com.atproto.identity.resolveHandle", {"handle": handle}).text("did")
    except (errors.Refused, errors.Unavailable):
        return ""
