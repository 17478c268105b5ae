"""What is done to an answer after its handler: `_fields`, links, `_embed`, the envelope."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.core.php.arrays import array_key, compact
from wirepress.core.php.json import PhpObject
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Endpoint, Request, Response
from wirepress.web.rest.request import args as arguments
from wirepress.web.rest.response.wanted_fields import wanted_fields
from wirepress.web.rest.routing import dispatch

CURIES = [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}]


def with_links(data: Any, links: dict[str, list[dict[str, Any]]]) -> Any:
    """Return the document with its `_links` at the end, curies last when one of ours is used."""
    if not links or not isinstance(data, dict):
        return data
    shown = dict(links)
    if any(rel.startswith("wp:") for rel in shown):
        shown["curies"] = CURIES
    return {**data, "_links": shown}


def apply_fields(request: Request, response: Response) -> None:
    """Keeps only what `_fields` names. A single document's links are added afterwards, whole."""
    wanted = wanted_fields(request)
    if wanted is None or response.status >= 400 or response.raw is not None:
        return
    tree: dict[str, Any] = {}
    for name in wanted:
        here = tree
        for part in name.split("."):
            branch = here.setdefault(part, {})
            if branch is True:
                break
            here = branch
        else:
            _close(tree, name.split("."))
    if isinstance(response.data, list):
        response.data = [_pick(item, tree) if isinstance(item, dict) else item for item in response.data]
    elif isinstance(response.data, dict):
        response.data = _pick(response.data, tree)


def _close(tree: dict[str, Any], parts: list[str]) -> None:
    here = tree
    for part in parts[:-1]:
        here = here[part]
    here[parts[-1]] = True


def _pick(data: dict[str, Any], tree: dict[str, Any]) -> dict[str, Any]:
    picked: dict[str, Any] = {}
    for name, value in data.items():
        branch = tree.get(name)
        if branch is True:
            picked[name] = value
        elif branch is not None:
            if isinstance(value, dict) and not isinstance(value, PhpObject):
                picked[name] = _pick(value, branch)
            elif isinstance(value, list):
                picked[name] = _pick_items(value, branch)
            else:
                picked[name] = (
                    value  # objects and single values have no parts: they are given whole (WordPress 7.1 behaviour)
                )
    return picked


def _pick_items(items: list[Any], tree: dict[str, Any]) -> Any:
    """Return the items of a list that are named by their numbers; an object by number where those before them are left out."""
    picked = _pick({str(number): item for number, item in enumerate(items)}, tree)
    return compact({array_key(name): item for name, item in picked.items()})


def finish_data(request: Request, response: Response) -> Any:
    """Return the answer's data with links and, when asked for, embedded documents."""
    data = with_links(response.data, response.links)
    embed = request.query.get("_embed")
    if embed is None or response.raw is not None:
        return data
    rels = _embedded_relations(embed)
    items = data if isinstance(data, list) else [data]
    documents = _fetch_documents(_embedded_addresses(items, rels), request)
    shown = [_embedded(item, rels, documents) for item in items]
    return shown if isinstance(data, list) else shown[0]


def _embedded_relations(value: Any) -> set[str] | None:
    """Return the relations that `_embed` names; None: all of them."""
    if value in ("", "0", [], {}, "true", "1"):
        return None
    names = value.values() if isinstance(value, dict) else value if isinstance(value, list) else types.parse_list(value)
    return {str(name) for name in names} or None


def _embedded_addresses(items: list[Any], rels: set[str] | None) -> list[str]:
    """Return addresses of all that is embedded, each once."""
    return list(
        dict.fromkeys(
            link["href"]
            for item in items
            if isinstance(item, dict)
            for rel, links in (item.get("_links") or {}).items()
            if rels is None or rel in rels
            for link in links
            if link.get("embeddable")
        )
    )


def _embedded(data: Any, rels: set[str] | None, documents: dict[str, Any]) -> Any:
    if not isinstance(data, dict) or not data.get("_links"):
        return data
    found: dict[str, list[Any]] = {}
    for rel, links in data["_links"].items():
        if rels is not None and rel not in rels:
            continue
        embedded = [documents.get(link["href"], []) if link.get("embeddable") else [] for link in links]
        if any(embedded):
            found[rel] = embedded
    return {**data, "_embedded": found} if found else data


def _fetch_documents(hrefs: list[str], request: Request) -> dict[str, Any]:
    """Return the address -> document. What many of them need is read at once, so that the queries do not grow with the documents."""
    inner = {href: asked for href in hrefs if (asked := _inner_request(href, request)) is not None}
    together: dict[int, tuple[Endpoint, list[Request]]] = {}
    for found, endpoint in inner.values():
        if endpoint is not None and endpoint.gather is not None:
            together.setdefault(id(endpoint), (endpoint, []))[1].append(found)
    for endpoint, requests in together.values():
        if endpoint.gather is not None:
            endpoint.gather(requests)
    documents = {}
    for href, (found, _) in inner.items():
        answer = dispatch.dispatch(found, allow=False)
        documents[href] = with_links(answer.data, answer.links)
    return documents


def _inner_request(href: str, request: Request) -> tuple[Request, Endpoint | None] | None:
    """Return the request behind an address and who answers it; None where the address is not ours."""
    inner = dispatch.inner_request(href, request.actor, request)
    if inner is None:
        return None
    inner.query.setdefault("context", "embed")
    try:
        _, endpoint = dispatch.match_route(inner)
    except RestError:
        return inner, None
    limit = arguments.args_of(endpoint).get("per_page", {}).get("maximum")
    if limit and not inner.query.get("per_page"):
        inner.query["per_page"] = limit
    return inner, endpoint


def wrap_in_envelope(response: Response, data: Any) -> dict[str, Any]:
    """Return the answer as one document, for clients that cannot read status and headers."""
    headers: dict[str, Any] = {
        name: int(value) if name.startswith("X-WP-Total") and not response.totals_as_text else value
        for name, value in response.headers.items()
    }
    return {"body": data, "status": response.status, "headers": headers}


def item_link(path: str) -> str:
    """Return the address of a REST path, as `self` links show it."""
    return site.rest_url(path)
