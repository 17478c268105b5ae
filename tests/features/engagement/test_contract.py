"""Engagement uses nothing but the contract: nothing else in the product knows it, and off it leaves no trace in pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.features.engagement.conftest import Story
from wirepress.content.options import features
from wirepress.features.engagement.importing.adopt import adopt_counts

SOURCE = Path(__file__).resolve().parents[3] / "src" / "wirepress"
WORDS = re.compile(r"engagement|reaction|booster[-_]|\btwp[-_]", re.IGNORECASE)
NAMED = re.compile(
    r"features[./]engagement|\bengagement_(?!time_msec)"
)  # in other features: networks and other sites have reactions, GA4 a time of engagement
APP = re.compile(r'\s*"wirepress\.features\.\w+",\s*')  # in the list of Django's apps


def test_nothing_outside_the_feature_names_it() -> None:
    own = SOURCE / "features" / "engagement"
    named = []
    for path in SOURCE.rglob("*"):
        if not path.is_file() or own in path.parents or path.suffix in (".pyc", ".png", ".woff2"):
            continue
        inside = str(path.relative_to(SOURCE))
        words = NAMED if inside.startswith("features/") else WORDS
        named += [inside] if words.search(inside) else []
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if words.search(line) and not (inside == "project/django.py" and APP.fullmatch(line)):
                named.append(f"{inside}:{number}: {line.strip()[:80]}")
    assert named == []


@pytest.fixture
def front(story: Story) -> Iterator[list[str]]:
    """Addresses of a front page and a story with reactions."""
    posts = [story(slug=f"bell{number}", title=f"Bell {number}") for number in range(3)]
    adopt_counts({post.pk: {1: 3, 2: 1} for post in posts})
    yield ["/", f"/?p={posts[0].pk}"]
    features.switch("engagement", True)


def test_switched_off_pages_have_no_trace(front: list[str]) -> None:
    reader = Client()
    on = [reader.get(address, follow=True).content.decode() for address in front]
    assert (
        "What moved readers" in on[0] and "/engagement/engagement." in on[0] and "/engagement/reactions." not in on[0]
    )
    assert 'class="reactions"' in on[1] and "/engagement/reactions." in on[1] and "booster-read-block" in on[1]
    features.switch("engagement", False)
    for address in (*front, "/nowhere/", "/?s=bell"):
        page = reader.get(address, follow=True).content.decode()
        assert WORDS.findall(page) == []
    assert reader.get("/wp-content/plugins/booster-extension//assets/icon/happy.svg").status_code == 404
    assert reader.post("/wp-reactions-post.php", {"post_ID": 1, "reaction": 1}).status_code == 405


def test_other_pages_carry_none_of_its_files(story: Story) -> None:
    reader = Client()
    page = story(type="page", slug="about", title="About")
    for address in ("/nowhere/", "/?s=bell", f"/?page_id={page.pk}"):
        assert "/engagement/" not in reader.get(address, follow=True).content.decode()
