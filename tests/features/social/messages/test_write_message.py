"""What a share says: format, templates, hashtags, campaign names, a story's own messages; whatever the texts, nothing else comes out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.social.messages.campaign_links import add_campaign
from wirepress.features.social.messages.fill_template import cut_text, fill_template
from wirepress.features.social.messages.hashtags import choose_hashtags, make_hashtag
from wirepress.features.social.messages.message_format import (
    CHOICES,
    MessageFormat,
    find_faults,
    format_json,
    read_format,
)
from wirepress.features.social.messages.story_facts import StoryFacts, StoryPicture, plain_text
from wirepress.features.social.messages.write_message import write_message

PICTURE = StoryPicture(7, "https://news.example/a.jpg", "a.jpg", "image/jpeg")
STORY = StoryFacts(
    5,
    "Tide rises",
    "It rose by a foot.",
    "It rose by a foot. Nobody slept.",
    "https://news.example/tide/",
    "Ann Ould",
    ("Harbour news", "Sea"),
    ("high water", "42", "ebb’s end"),
    PICTURE,
    {"mood": "calm", "tags": ["one", "two words"]},
)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, "Tide rises"),
        ({"content": "title_excerpt"}, "Tide rises\n\nIt rose by a foot."),
        ({"content": "content", "max_length": 12}, "It rose by…"),
        ({"content": "field", "field": "mood"}, "calm"),
        ({"content": "field", "field": "none"}, "Tide rises"),
        (
            {"content": "template", "template": "{author}: {title} ({categories}) {field:mood} {nothing}"},
            "Ann Ould: Tide rises (Harbour news, Sea) calm {nothing}",
        ),
        ({"custom_text": "New:"}, "New: Tide rises"),
        ({"custom_text": "More at {link}", "custom_place": "end"}, "Tide rises More at https://news.example/tide/"),
        ({"hashtags": "categories"}, "Tide rises\n\n#HarbourNews #Sea"),
        ({"hashtags": "tags"}, "Tide rises\n\n#highWater #ebbsEnd"),
        ({"hashtags": "common", "hashtags_common": "sea, Sea,  #sea ,x y"}, "Tide rises\n\n#sea #xY"),
        ({"hashtags": "field", "hashtags_field": "tags"}, "Tide rises\n\n#one #twoWords"),
        ({"hashtags": "categories", "hashtags_length": 12}, "Tide rises\n\n#HarbourNews"),
    ],
)
def test_a_format_says_what_it_says(values: dict[str, Any], text: str) -> None:
    assert find_faults(values) == {}
    assert write_message(STORY, read_format(values), "mastodon").text == text


def test_a_persons_words_go_before_everything() -> None:
    chosen = MessageFormat(content="excerpt", hashtags="tags", custom_text="New:")
    assert write_message(STORY, chosen, "x", wish="Own {title}").text == "Own Tide rises"


def test_a_storys_own_messages_and_pictures_take_turns() -> None:
    own = {
        "rop_custom_messages_group": [{"rop_custom_description": "One"}, {"rop_custom_description": "Two"}, {"x": 1}],
        "rop_custom_images_group": {"a": {"rop_custom_image": 3}, "b": {"rop_custom_image": "x"}},
    }
    story = replace(STORY, meta=own)
    told = [write_message(story, MessageFormat(), "x", turn=turn) for turn in range(3)]
    assert [one.text for one in told] == ["One", "Two", "One"] and [one.picture for one in told] == [3, 3, 3]
    by_chance = {write_message(story, MessageFormat(variations="random"), "x", seed=str(at)).text for at in range(30)}
    assert by_chance == {"One", "Two"}


def test_pictures_are_chosen_or_left_out() -> None:
    chosen = MessageFormat(picture=True)
    assert write_message(STORY, MessageFormat(), "x").picture == 0
    assert write_message(STORY, chosen, "x").picture == 7
    assert write_message(STORY, chosen, "x", picture=9).picture == 9
    assert write_message(STORY, chosen, "x", picture=-1).picture == 0


def test_the_address_stands_in_the_comment_or_nowhere() -> None:
    told = write_message(STORY, MessageFormat(link_in_comment=True, comment_text="Read:"), "facebook")
    assert (told.link, told.comment) == ("", "Read: https://news.example/tide/")
    assert write_message(STORY, MessageFormat(include_link=False), "x").link == ""
    own = replace(STORY, meta={"source": "https://elsewhere.example/a", "bad": "javascript:alert(1)"})
    assert write_message(own, MessageFormat(link_field="source"), "x").link == "https://elsewhere.example/a"
    assert write_message(own, MessageFormat(link_field="bad"), "x").link == STORY.link


texts = st.text(max_size=80)


@given(texts, st.integers(0, 60))
def test_a_cut_text_is_short_and_its_beginning(text: str, length: int) -> None:
    cut = cut_text(text, length)
    assert not length or len(cut) <= length
    assert cut == text or text.startswith(cut.removesuffix("…"))


@given(texts)
def test_a_hashtag_is_one_word(words: str) -> None:
    tag = make_hashtag(words)
    assert not tag or (tag.replace("_", "").isalnum() and any(char.isalpha() for char in tag))


@given(st.lists(texts, max_size=6), st.integers(0, 60), st.booleans())
def test_hashtags_are_each_once_and_fit(names: list[str], length: int, shuffled: bool) -> None:
    chosen = MessageFormat(hashtags="tags", hashtags_length=length, hashtags_random=shuffled)
    tags = choose_hashtags(chosen, replace(STORY, tags=names), "seed")
    assert len(" ".join(f"#{tag}" for tag in tags)) <= length
    assert len({tag.casefold() for tag in tags}) == len(tags)


@given(texts, texts, texts)
def test_a_template_puts_in_what_the_story_says_and_nothing_twice(title: str, author: str, template: str) -> None:
    story = replace(STORY, title=title, author=author)
    assert fill_template("{title}|{author}", story, "x") == f"{title}|{author}"
    assert "{" in template or fill_template(template, story, "x") == template


@given(
    st.sampled_from(["https://n.example/a", "https://n.example/?p=5#top", "https://n.example/?utm_source=own&x"]), texts
)
def test_campaign_names_keep_the_address(link: str, name: str) -> None:
    named = add_campaign(link, "mastodon", "social", name.encode("utf-8", "ignore").decode())
    before, after = urlsplit(link), urlsplit(named)
    assert (after.scheme, after.netloc, after.path, after.fragment) == (
        before.scheme,
        before.netloc,
        before.path,
        before.fragment,
    )
    assert parse_qs(after.query)["utm_medium"] == ["social"]
    assert parse_qs(after.query)["utm_source"] == (["own"] if "utm_source" in link else ["mastodon"])
    assert add_campaign(named, "mastodon", "social", "x").count("utm_source") == 1


def test_plain_text_has_no_tags_and_no_entities() -> None:
    markup = "<!-- wp:p --><p>It&#8217;s <b>Bob</b> &amp; Eve</p><p>[gallery id=1]Next<br>line</p><script>x()</script>"
    assert plain_text(markup) == "It’s Bob & Eve Next line"


@given(
    st.dictionaries(
        st.sampled_from(sorted(format_json(MessageFormat()))), st.none() | st.booleans() | st.integers() | texts
    )
)
def test_a_stored_format_of_any_kind_is_read(values: dict[str, Any]) -> None:
    chosen = read_format(values)
    wrong = find_faults(values)
    for name, value in values.items():
        assert (getattr(chosen, name) == value) or name in wrong
    assert all(getattr(chosen, name) in choices for name, choices in CHOICES.items())
    assert write_message(STORY, chosen, "webhook").text is not None
