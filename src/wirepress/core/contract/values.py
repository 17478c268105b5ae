"""What JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, Union

# A name in quotes takes no bar.
JsonValue: TypeAlias = Union[str, int, float, bool, Sequence["JsonValue"], Mapping[str, "JsonValue"], None]  # noqa: UP007
