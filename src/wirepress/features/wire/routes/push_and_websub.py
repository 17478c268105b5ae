"""The endpoints for stories that come by themselves: signed pushes, and WebSub hubs. The sender is known by a signature, not by a role."""

from __future__ import annotations

from typing import Final

from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import CREATE, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.wire.entry.records import DecodedDocument
from wirepress.features.wire.models import Run, Source
from wirepress.features.wire.routes.health_and_runs import run_document, run_schema
from wirepress.features.wire.routes.route_helpers import BASE, NAMESPACE

ENTRIES_MAX: Final = 500  # in one message: whoever sends waits for the answer
HUB_PATIENCE: Final = 2.0  # seconds that a hub waits for a look that is under way
_SOURCE: Final[Args] = {"source": {"description": "The source's name in addresses.", "type": "string"}}
_TOKEN: Final[Args] = {"token": {"description": "Of our callback; nobody can guess it.", "type": "string"}}


def routes() -> list[Route]:
    """Return the routes for pushing and for the hub's callback."""
    return [
        Route(
            NAMESPACE,
            rf"{BASE}/(?P<source>[a-z0-9-]+)/items",
            (Endpoint(CREATE, receive_push, _SOURCE, hidden=True),),
            run_schema,
        ),
        Route(
            NAMESPACE,
            rf"{BASE}/websub/(?P<token>[\w-]+)",
            (
                Endpoint(READ, verify_subscription, _TOKEN, hidden=True),
                Endpoint(CREATE, receive_hub_delivery, _TOKEN, hidden=True),
            ),
            _empty_schema,
        ),
    ]


def receive_push(request: Request) -> Response:
    """Process a signed document and answer what became of it. Raises RestError 401, 404, 409, 413, 422, 429, 503."""
    from wirepress.features.wire.fetch.push import PushRefused, accept_push

    source = Source.objects.filter(slug=str(request.path_params["source"])).first()
    if source is None:
        raise RestError("wire_push_off", "Nothing is taken for this source.", 404)
    try:
        document = accept_push(source, request.headers, request.raw_body)
    except PushRefused as refused:
        raise RestError(refused.code, refused.words, refused.status) from None
    if len(document.entries) > ENTRIES_MAX:
        raise RestError("wire_push_many", f"At most {ENTRIES_MAX} stories in one message; nothing was taken.", 413)
    return Response(run_document(_run_document(source, document)), 201)


def _run_document(source: Source, document: DecodedDocument) -> Run:
    from wirepress.features.wire.ingest.runs import lease
    from wirepress.features.wire.ingest.runs.run import SourceBusy, receive_documents

    try:
        return receive_documents(source.pk, [document])
    except (SourceBusy, lease.LeaseLost):
        raise RestError(
            "wire_push_busy",
            "The source's stories are being taken in at the moment: sign it anew and send it again.",
            503,
        ) from None
    except Source.DoesNotExist:
        raise RestError("wire_push_off", "Nothing is taken for this source.", 404) from None


def verify_subscription(request: Request) -> Response:
    """Answers a hub's question whether we meant to subscribe. Raises RestError 404 when we did not."""
    from wirepress.features.wire.fetch.websub import answer_challenge

    challenge = answer_challenge(str(request.path_params["token"]), request.query)
    if challenge is None:
        raise _unknown_callback()
    return Response(None, raw=challenge.encode("utf-8", "replace"), content_type="text/plain; charset=UTF-8")


def receive_hub_delivery(request: Request) -> Response:
    """Process what a hub delivers. A wrong signature gets the same answer, and nothing is stored. Raises RestError 404."""
    from wirepress.content.options import site
    from wirepress.features.wire.fetch.websub import accept_delivery
    from wirepress.features.wire.ingest.runs import lease
    from wirepress.features.wire.ingest.runs.run import SourceBusy, receive_documents

    found = accept_delivery(str(request.path_params["token"]), request.headers, request.raw_body)
    if found is None:
        raise _unknown_callback()
    if found.document is not None:
        try:
            receive_documents(found.source_id, [found.document], patience=HUB_PATIENCE)
        except (SourceBusy, lease.LeaseLost):  # whoever is at the source looks once more
            Source.objects.filter(pk=found.source_id, enabled=True).update(due=site.now_gmt())
        except Source.DoesNotExist:
            raise _unknown_callback() from None
    return Response({"taken": found.document is not None, "words": found.words}, 202)


def _unknown_callback() -> RestError:
    return RestError("wire_no_subscription", "Nobody here has asked for this.", 404)


def _empty_schema() -> Schema:
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "wire-websub",
        "type": "object",
        "properties": {},
    }
