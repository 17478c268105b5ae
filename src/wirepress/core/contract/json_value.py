"""JSON as a type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

JSON = str | int | float | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]
