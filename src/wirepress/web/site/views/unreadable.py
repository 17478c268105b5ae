"""A request that cannot be read: too large, too many fields, no form at all. Said in our words (handler400)."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse

from wirepress.settings import limits

_BACK: Final = "Nothing was changed. Go back in your browser: what you wrote is still there."
_LARGE: Final = f"What you sent is larger than {limits.BODY_MAX // 2**20} MB without its files. {_BACK}"
_MANY: Final = f"What you sent has more than {limits.QUERY_VARS_MAX} fields. {_BACK}"
_OTHER: Final = f"What was sent cannot be read. {_BACK}"


def show(request: HttpRequest, exception: Exception) -> HttpResponse:
    """413 for a form that is too large, 400 for the rest. Asks the database nothing."""
    status, words = 400, _OTHER
    if isinstance(exception, RequestDataTooBig):
        status, words = 413, _LARGE
    elif isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        words = _MANY
    return HttpResponse(
        words + "\n", status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
