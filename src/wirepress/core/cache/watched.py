"""Which tables tell the caches of changes, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

OTHER: Final = "other"  # the kind of tables that nobody declared: whatever shows them is made anew
SILENT: Final = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """One sort of change of one table.

    `kind` names it (`post`, `term`, `vote` ...; empty: changes of this table show nowhere). `ref` is the column that
    says what changed. `columns`: only changes of these count (empty: all but `ignore`). `only`: an SQL condition on the row,
    written with `{row}`, that holds before or after. `aside`: only answers that said so depend on this kind.
    `documents`: whose finished documents are old after the change (see changes/triggers.py): words of `own` (the post that `ref`
    names), `shown` (the posts that show it), `live` (as `own`, and only live values are others), `term`, `author`, `all`, `none`.
    """

    table: str
    kind: str
    ref: str = "id"
    columns: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    only: str = ""
    aside: bool = False
    documents: str = "all"
