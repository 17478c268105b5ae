"""HTTP in, HTTP out: builds the REST request, writes the answer's bytes."""

from __future__ import annotations

import json as stdlib_json
import re
from typing import Any, Final

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt

from wirepress.content.users import nonces
from wirepress.core.http.address import reader_address
from wirepress.core.http.header_text import header_text
from wirepress.core.php import json
from wirepress.core.php.query import parse_str
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Response, Upload
from wirepress.settings import limits
from wirepress.settings.settings import get_settings
from wirepress.web.rest.request.identify import READER, identify_actor
from wirepress.web.rest.response import headers, shape
from wirepress.web.rest.routing import dispatch
from wirepress.web.rest.routing.answer_options import answer_options

# Where programs find out whether they are signed in, and how they can be: wrong credentials are answered as none are.
PROBES: Final = frozenset(
    (("GET", "/"), ("HEAD", "/"), ("OPTIONS", "/"), ("GET", "/wp/v2/users/me"), ("HEAD", "/wp/v2/users/me"))
)

log = structlog.get_logger(__name__)
_CALLBACK = re.compile(r"[\w.]+\Z")
_JSON_TYPE = re.compile(r"application/(?:[\w!#$%&'*+.^`|~-]+\+)?json(?:\s*;|\s*\Z)", re.IGNORECASE)


@csrf_exempt
def rest_view(request: HttpRequest, path: str | None = None) -> HttpResponse:
    """Return the Django view of the whole REST API: by path (/wp-json/...) or by ?rest_route=."""
    query: dict[str, Any] = _without_nul(parse_str(request.META.get("QUERY_STRING", "")))
    route = _without_nul(path) if path is not None else str(query.get("rest_route") or "/")
    incoming = _build_request(request, route or "/", query, by_query=path is None)
    callback = query.get("_jsonp")
    if callback and (not isinstance(callback, str) or not _CALLBACK.match(callback)):
        return _bad_callback(headers.common_headers(incoming.headers, request.method or "GET"))
    return _respond(request, incoming, callback)


def _build_request(request: HttpRequest, route: str, query: dict[str, Any], *, by_query: bool) -> Request:
    names = {name.lower(): header_text(value) for name, value in request.headers.items()}
    method = request.method or "GET"
    overridden = str(query.get("_method") or "") or names.get("x-http-method-override", "")
    incoming = Request(
        method=(overridden or method).upper(),
        route=route.rstrip("/") or "/",
        actor=READER,
        query=query,
        headers=names,
        by_query=by_query,
        address=reader_address(request.META.get("REMOTE_ADDR", ""), names, tuple(get_settings().trusted_proxies)),
    )
    incoming.attributes["http_method"] = method
    incoming.attributes["http_request"] = request
    incoming.attributes["overridden"] = "x-http-method-override" in names and not query.get("_method")
    return incoming


def _read_body(request: HttpRequest, incoming: Request) -> None:
    """Parameters of the body: JSON, form, multipart. Anything else stays raw bytes. Raises RestError 413 for too much of it."""
    kind = request.content_type or ""
    if kind.startswith("multipart/form-data"):
        _check_length(request, limits.UPLOAD_MAX)
        _read_form(request, incoming)
        return
    if "content-disposition" in incoming.headers:  # a file as the body itself
        _check_length(request, limits.UPLOAD_MAX)
        incoming.raw_body = request.read()
    else:
        _check_length(request, limits.BODY_MAX)
        incoming.raw_body = request.body
    if not incoming.raw_body:
        return
    if _JSON_TYPE.match(request.headers.get("Content-Type", "")):
        try:
            found = json.decode(incoming.raw_body.decode("utf-8", "surrogateescape"))
        except ValueError as error:
            incoming.attributes["json_error"] = RestError(
                "rest_invalid_json",
                "The body is not valid JSON.",
                400,
                {"json_error_code": getattr(error, "code", 4), "json_error_message": str(error)},
            )
            return
        incoming.json = _without_nul(found if isinstance(found, dict) else _numbered(found))
    elif kind == "application/x-www-form-urlencoded":
        incoming.body = _without_nul(parse_str(incoming.raw_body.decode("utf-8", "replace")))


def _check_length(request: HttpRequest, max_bytes: int) -> None:
    given = request.META.get("CONTENT_LENGTH") or "0"
    if not given.isascii() or not given.isdecimal() or int(given[:20]) > max_bytes:
        raise RestError(
            "rest_request_too_large", f"A request of this kind may have at most {max_bytes // 2**20} MB.", 413
        )


def _read_form(request: HttpRequest, incoming: Request) -> None:
    try:
        incoming.body = _without_nul(parse_str("&".join(_query_pairs(request))))
    except MultiPartParserError:
        return  # no form at all: nothing was said, as PHP has it
    except (TooManyFieldsSent, TooManyFilesSent):
        raise RestError("rest_too_many_params", "The form has too many fields.", 400) from None
    except RequestDataTooBig:
        raise RestError("rest_request_too_large", "The form's fields are too large.", 413) from None
    incoming.files = {
        name: Upload(file.name or "", file.content_type or "", file.read())
        for name, file in request.FILES.items()
        if isinstance(file, UploadedFile)
    }


def _without_nul(value: Any) -> Any:
    """Return the value without NUL characters, which PostgreSQL cannot keep and no text needs. Changed in place, level by level: a body may nest
    as deep as PHP lets it, which is deeper than calls may."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    waiting = [value]
    while waiting:
        here = waiting.pop()
        pairs: list[tuple[Any, Any]] = []
        if isinstance(here, dict):
            pairs = list(here.items())
            if any(isinstance(name, str) and "\x00" in name for name in here):
                here.clear()
                pairs = [(_without_nul(name) if isinstance(name, str) else name, item) for name, item in pairs]
                here.update(pairs)
                pairs = list(here.items())
        elif isinstance(here, list):
            pairs = list(enumerate(here))
        for place, item in pairs:
            if isinstance(item, str):
                if "\x00" in item:
                    here[place] = item.replace("\x00", "")
            elif isinstance(item, dict | list):
                waiting.append(item)
    return value


def _numbered(found: Any) -> dict[Any, Any]:
    """A list has numbers for names, as in PHP; a bare value has none."""
    return dict(enumerate(found)) if isinstance(found, list) else {}


def _query_pairs(request: HttpRequest) -> list[str]:
    from urllib.parse import quote

    return [f"{quote(name)}={quote(value)}" for name, values in request.POST.lists() for value in values]


def _respond(request: HttpRequest, incoming: Request, callback: str | None) -> HttpResponse:
    sent = headers.common_headers(incoming.headers, incoming.method)
    response: Response
    try:
        nonce = incoming.query.get("_wpnonce") or incoming.headers.get("x-wp-nonce")
        nonce = nonce if isinstance(nonce, str) else None
        incoming.actor, facts = identify_actor(
            request, incoming.address, nonce, probe=(incoming.method, incoming.route) in PROBES
        )
        incoming.attributes.update(facts)
        if "session" in facts:
            sent["X-WP-Nonce"] = nonces.create("wp_rest", incoming.actor.id, str(facts["session"]))
        _read_body(request, incoming)
        response = answer_options(incoming) if incoming.method == "OPTIONS" else dispatch.dispatch(incoming)
    except RestError as error:
        response = dispatch.error_response(error)
        if error.code == "rest_cookie_invalid_nonce":
            sent.update(headers.NO_CACHE)
    sent.update(headers.cors_headers(incoming))
    if incoming.signed_in or (incoming.attributes["overridden"] and 400 <= response.status < 500):
        sent.update(headers.NO_CACHE)
    return _build_response(request, incoming, response, sent, callback)


def _build_response(
    request: HttpRequest, incoming: Request, response: Response, sent: dict[str, str], callback: str | None
) -> HttpResponse:
    shape.apply_fields(incoming, response)
    data = shape.finish_data(incoming, response)
    status = response.status
    if "_envelope" in incoming.query and response.raw is None:
        data, status = shape.wrap_in_envelope(response, data), 200
    else:
        sent.update(response.headers)
    body = response.raw if response.raw is not None else _encode_body(data, incoming)
    kind = response.content_type
    if callback:
        kind, body = "application/javascript; charset=UTF-8", b"/**/" + callback.encode() + b"(" + body + b")"
    if "HEAD" in (request.method, incoming.method) or status in (204, 304):
        body = b""
    return HttpResponse(body, status=status, content_type=kind, headers=sent)


def _encode_body(data: Any, incoming: Request) -> bytes:
    try:
        body = json.encode(data)
    except ValueError:  # a text that is not UTF-8 came in by an old import: shown with replacement characters
        body = json.encode(_replace_surrogates(data))
    if "_pretty" in incoming.query:
        return stdlib_json.dumps(stdlib_json.loads(body), indent=4).replace("/", "\\/").encode()
    return body


def _replace_surrogates(value: Any) -> Any:
    """Return the value with every half surrogate pair replaced."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return json.keep_kind(
            value, {_replace_surrogates(key): _replace_surrogates(item) for key, item in value.items()}
        )
    return [_replace_surrogates(item) for item in value] if isinstance(value, list | tuple) else value


def _bad_callback(sent: dict[str, str]) -> HttpResponse:
    sent = {name: value for name, value in sent.items() if not name.startswith("Access-Control")}
    body = json.encode({"code": "rest_callback_invalid", "message": "The name of the JSONP callback is not valid."})
    return HttpResponse(body, status=400, content_type="application/javascript; charset=UTF-8", headers=sent)
