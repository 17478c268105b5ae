"""`wirepress redirects`: import, export and test of rules on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

app: Final = typer.Typer(no_args_is_help=True, help="Redirects: import, export, and what an address is answered.")


@app.command("import")
def import_rules(
    file: Annotated[Path, typer.Argument(help="CSV, .htaccess, or JSON of Redirection, AIOSEO, Yoast, Rank Math.")],
    dry_run: Annotated[bool, typer.Option(help="Read the file and store nothing.")] = False,
) -> None:
    """Read redirects from a file. What has the same source is changed. Ends with 1 when something was left out."""
    from wirepress.features.seo.redirects.exchange.read_file import UnknownKind, import_file

    try:
        done = import_file(file, dry_run=dry_run)
    except (UnknownKind, OSError) as error:
        typer.echo(f"{file}: {error}", err=True)
        raise typer.Exit(1) from None
    what = "would be read" if dry_run else f"new, {done.updated} changed, {done.unchanged} as before"
    typer.echo(f"{done.created} {what}, {done.refused_count} left out.")
    for reason in done.refused:
        typer.echo(f"  {reason}", err=True)
    if done.refused_count:
        raise typer.Exit(1)


@app.command("export")
def export_rules(
    file: Annotated[Path | None, typer.Argument(help="Where to; nothing: standard output.")] = None,
) -> None:
    """Write every redirect as CSV, which `import` takes again."""
    from wirepress.features.seo.redirects.exchange import csv_file
    from wirepress.features.seo.redirects.models import RedirectRule

    lines = csv_file.write(RedirectRule.objects.order_by("id").iterator(chunk_size=2000))
    if file is None:
        sys.stdout.writelines(lines)
        return
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(lines)
    typer.echo(f"Written to {file}.")


@app.command("test")
def try_address(address: Annotated[str, typer.Argument(help="A path of the site, or its whole address.")]) -> None:
    """Say what readers of an address get."""
    from wirepress.content.options import site
    from wirepress.features.seo.redirects.addresses import local_address, split
    from wirepress.features.seo.redirects.find import find

    local = local_address(address, site.home())
    if local is None:
        typer.echo(f"{address} is no address of {site.home()}.", err=True)
        raise typer.Exit(1)
    found = find(*split(local))
    typer.echo(
        f"{found.code} {found.target} (rule {found.rule.number})".replace("  ", " ") if found else "No redirect."
    )
