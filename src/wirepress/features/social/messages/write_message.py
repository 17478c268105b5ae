"""From a story, a format and what a person wished to a message: pure, the same for a preview and for sending."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wirepress.features.social.messages.campaign_links import add_campaign
from wirepress.features.social.messages.fill_template import cut_text, field_text, fill_template
from wirepress.features.social.messages.hashtags import choose_hashtags
from wirepress.features.social.messages.message_format import MessageFormat
from wirepress.features.social.messages.story_facts import StoryFacts

MESSAGES: Final = "rop_custom_messages_group"
IMAGES: Final = "rop_custom_images_group"


@dataclass(frozen=True, slots=True)
class WrittenMessage:
    """What is to be said, before the network's own limits. `picture`: number of a picture of the library, 0 for none; `comment`: the
    first comment, "" for none."""

    text: str
    link: str
    tags: Sequence[str] = ()
    picture: int = 0
    comment: str = ""


def write_message(
    story: StoryFacts,
    chosen: MessageFormat,
    service: str,
    *,
    wish: str = "",
    picture: int = 0,
    turn: int = 0,
    seed: str = "",
) -> WrittenMessage:
    """Return the message. `wish`: a person's own words, which go before everything; `picture`: a person's choice, -1 for none;
    `turn`: how often the account has shared the story; `seed`: what chance is made of."""
    link = _link(story, chosen, service)
    own_text, own_picture = choose_variation(story, chosen, turn, seed)
    tags = choose_hashtags(chosen, story, seed)
    if wish or own_text:
        text = fill_template(wish or own_text, story, link)
    else:
        text = _with_custom_text(chosen, cut_text(_content(story, chosen, link), chosen.max_length), story, link)
    if tags and not wish:
        text = f"{text}\n\n{' '.join('#' + tag for tag in tags)}" if text else " ".join("#" + tag for tag in tags)
    comment = ""
    if chosen.link_in_comment and link:
        comment = f"{fill_template(chosen.comment_text, story, link)} {link}".strip()
    number = picture or own_picture or (story.picture.number if chosen.picture and story.picture else 0)
    return WrittenMessage(text.strip(), "" if comment else link, tags, max(number, 0), comment)


def choose_variation(story: StoryFacts, chosen: MessageFormat, turn: int, seed: str) -> tuple[str, int]:
    """Return the story's own message and picture whose turn it is; "" and 0 where it has none."""
    texts = [text for one in _items(story.meta.get(MESSAGES)) if (text := _text(one, "rop_custom_description"))]
    pictures = [number for one in _items(story.meta.get(IMAGES)) if (number := _number(one, "rop_custom_image"))]
    if chosen.variations == "random":
        dice = random.Random(f"{seed} variation")
        return (dice.choice(texts) if texts else "", dice.choice(pictures) if pictures else 0)
    return (
        texts[turn % len(texts)] if texts else "",
        pictures[turn % len(pictures)] if pictures else 0,
    )


def _content(story: StoryFacts, chosen: MessageFormat, link: str) -> str:
    match chosen.content:
        case "title_excerpt":
            return f"{story.title}\n\n{story.excerpt}".strip()
        case "excerpt":
            return story.excerpt or story.title
        case "content":
            return story.content or story.title
        case "field":
            return field_text(story, chosen.field) or story.title
        case "template":
            return fill_template(chosen.template, story, link)
    return story.title or story.excerpt


def _with_custom_text(chosen: MessageFormat, text: str, story: StoryFacts, link: str) -> str:
    own = fill_template(chosen.custom_text, story, link).strip()
    if not own:
        return text
    return f"{own} {text}" if chosen.custom_place == "beginning" else f"{text} {own}"


def _link(story: StoryFacts, chosen: MessageFormat, service: str) -> str:
    if not chosen.include_link:
        return ""
    own = field_text(story, chosen.link_field) if chosen.link_field else ""
    link = own if own.startswith(("https://", "http://")) else story.link
    return add_campaign(link, service, chosen.utm_medium, chosen.utm_campaign) if chosen.utm else link


def _items(value: Any) -> Sequence[Any]:
    return list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else []


def _text(item: Any, name: str) -> str:
    value = item.get(name) if isinstance(item, Mapping) else None
    return value.strip() if isinstance(value, str) else ""


def _number(item: Any, name: str) -> int:
    value = item.get(name) if isinstance(item, Mapping) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
