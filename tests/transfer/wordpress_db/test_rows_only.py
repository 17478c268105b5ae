"""Dumps of rows without CREATE TABLE: WordPress's own columns are known by their places, and what cannot be told is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transfer.wordpress_db.dialects import literal, mysqldump, phpmyadmin
from tests.transfer.wordpress_db.old_site import PREFIX, Rows, old_site
from tests.transfer.wordpress_db.snapshot import everything, forget_all
from wirepress.transfer.wordpress_db import import_database
from wirepress.transfer.wordpress_db.sql.columns import STANDARD_COLUMNS, fits_columns

FURTHER = {
    "users": (0, 0),
    "terms": (7,),
    "posts": ("extra",),
    "comments": (None, "x"),
    "term_relationships": (1, 2, 3),
    "options": ("z",),
}


def _rows_only(rows: Rows, more: dict[str, tuple[object, ...]]) -> str:
    parts = ["SET NAMES utf8mb4;\n"]
    for table in rows:
        lines = [
            "("
            + ",".join(
                literal(value) for value in (*(row.get(name) for name in STANDARD_COLUMNS[table]), *more.get(table, ()))
            )
            + ")"
            for row in rows[table]
        ]
        parts.append(f"INSERT INTO `{PREFIX}{table}` VALUES {','.join(lines)};\n")
    return "".join(parts)


@pytest.mark.django_db
@pytest.mark.parametrize("more", [{}, FURTHER], ids=["known", "further"])
def test_columns_behind_the_known_ones_are_left_out(more: dict[str, tuple[object, ...]], tmp_path: Path) -> None:
    rows = old_site()
    path = tmp_path / "x.sql"
    path.write_text(mysqldump(rows), encoding="utf-8")
    import_database(path)
    wanted = everything()
    forget_all()
    path.write_text(_rows_only(rows, more), encoding="utf-8")
    report = import_database(path)
    assert not report.refusals and not report.failed
    assert everything() == wanted


@pytest.mark.django_db
def test_columns_in_another_order_are_refused(tmp_path: Path) -> None:
    text = _rows_only(old_site(), {"users": (0,)})
    text = re.sub(r"(nr7_users` VALUES )\((\d), ?('[^']*')", r"\1(\3,\2", text)
    path = tmp_path / "x.sql"
    path.write_text(text, encoding="utf-8")
    report = import_database(path)
    assert report.failed
    assert [refusal.reason for refusal in report.refusals] == [
        "has other columns than WordPress's, and the dump does not name them (no CREATE TABLE)"
    ]


@pytest.mark.django_db
def test_a_plugins_table_without_names_of_columns_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "x.sql"
    path.write_text(
        _rows_only(old_site(), {}) + "INSERT INTO nr7_aioseo_posts VALUES (1, 10, 'x');\n", encoding="utf-8"
    )
    report = import_database(path)
    assert report.failed and "named nowhere" in report.refusals[0].reason


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(set(STANDARD_COLUMNS) - {"blogs", "termmeta", "options", "posts"}))
@pytest.mark.parametrize("form", ["created", "rows"])
def test_a_table_that_a_site_needs_is_missed(table: str, form: str, tmp_path: Path) -> None:
    rows = old_site()
    del rows[table]
    path = tmp_path / "x.sql"
    path.write_text(mysqldump(rows) if form == "created" else _rows_only(rows, {}), encoding="utf-8")
    report = import_database(path)
    may_be_empty = table in ("comments", "commentmeta", "postmeta", "term_relationships")
    assert report.missing_tables == ([] if may_be_empty else [table])
    assert report.failed != may_be_empty
    assert may_be_empty == any(table in note for note in report.notes)


@pytest.mark.django_db
def test_column_lists_name_further_columns_themselves(tmp_path: Path) -> None:
    text = phpmyadmin(old_site())
    text = re.sub(r"CREATE TABLE[^;]*;", "", text.replace("`display_name`) VALUES", "`display_name`, `spam`) VALUES"))
    text = re.sub(r"(, '(?:Mara|Ilse)')\)", r"\1, 0)", text)
    path = tmp_path / "x.sql"
    path.write_text(text, encoding="utf-8")
    assert not import_database(path).failed


@given(
    st.sampled_from(sorted(STANDARD_COLUMNS)), st.lists(st.none() | st.integers() | st.text(max_size=30), max_size=30)
)
def test_any_row_can_be_judged(table: str, values: list[object]) -> None:
    assert isinstance(fits_columns(table, values), bool)


@pytest.mark.django_db
def test_a_table_of_people_without_people_is_missed(tmp_path: Path) -> None:
    rows = old_site()
    path = tmp_path / "x.sql"
    path.write_text(re.sub(r"INSERT INTO `nr7_users`[^;]*;", "", mysqldump(rows)), encoding="utf-8")
    assert import_database(path).missing_tables == ["users"]
