"""Items as a run leaves them behind, for tests that begin after it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.features.wire.stories import story as invented
from wirepress.content.options import site
from wirepress.content.posts.actions.create import create_post
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.entry.records import Entry, Media
from wirepress.features.wire.models import Item, Source


def item_of(source: Source, number: int, state: str, actor: Actor, **more: Any) -> Item:
    """An item as a run leaves it behind."""
    told = invented(number)
    url = f"https://{source.slug}.example{told.path}"
    entry = Entry(
        guid=f"{source.slug}-{number}",
        url=url,
        title=told.title,
        content_html=told.html(f"https://{source.slug}.example"),
        summary_html=told.paragraphs[0],
        authors=(told.author,),
        published=told.published,
        categories=told.categories,
        language="en",
        media=(Media(f"https://{source.slug}.example{told.picture_path}", "image/jpeg", 640, 400),),
        **more.pop("entry", {}),
    )
    post_id = 0
    if state in ("queued", "filed"):
        status = {"queued": "pending", "filed": "publish"}[state]
        fields = {"title": told.title, "content": entry.content_html, "excerpt": told.paragraphs[0], "status": status}
        post_id = create_post(fields, actor=actor).pk
    verdict = {
        "action": "file",
        "status": "pending",
        "reasons": [{"rule": "status", "words": "It waits in the queue for a person."}],
    }
    values = {
        "guid_key": f"{number:032x}",
        "content_key": f"{number:032x}",
        "state": state,
        "post_id": post_id,
        "title": told.title,
        "url": url,
        "byline": told.author,
        "language": "en",
        "published": told.published.replace(tzinfo=None),
        "seen": site.now_gmt() - timedelta(minutes=number),
        "entry": entry.as_json(),
        "verdict": verdict,
    }
    item = Item.objects.create(source=source, **(values | more))
    text = "\n\n".join(told.paragraphs)
    item.versions.create(
        seen=item.seen, content_key=item.content_key, title=item.title, text=text, html=entry.content_html
    )
    return item
