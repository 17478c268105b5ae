"""A site that answers as WordPress's REST API does, and oddly where a test says so: an HTTP server on this machine.

    with scripted_wordpress(stories=250) as site:
        site.most = 50                                # `per_page` above it is 400
        site.answer(r"/wp/v2/posts", status=503, headers={"Retry-After": "3"}, times=1)
        import_site(site.address, ...)
        site.asked                                    # every request: route and query, in order

Stories, pages, users, terms and comments are in `site.rows` by their routes, and may be changed while it runs.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

USER: Final = "keeper"
PASSWORD: Final = "abcd efgh ijkl mnop"
_NOT_QUERIED: Final = ("per_page", "page", "order", "orderby", "_fields", "context", "rest_route", "_embed")


class SiteFails(Exception):
    """Raised by `Site.change`: the page is answered with status 500."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `route`: of the API, "" for a page of the site; `signed`: with the header Authorization."""

    route: str
    query: Mapping[str, str]
    path: str
    signed: bool
    agent: str


@dataclass(slots=True)
class Script:
    """An answer in place of the usual one, for routes (or paths) that `pattern` matches, `times` times."""

    pattern: str
    status: int
    body: bytes
    headers: Mapping[str, str]
    times: int


@dataclass(slots=True)
class Site:
    """The running site. `most`: rows a page at most; `base`: folder it lies in; `pretty`: /wp-json/ is there; `before`: what stands in
    front of each answer in JSON; `link`: pages name the API in a header; `change`: what it does to the rows of a page, given the request."""

    port: int = 0
    base: str = ""
    most: int = 100
    pretty: bool = True
    link: bool = True
    head: str = ""
    before: bytes = b""
    drops_authorization: bool = False
    asked: list[Asked] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    totals: bool = True
    capabilities: tuple[str, ...] = ("edit_others_posts", "manage_options", "moderate_comments", "list_users")
    change: Callable[[Asked, list[Any]], list[Any]] | None = None

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}{self.base}"

    def answer(
        self,
        pattern: str,
        *,
        status: int = 200,
        body: bytes | str | Any = b"",
        headers: Mapping[str, str] | None = None,
        times: int = 10**6,
    ) -> None:
        """Answer so where `pattern` matches route or path."""
        raw = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.scripts.append(Script(pattern, status, raw, headers or {}, times))

    def routes(self) -> list[str]:
        """Routes that were asked, in order."""
        return [one.route for one in self.asked if one.route]

    def story(self, number: int, kind: str = "post", **more: Any) -> dict[str, Any]:
        """A story's document, raw and rendered."""
        moment = (datetime(2024, 1, 1) + timedelta(hours=number)).isoformat()
        slug = f"{kind}-{number}"
        return {
            "id": number,
            "type": kind,
            "status": "publish",
            "slug": slug,
            "link": f"{self.address}/{slug}/",
            "guid": {"rendered": f"{self.address}/?p={number}", "raw": f"{self.address}/?p={number}"},
            "title": {"rendered": f"Story {number}", "raw": f"Story {number}"},
            "content": {"rendered": f"<p>Told {number}.</p>\n", "raw": f"<p>Told {number}.</p>", "protected": False},
            "excerpt": {"rendered": "", "raw": "", "protected": False},
            "author": 1,
            "date": moment,
            "date_gmt": moment,
            "modified": moment,
            "modified_gmt": moment,
            **more,
        }


@contextmanager
def scripted_wordpress(stories: int = 5, **options: Any) -> Iterator[Site]:
    """A site with so many stories (ids 1, 2, ...), two pages, one author, one term. `options`: fields of `Site`."""
    site = Site(**options)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    site.port = server.server_port
    site.rows |= {
        "/wp/v2/posts": [site.story(number) for number in range(1, stories + 1)],
        "/wp/v2/pages": [site.story(10_001, "page"), site.story(10_002, "page")],
        "/wp/v2/users": [
            {"id": 1, "name": "Kari Keeper", "slug": "kari", "description": "", "url": "", "avatar_urls": {}}
        ],
        "/wp/v2/categories": [
            {"id": 1, "name": "All", "slug": "all", "taxonomy": "category", "description": "", "parent": 0}
        ],
        "/wp/v2/media": [],
        "/wp/v2/comments": [],
    }
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = _read(self, site)
            site.asked.append(asked)
            status, headers, body = _respond(site, asked, self.headers.get("Authorization", ""))
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json; charset=UTF-8",
                "Content-Length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Keep the tests' output clean."""

    return Handler


def _read(request: BaseHTTPRequestHandler, site: Site) -> Asked:
    parts = urlsplit(request.path)
    query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    path = parts.path.removeprefix(site.base)
    route = query.get("rest_route", "")
    if not route and path.startswith("/wp-json") and site.pretty:
        route = path.removeprefix("/wp-json") or "/"
    signed = "Authorization" in request.headers
    return Asked(route, query, request.path, signed, request.headers.get("User-Agent", ""))


def _respond(site: Site, asked: Asked, authorization: str) -> tuple[int, dict[str, str], bytes]:
    for script in site.scripts:
        if script.times > 0 and re.search(script.pattern, asked.route or asked.path):
            script.times -= 1
            return script.status, dict(script.headers), script.body
    if not asked.route:
        api = f"{site.address}/wp-json/" if site.pretty else f"{site.address}/index.php?rest_route=/"
        found = site.base == "" or asked.path.startswith(site.base)
        headers = {"Link": f'<{api}>; rel="https://api.w.org/"'} if site.link and found else {}
        headers["Content-Type"] = "text/html; charset=UTF-8"
        return (200 if found else 404), headers, f"<html><head>{site.head}</head><body>Hello</body></html>".encode()
    status, headers, answer = _api(site, asked, "" if site.drops_authorization else authorization)
    return status, headers, site.before + json.dumps(answer).encode()


def _api(site: Site, asked: Asked, authorization: str) -> tuple[int, dict[str, str], Any]:
    person = False
    if authorization:
        told = base64.b64decode(authorization.partition(" ")[2]).decode()
        if told != f"{USER}:{PASSWORD}":
            return _error(401, "incorrect_password" if told.startswith(f"{USER}:") else "invalid_username")
        person = True
    if asked.route == "/":
        names = ["oembed/1.0", "wp/v2"]
        ways = {"application-passwords": {"endpoints": {"authorization": "x"}}}
        index = {
            "name": "The Scripted Post",
            "description": "",
            "home": site.address,
            "url": site.address,
            "namespaces": names,
        }
        return 200, {}, {**index, "authentication": ways, "gmt_offset": 0, "timezone_string": ""}
    if asked.route == "/wp/v2/users/me":
        can = dict.fromkeys(site.capabilities, True)
        return (
            (200, {}, {"id": 1, "name": "Kari Keeper", "capabilities": can})
            if person
            else _error(401, "rest_not_logged_in")
        )
    if asked.route == "/wp/v2/types":
        return 200, {}, {"post": {"rest_base": "posts"}, "page": {"rest_base": "pages"}}
    if asked.route == "/wp/v2/taxonomies":
        return 200, {}, {"category": {"rest_base": "categories"}}
    if asked.route not in site.rows:
        return _error(404, "rest_no_route")
    return _list(site, asked, person)


def _list(site: Site, asked: Asked, person: bool) -> tuple[int, dict[str, str], Any]:
    query = asked.query
    if query.get("context") == "edit" and not person:
        return _error(401, "rest_forbidden_context")
    size, page = int(query.get("per_page", 10)), int(query.get("page", 1))
    if not 1 <= size <= site.most:
        return _error(400, "rest_invalid_param", params={"per_page": "must be between"})
    rows = [row for row in site.rows[asked.route] if person or _is_public(row)]
    if "include" in query:
        rows = [row for row in rows if str(row["id"]) in query["include"].split(",")]
    if "modified_after" in query:
        rows = [row for row in rows if str(row.get("modified_gmt")) > query["modified_after"].removesuffix("Z")]
    rows = sorted(
        rows,
        key=lambda row: row["id"] if isinstance(row, dict) and isinstance(row["id"], int) else 0,
        reverse=query.get("order") != "asc",
    )
    pages = -(-len(rows) // size)
    if page > 1 and page > pages and asked.route in ("/wp/v2/posts", "/wp/v2/pages", "/wp/v2/media"):
        return _error(400, "rest_post_invalid_page_number")
    shown: list[Any] = rows[(page - 1) * size : page * size]
    if site.change is not None:
        try:
            shown = site.change(asked, shown)
        except SiteFails:
            return _error(500, "internal_server_error")
    if "_fields" in query:
        names = query["_fields"].split(",")
        shown = [{name: row[name] for name in names if name in row} if isinstance(row, dict) else row for row in shown]
    headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(pages)} if site.totals else {}
    return 200, headers, shown


def _is_public(row: Any) -> bool:
    return not isinstance(row, dict) or row.get("status") in (None, "publish", "approved", "inherit")


def _error(status: int, code: str, **data: Any) -> tuple[int, dict[str, str], Any]:
    return status, {}, {"code": code, "message": "No.", "data": {"status": status, **data}}
