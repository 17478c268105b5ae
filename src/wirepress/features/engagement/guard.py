"""Which calls of admin-ajax.php count: those of this site's own pages."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from wirepress.content.users import nonces
from wirepress.core.http.origin import is_foreign
from wirepress.settings.settings import get_settings

NONCE_ACTION: Final = "be_ajax_nonce"
NONCE_DAYS: Final = 30  # for which a nonce in a kept page counts


def comes_from_here(request: HttpRequest) -> bool:
    """Return whether no other site's page sends the reader's browser, and the nonce, where there is one, was given out by this site.

    A nonce is not asked for, because pages are kept longer than nonces live (docs/decisions/0006).
    """
    headers = {name.lower(): value for name, value in request.headers.items()}
    nonce = request.POST.get("_wpnonce", "")
    return not is_foreign(headers, get_settings().url) and (
        not nonce or nonces.was_given(nonce, NONCE_ACTION, NONCE_DAYS)
    )
