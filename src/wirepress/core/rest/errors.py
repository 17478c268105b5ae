"""The one error shape of REST: code, message, data.status, data.params, data.details."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class RestError(Exception):
    """An answer that refuses. `data` is what the answer's `data` holds beside `status`; None: no data at all."""

    def __init__(
        self,
        code: str,
        message: str,
        status: int | None = 400,
        data: Mapping[str, Any] | None = None,
        *,
        also: list[RestError] | None = None,
        additional_data: list[Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status if status is not None else 500
        self.data: Any = (
            None if status is None and data is None else {**({"status": status} if status else {}), **(data or {})}
        )
        self.additional_data = additional_data  # further data of the same error
        self.also = also or []  # further errors, shown as additional_errors

    def document(self) -> dict[str, Any]:
        """Return the body of the answer: code, message and data."""
        body: dict[str, Any] = {"code": self.code, "message": self.message, "data": self.data}
        if self.additional_data is not None:
            body["additional_data"] = self.additional_data
        if self.also:
            body["additional_errors"] = [{"code": e.code, "message": e.message, "data": e.data} for e in self.also]
        return body


def invalid_params(errors: Mapping[str, RestError]) -> RestError:
    """400 rest_invalid_param naming every wrong parameter with its reason."""
    return RestError(
        "rest_invalid_param",
        "Wrong parameter(s): " + ", ".join(errors),
        400,
        {
            "params": {name: error.message for name, error in errors.items()},
            "details": {name: error.document() for name, error in errors.items()},
        },
    )


def forbidden(code: str, message: str, *, signed_in: bool, data: Mapping[str, Any] | None = None) -> RestError:
    """401 for a stranger, 403 for a known user who may not."""
    return RestError(code, message, 403 if signed_in else 401, data)
