"""The site that the other tests gather from behaves like one."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from tests.features.wire.feedserver import Answer, atom_of, feed_server, rss_of
from tests.features.wire.stories import stories


def _get(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    asked = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


@pytest.mark.parametrize("script", [rss_of(stories(3)), atom_of(stories(3))])
def test_a_feed_its_pages_and_pictures(script: object) -> None:
    with feed_server({"/feed": script}) as base:  # type: ignore[dict-item]
        status, body, headers = _get(f"{base}/feed")
        assert status == 200 and f"{base}/pictures/3.jpg".encode() in body
        assert _get(f"{base}/pictures/3.jpg")[1].startswith(b"\xff\xd8")
        assert b"og:image" in _get(f"{base}/stories/3")[1]
        assert _get(f"{base}/feed", If_None_Match=headers["ETag"])[0] == 304
        assert _get(f"{base}/feed", If_Modified_Since=headers["Last-Modified"])[0] == 304
        assert base.paths() == ["/feed", "/pictures/3.jpg", "/stories/3", "/feed", "/feed"]


def test_scripted_answers_come_in_turn_and_the_last_one_stays() -> None:
    answers = [Answer(b"busy", 429, {"Retry-After": "7"}), Answer(b"here")]
    with feed_server({"/feed": answers}) as base:
        assert [_get(f"{base}/feed")[0] for _ in range(3)] == [429, 200, 200]
        base.put("/feed", Answer(b"gone", 410))
        assert _get(f"{base}/feed")[0] == 410
        assert _get(f"{base}/nothing")[0] == 404
