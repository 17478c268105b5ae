"""Conditions of the ORM for texts that hold, or are, what is searched for: `column__holds` and `column__alike`, alike on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Lookup, TextField

from wirepress.core.collation import equivalents

if TYPE_CHECKING:
    _Lookup = Lookup[str]
else:  # generic for type checkers only
    _Lookup = Lookup


class _EquivalenceLookup(_Lookup):
    """What both have in common."""

    function = equivalents.HOLDS
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:
        left, values = self.process_lhs(compiler, connection)
        return f"{self.function}({left}, %s)", [*values, equivalents.fold_text(str(self.rhs))]

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:
        left, values = self.process_lhs(compiler, connection)
        return f"{left} ~ %s", [*values, self._wanted()]

    def _wanted(self) -> str:
        return equivalents.postgresql_pattern(str(self.rhs))


class ContainsEquivalent(_EquivalenceLookup):
    """The column has a part that is the same as the text."""

    lookup_name = "holds"


class EqualsEquivalent(_EquivalenceLookup):
    """The column is the same as the text."""

    lookup_name = "alike"
    function = equivalents.ALIKE

    def _wanted(self) -> str:
        return f"^{super()._wanted()}$"


for _field in (CharField, TextField):
    for _lookup in (ContainsEquivalent, EqualsEquivalent):
        _field.register_lookup(_lookup)
