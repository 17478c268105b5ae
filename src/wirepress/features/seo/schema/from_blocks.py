"""Nodes that a story's blocks stand for: questions and answers, steps, videos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, cast

from wirepress.content.posts.models import Post
from wirepress.core.markup.blocks.model import Block
from wirepress.core.markup.blocks.parse import parse_blocks
from wirepress.core.markup.html.video_players import find_film
from wirepress.features.seo.head import texts
from wirepress.features.seo.schema.json_ld import Node, language, local_moment, node, ref
from wirepress.features.seo.schema.page_ids import Graph
from wirepress.features.seo.schema.web_page import story_picture

_QUESTIONS: Final = frozenset(("yoast/faq-block", "rank-math/faq-block", "aioseo/faq"))
_STEPS: Final = frozenset(("yoast/how-to-block", "rank-math/howto-block"))
_VIDEOS: Final = frozenset(("core/video", "core/embed"))
_TOLD_BY: Final = ("faq", "how-to-block", "howto-block", "wp:video", "wp:embed")
_HEADING: Final = re.compile(r"<(h[1-6]|strong|summary)\b[^>]*>(.*?)</\1>", re.S | re.I)
_SRC: Final = re.compile(r"<video\b[^>]*\bsrc=\"([^\"]+)\"", re.I)
_CAPTION: Final = re.compile(r"<figcaption\b[^>]*>(.*?)</figcaption>", re.S | re.I)
_BLOCKS_MAX: Final = 400_000  # characters of a story whose blocks are looked through


def nodes_of_blocks(graph: Graph) -> list[Node]:
    """Return what a story's blocks stand for. A story without such a block is not looked through."""
    post = cast(Post, graph.page.post)
    if len(post.content) > _BLOCKS_MAX or not any(word in post.content for word in _TOLD_BY):
        return []
    blocks = list(_walk(parse_blocks(post.content)))
    found = list(_videos(blocks, graph, post))
    if graph.settings.faq_and_how_to:
        questions = [pair for block in blocks if block.name in _QUESTIONS for pair in _pairs(block)]
        if questions:
            found.append(_faq(questions, graph))
        found += [made for block in blocks if block.name in _STEPS and (made := _how_to(block, graph)) is not None]
    return found


def _walk(blocks: list[Block], depth: int = 0) -> Iterator[Block]:
    for block in blocks:
        yield block
        if depth < 30:
            yield from _walk(block.inner, depth + 1)


def _pairs(block: Block) -> Iterator[tuple[str, str]]:
    """Question and answer: Yoast and Rank Math keep them in the block's attributes, AIOSEO in its HTML."""
    listed = block.values.get("questions")
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and item.get("visible") is not False:
            question = item.get("jsonQuestion") or item.get("title") or item.get("question")
            answer = item.get("jsonAnswer") or item.get("content") or item.get("answer")
            if pair := _pair(question, answer):
                yield pair
    if not isinstance(listed, list):
        question = block.values.get("question")
        found = _HEADING.search(block.html)
        answer = block.html[found.end() :] if found else block.html
        answer += "".join(child.html for child in block.inner)
        if pair := _pair(question or (found[2] if found else ""), answer):
            yield pair


def _pair(question: Any, answer: Any) -> tuple[str, str] | None:
    asked, told = texts.plain(_words(question)), texts.plain(_words(answer))
    return (asked, told) if asked and told else None


def _words(value: Any) -> str:
    """A text, or React's way to write one: a list of texts and of maps with children."""
    if isinstance(value, list):
        return "".join(_words(one) for one in value)
    if isinstance(value, dict):
        return _words((value.get("props") or {}).get("children", "")) if isinstance(value.get("props"), dict) else ""
    return value if isinstance(value, str) else ""


def _faq(pairs: list[tuple[str, str]], graph: Graph) -> Node:
    questions = [
        {"@type": "Question", "name": asked, "acceptedAnswer": {"@type": "Answer", "text": told}}
        for asked, told in pairs
    ]
    return node(
        "FAQPage", f"{graph.url}#faq", mainEntity=questions, inLanguage=language(), isPartOf=ref(graph.web_page)
    )


def _how_to(block: Block, graph: Graph) -> Node | None:
    values = block.values
    steps = []
    for item in values.get("steps") or ():
        if not isinstance(item, dict):
            continue
        name = texts.plain(_words(item.get("jsonName") or item.get("title") or item.get("name")))
        text = texts.plain(_words(item.get("jsonText") or item.get("content") or item.get("text")))
        if name or text:
            steps.append(node("HowToStep", name=name, text=text or name))
    if not steps:
        return None
    about = texts.plain(_words(values.get("jsonDescription") or values.get("description")))
    return node(
        "HowTo",
        f"{graph.url}#howto",
        name=texts.plain(graph.headline),
        description=about,
        step=steps,
        totalTime=_duration(values),
        inLanguage=language(),
        mainEntityOfPage=ref(graph.web_page),
    )


def _duration(values: dict[str, Any]) -> str:
    if not values.get("hasDuration"):
        return ""
    days, hours, minutes = (_number(values.get(name)) for name in ("days", "hours", "minutes"))
    return f"P{days}DT{hours}H{minutes}M" if days or hours or minutes else ""


def _number(value: Any) -> int:
    try:
        return max(int(value), 0)
    except (TypeError, ValueError):
        return 0


def _videos(blocks: list[Block], graph: Graph, post: Post) -> Iterator[Node]:
    number = 0
    for block in blocks:
        if block.name not in _VIDEOS:
            continue
        facts = (
            _video_file(block) if block.name == "core/video" else _video_elsewhere(str(block.values.get("url") or ""))
        )
        if not facts:
            continue
        number += 1
        caption = _CAPTION.search(block.html)
        title = texts.plain(graph.headline)
        words = texts.plain(caption[1]) if caption else title
        picture = story_picture(graph)
        thumbnail = facts.pop("thumbnailUrl", "") or (picture.url if picture else "")
        if thumbnail:  # search engines take no video without one
            yield node(
                "VideoObject",
                f"{graph.url}#video{number}",
                name=words,
                description=graph.meta.description or words,
                thumbnailUrl=thumbnail,
                uploadDate=local_moment(post.date),
                inLanguage=language(),
                isPartOf=ref(graph.article or graph.web_page),
                **facts,
            )


def _video_file(block: Block) -> dict[str, str]:
    found = _SRC.search(block.html)
    if not found:
        return {}
    poster = re.search(r"\bposter=\"([^\"]+)\"", block.html)
    return {"contentUrl": found[1], **({"thumbnailUrl": poster[1]} if poster else {})}


def _video_elsewhere(address: str) -> dict[str, str]:
    film = find_film(address)
    if film is None:
        return {}
    return {"embedUrl": film.player, **({"thumbnailUrl": film.picture} if film.picture else {})}
