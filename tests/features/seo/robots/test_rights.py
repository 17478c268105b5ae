"""robots.txt, RSL, TDMRep and the header say the same of any address, and protego still reads robots.txt."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from protego import Protego

from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import TermPost
from wirepress.features.seo.robots.documents import own_lines, robots_text, rsl, tdmrep
from wirepress.features.seo.robots.usage import Usage, UsageRule, in_order, usage_of
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.robots import RobotsSettings

MOMENT = "2026-03-02 05:00:00"
BASE = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"


def fits(pattern: str, path: str) -> bool:
    """A reader of patterns of its own: by walking, not by expressions."""
    end = pattern.endswith("$")
    parts = (pattern[:-1] if end else pattern).split("*")
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if not end or at == len(path):
        return True
    return len(parts) > 1 and path.endswith(parts[-1])


def said_by_robots(text: str, path: str) -> tuple[bool | None, ...]:
    """What Content-Signal in the group for everybody says: the longest path counts."""
    best, said = -1, {}
    for line in text.split("\n\n")[0].splitlines():
        if line.startswith("Content-Signal:"):
            value = line.partition(":")[2].strip()
            pattern, value = value.split(" ", 1) if value.startswith("/") else ("/", value)
            if fits(pattern, path) and len(pattern) > best:
                best = len(pattern)
                said = {name: word == "yes" for name, word in (one.strip().split("=") for one in value.split(","))}
    return said.get("search"), said.get("ai-input"), said.get("ai-train")


def said_by_rsl(text: str, path: str) -> tuple[bool | None, ...]:
    space = {"r": "https://rslstandard.org/rsl"}
    contents = [
        one
        for one in etree.fromstring(text.encode()).xpath("//r:content", namespaces=space)
        if fits(one.get("url"), path)
    ]
    said: dict[str, bool] = {}
    if contents:
        content = max(contents, key=lambda one: len(one.get("url")))
        for element, allowed in (("permits", True), ("prohibits", False)):
            for words in content.xpath(f".//r:{element}/text()", namespaces=space):
                said |= dict.fromkeys(str(words).split(), allowed)
    return said.get("search"), said.get("ai-input"), said.get("ai-train")


def said_by_tdmrep(entries: list[dict[str, Any]], path: str) -> int | None:
    return next((one["tdm-reservation"] for one in entries if fits(one["location"], path)), None)


ALPHABET = ["sea", "sport", "2026", "05", "crane", "a b", "é", "opinion", ""]


def test_all_forms_say_the_same_of_a_thousand_addresses() -> None:
    dice = random.Random(7)
    rules = in_order(
        UsageRule(
            pattern,
            Usage(
                dice.choice((True, False)),
                dice.choice((True, False, None)),
                dice.choice((True, False)),
                "https://n.example/terms",
            ),
        )
        for pattern in [
            "/",
            "/sea/",
            "/sea/2026/",
            "/*/05/",
            "/opinion/*crane",
            "/sport/crane/$",
            "/2026/05/crane/$",
            "/*.html$",
            "/sea/*/a",
        ]
    )
    robots = robots_text(
        BASE, rules, RobotsSettings(), ["https://n.example/sitemap.xml"], "https://n.example/license.xml"
    )
    licence, entries = rsl(rules, "https://n.example", ""), tdmrep(rules)
    different = set()
    for _ in range(1000):
        path = "/" + "/".join(dice.choice(ALPHABET) for _ in range(dice.randrange(5))) + dice.choice(["", "/", ".html"])
        usage = usage_of(path, rules)
        wanted = (usage.search, usage.ai_input, usage.ai_train)
        assert said_by_robots(robots, path) == said_by_rsl(licence, path) == wanted, path
        assert said_by_tdmrep(entries, path) == int(usage.ai_train is False), path
        different.add(wanted)
    assert len(different) > 3
    assert not Protego.parse(robots).can_fetch("https://n.example/wp-admin/x", "GPTBot")
    assert Protego.parse(robots).can_fetch("https://n.example/sea/2026/", "GPTBot")


@pytest.mark.django_db
def test_over_http_for_the_site_a_section_and_a_source() -> None:
    store.put("permalink_structure", "/%year%/%postname%/")
    sea = create_term("category", "Sea")
    for slug in ("crane", "quay"):
        made = {"date": MOMENT, "date_gmt": MOMENT, "modified": MOMENT, "modified_gmt": MOMENT}
        post = Post.objects.create(status="publish", title=slug, slug=slug, **made)
        if slug == "crane":
            TermPost.objects.create(post_id=post.pk, term=sea)
    seo.change(
        RobotsSettings,
        {
            "usage": {
                "/": {"search": True, "ai_train": False, "policy": "https://n.example/terms"},
                "section:sea": {"search": True, "ai_train": True},
                "source:none": {"ai_train": False},
            }
        },
    )
    client = Client()
    robots = client.get("/robots.txt").content.decode()
    entries = json.loads(client.get("/.well-known/tdmrep.json").content)
    licence = client.get("/license.xml")
    assert licence["Content-Type"].startswith("application/rsl+xml")
    assert "License: http://news.example/license.xml" in robots
    for path, reserved in (("/2026/crane/", 0), ("/2026/quay/", 1), ("/category/sea/", 0), ("/", 1)):
        answer = client.get(path)
        assert answer.status_code == 200 and answer["TDM-Reservation"] == str(reserved), path
        assert said_by_tdmrep(entries, path) == reserved
        assert said_by_robots(robots, path)[2] is said_by_rsl(licence.content.decode(), path)[2] is not bool(reserved)
    assert client.get("/")["TDM-Policy"] == "https://n.example/terms"
    assert "TDM-Policy" not in client.get("/2026/crane/")


@pytest.mark.django_db
def test_without_settings_nothing_is_said() -> None:
    client = Client()
    assert client.get("/.well-known/tdmrep.json").status_code == 404 and client.get("/license.xml").status_code == 404
    assert "TDM-Reservation" not in client.get("/")
    store.put("permalink_structure", "/%postname%/")
    robots = client.get("/robots.txt").content.decode()
    assert robots == f"{BASE}\nSitemap: http://news.example/sitemap.xml\nSitemap: http://news.example/sitemap.rss\n"


@pytest.mark.pure
def test_named_programs_and_rules_of_ones_own() -> None:
    lines = [
        "Disallow: /lost/",
        "User-agent: Slow",
        "Crawl-delay: 5",
        "Disallow: /x/",
        "Nonsense",
        "# kept",
        "User-agent:\nEvil: 1",
    ]
    settings = RobotsSettings(closed=["GPTBot", "CCBot", "GPTBot"], rules=lines)
    text = robots_text(BASE, [], settings, [], "")
    rules = Protego.parse(text)
    assert not rules.can_fetch("https://n.example/a", "GPTBot") and not rules.can_fetch("https://n.example/a", "CCBot")
    assert rules.can_fetch("https://n.example/lost/", "Other") and rules.crawl_delay("Slow") == 5
    assert not rules.can_fetch("https://n.example/x/", "Slow")
    assert "Nonsense" not in text and text.count("GPTBot") == 1
    assert own_lines(["Disallow: /"]) == []  # it would close the site for everybody


@pytest.mark.pure
@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=20), max_size=4))
def test_whatever_is_typed_the_rules_for_everybody_stay(lines: list[str], closed: list[str]) -> None:
    text = robots_text(BASE, [], RobotsSettings(rules=lines, closed=closed), ["https://n.example/sitemap.xml"], "")
    assert text.startswith(BASE) and "Sitemap: https://n.example/sitemap.xml" in text
    assert not re.search(r"\r", text)
