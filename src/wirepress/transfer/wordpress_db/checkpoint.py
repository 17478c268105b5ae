"""How far an import has come, stored in the transaction that wrote the rows, so that it can go on after a stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.options.models import Option
from wirepress.transfer.report import Report
from wirepress.transfer.wordpress_db.import_state import ImportState
from wirepress.transfer.wordpress_db.source import Position

OPTION: Final = "wirepress_import_checkpoint"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The stage and the position behind the last row that was written."""

    stage: int
    position: Position | None
    report: Report
    kept: dict[str, Any]


def save_checkpoint(fingerprint: str, stage: int, position: Position | None, job: ImportState) -> None:
    """Store how far the import has come, in the caller's transaction."""
    value: Any = {
        "source": fingerprint,
        "stage": stage,
        "position": list(position) if position else None,
        "report": job.report.to_json(),
        "kept": job.kept,
    }
    Option.objects.update_or_create(name=OPTION, defaults={"value": value})


def find_checkpoint(fingerprint: str) -> Checkpoint | None:
    """Return where an interrupted import of the same source stopped."""
    row = Option.objects.filter(name=OPTION).first()
    if row is None or not isinstance(row.value, dict) or row.value.get("source") != fingerprint:
        return None
    position = row.value["position"]
    return Checkpoint(
        row.value["stage"],
        tuple(position) if position else None,
        Report.from_json(row.value["report"]),
        row.value["kept"],
    )


def clear_checkpoint() -> None:
    """Delete the checkpoint, because the import is complete."""
    Option.objects.filter(name=OPTION).delete()
