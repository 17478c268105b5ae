"""A client that has the answer already is told so, also when the service has to make the answer anew to know it."""

from __future__ import annotations

import itertools
import re
import secrets

import pytest

from tests.serving import Answer, Service

pytestmark = pytest.mark.pure  # has a database of its own
_DAYS = itertools.cycle((1, 2))


def misses(site: Service) -> float:
    counted = site.get("/-/metrics").body.decode()
    return float(re.findall(r'wirepress_responses_total\{way="miss"\} (\S+)', counted)[0])


def forget(site: Service) -> None:
    """A change that shows nowhere, after which every answer is made anew."""
    site.rest("POST", "/settings", {"start_of_week": next(_DAYS)})


def ask_anew(site: Service, path: str, **headers: str) -> Answer:
    """The answer to a request for which nothing was kept."""
    forget(site)
    before = misses(site)
    answer = site.get(path, **headers)
    assert misses(site) == before + 1, path
    return answer


@pytest.mark.parametrize("encoding", ["", "gzip"])
@pytest.mark.parametrize("path", ["/?p=1", "/?s=ebb", "/?cat=1", "/?feed=rss2&tag=none"])
def test_a_tag_is_known_again_on_a_miss(site: Service, path: str, encoding: str) -> None:
    address = f"{path}&unread={secrets.token_hex(4)}"
    headers = {"Accept_Encoding": encoding} if encoding else {}
    first = ask_anew(site, address, **headers)
    assert first.status == 200
    again = ask_anew(site, address, If_None_Match=first.headers["etag"], **headers)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = ask_anew(site, address, If_None_Match='"another"', **headers)
    assert (other.status, other.body) == (200, first.body)


@pytest.mark.parametrize("kind", ["rss2", "atom"])
def test_a_feed_s_own_date_is_known_again_on_a_miss(site: Service, kind: str) -> None:
    address = f"/?feed={kind}&unread={secrets.token_hex(4)}"
    first = ask_anew(site, address)
    again = ask_anew(site, address, If_Modified_Since=first.headers["last-modified"])
    assert (first.status, again.status, again.body) == (200, 304, b"")
    earlier = ask_anew(site, address, If_Modified_Since="Thu, 01 Jan 2015 00:00:00 GMT")
    assert (earlier.status, earlier.body) == (200, first.body)
