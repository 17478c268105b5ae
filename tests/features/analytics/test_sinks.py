"""Sinks: what each is sent, what happens when one is away, and that nothing comes twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from tests import serving
from tests.features.analytics.made import NOON, event
from tests.features.analytics.sink_servers import SinkServer, sink_server
from tests.settings.override import override_settings_object as override
from wirepress.content.options import store
from wirepress.features.analytics.events import RecordedEvent, encode
from wirepress.features.analytics.rollups import jobs, labels
from wirepress.features.analytics.rollups.settle import settle
from wirepress.features.analytics.sinks.forward import forward_events
from wirepress.features.analytics.sinks.open_sinks import open_sink
from wirepress.features.analytics.sinks.protocol import SinkRefused, SinkUnavailable

pytestmark = pytest.mark.django_db
EVENTS = (
    event(
        post_id=7,
        path="/ebb/",
        referrer="reef.example/a",
        campaign=("letter", "email", ""),
        device="phone",
        language="en",
    ),
    event("time", post_id=7, path="/ebb/", seconds=12, depth=80),
    event("outbound", post_id=7, path="/ebb/", text="https://else.example/"),
    event("download", path="/ebb/", text="/tides.pdf"),
    event("goal", path="/ebb/", text="letter", reader=2),
    event(path="/?s", text="storm", reader=2),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("wirepress.features.analytics.rollups.settle.spool_folder", lambda: tmp_path / "spool")
    for module in ("rollups.settle", "sinks.forward", "rollups.jobs"):
        monkeypatch.setattr(f"wirepress.features.analytics.{module}.archive_folder", lambda: tmp_path / "counted")
    store.forget()
    labels.forget()
    yield tmp_path
    store.forget()
    labels.forget()


@pytest.fixture
def server() -> Iterator[SinkServer]:
    with sink_server() as running:
        yield running


def _recorded(folder: Path, events: tuple[RecordedEvent, ...] = EVENTS, name: str = "1") -> None:
    """Events in a file that nobody writes to any more, counted."""
    (folder / "spool").mkdir(exist_ok=True)
    (folder / "spool" / f"{name}.spool").write_bytes(b"".join(encode(one) + b"\n" for one in events))
    settle()


def test_clickhouse_gets_every_event_once(folder: Path, server: SinkServer) -> None:
    with override(analytics_sinks=[f"clickhouse+http://ann:p%3Aw@{server.host}/news"]):
        assert not jobs.is_anything_to_forward()
        _recorded(folder)
        assert jobs.is_anything_to_forward()
        assert list(jobs.forward().values()) == [len(EVENTS)]
        assert server.statements == [
            "CREATE TABLE IF NOT EXISTS wirepress_events",
            "INSERT INTO wirepress_events FORMAT JSONEachRow",
        ]
        assert [row["kind"] for row in server.rows] == [one.kind for one in EVENTS]
        assert server.rows[0]["moment"] == "2026-03-10 12:00:00.000" and server.rows[0]["utm_source"] == "letter"
        assert not jobs.is_anything_to_forward() and list(forward_events().values()) == [0]
        sink = open_sink(f"clickhouse+http://ann:p%3Aw@{server.host}/news")
        sink.send(EVENTS, next(iter(server.tokens)))
        assert len(server.rows) == len(EVENTS), "the same batch is not taken twice"


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_a_sink_that_is_away_misses_nothing(folder: Path, server: SinkServer, status: int) -> None:
    with override(
        analytics_sinks=[
            f"clickhouse+http://ann:p%3Aw@{server.host}/news",
            f"ga4+http://{server.host}/mp/collect?measurement_id=G-1&api_secret=s",
        ]
    ):
        _recorded(folder)
        server.fail = [status]
        with pytest.raises(SinkUnavailable, match=f"clickhouse 127.0.0.1/news: It answered {status}"):
            forward_events()
        assert server.rows == [] and server.asked, "the other one got its events"
        _recorded(folder, (event("view", path="/flood/"),), "2")
        forward_events()
        assert len(server.rows) == len(EVENTS) + 1


def test_a_batch_that_is_refused_holds_nothing_up(folder: Path, server: SinkServer) -> None:
    with override(analytics_sinks=[f"ga4+http://{server.host}/mp/collect?measurement_id=G-1&api_secret=s"]):
        _recorded(folder)
        server.fail = [400]
        assert list(forward_events().values()) == [0]
        _recorded(folder, (event(path="/flood/"),), "2")
        assert list(forward_events().values()) == [1]


def test_nobody_there(folder: Path) -> None:
    with override(analytics_sinks=["plausible+http://127.0.0.1:9/?domain=news.example"]):
        _recorded(folder)
        with pytest.raises(SinkUnavailable):
            forward_events()


def test_matomo(folder: Path, server: SinkServer) -> None:
    with override(analytics_sinks=[f"matomo+http://{server.host}/matomo.php?idsite=3&token_auth=t"]):
        _recorded(folder)
        forward_events()
    ((path, _, body),) = server.asked
    assert path == "/matomo.php" and body["token_auth"] == "t" and len(body["requests"]) == len(EVENTS)
    first = body["requests"][0]
    assert "idsite=3" in first and "rec=1" in first and "%2Febb%2F" in first and "cdt=2026-03-10+12%3A00%3A00" in first
    assert f"_id={EVENTS[0].reader:016x}" in first and "urlref=https%3A%2F%2Freef.example%2Fa" in first
    assert "ping=1" in body["requests"][1] and "link=" in body["requests"][2] and "download=" in body["requests"][3]
    assert "search=storm" in body["requests"][5]


def test_plausible(folder: Path, server: SinkServer) -> None:
    with override(analytics_sinks=[f"plausible+http://{server.host}/?domain=news.example"]):
        _recorded(folder)
        forward_events()
    assert [body["name"] for _, _, body in server.asked] == ["pageview", "outbound", "download", "goal", "pageview"]
    path, headers, body = server.asked[0]
    assert (path, body["domain"], body["referrer"]) == ("/api/event", "news.example", "https://reef.example/a")
    assert "utm_source=letter" in body["url"] and headers["x-forwarded-for"].startswith("2001:db8::")
    assert "Mobile" in headers["user-agent"]


def test_google_analytics(folder: Path, server: SinkServer) -> None:
    with override(analytics_sinks=[f"ga4+http://{server.host}/mp/collect?measurement_id=G-1&api_secret=s"]):
        _recorded(folder)
        forward_events()
    (one, two) = (body for _, _, body in server.asked)
    assert [found["name"] for found in one["events"]] == ["page_view", "user_engagement", "click", "file_download"]
    assert [found["name"] for found in two["events"]] == ["generate_lead", "view_search_results"]
    assert one["client_id"] != two["client_id"] and one["events"][1]["params"]["engagement_time_msec"] == 12000
    assert server.asked[0][0] == "/mp/collect?measurement_id=G-1&api_secret=s"


def test_postgresql_has_a_partition_for_each_day() -> None:
    with serving.database() as place:
        if not place:  # on SQLite there is no server to write to
            with pytest.raises(SinkUnavailable):
                open_sink("postgresql://nobody@127.0.0.1:9/none").send(EVENTS, "a")
            return
        later = event(at=datetime(2026, 3, 11, 1), path="/\x00flood/")
        for batch in ("a", "a", "b"):
            open_sink(place).send([*EVENTS, later] if batch == "a" else [event(at=NOON)], batch)
        with psycopg.connect(place) as found:
            rows = found.execute(
                "SELECT tableoid::regclass::text, count(*) FROM wirepress_events GROUP BY 1 ORDER BY 1"
            ).fetchall()
            assert rows == [("wirepress_events_20260310", len(EVENTS) + 1), ("wirepress_events_20260311", 1)]
            moment = found.execute("SELECT min(moment) FROM wirepress_events").fetchone()
            assert moment == (NOON.replace(tzinfo=UTC),)


def test_old_events_are_dropped(folder: Path) -> None:
    _recorded(folder)
    (packed,) = (folder / "counted").glob("*.gz")
    os.utime(packed, (0, NOON.replace(tzinfo=UTC).timestamp()))
    jobs.forget_old()
    assert not list((folder / "counted").glob("*.gz"))


def test_unknown_kinds_are_named() -> None:
    with pytest.raises(ValueError, match="no sink 'kafka'"):
        open_sink("kafka+http://h/")
    assert issubclass(SinkRefused, RuntimeError)
