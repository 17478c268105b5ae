"""What a CDN is told: how long it may keep an answer, under which keys, and which of them are to be forgotten."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import serving
from tests.server.cdn import purge_api
from tests.server.cdn.purge_api import PurgeApi
from tests.serving import Service
from tests.waiting import until
from wirepress.server.cdn import keys
from wirepress.server.cdn.purger import Purger
from wirepress.server.metrics.process_metrics import ProcessMetrics

pytestmark = pytest.mark.pure  # has a database of its own
REST = "/index.php?rest_route=/wp/v2"


@pytest.fixture(scope="module")
def api() -> Iterator[PurgeApi]:
    with purge_api.served() as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, api: PurgeApi) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("cdn") / "site"
    settings = f'cdn_seconds = 600\npurge_url = "{api.url}"\npurge_headers = ["X-Key: {purge_api.TOKEN}"]'
    with serving.database() as url, serving.served(folder, url=url, settings=settings) as service:
        service.rest("POST", "/posts", {"title": "Ebb", "content": "Low water.", "status": "publish"})
        yield service


def test_public_answers_may_be_kept_under_their_keys(site: Service) -> None:
    number = site.get(f"{REST}/posts").json()[0]["id"]
    for path, key in ((f"{REST}/posts/{number}", None), (f"{REST}/posts", "all"), ("/", "all"), ("/?feed=rss2", "all")):
        until(
            lambda path=path: "cache-control" in site.get(path).headers
        )  # one that a change overtook while it was made is nobody's to keep
        for _ in range(2):
            found = site.get(path)
            control = re.fullmatch(r"public, max-age=0, s-maxage=(\d+)", found.headers["cache-control"])
            assert control and 0 < int(control[1]) <= 600, path
            assert len(found.headers["surrogate-key"]) <= keys.LENGTH_MAX
            assert key is None or key in found.headers["surrogate-key"].split()
        same = site.get(path, If_None_Match=found.headers["etag"])
        assert same.status == 304 and "s-maxage" in same.headers["cache-control"] and same.headers["surrogate-key"]


def test_what_is_one_s_own_is_for_nobody_else(site: Service) -> None:
    number = site.get(f"{REST}/posts").json()[0]["id"]
    path = f"{REST}/posts/{number}"
    own = [
        site.ask("GET", f"{path}&context=edit", signed=True),
        site.ask("GET", path, signed=True),
        site.get(path, Cookie="wirepress_session=x"),
        site.get("/", Cookie="wp-postpass_1=x"),
        site.get(f"{path}&context=edit"),
        site.get("/wp-login.php"),
        site.get(path, Origin="http://a.example"),
    ]
    for answer in own:
        assert "surrogate-key" not in answer.headers and "s-maxage" not in answer.headers.get("cache-control", "")
        assert "no-store" in answer.headers["cache-control"] and "private" in answer.headers["cache-control"], (
            answer.headers
        )
    reacted = f"/index.php?rest_route=/wirepress/v1/posts/{number}/reactions"
    assert site.ask("POST", reacted, data={"reaction": 2}, User_Agent="Own/1").status == 200
    for _ in range(2):
        mine, theirs = site.get(path, User_Agent="Own/1"), site.get(path, User_Agent="Other/1")
        assert mine.headers["cache-control"] == "private, no-store" and "s-maxage" in theirs.headers["cache-control"]
        assert mine.body != theirs.body


def test_assets_keep_their_own_word(site: Service) -> None:
    name = re.findall(rb'href="[^"]*(/wp-includes/wirepress/[^"]+\.css)"', site.get("/").body)[0].decode()
    assert site.get(name).headers["cache-control"] == "public, max-age=31536000, immutable"


def test_uploads_have_validators_ranges_and_a_long_life(site: Service) -> None:
    path = site.folder / "uploads" / "2026" / "notes.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"0123456789")
    found = site.get("/wp-content/uploads/2026/notes.txt")
    assert (
        found.body == b"0123456789"
        and found.headers["cache-control"] == "public, max-age=31536000"
        and found.headers["accept-ranges"] == "bytes"
    )
    part = site.get("/wp-content/uploads/2026/notes.txt", Range="bytes=2-4")
    assert (part.status, part.body, part.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert site.get("/wp-content/uploads/2026/notes.txt", If_None_Match=found.headers["etag"]).status == 304
    assert (
        site.get("/wp-content/uploads/2026/notes.txt", If_Modified_Since=found.headers["last-modified"]).status == 304
    )


def _is_heard(site: Service, api: PurgeApi) -> bool:
    """Whether a story that is published now is told within some seconds."""
    number = site.rest("POST", "/posts", {"title": "Calm", "content": "No wind.", "status": "publish"})["id"]
    key, end = f"post:{number}", time.monotonic() + 5
    while not (heard := {key} <= api.keys()) and time.monotonic() < end:
        time.sleep(0.1)
    return heard


def test_changes_are_told_and_told_again_until_they_are_taken(site: Service, api: PurgeApi) -> None:
    until(
        lambda: {"all", "post", "reaction"} <= api.keys()
    )  # at the start everything, since nobody has listened before
    until(lambda: not api.moods)
    until(lambda: _is_heard(site, api))  # somebody listens again, if the one who did was killed
    api.batches.clear()
    api.moods[:] = [500, 429]
    began = time.monotonic()
    number = site.rest("POST", "/posts", {"title": "Flood", "content": "High water.", "status": "publish"})["id"]
    assert (
        site.get(f"{REST}/posts/{number}").status == 200 and time.monotonic() - began < 30
    )  # nobody waits for the CDN
    until(lambda: {f"post:{number}", "post", "all"} <= api.keys())
    assert api.refused >= 2
    until(
        lambda: sum(f"post:{number}" in batch for batch in api.batches) >= 2
    )  # and a second time, a few seconds later
    assert all(len(batch) <= 200 for batch in api.batches)


def test_whoever_begins_to_listen_purges_everything(site: Service, api: PurgeApi) -> None:
    time.sleep(0.5)
    api.batches.clear()
    for pid in site.workers():
        serving.kill(pid)
    until(lambda: {"all", "post", "term", "reaction"} <= api.keys())
    serving.wait(site)


_TAGS = st.builds(lambda kind, number: f"{kind}:{number}", st.sampled_from(["post", "reaction"]), st.integers(1, 10**9))


@given(st.sets(st.one_of(st.just("*"), st.sampled_from(["post", "term"]), _TAGS), min_size=1, max_size=400))
def test_no_key_is_lost_where_the_header_is_cut(tags: set[str]) -> None:
    text = keys.surrogate_header(tags)
    assert 0 < len(text) <= keys.LENGTH_MAX
    kept = set(text.decode().split(" "))
    for tag in keys.surrogate_keys(tags):
        assert tag in kept or tag.partition(":")[0] in kept or kept == {"all"}


def test_many_changes_become_one_of_everything() -> None:
    purger = Purger("http://127.0.0.1:1/", [], ["post"], ProcessMetrics())
    purger._leads = True
    purger.add_tags({f"post:{number}" for number in range(30_000)})
    assert set(purger.waiting) == {"all", "post"}
    purger.waiting.clear()
    purger.add_tags(set())
    assert set(purger.waiting) == {"all", "post"}
