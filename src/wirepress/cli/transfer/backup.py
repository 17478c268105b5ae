"""`wirepress backup DIR|s3://...` and `wirepress restore FROM SITE`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Final

import typer

from wirepress.cli.output.report_table import ProgressLine

_NAMED: Final = 20  # lost uploads that are named one by one


def backup(
    target: Annotated[
        str,
        typer.Argument(
            metavar="[DIR|s3://BUCKET/PREFIX]", help="Where backups lie; left out, what the setting backup_to says."
        ),
    ] = "",
    secrets: Annotated[
        bool,
        typer.Option(
            "--secrets", help="Keep keys and passwords of the settings too, for a place that is as safe as the site."
        ),
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="Show the backups that are there, and make none.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Read every byte of the newest backup again, and make none.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say the same as JSON.")] = False,
) -> None:
    """Back the running site up: database, uploads, settings. Uploads that were there before are not copied again; the copy is checked."""
    from wirepress.cli.setup import load_site, require_tables

    load_site()
    require_tables()
    from wirepress.settings.settings import get_settings
    from wirepress.transfer.backup import last_backup
    from wirepress.transfer.backup.errors import BackupError
    from wirepress.transfer.backup.make_backup import make_backup

    target = target or get_settings().backup_to
    if not target:
        typer.echo("Say where: wirepress backup DIR, or s3://BUCKET/PREFIX; or set backup_to.", err=True)
        raise typer.Exit(2)
    try:
        if list_ or check:
            _look(target, check=check, as_json=as_json)
            return
        with ProgressLine() as progress:
            report = make_backup(target, secrets=secrets, progress=progress)
    except BackupError as error:
        if not (list_ or check):
            last_backup.note_failure(target, str(error))
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(report.summary(), ensure_ascii=False, indent=2))
        return
    done = report.manifest
    typer.echo(f"Backup {done.id} in {report.place}: {done.counts['posts_post']:,} items, {done.uploads:,} uploads.")
    typer.echo(
        f"New bytes of uploads: {report.uploads.copied_bytes:,}. Checked by restoring into a scratch folder. {report.seconds:.1f} s."
    )
    for note in report.notes:
        typer.echo(note)
    typer.echo(
        f"Kept: {_backups(len(report.kept))}" + (f"; removed: {', '.join(report.removed)}" if report.removed else "")
    )


def _backups(count: int) -> str:
    return f"{count} backup" if count == 1 else f"{count} backups"


def _look(target: str, *, check: bool, as_json: bool) -> None:
    from wirepress.transfer.backup.errors import BackupError
    from wirepress.transfer.backup.manifest import find_backups, read_manifest
    from wirepress.transfer.backup.place import open_place
    from wirepress.transfer.backup.verify import verify

    place = open_place(target)
    whole, _ = find_backups(place)
    found, damaged = [], []
    for name in whole[-1:] if check else whole:
        try:
            found.append(read_manifest(place, name))
        except BackupError as error:
            damaged.append(str(error))
    if check and found:
        with ProgressLine() as progress:
            notes = verify(place, found[0], progress, every_byte=True)
        typer.echo(" ".join([f"The backup {found[0].id} is whole.", *notes]))
        return
    if as_json:
        typer.echo(json.dumps([manifest.as_json() for manifest in found], ensure_ascii=False, indent=2))
    for manifest in () if as_json else found:
        secret = ", with secrets" if manifest.secrets else ""
        typer.echo(
            f"{manifest.id}  {manifest.kind}, {manifest.uploads:,} uploads, {manifest.upload_bytes:,} bytes{secret}"
        )
    if damaged:  # each says its name; the others can be restored all the same
        raise BackupError("\n".join(damaged))
    if not found and not as_json:
        typer.echo(f"{place.name} holds no finished backup.")


def restore(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Where backups lie: a folder or s3://BUCKET/PREFIX.")],
    site: Annotated[Path, typer.Argument(metavar="SITE", help="Folder of the new site: not there yet, or empty.")],
    at: Annotated[str, typer.Option("--at", metavar="BACKUP", help="Which backup; the newest, when left out.")] = "",
    url: Annotated[str, typer.Option("--url", help="Address of the restored site; the old one, when left out.")] = "",
    database: Annotated[
        str, typer.Option("--database", help="postgresql:// address of an empty database, for a backup of one.")
    ] = "",
) -> None:
    """Make a site out of a backup, in a new folder. Nothing is overwritten; what fails leaves nothing."""
    from django.conf import settings

    from wirepress.settings.settings import SettingsError
    from wirepress.transfer.backup.errors import BackupError

    if not settings.configured:
        settings.configure()  # there is no site yet, and the storages ask Django's settings for defaults
    from wirepress.transfer.backup.restore import restore as run

    try:
        with ProgressLine() as progress:
            report = run(source, site, at=at, url=url, database_url=database, progress=progress)
    except (BackupError, SettingsError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    done = report.manifest
    typer.echo(
        f"{site} is the site of the backup {done.id}: {done.counts.get('posts_post', 0):,} items, {report.uploads:,} uploads."
    )
    for note in report.notes:
        typer.echo(note)
    for words in report.lost[:_NAMED]:
        typer.echo(f"Lost: {words}", err=True)
    if len(report.lost) > _NAMED:
        typer.echo(f"Lost: {len(report.lost) - _NAMED:,} more uploads", err=True)
    typer.echo(f"Next: wirepress --site {site} serve")
    raise typer.Exit(1 if report.lost else 0)
