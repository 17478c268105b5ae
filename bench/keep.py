"""Figures are kept with the description of the machine they were measured on."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import machine

RESULTS = Path(__file__).parent / "results"


def keep(name: str, rows: Sequence[dict[str, Any]], **facts: Any) -> Path:
    """Write the rows to results/DATE-NAME.json; the file."""
    RESULTS.mkdir(exist_ok=True)
    words = "-".join((time.strftime("%Y-%m-%d"), name, *((str(facts["database"]),) if "database" in facts else ())))
    path = RESULTS / f"{words}.json"
    path.write_text(json.dumps({"machine": machine.describe(), **facts, "rows": list(rows)}, indent=2) + "\n")
    return path
