"""What an action raises when it refuses: a code that clients know, and a sentence for people. Nothing was changed."""

from __future__ import annotations

from typing import Any


def describe_database_refusal(*columns: str) -> str:
    """Return what WordPress says of values that its database's columns do not hold; clients find it in the answer's data."""
    several = len(columns) > 1
    what = "values for the following fields" if several else "value for the following field"
    values = "values may be too long or contain" if several else "value may be too long or contains"
    return (
        f"WordPress database error: Processing the {what} failed: {', '.join(columns)}."
        f" The supplied {values} invalid data."
    )


class ActionRefused(ValueError):
    """The write was refused. `code` is WordPress's, `status` the HTTP status that REST answers with."""

    def __init__(self, code: str, message: str, status: int = 400, **data: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.data = data
        self.others: tuple[ActionRefused, ...] = ()  # further reasons of the same refusal

    @property
    def messages(self) -> list[str]:
        """Return the sentences of all reasons."""
        return [self.message, *(other.message for other in self.others)]
