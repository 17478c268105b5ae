"""Writes the invented database as SQL, in the manners of the programs that write such dumps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.transfer.wordpress_db.old_site import KEYS, PREFIX, Rows, create_table, next_ids
from wirepress.transfer.wordpress_db.sql.columns import STANDARD_COLUMNS

_ESCAPES = {"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\r": "\\r", "\0": "\\0", "\x1a": "\\Z"}


def escaped(text: str) -> str:
    """As mysqldump escapes."""
    return "".join(_ESCAPES.get(sign, sign) for sign in text)


def literal(value: Any) -> str:
    """A literal as mysqldump writes it."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else f"'{escaped(value)}'"


def doubling(value: Any) -> str:
    """Quotes doubled, backslashes escaped: phpMyAdmin's way."""
    if value is None:
        return "null"
    return (
        str(value)
        if isinstance(value, int)
        else "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n") + "'"
    )


def hexadecimal(value: Any) -> str:
    """Texts as bytes."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else (f"0x{value.encode().hex()}" if value else "''")


def mysqldump(rows: Rows, prefix: str = PREFIX, write: Callable[[Any], str] = literal) -> str:
    """One statement a table, tables in alphabetical order, conditional comments."""
    parts = [
        "-- MySQL dump 10.13  Distrib 8.0.36\n/*!40101 SET NAMES utf8mb4 */;\n/*!40103 SET TIME_ZONE='+00:00' */;\n"
    ]
    for table in sorted(rows):
        name = f"`{prefix}{table}`"
        parts.append(f"DROP TABLE IF EXISTS {name};\n/*!40101 SET @saved_cs_client     = @@character_set_client */;\n")
        parts.append(create_table(table, prefix, next_ids(rows).get(table, 0)) + "\n")
        tuples = [f"({','.join(write(row.get(column)) for column in STANDARD_COLUMNS[table])})" for row in rows[table]]
        parts.append(f"LOCK TABLES {name} WRITE;\n/*!40000 ALTER TABLE {name} DISABLE KEYS */;\n")
        parts.append(f"INSERT INTO {name} VALUES {','.join(tuples)};\nUNLOCK TABLES;\n")
    parts.append(_TRIGGER)
    return "".join(parts)


_TRIGGER = """DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t AFTER INSERT ON x FOR EACH ROW BEGIN
  INSERT INTO `nr7_posts` VALUES (999999,'never');
END */;;
DELIMITER ;
/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
"""


def phpmyadmin(rows: Rows, prefix: str = PREFIX) -> str:
    """Column lists, a statement for a few rows, rows on lines of their own, keys and next ids in ALTER TABLE at the end."""
    parts = [
        '-- phpMyAdmin SQL Dump\nSET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";\nSTART TRANSACTION;\n\n--\n-- Data\'s --\n--\n'
    ]
    for table in rows:
        parts.append(
            create_table(table, prefix).replace(" unsigned NOT NULL AUTO_INCREMENT", " unsigned NOT NULL") + "\n\n"
        )
        columns = STANDARD_COLUMNS[table]
        names = ", ".join(f"`{column}`" for column in columns)
        for start in range(0, len(rows[table]), 3):
            tuples = [f"({', '.join(doubling(row.get(c)) for c in columns)})" for row in rows[table][start : start + 3]]
            parts.append(f"INSERT INTO `{prefix}{table}` ({names}) VALUES\n" + ",\n".join(tuples) + ";\n\n")
    for table, number in next_ids(rows).items():
        parts.append(
            f"ALTER TABLE `{prefix}{table}`\n  MODIFY `{KEYS[table]}` bigint(20) UNSIGNED NOT NULL AUTO_INCREMENT, AUTO_INCREMENT={number};\n"
        )
    return "".join(parts) + "COMMIT;\n"


def single_rows(rows: Rows, prefix: str = PREFIX) -> str:
    """One statement a row, no CREATE TABLE, names without quotes, a database before the name."""
    lines = ["# a panel's export"]
    for table in rows:
        for row in rows[table]:
            values = ",".join(literal(row.get(column)) for column in STANDARD_COLUMNS[table])
            lines.append(f"insert ignore into shop.{prefix}{table} values({values});")
    return "\n".join(lines) + "\n"


def ansi(rows: Rows, prefix: str = PREFIX) -> str:
    """Names in double quotes, columns in another order, REPLACE, values with character set introducers."""
    lines = []
    for table in rows:
        columns = sorted(STANDARD_COLUMNS[table])
        names = ", ".join(f'"{column}"' for column in columns)
        for row in rows[table]:
            values = [literal(row.get(column)) for column in columns]
            values = [f"_utf8mb4 {value}" if value.startswith("'") else value for value in values]
            lines.append(f'REPLACE INTO "{prefix}{table}" ({names})\nVALUES ({", ".join(values)}) ;')
    return "\n".join(lines) + "\n"


DIALECTS: dict[str, Callable[[Rows], str]] = {
    "mysqldump": mysqldump,
    "hex": lambda rows: mysqldump(rows, write=hexadecimal),
    "phpmyadmin": phpmyadmin,
    "single": single_rows,
    "ansi": ansi,
}
