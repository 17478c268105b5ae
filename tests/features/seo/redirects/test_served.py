"""Redirects behind the real server: what is kept in memory follows the rules, queries that rules name are read, and all is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Service, database, served
from tests.waiting import until

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
RULES = "/index.php?rest_route=/wirepress/v1/seo/redirects"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("redirects")
    with database() as url, served(folder, url=url, permalinks="/%postname%/") as service:
        yield service


def store(site: Service, **fields: object) -> dict[str, object]:
    answer = site.ask("POST", RULES, data=fields, signed=True)
    assert answer.status in (200, 201), answer.body
    found: dict[str, object] = answer.json()
    return found


def get(site: Service, path: str, **headers: str) -> tuple[int, str]:
    answer = site.get(path, User_Agent=FIREFOX, **headers)
    return answer.status, answer.headers.get("location", "").replace(f"http://127.0.0.1:{site.port}", "")


def test_a_rule_takes_effect_at_once_on_what_is_kept(site: Service) -> None:
    for _ in range(3):
        assert get(site, "/lost/")[0] == 404
        assert get(site, "/")[0] == 200
    row = store(site, source="/lost/", target="/found/")
    assert get(site, "/lost/") == (301, "/found/") == get(site, "/LOST")
    assert get(site, "/lost/?utm_source=mail&x=1") == (301, "/found/?utm_source=mail&x=1")
    site.ask("POST", f"{RULES}/{row['id']}", data={"target": "/elsewhere/"}, signed=True)
    assert get(site, "/lost/") == (301, "/elsewhere/")
    site.ask("DELETE", f"{RULES}/{row['id']}", signed=True)
    assert get(site, "/lost/")[0] == 404


def test_patterns_take_effect_at_once(site: Service) -> None:
    assert get(site, "/amp/a/")[0] == 404
    row = store(site, source="/amp/*", target="/$1", match="wildcard")
    assert get(site, "/amp/a/") == (301, "/a/")
    site.ask("DELETE", f"{RULES}/{row['id']}", signed=True)
    assert get(site, "/amp/a/")[0] == 404


def test_a_query_that_only_a_rule_knows_is_read(site: Service) -> None:
    assert get(site, "/show?id=7")[0] == 404
    store(site, source="/show?id=7", target="/seven/", query="exact")
    until(lambda: get(site, "/show?id=7") == (301, "/seven/"), 30)
    assert get(site, "/show?id=8")[0] == 404 == get(site, "/show")[0]
    store(site, source=r"^/list\?nr=(\d+)$", target="/number/$1/", match="regex", query="ignore")
    until(lambda: get(site, "/list?nr=12") == (301, "/number/12/"), 30)


def test_hits_and_misses_are_counted_also_those_answered_from_memory(site: Service) -> None:
    row = store(site, source="/counted", target="/there/")
    for _ in range(5):
        assert get(site, "/counted")[0] == 301
        assert get(site, "/nowhere/", Referer="https://blog.example/a?b=1")[0] == 404
    site.get("/nowhere/", User_Agent="Googlebot/2.1")

    def counted() -> bool:
        shown = site.ask("GET", f"{RULES}/{row['id']}", signed=True).json()
        missing = site.ask("GET", "/index.php?rest_route=/wirepress/v1/seo/missing", signed=True).json()
        found = next((one for one in missing if one["path"] == "/nowhere/"), None)
        return shown["hits"] == 5 and found is not None and (found["readers"], found["bots"]) == (5, 1)

    until(counted, 30)
    missing = site.ask("GET", "/index.php?rest_route=/wirepress/v1/seo/missing", signed=True).json()
    assert next(one for one in missing if one["path"] == "/nowhere/")["referrers"] == {"https://blog.example/a": 5}


def test_sitemaps_are_kept_until_a_story_changes(site: Service) -> None:
    for _ in range(2):
        assert b"addl-sitemap.xml" in site.get("/sitemap.xml").body
    site.rest("POST", "/posts", {"title": "Crane", "status": "publish"})
    assert b"/crane/" in site.get("/post-sitemap.xml").body
    site.rest("POST", "/posts", {"title": "Quay", "status": "publish"})
    assert b"/quay/" in site.get("/post-sitemap.xml").body
