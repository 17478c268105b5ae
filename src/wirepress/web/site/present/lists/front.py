"""What the front page shows: the lead, what is next to it, what is new, each section's own, blocks of features."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest
from django.utils.safestring import SafeString

from wirepress.content.posts.listing import filters, queries
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.statuses import effective_status
from wirepress.core.markup.context import RenderContext
from wirepress.web.site.present.cards import Card, cards
from wirepress.web.site.present.lists.front_blocks import front_blocks, show_blocks
from wirepress.web.site.present.sections import Section, Sections

LATEST: Final = 16  # stories read for the top
LINES: Final = 7
SECTIONS: Final = 8
OF_SECTION: Final = 5


@dataclass(slots=True)
class Block:
    """A section with its newest stories: the first with its picture, the others as lines."""

    section: Section
    cards: list[Card]
    wide: bool = False


@dataclass(slots=True)
class Front:
    """The front page."""

    lead: Card | None = None
    second: list[Card] = field(default_factory=list)
    latest: list[Card] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    added: dict[str, SafeString] = field(default_factory=dict)  # of features, by place
    total: int = 0  # stories in the list of the newest, on all its pages
    stories: list[Post] = field(default_factory=list)  # whatever is shown


def read(request: HttpRequest, ctx: RenderContext, line: Sections) -> Front:
    """The front page in a fixed number of queries: ids of each part, then all rows at once."""
    due = filters.due_ids()
    newest = queries.find_posts(PostQuery(per_page=LATEST, ignore_sticky=False))
    latest = newest.ids
    of_section = {section.id: _of_section(section, line, due) for section in line.top[:SECTIONS]}
    added = front_blocks(request)
    of_features = [number for block in added for number in block.post_ids]
    wanted = dict.fromkeys([*latest, *(number for ids in of_section.values() for number in ids), *of_features])
    posts = {
        post.pk: post
        for post in queries.load_posts(list(wanted))
        if not post.password and post.type == "post" and effective_status(post) == "publish"
    }
    shown = {card.id: card for card in cards(list(posts.values()), titles(list(posts.values()), ctx), line)}
    front = _top([shown[number] for number in latest if number in shown])
    used = {card.id for card in [front.lead, *front.second, *front.latest] if card}
    front.blocks = _blocks(line.top[:SECTIONS], of_section, shown, used)
    front.added = show_blocks(added, shown)
    front.total, front.stories = newest.total, [posts[number] for number in latest if number in posts]
    return front


def titles(posts: list[Post], ctx: RenderContext) -> dict[int, str]:
    """Rendered titles by post id."""
    return {post.pk: render.render_title(post, ctx) for post in posts}


def _of_section(section: Section, line: Sections, due: list[int]) -> list[int]:
    below = [term for term, root in line.roots.items() if root == section.id]
    rows = Post.objects.filter(filters.published_rows(due), filters.marked_with("category", below), type="post")
    return list(rows.order_by("-date", "-id").values_list("id", flat=True)[: OF_SECTION + LATEST])


def _top(newest: list[Card]) -> Front:
    """The lead is the first story with a large picture among those on top or newest; two with pictures stand beside it."""
    if not newest:
        return Front()
    sticky = [card for card in newest if card.sticky]
    lead = next((card for card in [*sticky, *newest[:6]] if card.large), newest[0])
    rest = [card for card in newest if card is not lead]
    second = [card for card in rest if card.large][:2] or rest[:2]
    fresh = [card for card in rest if card not in second and not card.sticky]
    return Front(lead, second, fresh[:LINES])


def _blocks(line: list[Section], ids: dict[int, list[int]], shown: dict[int, Card], used: set[int]) -> list[Block]:
    blocks = []
    for section in line:
        own = [number for number in ids[section.id] if number in shown and number not in used][:OF_SECTION]
        if len(own) < 2:
            continue
        used.update(own)
        chosen = [shown[number] for number in own]
        first = next((card for card in chosen if card.large), chosen[0])
        blocks.append(Block(section, [first, *(card for card in chosen if card is not first)]))
    if len(blocks) % 2:  # an odd one takes the whole width, with four stories side by side
        blocks[-1].wide = True
        blocks[-1].cards = blocks[-1].cards[:4]
    return blocks
