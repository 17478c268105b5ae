"""What plugins are told of a page that they add to."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.options import site
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.addresses.resolve import Target
from wirepress.content.posts.models import Post
from wirepress.core.contract.pages.page_facts import PageFacts, PageSubject
from wirepress.core.contract.pages.site import PageKind
from wirepress.web.site.present.head import Head
from wirepress.web.site.present.story import Story

_SUBJECTS: dict[str, PageSubject] = {"posts": "front", "redirect": "missing", "post": "story"}


def of_front(head: Head, stories: Sequence[Post], last: int) -> PageFacts:
    """The front page."""
    home = site.home("/")
    after = permalinks.archive_page_link(home, 2) if last > 1 else ""
    return PageFacts(
        "front",
        last=last,
        description=head.description,
        canonical=head.canonical,
        first=home,
        after=after,
        stories=stories,
    )


def of_story(head: Head, post: Post, shown: Story) -> PageFacts:
    """A story, a page, or what a plugin publishes."""
    last = max(len(shown.parts), 1)
    return PageFacts(
        "story",
        post=post,
        number=shown.part,
        last=last,
        title=shown.title,
        title_html=shown.title_html,
        description=head.description,
        canonical=permalinks.part_link(post, shown.part),
        original=head.original,
        first=permalinks.post_link(post),
        before=permalinks.part_link(post, shown.part - 1) if shown.part > 1 else "",
        after=permalinks.part_link(post, shown.part + 1) if shown.part < last else "",
        picture=head.picture,
        noindex=head.noindex,
        closed=shown.protected,
        html=shown.rendered,
    )


def of_listing(head: Head, target: Target, first: str, stories: Sequence[Post], total: int, last: int) -> PageFacts:
    """A list of stories. `first`: the address of its first page."""
    number = target.page
    return PageFacts(
        _SUBJECTS.get(target.kind) or target.kind,  # type: ignore[arg-type]
        term=target.term,
        person=target.user,
        post_type=target.post_type.name if target.post_type else "",
        date=tuple(part for part in target.date if part),
        words=target.words.strip(),
        number=number,
        last=last,
        title=head.title,
        description=head.description,
        canonical=head.canonical,
        first=first,
        before=permalinks.archive_page_link(first, number - 1) if number > 1 else "",
        after=permalinks.archive_page_link(first, number + 1) if number < last else "",
        noindex=head.noindex,
        stories=stories,
        total=total,
    )


def of_message(head: Head, kind: PageKind) -> PageFacts:
    """A page that only says something: nothing is here, a comment was not taken."""
    return PageFacts("missing" if kind == "missing" else "refused", title=head.title, noindex=True)
