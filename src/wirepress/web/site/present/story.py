"""A story's page from its row: text, picture, people, terms, neighbours."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from wirepress.content.options.links import local
from wirepress.content.posts.addresses.permalinks import part_link, post_link, term_link
from wirepress.content.posts.listing import archives, queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.rows import author_of, post_format, terms_of
from wirepress.core.markup.context import RenderContext
from wirepress.web.site.present import pictures, words
from wirepress.web.site.present.cards import Card, Person, cards, person
from wirepress.web.site.present.lists.front import titles
from wirepress.web.site.present.looks.appearance import opinion_sections
from wirepress.web.site.present.people import bio, portrait
from wirepress.web.site.present.pictures import Picture
from wirepress.web.site.present.sections import Section, Sections
from wirepress.web.site.present.story_kind import StoryKind, choose_kind
from wirepress.web.site.story_html.prepare import PreparedStory, prepare
from wirepress.web.site.story_html.styles import StyleSheet

RELATED: Final = 4
MORE: Final = 5  # headlines of the section beside the text
_PARTS: Final = re.compile(r"\n*<!--nextpage-->\n*")
_NO_TEXT: Final = re.compile(r"<(figure|figcaption|script|style)\b.*?</\1\s*>", re.S | re.I)


@dataclass(slots=True)
class Story:
    """What the template of a story shows."""

    id: int
    title: str
    url: str
    html: SafeString
    standfirst: str
    sections: list[Section]
    author: Person | None
    bio: str
    iso: str
    date: str
    time: str
    modified_iso: str
    updated: str  # "" unless it was changed on a later day
    picture: Picture | None
    caption: SafeString
    is_page: bool
    video: bool
    protected: bool
    tags: list[tuple[str, str]] = field(default_factory=list)
    parts: list[tuple[int, str]] = field(default_factory=list)
    part: int = 1
    before: tuple[str, str] | None = None
    after: tuple[str, str] | None = None
    related: list[Card] = field(default_factory=list)
    more: list[Card] = field(default_factory=list)  # the newest of its section, beside the text
    kind: StoryKind = "standard"  # its layout
    portrait: Picture | None = None  # of the author
    rendered: str = ""  # `html` before it was made ready for the page
    title_html: str = ""
    lead: Picture | None = None  # the featured picture, shown or not


def _parts(content: str) -> list[str]:
    """The pages of a story. The delimiters of the page break's block go: each page would hold half of one."""
    if "<!--nextpage-->" not in content:
        return [content]
    for delimiter in ("<!-- wp:nextpage -->", "<!-- /wp:nextpage -->"):
        content = content.replace(delimiter, "")
    return _PARTS.split(content)


def read(
    request: HttpRequest, post: Post, ctx: RenderContext, line: Sections, sheet: StyleSheet, *, part: int, given: bool
) -> Story:
    """The story. `given`: the reader may see behind its password."""
    closed = bool(post.password) and not given
    texts = _parts(post.content) if post.type in ("post", "page") else [post.content]
    part = min(max(part, 1), len(texts))
    author = author_of(post)
    sections = [line.of(term) for term in terms_of(post, "category")] if post.type == "post" else []
    around = _around(post, ctx, line, sections) if post.type == "post" else (None, None, [], [])
    lead = None if closed else _picture(post)
    picture = lead
    title = render.render_title(post, ctx)
    rendered = "" if closed else _html(post, texts[part - 1] if len(texts) > 1 else None, ctx)
    if picture and _already_in(picture, rendered):
        picture = None
    return Story(
        id=post.pk,
        title=words.plain(title) or "Untitled",
        title_html=title,
        lead=lead,
        url=local(post_link(post)),
        html=mark_safe(prepare(rendered, sheet, PreparedStory(post, local(part_link(post, part)), request))),
        standfirst="" if closed else _standfirst(post),
        sections=sections,
        author=person(author) if post.type == "post" else None,
        bio=words.plain(bio(author)),
        iso=words.iso(post.date_gmt),
        date=words.day_text(post.date),
        time=words.time_text(post.date),
        modified_iso=words.iso(post.modified_gmt),
        updated=_updated(post),
        picture=picture,
        caption=mark_safe(prepare(picture.caption, sheet) if picture and picture.caption else ""),
        is_page=post.type != "post",
        video=post_format(post) == "video",
        protected=closed,
        tags=[(words.plain(term.name), local(term_link(term))) for term in terms_of(post, "post_tag")],
        parts=[
            (number, "" if number == part else local(part_link(post, number))) for number in range(1, len(texts) + 1)
        ]
        if len(texts) > 1
        else [],
        part=part,
        before=around[0],
        after=around[1],
        related=around[2],
        more=around[3],
        kind=_kind(post, sections, lead, line),
        portrait=portrait(author) if post.type == "post" else None,
        rendered=rendered,
    )


def _html(post: Post, text: str | None, ctx: RenderContext) -> str:
    if text is None:
        return render.render_content(post, ctx)
    part = copy.copy(post)
    part.content = text
    return render.render_content(part, ctx)


def _picture(post: Post) -> Picture | None:
    return pictures.featured([post.featured_media]).get(post.featured_media)


def _already_in(picture: Picture, html: str) -> bool:
    """Whether the story's first picture is the featured one; it is not shown twice then."""
    name = picture.full.rpartition("/")[2]
    stem = re.sub(r"(-scaled)?\.[A-Za-z0-9]+$", "", name)
    return bool(stem) and stem in html[:6000]


def _standfirst(post: Post) -> str:
    """The excerpt a writer gave, as text; not one that only repeats how the story begins."""
    if not post.excerpt.strip() or post.type != "post":
        return ""
    text = words.plain(post.excerpt)
    start = words.plain(_NO_TEXT.sub(" ", post.content[: words.READ_MAX]))[:4000]
    opening = re.sub(r"\W+", "", text)[:60].lower()
    if not opening or opening in re.sub(r"\W+", "", start).lower():
        return ""
    return words.shorten(text, 60)


def _updated(post: Post) -> str:
    if post.modified is None or post.date is None or post.modified.date() <= post.date.date():
        return ""
    return words.day_text(post.modified)


def _kind(post: Post, sections: list[Section], lead: Picture | None, line: Sections) -> StoryKind:
    if post.type != "post":
        return "standard"
    words = len(post.content.split()) if not post.password else 0
    tops = {line.roots.get(section.id, section.id) for section in sections} | {section.id for section in sections}
    return choose_kind(post_format(post), words, lead.full_width if lead else 0, tops, opinion_sections())


def _around(
    post: Post, ctx: RenderContext, line: Sections, sections: list[Section]
) -> tuple[tuple[str, str] | None, tuple[str, str] | None, list[Card], list[Card]]:
    """The story before, the one after, those nearest in what they are about, the newest of its section."""
    found = [archives.find_adjacent_post(post, "previous"), archives.find_adjacent_post(post, "next")]
    near = archives.find_related_ids(post, RELATED)
    newest = archives.find_newest_ids_of_term(post, sections[0].id, MORE, exclude=near) if sections else []
    rows = queries.load_posts([*near, *newest])
    shown = {card.id: card for card in cards(rows, titles(rows, ctx), line)}
    links = [
        (words.plain(render.render_title(one, ctx)) or "Untitled", local(post_link(one))) if one else None
        for one in found
    ]
    more = [shown[number] for number in newest if number in shown]
    return links[0], links[1], [shown[number] for number in near if number in shown], more if len(more) > 1 else []
