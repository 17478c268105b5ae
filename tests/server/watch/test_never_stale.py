"""Random reads, writes, logins and reactions over two processes: every kept answer is compared with a fresh one.

A fresh answer comes from the same code in this process, on the same database, with nothing kept.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests import postgres_server, redis_server, serving
from tests.effort import examples
from tests.pgbouncer import pooled
from tests.serving import Answer, Service

pytestmark = pytest.mark.pure  # has a database of its own
EXAMPLES = examples(2, 10)
READERS = ("Reader/1", "Reader/2", "Reader/3")
# Nonces, and how long ago something was, which nothing but time changes.
_ONCE = re.compile(rb"nonce-[\w-]+|\"ajax_nonce\":\"[0-9a-f]+\"|>(?:just now|\d+ (?:minute|hour)s? ago)<")
_SERVED: list[Service] = []


class Fresh:
    """A process that answers the same requests without any cache, one line in, one file out."""

    def __init__(self, service: Service) -> None:
        environment = {
            **service.environment,
            "WIREPRESS_SITE": str(service.folder),
            "DJANGO_SETTINGS_MODULE": "wirepress.project.django",
        }
        code = Path(__file__).with_name("fresh.py").read_text()
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._host = f"127.0.0.1:{service.port}"

    def get(self, path: str, agent: str) -> tuple[int, bytes]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{self._host}\t{agent}\t{path}\n".encode())
        self._process.stdin.flush()
        status, length = self._process.stdout.readline().split()
        return int(status), self._process.stdout.read(int(length))

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()


class Newsroom(RuleBasedStateMachine):
    """What happens in a newsroom and among its readers."""

    def __init__(self) -> None:
        super().__init__()
        self.service = _SERVED[0]
        self.fresh = Fresh(self.service)
        self.posts: list[int] = []
        self.terms: list[int] = []

    def teardown(self) -> None:
        self.fresh.stop()

    @initialize()
    def begin(self) -> None:
        self.terms = [int(self.service.rest("POST", "/categories", {"name": f"Desk {os.urandom(4).hex()}"})["id"])]
        self.write(0, "publish")
        self.read(0, 0, 2)  # the shortest history reads too

    def pick(self, place: int) -> int:
        return self.posts[place % len(self.posts)]

    @rule(place=st.integers(0, 9), status=st.sampled_from(["publish", "draft", "private"]))
    def write(self, place: int, status: str) -> None:
        title, term = f"Tide {os.urandom(3).hex()}", self.terms[place % len(self.terms)]
        data = {"title": title, "content": "Low water.", "status": status, "categories": [term]}
        self.posts.append(int(self.service.rest("POST", "/posts", data)["id"]))

    @rule(
        place=st.integers(0, 99),
        field=st.sampled_from(["title", "content", "excerpt", "slug", "sticky", "comment_status", "status"]),
    )
    def edit(self, place: int, field: str) -> None:
        values = {
            "sticky": bool(place % 2),
            "comment_status": "closed" if place % 2 else "open",
            "status": ("publish", "draft")[place % 2],
        }
        self.service.rest(
            "POST", f"/posts/{self.pick(place)}", {field: values.get(field, f"Bell {os.urandom(3).hex()}")}
        )

    @rule(place=st.integers(0, 99))
    def delete(self, place: int) -> None:
        if len(self.posts) > 1:
            number = self.posts.pop(place % len(self.posts))
            self.service.rest("DELETE", f"/posts/{number}&force=true")

    @rule(place=st.integers(0, 9))
    def rename_term(self, place: int) -> None:
        name = f"Desk {os.urandom(4).hex()}"
        self.service.rest(
            "POST", f"/categories/{self.terms[place % len(self.terms)]}", {"name": name, "slug": name.replace(" ", "-")}
        )

    @rule()
    def rename_author(self) -> None:
        self.service.rest("POST", "/users/me", {"name": f"Chief {os.urandom(3).hex()}"})

    @rule(name=st.sampled_from(["title", "description", "posts_per_page", "date_format"]), number=st.integers(1, 9))
    def change_setting(self, name: str, number: int) -> None:
        values = {"posts_per_page": number, "date_format": "Y-m-d" if number % 2 else "F j, Y"}
        self.service.rest("POST", "/settings", {name: values.get(name, f"Courier {number}")})

    @rule(place=st.integers(0, 99))
    def comment(self, place: int) -> None:
        data = {"post": self.pick(place), "content": os.urandom(4).hex()}
        answer = self.service.ask("POST", "/index.php?rest_route=/wp/v2/comments", signed=True, data=data)
        assert answer.status in (201, 403, 404), answer.body  # closed or not public

    @rule(place=st.integers(0, 99), reader=st.integers(0, 2), reaction=st.integers(1, 6))
    def react(self, place: int, reader: int, reaction: int) -> None:
        number = self.pick(place)
        path = f"/index.php?rest_route=/wp/v2/posts/{number}"
        for agent in READERS:
            self.compare(path, agent)
        answer = self.service.ask(
            "POST",
            f"/index.php?rest_route=/wirepress/v1/posts/{number}/reactions",
            data={"reaction": reaction},
            User_Agent=READERS[reader],
        )
        assert answer.status in (200, 201, 404), answer.body
        for agent in (*READERS, READERS[reader]):  # the one who reacted also after another has had the answer kept
            self.compare(path, agent)

    @rule(place=st.integers(0, 99), reader=st.integers(0, 2), times=st.integers(1, 3))
    def read(self, place: int, reader: int, times: int) -> None:
        for path in self.paths(self.pick(place)):
            for _ in range(times):
                self.compare(path, READERS[reader])

    def paths(self, number: int) -> Iterator[str]:
        rest = "/index.php?rest_route=/wp/v2"
        yield from (
            f"{rest}/posts/{number}",
            f"{rest}/posts&per_page=5",
            f"{rest}/posts&per_page=3&_embed=1",
            f"{rest}/categories",
            f"{rest}/users",
        )
        yield from (
            "/",
            f"/?p={number}",
            f"/?cat={self.terms[0]}",
            "/?feed=rss2",
            f"{rest}/comments&post={number}",
            "/?s=tide",
        )
        yield from (
            f"{rest}/posts&categories={self.terms[0]}",
            f"{rest}/posts/{number}&_embed=1",
            f"{rest}/categories/{self.terms[0]}",
        )
        yield from (f"{rest}/users/1", f"{rest}/pages", f"{rest}/media", f"{rest}/posts&per_page=2&page=2")

    def compare(self, path: str, agent: str) -> None:
        status, body = self.fresh.get(path, agent)
        for service in _SERVED:
            answer: Answer = service.get(path, User_Agent=agent)
            assert answer.status == status, (path, answer.status, status)
            assert _ONCE.sub(b"", answer.body) == _ONCE.sub(b"", body), path
            assert "set-cookie" not in answer.headers
            tag = answer.headers.get("etag")
            if tag and status == 200:
                again = service.get(path, User_Agent=agent, If_None_Match=tag)
                # A process that has just begun makes the same answer another way, under another tag: never 200 under the same one.
                unchanged = again.headers.get("etag", "") == tag
                assert again.status == (304 if unchanged else 200), (path, again.status, tag, again.headers)

    @invariant()
    def signed_in_answers_stay_with_the_one_who_asked(self) -> None:
        if self.posts:
            path = f"/index.php?rest_route=/wp/v2/posts/{self.posts[-1]}&context=edit"
            assert self.service.ask("GET", path, signed=True).status == 200
            assert self.service.get(path).status == 401


def run_newsroom(examples: int) -> None:
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


def test_two_nodes_behind_a_pool_are_told_by_redis(tmp_path: Path) -> None:
    """LISTEN does not work there. While Redis is away nodes look by themselves, and writes wait for them."""
    with ExitStack() as parts:
        url = parts.enter_context(pooled(parts.enter_context(postgres_server.database()), tmp_path / "pool"))
        notifier = parts.enter_context(redis_server.running(tmp_path / "redis"))
        first = parts.enter_context(
            serving.served(tmp_path / "site", url=url, workers=1, settings=f'redis_url = "{notifier.url}"')
        )
        second = serving.start(first.folder, serving.free_port(), first.environment, 1, "--no-worker")
        second.password = first.password
        parts.callback(second.stop)
        _SERVED[:] = [first, second]
        room = Newsroom()
        parts.callback(room.teardown)
        room.begin()
        for number in range(4):
            if number == 2:
                notifier.stop()
            for change in (
                room.rename_author,
                lambda n=number: room.rename_term(n),
                lambda n=number: room.change_setting("title", n),
            ):
                room.service = _SERVED[number % 2]  # what one node writes both show
                change()
                room.read(0, number % 3, 1)
        notifier.start()
        for number in range(5):  # what one node has written the other one shows at once
            writer, reader = (first, second)[:: (-1) ** number]
            writer.rest("POST", "/settings", {"title": f"Courier {number}"})
            assert f"Courier {number}".encode() in reader.get("/").body


@pytest.mark.parametrize(
    ("postgresql", "megabytes", "examples"),
    [(False, 32, EXAMPLES), (False, 0, max(EXAMPLES // 2, 1)), (True, 32, max(EXAMPLES // 2, 1))],
    ids=["kept in memory", "finished documents and pages only", "two workers that PostgreSQL tells"],
)
def test_no_answer_is_stale_or_another_reader_s(
    tmp_path: Path, postgresql: bool, megabytes: int, examples: int
) -> None:
    with ExitStack() as parts:
        url = parts.enter_context(postgres_server.database()) if postgresql else ""
        service = parts.enter_context(
            serving.served(tmp_path / "site", url=url, settings=f"cache_megabytes = {megabytes}")
        )
        assert len(service.workers()) == 2
        _SERVED[:] = [service]
        run_newsroom(examples)
        counted = service.get("/-/metrics").body.decode()
        ways = ("hit", "not_modified", "miss") if megabytes else ("direct", "miss")
        counts = dict(re.findall(r'wirepress_responses_total{way="(\w+)"} (\S+)', counted))
        hits = {way: float(counts[way]) for way in ways}
        assert all(count > 5 for count in hits.values()), hits  # it was kept answers that were compared
