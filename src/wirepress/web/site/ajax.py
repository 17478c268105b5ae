"""/wp-admin/admin-ajax.php: the one address of all AJAX actions."""

from __future__ import annotations

from typing import Final

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from wirepress.content.options.features import extensions
from wirepress.core.hooks import AjaxAction
from wirepress.web.editing.actions import ACTIONS, TEXT_TYPE

log = structlog.get_logger(__name__)
NOTHING: Final = "0"  # WordPress's answer when no action has anything to say
_HEADERS: Final = {
    "Expires": "Wed, 11 Jan 1984 05:00:00 GMT",
    "Cache-Control": "no-cache, must-revalidate, max-age=0, no-store, private",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "SAMEORIGIN",
}


@csrf_exempt
def admin_ajax(request: HttpRequest) -> HttpResponse:
    """Runs the action that `action` names, in the form or else the query. One that does not exist, or not for readers who
    are not signed in, is answered "0" with status 400 (WordPress 7.1 behaviour). Each action guards itself against
    other sites' pages."""
    name = request.POST.get("action") or request.GET.get("action") or ""
    if name in ACTIONS:
        found = ACTIONS[name](request)
        return _answer(NOTHING, 400) if found is None else _answer(found[0], 200, found[1])
    action = _action(name)
    if action is None or not (action.anonymous or request.user.is_authenticated):
        return _answer(NOTHING, 400)
    try:
        given = action.run(request)
    except Exception:
        log.exception("ajax.failed", action=action.name)
        return _answer(NOTHING, 500)
    return _answer(given, 200) if isinstance(given, str) else _answer(given.text, given.status, given.content_type)


def _action(name: str) -> AjaxAction | None:
    return next((action for action in extensions().declared("ajax_actions") if action.name == name), None)


def _answer(text: str | bytes, status: int, kind: str = TEXT_TYPE) -> HttpResponse:
    return HttpResponse(text, status=status, content_type=kind, headers=_HEADERS)
