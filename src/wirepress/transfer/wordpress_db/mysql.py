"""A source that is a live MySQL or MariaDB server: only read, in one snapshot, row by row."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

import pymysql
from pymysql.converters import encoders
from pymysql.cursors import SSCursor

from wirepress.transfer.wordpress_db.source import (
    Position,
    ReportBrokenRow,
    SourceError,
    SourceRow,
    SourceSite,
    Survey,
    Tick,
)
from wirepress.transfer.wordpress_db.sql.literals import LiteralReader
from wirepress.transfer.wordpress_db.table_prefix import choose_site
from wirepress.transfer.wordpress_db.tables import of_features

SCHEMES: Final = ("mysql://", "mariadb://", "mysql+pymysql://")
PORT: Final = 3306
CONNECT_SECONDS: Final = 15
KEYS: Final[Mapping[str, tuple[str, ...]]] = {  # what rows are ordered by, so that an interrupted import can go on
    "options": ("option_id",),
    "users": ("ID",),
    "terms": ("term_id",),
    "term_taxonomy": ("term_taxonomy_id",),
    "posts": ("ID",),
    "comments": ("comment_ID",),
    "usermeta": ("umeta_id",),
    "termmeta": ("meta_id",),
    "postmeta": ("meta_id",),
    "commentmeta": ("meta_id",),
    "term_relationships": ("object_id", "term_taxonomy_id"),
    "aioseo_posts": ("id",),
    "aioseo_terms": ("id",),
    "blogs": ("blog_id",),
}
_SESSION: Final = (
    "SET SESSION net_write_timeout = 3600",  # the rows wait while they are written here
    "SET SESSION information_schema_stats_expiry = 0",  # MySQL 8 would answer old next ids
    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
)


def _key_of(table: str) -> tuple[str, ...]:
    return KEYS.get(table) or (of_features.declared()[table].key,)


class MysqlSource:
    """Table rows of a database server. Positions are (place of the table in the stage, key of the row)."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._query = dict(parse_qsl(parts.query))
        self._database = unquote(parts.path.lstrip("/"))
        if not self._database:
            raise SourceError("Name the database: mysql://USER:PASSWORD@HOST/DATABASE.")
        self.name = f"{parts.hostname or self._query.get('unix_socket', 'localhost')}/{self._database}"
        self.fingerprint = f"mysql {self.name}"
        self.lost: Counter[str] = Counter()
        self.notes: list[str] = []
        self.broken_off = False
        self._site = SourceSite()
        self._estimates: dict[str, int] = {}
        self._connection = self._connect(parts.hostname or "localhost", _port(url), parts.username, parts.password)

    def _connect(self, host: str, port: int, user: str | None, password: str | None) -> pymysql.Connection[Any]:
        options: dict[str, Any] = {"unix_socket": self._query["unix_socket"]} if "unix_socket" in self._query else {}
        if self._query.get("ssl") or self._query.get("ssl_ca"):
            options["ssl"] = {"ca": self._query.get("ssl_ca")}
        try:
            connection = pymysql.connect(
                host=host,
                port=port,
                user=unquote(user or ""),
                password=unquote(password or ""),
                database=self._database,
                charset="utf8mb4",
                use_unicode=False,
                conv=dict[Any, Any](encoders),
                connect_timeout=CONNECT_SECONDS,
                **options,
            )
        except (pymysql.Error, OSError, RuntimeError) as error:
            raise SourceError(f"The database {self.name} cannot be reached: {_server_message(error)}") from None
        with connection.cursor() as cursor:
            for statement in _SESSION:
                with contextlib.suppress(pymysql.Error):  # an older server knows less; reading works all the same
                    cursor.execute(statement)
        return connection

    def survey(self, prefix: str | None, tick: Tick) -> Survey:
        found = Survey()
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(
                    "SELECT TABLE_NAME, TABLE_ROWS, AUTO_INCREMENT FROM information_schema.TABLES"
                    " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME"
                )
                for name, rows, next_id in cursor.fetchall():
                    table = name.decode()
                    found.tables[table] = int(rows or 0)
                    if next_id:
                        found.next_ids[table] = int(next_id)
        except pymysql.Error as error:
            raise SourceError(f"The tables of {self.name} cannot be read: {_server_message(error)}") from None
        found.site = self._site = choose_site(found.tables, prefix)
        self._estimates = dict(found.tables)
        tick(1, 1)
        return found

    def rows(
        self, tables: Sequence[str], after: Position | None, broken: ReportBrokenRow, tick: Tick
    ) -> Iterator[SourceRow]:
        total = sum(self._estimates.get(self._site.full_name(name), 0) for name in tables) or 1
        done = 0
        for place, name in enumerate(tables):
            if after and place < after[0]:
                continue
            behind = after[1:] if after and place == after[0] else ()
            try:
                for values in self._read_table(name, behind):
                    done += 1
                    tick(min(done, total), total)
                    key = tuple(int(values.get(column) or 0) for column in _key_of(name))
                    yield SourceRow(name, values, (place, *key), done)
            except pymysql.Error as error:
                raise SourceError(
                    f"Reading {self._site.full_name(name)} of {self.name} stopped: {_server_message(error)} "
                    "Run the import again; it goes on from there."
                ) from None
        tick(total, total)

    def _read_table(self, name: str, behind: tuple[int, ...]) -> Iterator[dict[str, Any]]:
        keys = _key_of(name)
        where, values = _condition_after(keys, behind)
        literals = LiteralReader("utf-8", backslashes=False, lost=self.lost)
        with self._connection.cursor(SSCursor) as cursor:
            order = ", ".join(f"`{key}`" for key in keys)
            table = self._site.full_name(name).replace("`", "``")
            cursor.execute(f"SELECT * FROM `{table}`{where} ORDER BY {order}", values)
            columns = [column[0] for column in cursor.description or ()]
            for row in cursor:
                yield {
                    column: literals.decode_bytes(value) if isinstance(value, bytes) else value
                    for column, value in zip(columns, row, strict=True)
                }

    def close(self) -> None:
        """End the connection; a cursor that still streams is cut off with it."""
        self._connection._force_close()  # type: ignore[attr-defined]  # close() would first read all that still streams


def _condition_after(keys: tuple[str, ...], behind: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """Return the condition for rows behind a key of one or two columns."""
    if len(behind) != len(keys):
        return "", ()
    if len(keys) == 1:
        return f" WHERE `{keys[0]}` > %s", behind
    first, second = keys
    return f" WHERE `{first}` > %s OR (`{first}` = %s AND `{second}` > %s)", (behind[0], behind[0], behind[1])


def _port(url: str) -> int:
    try:
        return urlsplit(url).port or PORT
    except ValueError:
        raise SourceError("The port in the address is no number between 1 and 65535.") from None


def _server_message(error: Exception) -> str:
    """Return what the server said, without its number."""
    text = str(error.args[1]) if len(error.args) > 1 else str(error)
    return text.rstrip(".") + "."
