"""`wirepress wire add URL`: a new source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wirepress.cli.wire.common import fail, open_site

if TYPE_CHECKING:
    from wirepress.features.wire.fetch.discover_feeds import FoundFeed
    from wirepress.features.wire.models import Source

STATUSES = {
    "publish": "Its stories are published at once.",
    "pending": "Its stories wait in the queue until somebody approves them.",
    "draft": "Its stories become drafts.",
}


def add(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL", help="Address of a feed, an API or a site (whose feed is then looked up), or a folder."
        ),
    ] = "",
    name: Annotated[str, typer.Option(help="Name of the source; its own title when left out.")] = "",
    status: Annotated[
        str, typer.Option(help="Status of its stories: publish, pending (the queue) or draft.")
    ] = "publish",
    category: Annotated[
        list[str] | None,
        typer.Option(help="Category of every story, created when missing. May be given several times."),
    ] = None,
    credit: Annotated[
        str,
        typer.Option(
            help="Credit line below each story, linking to the original; {source}, {author} and {url} are filled in."
        ),
    ] = "{source}",
    kind: Annotated[
        str, typer.Option(help="auto, feed, wordpress, ninjs, nitf, newsml, newssitemap, folder or push.")
    ] = "auto",
    interval: Annotated[int, typer.Option(help="Seconds between two checks.", min=60, max=7 * 86400)] = 900,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow a private or loopback address.")
    ] = False,
) -> None:
    """Add a source. It is asked at once whether stories can be had there; when not, nothing is added."""
    console = open_site()
    from wirepress.features.wire.sources.feed_addresses import feed_address
    from wirepress.features.wire.sources.manage import WrongFields, add_source

    if status not in STATUSES:
        fail(f"--status {status}: write one of {', '.join(STATUSES)}.")
    if not url and kind != "push":
        fail(
            "Say where the stories are: wirepress wire add URL. For a source that pushes them: wirepress wire add --kind push --name NAME"
        )
    if "://" not in url and (kind == "folder" or url.startswith(("/", "."))) and not Path(url).is_dir():
        fail(f"There is no folder {url}. Nothing was added.")
    url = feed_address(url)
    fields: dict[str, Any] = {
        "name": name,
        "url": url,
        "kind": kind,
        "interval": interval,
        "allow_private": allow_private,
    }
    others: list[FoundFeed] = []
    if kind == "auto" and "://" not in url and Path(url).is_dir():
        fields |= {"kind": "folder", "url": str(Path(url).resolve())}
    elif kind == "auto":
        chosen, others = _discover_feeds(url, allow_private)
        fields |= {"name": name or chosen.title, "url": chosen.url, "kind": chosen.kind or "auto"}
    _refuse_duplicate(str(fields["url"]))
    policy = {"status": status, "rights": {"credit": credit}, **({"terms": {"always": category}} if category else {})}
    try:
        source = add_source({**fields, "name": str(fields["name"])[:200], "policy": policy})
    except WrongFields as error:
        fail("\n".join(f"{field}: {words}" for field, words in error.fields.items()))
    _print_added(source, status, category or [], others)
    console.print(f"See first what would become of its stories: wirepress wire test {source.slug}", markup=False)


def _discover_feeds(url: str, allow_private: bool) -> tuple[FoundFeed, list[FoundFeed]]:
    """The feed at (or named by) an address, and others that it names. Ends the command when there is none."""
    from wirepress.features.wire.fetch.discover_feeds import discover_feeds
    from wirepress.features.wire.fetch.fetch_document import FetchFailed

    try:
        feeds = discover_feeds(url, allow_private=allow_private)
    except FetchFailed as error:
        hint = "" if allow_private else " If it stands in your own network, add it with --allow-private."
        fail(f"{error} Nothing was added.{'' if '--allow-private' in str(error) else hint}")
    if not feeds:
        fail(
            f"No feed was found at {url}. Nothing was added. Give the feed's own address, or say what it is with --kind."
        )
    return feeds[0], feeds[1:]


def _refuse_duplicate(url: str) -> None:
    from wirepress.features.wire.models import Source

    twin = Source.objects.filter(url=url).first() if url else None
    if twin is not None:
        fail(f"{url} is gathered already, as {twin.slug} ({twin.name}). Nothing was added.")


def _print_added(source: Source, status: str, categories: list[str], others: list[FoundFeed]) -> None:
    """What was added and what will happen."""
    typer.echo(f"{source.name} is added ({source.slug}): {source.url or source.kind}")
    typer.echo(STATUSES[status] + (f" Category: {', '.join(categories)}." if categories else ""))
    if source.kind == "push":
        from wirepress.content.options import site

        typer.echo(f"It sends its stories to {site.rest_url(f'/wirepress/v1/wire/{source.slug}/items')}")
        typer.echo(f"Secret for the signature (shown once): {source.secret}")
        return
    first = source_limit(source)
    typer.echo(
        f"The worker of `wirepress serve` checks it within a minute, then every {_format_span(source.interval)}."
    )
    typer.echo(f"At once: wirepress wire run {source.slug}")
    typer.echo(
        f"The first check files its {first} newest stories." if first else "The first check files all its stories."
    )
    if others:
        typer.echo("More feeds are named there: " + ", ".join(feed.url for feed in others[:5]))


def source_limit(source: Source) -> int:
    """How many stories the first check files; 0: all."""
    from wirepress.features.wire.sources.manage import policy_of

    return policy_of(source).limits.on_first_run


def _format_span(seconds: int) -> str:
    return f"{seconds // 60} minutes" if seconds >= 120 else f"{seconds} seconds"
