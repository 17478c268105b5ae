"""The newsroom's pages of robots, rights and sitemaps."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from wirepress.content.users.actions.create import create_user
from wirepress.features.seo.robots.editing import read_lines, write_lines
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.robots import RobotsSettings

ROBOTS, SITEMAPS = "/wp-admin/seo-robots/", "/wp-admin/seo-sitemaps/"
FORM = {
    "closed": ["GPTBot"],
    "others": "Oddbot\n",
    "rules": "User-agent: Slow\nCrawl-delay: 9\nNonsense",
    "usage": "/ search=yes ai-train=no",
    **dict.fromkeys(("content_signal", "rsl", "tdmrep"), "1"),
}


def desk(role: str) -> Client:
    client = Client()
    client.force_login(create_user(login=role, email=f"{role}@desk.example", password="six-green-lamps", role=role))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [("editor", 403), ("administrator", 200)])
def test_who_sees_them(role: str, status: int) -> None:
    client = desk(role)
    assert [client.get(path).status_code for path in (ROBOTS, SITEMAPS)] == [status, status]


@pytest.mark.django_db
def test_a_preview_stores_nothing_and_save_does() -> None:
    client = desk("administrator")
    shown = client.post(ROBOTS, {**FORM, "deed": "preview", "address": "/a/", "agent": "GPTBot"}).content.decode()
    assert (
        "User-agent: GPTBot" in shown and "Crawl-delay: 9" in shown and "may not fetch" in shown and "reserved" in shown
    )
    assert "Nonsense" in shown and not seo.is_stored(RobotsSettings)
    assert client.post(ROBOTS, {**FORM, "deed": "save"}).status_code == 302
    assert seo.read(RobotsSettings).closed == ["GPTBot", "Oddbot"]
    text = Client().get("/robots.txt/").content.decode()
    assert "Content-Signal: search=yes, ai-train=no" in text and "Nonsense" not in text


@pytest.mark.django_db
def test_what_is_wrong_is_said_and_stays_in_the_form() -> None:
    client = desk("administrator")
    shown = client.post(ROBOTS, {**FORM, "usage": "everything ai-train=maybe", "deed": "save"}).content.decode()
    assert "is no path" in shown and "everything ai-train=maybe" in shown and not seo.is_stored(RobotsSettings)


@pytest.mark.django_db
def test_sitemaps_are_listed() -> None:
    assert "addl-sitemap.xml" in desk("administrator").get(SITEMAPS).content.decode()


@pytest.mark.pure
@given(
    st.dictionaries(
        st.sampled_from(["/", "/a/*", "section:sea", "source:x"]),
        st.fixed_dictionaries(
            {},
            optional={
                "search": st.booleans(),
                "ai_input": st.booleans(),
                "ai_train": st.booleans(),
                "policy": st.just("https://n.example/t"),
            },
        ),
    )
)
def test_lines_are_read_as_they_are_written(usage: dict[str, dict[str, object]]) -> None:
    assert read_lines(write_lines(usage)) == (usage, [])  # type: ignore[arg-type]
