"""Whatever a stranger sends, what is kept for everybody is what a plain request gets."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import secrets
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import serving
from tests.effort import examples
from tests.server.http.wire import Closed, Wire
from tests.serving import Service

pytestmark = pytest.mark.pure  # has a database of its own
HOST = b"127.0.0.1"
_CHANGING = re.compile(rb'"(?:ajax_)?nonce":"[0-9a-f]+"')
_NAMES = [
    b"X-HTTP-Method-Override",
    b"X_HTTP_Method_Override",
    b"X-HTTP_Method-Override",
    b"x_http_method_override",
    b"X-WP-Nonce",
    b"X_WP_Nonce",
    b"X-Forwarded-For",
    b"X_Forwarded_For",
    b"X-Forwarded-Proto",
    b"X_Forwarded_Proto",
    b"X-Forwarded-Host",
    b"If-Modified-Since",
    b"If_Modified_Since",
    b"If-None-Match",
    b"If_None_Match",
    b"Origin",
    b"ORIGIN",
    b"Ori_gin",
    b"Cookie",
    b"COOKIE",
    b"Authorization",
    b"Author_ization",
    b"Accept",
    b"Accept-Language",
    b"Content-Type",
    b"Content_Type",
    b"Content_Length",
    b"Content-Disposition",
    b"Range",
    b"If-Range",
    b"User-Agent",
    b"User_Agent",
    b"Referer",
    b"Host_",
    b"Transfer_Encoding",
    b"Access-Control-Request-Method",
    b"X-Requested-With",
    b"X-Original-URL",
    b"X-Rewrite-URL",
    b"Wordpress",
]
_VALUES = [
    b"OPTIONS",
    b"DELETE",
    b"HEAD",
    b"options",
    b"1",
    b"*",
    b"203.0.113.9",
    b"https",
    b"https://other.example",
    b"Thu, 31 Dec 2099 23:59:59 GMT",
    b"wirepress_session=x",
    b"\xa0wirepress_session=x",
    b"a=b;\xe2\x80\x83wp-postpass_1=x",
    b"a=b;\x85csrf=1",
    b"Basic eDp5",
    b"Bearer x",
    b"bytes=0-3",
    b"application/json",
    b"other.example",
    b"/wp-admin/",
    b"de,en;q=0.5",
    b"",
    b"\xff",
    b"x" * 50,
]
_LINES = st.lists(
    st.tuples(
        st.sampled_from(_NAMES),
        st.sampled_from([b":", b": ", b":\t", b":  "]),
        st.sampled_from(_VALUES),
        st.sampled_from([b"", b" ", b"\t"]),
    ),
    max_size=4,
)
_METHODS = st.sampled_from([b"GET", b"HEAD", b"GET", b"OPTIONS", b"POST"])
_QUERIES = st.sampled_from(
    ["utm_source=x", "_method=OPTIONS", "fbclid=1", "_jsonp=f", "_wpnonce=1", "p=0", "utm_%73ource=1", "_envelope=1"]
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with (
        serving.database() as url,
        serving.served(tmp_path_factory.mktemp("door") / "site", url=url, workers=1) as service,
    ):
        for title in ("Ebb", "Flood"):
            service.rest("POST", "/posts", {"title": title, "content": "Low water at noon.", "status": "publish"})
        yield service


def request(
    port: int, path: str, lines: bytes = b"", method: bytes = b"GET", agent: bytes = b"Plain/1"
) -> tuple[int, dict[str, str], bytes]:
    with Wire(port) as wire:
        data = b"%s %s HTTP/1.1\r\nHost: %s\r\n%s" % (method, path.encode(), HOST, lines)
        if b"user-agent" not in lines.lower().replace(b"_", b"-"):
            data += b"User-Agent: %s\r\n" % agent
        found = wire.send(data + b"\r\n").read(head=method == b"HEAD")
    # A list has another validator when it is joined from finished documents than when the framework makes the same bytes.
    left = {name: value for name, value in found.headers.items() if name not in ("date", "last-modified", "etag")}
    return found.status, left, _CHANGING.sub(b"", found.body)


def test_nothing_that_a_stranger_sends_is_kept_for_others(site: Service) -> None:
    paths = [
        "/index.php?rest_route=/wp/v2/posts",
        "/",
        "/?feed=rss2",
        "/?p=2",
        "/index.php?rest_route=/wp/v2/categories&_fields=id,name",
        "/nowhere",
    ]
    statuses: set[int] = set()
    days = itertools.cycle((1, 2))

    def forget() -> None:
        site.rest(
            "POST", "/settings", {"start_of_week": next(days)}
        )  # a change that shows nowhere makes every answer anew

    @settings(max_examples=examples(30, 500), deadline=None, suppress_health_check=list(HealthCheck))
    @given(path=st.sampled_from(paths), lines=_LINES, method=_METHODS, query=st.one_of(st.none(), _QUERIES))
    def check(path: str, lines: list[tuple[bytes, bytes, bytes, bytes]], method: bytes, query: str | None) -> None:
        head = b"".join(name + colon + value + space + b"\r\n" for name, colon, value, space in lines)
        forget()
        for target in (f"{path}{'&' if '?' in path else '?'}{query}" if query else path, path):
            with contextlib.suppress(Closed):
                statuses.add(request(site.port, target, head, method)[0])
        kept = request(site.port, path)
        forget()
        assert kept == request(site.port, path)

    check()
    assert 200 in statuses and statuses & {400, 401, 403, 405}  # some were answered, some refused


@pytest.mark.parametrize(
    "line",
    [
        b"X_HTTP_Method_Override: OPTIONS",
        b"X-HTTP_Method_Override: DELETE",
        b"X_WP_Nonce: 1",
        b"Ori_gin: https://other.example",
    ],
)
@pytest.mark.parametrize("broken", [False, True])
def test_an_underscore_is_no_hyphen(site: Service, line: bytes, broken: bool) -> None:
    """Read by the reader of plain heads, and (cut in two) by the parser."""
    path = f"/index.php?rest_route=/wp/v2/posts&fresh={secrets.token_hex(4)}"
    plain = json.loads(request(site.port, "/index.php?rest_route=/wp/v2/posts")[2])
    data = b"GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n" % (path.encode(), HOST, line)
    with Wire(site.port) as wire:
        if broken:
            wire.send(data[:20])
            assert request(site.port, "/-/health")[0] == 200  # by then it was read
            data = data[20:]
        found = wire.send(data).read()
    assert found.status == 200 and json.loads(found.body) == plain
    again = request(site.port, path)
    assert json.loads(again[2]) == plain and "access-control-allow-origin" not in again[1]


@pytest.mark.parametrize("blank", [b"", b"\t", b"\xa0", b"\xe2\x80\x83", b"\x85", b"\xc2\x85", b"\xc2\xa0"])
@pytest.mark.parametrize("before", [b"", b"a=b; c;"])
def test_what_one_person_sees_is_shown_to_nobody_else(site: Service, blank: bytes, before: bytes) -> None:
    number = site.rest("POST", "/posts", {"title": "For two only", "content": "Not yet.", "status": "private"})["id"]
    session = _session(site)
    cookie = (before + blank + b"wirepress_session=" + session).decode("latin-1")
    for target in (f"/?p={number}", f"/?p={number}&feed=rss2"):
        own = site.get(target, Cookie=cookie)
        if not blank.strip(b" \t"):
            assert own.status == 200 and b"For two only" in own.body and "no-store" in own.headers["cache-control"]
        found = site.get(target)
        assert b"For two only" not in found.body and found.status != 200, (target, found.status)


def _session(site: Service) -> bytes:
    """A session of the administrator, made in the site's database by a process of its own."""
    code = (
        "import django; django.setup()\n"
        "from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY\n"
        "from wirepress.content.users.models import User\n"
        "from wirepress.content.users.sessions import SessionStore\n"
        "user = User.objects.get(login='chief')\n"
        "store = SessionStore()\n"
        "store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), 'wirepress.content.users.signin.WordPressBackend'\n"
        "store[HASH_SESSION_KEY] = user.get_session_auth_hash()\n"
        "store.save()\n"
        "print(store.session_key)\n"
    )
    return serving.python(site.folder, site.environment, code).strip().encode()
