"""The feature's settings: set in the newsroom, seen in the next answer; stored as WordPress's plugin stores them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.features.engagement.conftest import Story
from tests.web.admin.test_options import _data
from wirepress.content.options import store
from wirepress.content.users.actions.create import create_user
from wirepress.features.engagement import settings
from wirepress.features.engagement.importing.adopt import adopt_counts
from wirepress.features.engagement.settings import OPTION, Settings, typed


def _rendered(post: Any) -> str:
    return str(Client().get(f"/?rest_route=/wp/v2/posts/{post.pk}").json()["content"]["rendered"])


def _save(group: str = "engagement", **parts: Any) -> None:
    editor = create_user(login="chief", email="chief@desk.example", password="four-red-buoys", role="administrator")
    client = Client(SERVER_NAME="news.example")
    client.force_login(editor)
    changes = {f"{OPTION}[{key}]": value for key, value in parts.items()}
    answer = client.post(f"/wp-admin/settings/{group}/", _data(group, **changes))
    assert answer.status_code == 302, answer.context["form"].errors


def test_words_per_minute_and_labels_are_seen_at_once(story: Story) -> None:
    post = story("<p>" + "tide " * 90 + "tide.</p>")  # 92 words with the empty one behind the full stop
    assert "<span>Read Time:</span>27 Second" in _rendered(post)
    _save(
        twp_be_readtime_word_per_minute=60,
        twp_be_readtime_label="Leitura",
        twp_be_minute_label="minuto",
        twp_be_second_label="segundo & pico",
    )
    html = _rendered(post)
    assert "<span>Leitura</span>1 minuto, 32 segundo &amp; pico" in html


def test_seconds_off_leaves_whole_minutes_or_nothing(story: Story) -> None:
    long, short = story("<p>" + "tide " * 450 + "</p>"), story("<p>tide</p>", slug="short")
    _save(twp_be_enable_second=False)
    assert "</span>2 Minute   " in _rendered(long) and "Second" not in _rendered(long)
    assert "twp-clock" not in _rendered(short)


def test_each_part_can_be_switched_off(story: Story) -> None:
    post = story()
    _save(twp_be_enable_read_time=False)
    assert _rendered(post).startswith("<div class='booster-block booster-read-block'></div>")
    store.put(f"{OPTION}[twp_be_enable_post_reaction]", 0)
    assert (
        "booster-reactions-block" not in _rendered(post)
        and "be-react" not in Client().get(f"/?p={post.pk}").content.decode()
    )


def test_numbers_take_the_place_of_percents(story: Story) -> None:
    post = story()
    adopt_counts({post.pk: {1: 2, 5: 1}})
    percents = _rendered(post)
    assert "<span>67</span> %" in percents and "<span>33</span> %" in percents
    assert 'style="display: none;" class="twp-react-count">2<' in percents
    _save(twp_be_react_percent_count="number")
    numbers = _rendered(post)
    assert "twp-react-percent" not in numbers and "display: none" not in numbers
    assert 'class="twp-react-count">2<' in numbers


def test_share_buttons_are_named_in_their_order(story: Story) -> None:
    post = story()
    _save("share_buttons", social_share="vk facebook", social_share_title="Hand on")
    assert store.get(OPTION)["social_share"] == {
        "vk": 1,
        "facebook": 1,
        "twitter": 0,
        "pinterest": 0,
        "linkedin": 0,
        "email": 0,
    }
    page = Client().get(f"/?p={post.pk}", follow=True).content.decode()
    assert page.index("twp-social-vk") < page.index("twp-social-facebook") and "twp-social-twitter" not in page


def test_pages_and_excerpts_and_locked_stories_carry_nothing(story: Story) -> None:
    page = story(type="page", slug="page")
    locked = story(slug="locked", password="pw")
    document = Client().get(f"/?rest_route=/wp/v2/pages/{page.pk}").json()
    assert "booster" not in document["content"]["rendered"]
    document = Client().get(f"/?rest_route=/wp/v2/posts/{locked.pk}").json()
    assert document["content"] == {"rendered": "", "protected": True}
    plain = Client().get(f"/?rest_route=/wp/v2/posts/{story(slug='plain').pk}").json()
    assert "booster" not in plain["excerpt"]["rendered"] and "Read Time" not in plain["excerpt"]["rendered"]


def test_a_stored_option_without_a_key_has_it_off() -> None:
    assert typed(None) == Settings() == typed({})
    sparse = typed({"twp_be_enable_read_time": "1"})
    assert (sparse.read_time, sparse.reactions, sparse.words_per_minute, sparse.label) == (True, False, 1, "")


@pytest.mark.parametrize(
    ("stored", "read"),
    [("300", 300), (" 250 words", 250), ("-90", 90), ("", 1), ("x", 1), (0, 1), (None, 1), (12.9, 12), ([], 1)],
)
def test_words_per_minute_of_any_kind(stored: Any, read: int) -> None:
    assert typed({"twp_be_readtime_word_per_minute": stored}).words_per_minute == read


_KEYS = [key for key, *_ in settings.FIELDS]
_VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.integers(), max_size=2)
)


@given(st.dictionaries(st.sampled_from(_KEYS), _VALUES) | _VALUES)
def test_any_stored_option_is_read(stored: Any) -> None:
    assert typed(stored).words_per_minute >= 1
