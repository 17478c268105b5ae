"""The sources of the night, each with its own way to misbehave, and what has to have become of its stories in the morning."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.night import stories as told
from bench.night.stories import Story, make_story


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server says."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    pause: float = 0.0  # seconds before the first byte
    endless: bool = False  # the same body again and again


@dataclass(slots=True)
class Place:
    """A source. `says(base, hour)`: what its feed is in that hour. `public`: how its stories have to stand in the morning, those of each
    hour that has passed; `never`: headlines that must not be public; `mails`: words of mails that somebody needs about it."""

    name: str
    says: Callable[[str, int], Reply]
    public: Callable[[int], Sequence[Story]] = lambda hours: ()
    never: Sequence[str] = ()
    mails: Sequence[str] = ()
    policy: dict[str, Any] = field(default_factory=dict)
    pages: Callable[[int], dict[str, bytes]] = lambda hour: {}
    after: int = 0  # the hour by whose end those mails have to be there
    home: str = ""  # path of its home page
    changed: bool = False  # its stories are corrected in the night


PER_HOUR = 2


def _so_far(name: str, hours: int) -> list[Story]:
    """The stories of a source that has so many each hour, the newest first."""
    return [make_story(name, number, hour=number // PER_HOUR) for number in reversed(range((hours + 1) * PER_HOUR))]


def _steady(name: str, write: Callable[[Sequence[Story], str], bytes], **more: Any) -> Place:
    headers = tuple(more.pop("headers", {}).items())
    return Place(
        name,
        lambda base, hour: Reply(write(_so_far(name, hour), base), headers=headers),
        lambda hours: _so_far(name, hours),
        **more,
    )


def _with_one_guid(stories: Sequence[Story], base: str) -> bytes:
    body = told.rss(stories, base)
    return re.sub(rb"(<guid[^<>]*>)[^<>]*(</guid>)", rb"\1N/A\2", body)


def make_places(plain: int = 12) -> list[Place]:
    """Return the world. `plain`: sources among them that do nothing wrong."""
    return [
        *(_steady(f"plain{number}", told.rss) for number in range(plain)),
        _steady("atom", told.atom),
        _steady("jsonfeed", told.json_feed),
        _steady("video", lambda stories, base: told.atom(stories, base, video=True)),
        _steady("javascript", lambda stories, base: told.rss(stories, base, dates="javascript")),
        _steady("warning", lambda stories, base: b"<br />\n<b>Warning</b>: x in <b>/a.php</b> on line <b>3</b><br />\n" + told.rss(stories, base)),
        _steady("capitals", lambda stories, base: told.rss(stories, base).replace(b"<rss", b"<RSS").replace(b"</rss", b"</RSS")),
        _steady("packed", lambda stories, base: told.packed_twice(told.rss(stories, base)), headers={"Content-Encoding": "gzip"}),
        _steady("flagged", told.rss, headers={"Content-Encoding": "gzip"}),
        _steady("onelink", lambda stories, base: told.rss(stories, base, guid=False, link=f"{base}/onelink/status")),
        _steady("oneguid", _with_one_guid),
        _slow(), _cut(), _corrected(), _wordless(), _brackets(), _copies(), _rolling(),
        _failing(), _gone(), _moved(), _renewed(), _flood(), _loop(), _endless(), _page_in_place(),
    ]  # fmt: skip


def _slow() -> Place:
    name = "slow"
    return Place(
        name,
        lambda base, hour: Reply(told.rss(_so_far(name, hour), base), pause=4.0),
        lambda hours: _so_far(name, hours),
    )


def _cut() -> Place:
    """Breaks off in the middle of its newest story, in every second hour but the last."""
    name = "cut"

    def says(base: str, hour: int) -> Reply:
        stories = _so_far(name, hour)[::-1]  # the newest stands last, where it breaks off
        whole = told.rss(stories, base)
        if hour % 2:
            return Reply(whole)
        return Reply(whole[: whole.rindex(b"<description>") + 40])

    return Place(name, says, lambda hours: _so_far(name, hours)[0 if hours % 2 else 1 :])


def _corrected() -> Place:
    name = "corrected"

    def now(hour: int) -> list[Story]:
        first, *others = _so_far(name, hour)[::-1]
        return [*others[::-1], first.corrected(hour) if hour else first]

    each = {"revise_minutes": 0}  # an hour of the night takes seconds
    return Place(name, lambda base, hour: Reply(told.rss(now(hour), base)), now, changed=True, policy=each)


def _wordless() -> Place:
    name = "wordless"

    def says(base: str, hour: int) -> Reply:
        empty = f"<item><guid>empty-1</guid><link>{base}/wordless/none</link></item>"
        bare = "<item><title>Bare headline of wordless</title><guid>bare-1</guid></item>"
        return Reply(told.rss(_so_far(name, hour), base, extra=empty + bare))

    return Place(name, says, lambda hours: _so_far(name, hours), never=["", "Bare headline of wordless"])


def _brackets() -> Place:
    name = "brackets"

    def now(hour: int) -> list[Story]:
        return [
            Story(f"How <head> & <b> came to {one.guid}", one.text, one.guid, one.path, one.moment)
            for one in _so_far(name, hour)
        ]

    return Place(name, lambda base, hour: Reply(told.json_feed(now(hour), base)), now)


def _copies() -> Place:
    """Tells what a plain source tells, word for word: nothing of it is public by itself."""
    return Place(
        "copies",
        lambda base, hour: Reply(
            told.rss([_as_copy(one) for one in _so_far("plain0", hour - 1)] if hour else [], base)
        ),
    )


def _as_copy(story: Story) -> Story:
    return Story(story.title, story.text, f"copy-{story.guid}", f"/copies{story.path}", story.moment)


def _rolling() -> Place:
    """One entry, the newest; always the same guid."""
    name = "rolling"

    def one(hour: int) -> Story:
        story = make_story(name, hour, hour=hour)
        return Story(story.title, story.text, "rolling", story.path, story.moment)

    return Place(
        name,
        lambda base, hour: Reply(told.rss([one(hour)], base)),
        lambda hours: [one(hour) for hour in range(hours + 1)],
    )


def _failing() -> Place:
    name = "failing"

    def says(base: str, hour: int) -> Reply:
        return Reply(b"Internal error", 500) if 1 <= hour <= 5 else Reply(told.rss(_so_far(name, hour), base))

    return Place(
        name, says, lambda hours: _so_far(name, 0 if 1 <= hours <= 5 else hours), mails=["* failing ("], after=3
    )


def _gone() -> Place:
    name = "gone"
    return Place(
        name,
        lambda base, hour: Reply(b"", 410) if hour >= 2 else Reply(told.rss(_so_far(name, hour), base)),
        lambda hours: _so_far(name, min(hours, 1)),
        mails=["* gone ("],
        after=2,
    )


def _moved() -> Place:
    """Its feed is another one since the second hour; its home page says so."""
    name = "moved"
    home = b"<html><head><title>Moved</title><link rel='alternate' type='application/rss+xml' href='/moved/new.xml'></head></html>"
    return Place(
        name,
        lambda base, hour: Reply(b"", 404) if hour >= 2 else Reply(told.rss(_so_far(name, hour), base)),
        lambda hours: _so_far(name, min(hours, 1)),
        mails=["* moved (", "/moved/new.xml"],
        after=4,
        home="/moved/home",
        pages=lambda hour: {
            "/moved/home": home,
            "/moved/new.xml": told.rss(_so_far("elsewhere", hour), "http://moved.example"),
        },
    )


def _renewed() -> Place:
    """Moves its system in the third hour: the same stories with other guids, addresses and dates, and a footer."""
    name = "renewed"

    def now(hour: int) -> list[Story]:
        stories = _so_far(name, min(hour, 2))
        if hour < 3:
            return stories
        return [
            Story(
                one.title,
                f"{one.text} All rights reserved by the renewed paper.",
                f"new-{one.guid}",
                f"/renewed/2/{one.guid}",
                one.moment,
            )
            for one in stories
        ]

    return Place(
        name,
        lambda base, hour: Reply(told.rss(now(hour), base)),
        lambda hours: _so_far(name, min(hours, 2)),
        changed=True,
    )


def _flood() -> Place:
    """Sends two hundred at once in the sixth hour."""
    name = "flood"
    many = [make_story("flooding", number) for number in range(200)]

    def says(base: str, hour: int) -> Reply:
        return Reply(told.rss([*many, *_so_far(name, 5)] if hour == 6 else _so_far(name, hour), base))

    return Place(
        name,
        says,
        lambda hours: _so_far(name, 5 if hours == 6 else hours),
        never=[one.title for one in many],
        mails=["of flood are held"],
        after=6,
    )


def _loop() -> Place:
    return Place(
        "loop", lambda base, hour: Reply(b"", 302, (("Location", f"{base}/loop"),)), mails=["* loop ("], after=2
    )


def _endless() -> Place:
    return Place(
        "endless",
        lambda base, hour: Reply(b"<rss><channel>" + b" " * 65536, endless=True),
        mails=["* endless ("],
        after=2,
    )


def _page_in_place() -> Place:
    return Place(
        "page",
        lambda base, hour: Reply(b"<html><body>We are being rebuilt.</body></html>"),
        mails=["* page ("],
        after=2,
    )
