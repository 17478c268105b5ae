"""Tables as files: CSV for spreadsheets, Parquet for whoever computes with them."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from wirepress.features.analytics.dashboard.table import Table
from wirepress.features.analytics.page_helpers import csv_answer, render_page

FORMS: Final = ("csv", "parquet")
MOST: Final = 100_000  # rows of a file
INSTALL: Final = "pip install 'wirepress[parquet]'"


def file_answer(request: HttpRequest, table: Table, form: str, name: str) -> HttpResponse:
    """Return the table as a file of that form ("csv" or "parquet"). Without the library for Parquet a page says how to get it."""
    if form == "parquet":
        data = parquet_bytes(table)
        if data is None:
            response = render_page(request, "dashboard/no_parquet", "Parquet needs one more library", install=INSTALL)
            response.status_code = 501
            return response
        answer = HttpResponse(data, content_type="application/vnd.apache.parquet")
        answer["Content-Disposition"] = f'attachment; filename="{name}.parquet"'
        return answer
    header = [column.name for column in table.columns]
    return csv_answer(name, header, ([_csv_value(value) for value in line.values] for line in table.lines))


def _csv_value(value: Any) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if value is None else value


def parquet_bytes(table: Table) -> bytes | None:
    """Return the table as Parquet, its columns typed; None where pyarrow is not installed (the extra `parquet`)."""
    try:
        import pyarrow  # type: ignore[import-untyped]
        import pyarrow.parquet  # type: ignore[import-untyped]
    except ImportError:
        return None
    kinds = {
        "text": pyarrow.string(),
        "count": pyarrow.int64(),
        "percent": pyarrow.float64(),
        "seconds": pyarrow.float64(),
        "ratio": pyarrow.float64(),
        "day": pyarrow.date32(),
        "moment": pyarrow.timestamp("s", tz="UTC"),
    }
    columns = [
        pyarrow.array([line.values[place] for line in table.lines], type=kinds[column.kind])
        for place, column in enumerate(table.columns)
    ]
    made = pyarrow.Table.from_arrays(columns, names=[column.name for column in table.columns])
    written = io.BytesIO()
    pyarrow.parquet.write_table(made, written)
    return written.getvalue()
