"""Fills an empty site with the demo newspaper: people, sections, stories over a year, pictures, comments, and what features add."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from wirepress.content.comments.models import Comment
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import Term
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.core.contract.sample_data import DemoContext
from wirepress.transfer.demo.background import BACKGROUND, LISTS
from wirepress.transfer.demo.people import ANSWERS, EDITORS, READERS, REMARKS
from wirepress.transfer.demo.pictures import draw
from wirepress.transfer.demo.stories import SECTIONS, STORIES, Story

DONE: Final = "wirepress_demo"  # option: the demo was filled
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Newsroom:
    """What the stories need while they are filed."""

    people: dict[str, User]
    sections: dict[str, Term]
    now: datetime
    dice: random.Random = field(default_factory=lambda: random.Random(1887))
    tags: dict[str, Term] = field(default_factory=dict)
    pictures: list[Post] = field(default_factory=list)
    stories: list[Post] = field(default_factory=list)


def is_filled() -> bool:
    """Whether this site has been filled already."""
    return bool(store.get(DONE, False))


def fill(progress: Progress, password: str) -> None:
    """Write everything or, when it is stopped, nothing; `progress` hears what is being done, how much of it, of how much.

    `password` is the editor's; the others have passwords that nobody knows.
    """
    with transaction.atomic():
        room = Newsroom(_people(password), _sections(), site.now_gmt())
        for number, story in enumerate(STORIES):
            progress("Filing stories", number, len(STORIES))
            _file(room, number, story)
        _pages(room, room.people["editor"])
        _scheduled(room)
        extensions().collect("fill_demo", context=DemoContext([post.pk for post in room.stories], room.now))
        store.put(DONE, True)
    progress("Filing stories", len(STORIES), len(STORIES))


def _people(password: str) -> dict[str, User]:
    found = {}
    for login, name, role, about in EDITORS:
        found[login] = create_user(
            login=login,
            email=f"{login.replace('.', '-')}@marrowbay.example",
            password=password if login == "editor" else secrets.token_urlsafe(24),
            role=role,
            display_name=name,
            description=about,
        )
    return found


def _sections() -> dict[str, Term]:
    return {name: create_term("category", name, description=about) for name, about in SECTIONS.items()}


def _byline(room: Newsroom, number: int, section: str) -> User:
    fixed = {"Harbour": "s.ould", "Politics": "p.lind", "Science": "a.bay", "Culture": "t.rook", "Sport": "t.rook"}
    return room.people[fixed.get(section, ("j.harke", "editor")[number % 2])]


def _file(room: Newsroom, number: int, story: Story) -> None:
    author = _byline(room, number, story.section)
    # Spread over a year, the newest a few hours old; the order of the list is not the order of the year.
    place = (number * 17) % len(STORIES)
    date = room.now - timedelta(hours=3 + place * 199, minutes=(number * 23) % 60)
    picture = upload_media(
        draw(number + 1, story.section),
        f"{story.section.lower()}-{number + 1:02}.jpg",
        author=author,
        title=f"{story.section}: {story.headline}",
        alt=f"Drawing: {story.section.lower()} of Marrow Bay",
        caption="Drawing: Marrow Bay Courier",
        date_gmt=date,
    )
    post = create_post(
        {
            "title": story.headline,
            "content": _body(room, number, story),
            "excerpt": story.lead,
            "status": "publish",
            "date_gmt": date,
            "author": author.id,
            "featured_media": picture.id,
            "categories": [room.sections[story.section].id],
            "tags": [_tag(room, name).id for name in story.tags],
            "sticky": number == 0,
        },
        actor=author,
    )
    room.pictures.append(picture)
    _comments(room, post, date)
    room.stories.append(post)


def _tag(room: Newsroom, name: str) -> Term:
    if name not in room.tags:
        room.tags[name] = create_term("post_tag", name)
    return room.tags[name]


def _paragraph(text: str) -> str:
    return f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"


def _heading(text: str) -> str:
    return f'<!-- wp:heading -->\n<h2 class="wp-block-heading">{text}</h2>\n<!-- /wp:heading -->'


def _quote(story: Story) -> str:
    return (
        '<!-- wp:quote -->\n<blockquote class="wp-block-quote">'
        + _paragraph(f"“{story.quote}”")
        + f"<cite>{story.speaker}</cite></blockquote>\n<!-- /wp:quote -->"
    )


def _list(lines: tuple[str, ...]) -> str:
    items = "\n\n".join(f"<!-- wp:list-item -->\n<li>{line}</li>\n<!-- /wp:list-item -->" for line in lines)
    return f'<!-- wp:list -->\n<ul class="wp-block-list">{items}</ul>\n<!-- /wp:list -->'


def _picture_block(picture: Post) -> str:
    source = site.uploads_url(picture.media_file.path)
    return (
        f'<!-- wp:image {{"id":{picture.id},"sizeSlug":"large","linkDestination":"none"}} -->\n'
        f'<figure class="wp-block-image size-large"><img src="{source}" alt="{picture.media_file.alt}" '
        f'class="wp-image-{picture.id}"/><figcaption class="wp-element-caption">Drawing: Marrow Bay Courier</figcaption></figure>\n'
        "<!-- /wp:image -->"
    )


def _body(room: Newsroom, number: int, story: Story) -> str:
    """The story in blocks, as the editor writes them: short notes, reports, and now and then a long read with a picture."""
    background = list(BACKGROUND[story.section])
    room.dice.shuffle(background)
    length = (1, 2, 3, 4)[number % 4]
    blocks = [_paragraph(story.facts), _paragraph(background[0]), _quote(story)]
    if length > 1:
        blocks += [_heading("How it came about"), *map(_paragraph, background[1:length])]
    if length == 4 and room.pictures:
        blocks.insert(-1, _picture_block(room.dice.choice(room.pictures)))
    blocks += [_heading("What comes next"), _paragraph(story.next)]
    if length > 2:
        blocks += [_list(LISTS[story.section])]
    return "\n\n".join(blocks)


def _comments(room: Newsroom, post: Post, date: datetime) -> None:
    from wirepress.content.comments.actions.create import count_comments

    rows: list[Comment] = []
    for place in range(room.dice.choice((0, 0, 1, 2, 3))):
        when = min(date + timedelta(hours=2 + place * 5, minutes=room.dice.randint(0, 59)), room.now)
        rows.append(
            Comment(
                post_id=post.id,
                author_name=room.dice.choice(READERS),
                author_email=f"reader{place}@marrowbay.example",
                date=site.to_local(when),
                date_gmt=when,
                content=room.dice.choice(REMARKS),
                approved="1",
                type="comment",
            )
        )
    for row in rows:
        row.save()
    if rows and room.dice.random() < 0.5:
        when = min((rows[0].date_gmt or date) + timedelta(hours=1), room.now)
        editor = room.people["editor"]
        Comment.objects.create(
            post_id=post.id,
            parent_id=rows[0].id,
            user_id=editor.id,
            author_name=editor.display_name,
            author_email=editor.email,
            date=site.to_local(when),
            date_gmt=when,
            content=room.dice.choice(ANSWERS),
            approved="1",
            type="comment",
        )
    count_comments([post.id])


def _pages(room: Newsroom, chief: User) -> None:
    about = "\n\n".join(
        [
            _paragraph("The Marrow Bay Courier is an invented newspaper in an invented town. It comes with Wirepress."),
            _paragraph(
                "Everything you see was written and drawn by the demo. Change it, break it, delete it: `make demo` elsewhere makes another."
            ),
        ]
    )
    date = room.now - timedelta(days=365)
    texts = {
        "About us": about,
        "Contact": _paragraph(
            "The newsroom sits above the fish market. Ring twice, or write to newsroom@marrow-bay.example."
        ),
        "Imprint": _paragraph(
            "The Marrow Bay Courier, Old Fish Market, Marrow Bay. Answerable for what stands here: the editor."
        ),
        "Privacy": _paragraph("This paper keeps no names of its readers. A click is counted, not who gave it."),
    }
    for place, (title, text) in enumerate(texts.items()):
        page = create_post(
            {"title": title, "content": text, "status": "publish", "date_gmt": date, "menu_order": place},
            actor=chief,
            post_type="page",
        )
    store.put("wp_page_for_privacy_policy", page.id)


def _scheduled(room: Newsroom) -> None:
    author = room.people["t.rook"]
    create_post(
        {
            "title": "Courier invites readers to its open newsroom",
            "status": "future",
            "date_gmt": room.now + timedelta(days=2),
            "content": _paragraph("On Saturday anybody may watch how a paper is made. There will be soup."),
            "author": author.id,
            "categories": [room.sections["Culture"].id],
        },
        actor=room.people["editor"],
    )
    create_post(
        {
            "title": "Notes from the lock",
            "status": "draft",
            "content": _paragraph("To be written."),
            "author": author.id,
        },
        actor=author,
    )
