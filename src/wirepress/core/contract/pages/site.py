"""What a plugin shows on the public site."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from wirepress.core.contract.content.post_facts import PostFacts

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

PageKind = Literal["front", "story", "page", "listing", "search", "missing", "refused"]
PAGE_KINDS: Final[tuple[PageKind, ...]] = (
    "front",
    "story",
    "page",
    "listing",
    "search",
    "missing",
    "refused",
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """HTML for a place of the public site, computed per page.

    A page is kept and shown to every reader until content changes. What a fragment reads that changes by itself it names with
    `core.cache.depends.on`; what is one reader's own with `depends.on_reader`. `byline`: beside the names and dates of a story;
    `author`: in the place of what the page itself says about the author; `after_list`: below the stories of a list. With
    `knows_page`, `render` is given what hooks of the head are told of the page (PageFacts) as well.
    """

    place: Literal["head", "byline", "before_story", "after_story", "author", "after_list", "footer"]
    render: Callable[..., str]  # (request, the page's post or None) or (request, the post or None, the page)
    order: int = 10
    knows_page: bool = False


@dataclass(frozen=True, slots=True)
class CardNote:
    """Short HTML in the line below a story of a list."""

    post_id: int
    html: str


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """A public address of the feature's own. `pattern` is a regular expression for the whole path without its first slash; named
    groups become arguments of `view`. `name` tells it apart from the feature's others.

    Addresses of Wirepress itself, and those at which a story, a page or a list is, go before. Cross-site request forgery is
    judged as Django does it: a view that takes POST without a token is marked `csrf_exempt`. An answer to GET is kept like a
    page until content changes, unless its Cache-Control says `no-store` or `private` (see also `core.cache.depends`).
    """

    pattern: str
    view: Callable[..., HttpResponseBase]  # (request, **named groups)
    name: str

    def __post_init__(self) -> None:
        if self.pattern.removeprefix("^").startswith("/"):
            raise ValueError(
                f"The pattern of '{self.name}' begins with a slash; paths are matched without their first one."
            )
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise ValueError(f"The pattern of '{self.name}' is no regular expression: {error}.") from None


@dataclass(frozen=True, slots=True)
class AnswerNote:
    """Answers of one kind that were given lately to GET and HEAD, by the server's cache or by a view: none of them was a page.

    `target`: path and query as they were asked for; `referrer` and `agent`: what the client said, cut to 500 characters.
    """

    status: int  # 3xx, 404, 410, 451
    target: str
    referrer: str
    agent: str
    count: int


@dataclass(frozen=True, slots=True)
class PageAsset:
    """A style sheet (.css) or script (.js) of the feature's static files, for the kinds of pages that need it.

    `loading` of a style sheet: `critical` stands in the head, before anything is painted; `deferred` at the end of the page. Of a
    script: `critical` runs before the page is shown; `deferred` when it has been read.
    """

    name: str  # as `{% static %}` names it
    pages: Sequence[PageKind] = PAGE_KINDS
    order: int = 10
    loading: Literal["critical", "deferred"] = "critical"
    wanted: Callable[[HttpRequest, PostFacts | None], bool] | None = None  # for this very page; None: always

    def __post_init__(self) -> None:
        if not self.name.endswith((".css", ".js")):
            raise ValueError(f"A page asset is a .css or a .js file, which '{self.name}' is not.")

    @property
    def is_style(self) -> bool:
        """Whether it is a style sheet."""
        return self.name.endswith(".css")
