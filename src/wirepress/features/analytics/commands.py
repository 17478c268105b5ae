"""`wirepress analytics ...`: what was read, in the terminal and for programs."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final

import typer

from wirepress.core.hooks import Command

app = typer.Typer(no_args_is_help=True, help="What was read, by how many, from where.")
_MOST: Final = 10


@app.callback()
def _group() -> None:
    """What was read, by how many, from where."""


@app.command("show")
def show(
    days: Annotated[int, typer.Option("--days", min=1, max=3660, help="How many days, today among them.")] = 30,
    post: Annotated[int, typer.Option("--post", min=0, help="One story, by its number; without: the whole site.")] = 0,
    json_: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show views, readers, attention, the top stories and where readers came from, up to the last event that was taken in."""
    from wirepress.features.analytics.rollups.settle import settle

    settle()
    found = describe(days, post)
    if json_:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    typer.echo(
        f"{found['first']} to {found['last']}{f', post {post}' if post else ''}: {found['views']} views by {found['readers']} readers"
        f" (counted day by day), {found['engaged_seconds']} seconds of attention"
    )
    for title, rows, name in (("Stories", found["stories"], "title"), ("Referrers", found["referrers"], "referrer")):
        typer.echo(f"{title}:" if rows else f"{title}: none")
        for row in rows:
            words = row[name] or f"post {row.get('id')} (gone)"
            typer.echo(f"  {row['views']:>9}  {row['readers']:>9}  {words}")


def describe(days: int, post: int) -> dict[str, Any]:
    """Return the answer of `show` for programs."""
    from wirepress.features.analytics.dimensions import Dimension
    from wirepress.features.analytics.reports.breakdowns import breakdown
    from wirepress.features.analytics.reports.overview import overview
    from wirepress.features.analytics.reports.period import last_days
    from wirepress.features.analytics.reports.scope import Scope
    from wirepress.features.analytics.reports.stories import stories

    period, scope = last_days(days), Scope(post_id=post)
    whole = overview(period, scope, "none").totals
    return {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "post": post or None,
        "views": whole.views,
        "readers": whole.readers,
        "engaged_seconds": whole.seconds,
        "stories": [
            {
                "id": row.post_id,
                "title": row.title,
                "url": row.url,
                "views": row.totals.views,
                "readers": row.totals.readers,
                "engaged_seconds": row.totals.seconds,
            }
            for row in stories(period, scope, most=_MOST)
        ],
        "referrers": [
            {"referrer": row.label, "views": row.totals.views, "readers": row.totals.readers}
            for row in breakdown(Dimension.SOURCE, period, scope, most=_MOST)
        ],
    }


COMMAND: Final = Command("analytics", app, help="What was read: views, readers, stories, referrers.")
