"""A service that judges comments, spoken to as Akismet's API says: a service of that kind runs on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from tests.web.site.test_comment_mails import SEND
from tests.web.site.test_forms import _form
from wirepress.content.comments.actions.moderate import set_status
from wirepress.content.comments.models import Comment
from wirepress.content.comments.spam_checks import TRAP
from wirepress.content.options import store
from wirepress.content.workflows.jobs import builtin_jobs
from wirepress.core.jobs.models import QueuedJob


class Judge(BaseHTTPRequestHandler):
    """The service. `answer`: status and text of its answers."""

    answer: ClassVar[tuple[int, str]] = (200, "false")
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append((self.path, {name: values[0] for name, values in parse_qs(body).items()}))
        status, text = self.answer
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """Its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Judge)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/1.1"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def judged(write: Write, service: str, change_settings: Callable[..., None]) -> None:
    """A site that asks the service, and shows comments at once otherwise."""
    store.put("comment_previously_approved", False)
    change_settings(spam_url=service, spam_key="low-tide")
    Judge.answer = (200, "false")
    Judge.asked.clear()


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ((200, "false"), "1"),
        ((200, "true"), "spam"),
        ((200, "invalid"), "0"),
        ((500, "true"), "0"),
        ((302, "false"), "0"),
    ],
)
def test_its_word_counts(judged: None, write: Write, reader: Client, answer: tuple[int, str], status: str) -> None:
    Judge.answer = answer
    assert (
        reader.post(SEND, _form(write()), HTTP_REFERER="http://news.example/x", HTTP_USER_AGENT="Boat/1").status_code
        == 302
    )
    assert Comment.objects.get().approved == status
    ((path, facts),) = Judge.asked
    assert path == "/1.1/comment-check" and facts["api_key"] == "low-tide" and facts["blog"] == "http://news.example"
    assert (facts["comment_author"], facts["comment_content"]) == ("Ottoline", "My grandmother kept that light.")
    assert (facts["referrer"], facts["user_agent"], facts["user_ip"]) == (
        "http://news.example/x",
        "Boat/1",
        "127.0.0.1",
    )


def test_a_service_that_is_not_there_makes_comments_wait(
    judged: None, write: Write, reader: Client, change_settings: Callable[..., None]
) -> None:
    change_settings(spam_url="http://127.0.0.1:1", spam_key="low-tide")
    reader.post(SEND, _form(write()))
    assert Comment.objects.get().approved == "0"


def test_nothing_is_sent_that_need_not_be(
    judged: None, write: Write, reader: Client, change_settings: Callable[..., None]
) -> None:
    post = write()
    reader.post(SEND, _form(post, **{TRAP: "x"}))
    reader.post(SEND, _form(post, comment=""))
    reader.post(SEND, _form(post))  # too fast after the first one
    change_settings(spam_key="")
    reader.post(SEND, _form(write("Another")))
    assert Judge.asked == []


def test_moderators_teach_it(judged: None, write: Write, reader: Client) -> None:
    reader.post(SEND, _form(write()))
    row = Comment.objects.get()
    for status in ("spam", "unspam", "hold", "trash"):
        set_status(row, status)
    jobs = {job.name: job.run for job in builtin_jobs()}
    for queued in QueuedJob.objects.filter(name__startswith="comments.").order_by("pk"):
        jobs[queued.name](**json.loads(queued.arguments))
    assert [path for path, _ in Judge.asked] == ["/1.1/comment-check", "/1.1/submit-spam", "/1.1/submit-ham"]
