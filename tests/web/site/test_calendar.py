"""Archives by time as a calendar; the site's icons and manifest."""

from __future__ import annotations

import json
from datetime import datetime

from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.web.site.present.lists.calendar_of_stories import days_of, months_of


def test_a_year_shows_its_months_and_a_month_its_days(write: Write, reader: Client) -> None:
    write("Ice", date=datetime(2025, 1, 31))
    write("Thaw", date=datetime(2026, 3, 1))
    write("Flood", date=datetime(2026, 3, 1, 9))
    year = reader.get("/2026/").content.decode()
    assert 'href="/2026/03/" aria-label="March: 2 stories"' in year and 'href="/2025/"' in year
    assert 'href="/2026/02/"' not in year
    month = reader.get("/2026/03/").content.decode()
    assert 'href="/2026/03/01/" aria-label="March 1"' in month and 'href="/2025/01/"' in month
    assert "calendar" not in reader.get("/2026/03/01/").content.decode().partition("<main")[2]


def test_weeks_begin_as_the_site_says(write: Write) -> None:
    write("Thaw", date=datetime(2026, 3, 1))  # a Sunday
    store.put("start_of_week", 0)
    assert days_of(2026, 3).heads[0] == "Su" and days_of(2026, 3).weeks[0][0].label == "1"
    store.put("start_of_week", 1)
    assert days_of(2026, 3).heads[0] == "Mo" and days_of(2026, 3).weeks[0][6].label == "1"
    assert [cell.count for cell in months_of(2026).weeks[0]][2] == 1


def test_the_manifest_names_the_site_and_its_icons(write: Write, reader: Client) -> None:
    store.put("blogname", "The Lock & Weir")
    answer = reader.get("/manifest.webmanifest")
    facts = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert facts["name"] == "The Lock & Weir" and facts["start_url"] == "/"
    for icon in facts["icons"]:
        assert reader.get(icon["src"]).status_code == 200
    html = reader.get("/").content.decode()
    assert 'rel="manifest"' in html and 'rel="apple-touch-icon"' in html
