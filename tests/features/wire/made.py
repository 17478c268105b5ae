"""Sources, items and stories for these tests. The stories are invented."""

from datetime import datetime

from wirepress.features.wire import dedupe
from wirepress.features.wire.entry.identity import make_keys
from wirepress.features.wire.entry.records import Entry
from wirepress.features.wire.models import Item, Source, Version

NOW = datetime(2026, 11, 25, 12)
STORY = """The ferry Solveig ran aground off the island of Norrholm on Tuesday with 214 people on board, the coast guard said.
All passengers were taken ashore by midnight, most of them in fishing boats from the harbour of Lillevik, five kilometres away.
Captain Ingrid Aaberg said that the rudder had not answered for almost two minutes before the ship touched the rocks.
Nobody was hurt, but eleven people were treated for cold, according to the hospital in Stenby.
The ferry company Nordlinjen has stopped a second ship of the same make until the cause is known.
Divers are to look at the hull on Thursday, when the wind is expected to drop; until then the island is supplied by air."""


def source_of(name: str) -> Source:
    return Source.objects.get_or_create(
        slug=name.lower(), defaults={"name": name, "url": f"https://{name.lower()}.example/feed", "created": NOW}
    )[0]


def item_of(
    source: Source, title: str, text: str, *, url: str = "", guid: str = "", seen: datetime = NOW, post_id: int = 0
) -> Item:
    entry = Entry(
        guid=guid or f"{source.name}-{title}",
        url=url,
        title=title,
        content_html="".join(f"<p>{line}</p>" for line in text.split("\n")),
    )
    keys = make_keys(entry)
    item = Item.objects.create(
        source=source,
        guid_key=keys.guid,
        url_key=keys.url,
        content_key=keys.content,
        title=title,
        url=url,
        seen=seen,
        entry=entry.as_json(),
        post_id=post_id,
    )
    Version.objects.create(item=item, seen=seen, content_key=keys.content, title=title, text=text)
    dedupe.store_bands(item, dedupe.make_fingerprint(title, text))
    return item
