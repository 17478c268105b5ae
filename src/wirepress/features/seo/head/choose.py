"""What a page says of itself: the site's templates, the page's own words before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import quote, urljoin

from django.http import HttpRequest

from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.hooks import PageFacts
from wirepress.features.seo.head import pictures, texts
from wirepress.features.seo.head.robots import directives
from wirepress.features.seo.head.smart_tags import Scope, post_title, replace_tags
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import EMPTY, Overrides
from wirepress.features.seo.page_kind import description_template, kind_of, title_template
from wirepress.features.seo.settings import store
from wirepress.features.seo.settings.head import HeadSettings

_KEPT: Final = "seo.meta"
# Names of queries that choose a page, in the order in which WordPress lists them.
_QUERY_NAMES: Final = (
    "m p cat s page paged author year monthnum day name pagename page_id attachment_id tag author_name post_type post_format"
).split()


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What the head, the structured data and previews say of a page. Texts are plain, "" says nothing."""

    title: str
    description: str
    robots: list[str]
    canonical: str
    address: str  # of the page for machines: the canonical one of this site, of searches and of what is missing too
    before: str
    after: str
    og_title: str
    og_description: str
    og_type: str
    og_url: str
    og_image: pictures.SharedPicture | None
    twitter_title: str
    twitter_description: str
    twitter_card: str
    twitter_image: pictures.SharedPicture | None
    scope: Scope

    @property
    def settings(self) -> HeadSettings:
        """The site's settings."""
        return self.scope.settings

    @property
    def own(self) -> Overrides:
        """What the page's item says otherwise."""
        return self.scope.own


def meta_of_page(request: HttpRequest, page: PageFacts) -> PageMeta:
    """Return what a page says of itself; worked out once for a page."""
    found: PageMeta | None = page.extras.get(_KEPT)
    if found is None:
        found = page.extras[_KEPT] = choose(page, store.read(HeadSettings), own_of(page), _query_of(request))
    return found


def own_of(page: PageFacts) -> Overrides:
    """Return the overrides of a page's item: of a story and a person without a query."""
    if page.subject == "story" and page.post is not None:
        return overrides.of_post(cast(Post, page.post))
    if page.subject == "term" and page.term is not None:
        return overrides.of_term(cast(Term, page.term))
    if page.subject == "author" and page.person is not None:
        return overrides.of_user(cast(User, page.person))
    return EMPTY


def choose(page: PageFacts, settings: HeadSettings, own: Overrides, query: str = "") -> PageMeta:
    """Return what a page says of itself with these settings. `query`: what its address asked for, where it has no canonical one."""
    scope = Scope(page, settings, own)
    title = _title(own.title or title_template(page, settings.titles), scope)
    description = _description(own.description or description_template(page, settings.descriptions), scope)
    address = _address(page, settings, query)
    front = page.subject == "front"
    og_title = _plain(own.og_title or (settings.front_title if front else ""), scope) or _shared_title(title, scope)
    og_description = _plain(own.og_description or (settings.front_description if front else ""), scope) or description
    picture = _picture(page, settings, own)
    as_og = own.twitter_as_og is True
    card = own.twitter_card or (settings.twitter_front_card if front else settings.twitter_card)
    image = picture if as_og or not own.twitter_image_source else _twitter_picture(page, settings, own)
    canonical = (
        urljoin(site.home("/"), own.canonical.strip()) if own.canonical.strip() else _canonical(page, settings, address)
    )
    return PageMeta(
        title=title,
        description=description,
        robots=directives(page, settings, own),
        canonical=canonical,
        address=address,
        before=page.before,
        after=page.after,
        og_title=og_title,
        og_description=og_description,
        og_type=own.og_type
        or settings.og_types.get(kind_of(page))
        or ("article" if page.subject == "story" else "website"),
        og_url=(own.canonical.strip() and canonical) or address,
        og_image=picture,
        twitter_title=og_title if as_og else _plain(own.twitter_title, scope) or og_title,
        twitter_description=og_description if as_og else _plain(own.twitter_description, scope) or og_description,
        twitter_card=card if image is not None or settings.like_aioseo else "summary",
        twitter_image=image,
        scope=scope,
    )


def _shared_title(title: str, scope: Scope) -> str:
    """Cards name the site beside the title: a story's own title is enough. AIOSEO repeats the whole one."""
    if scope.settings.like_aioseo or scope.page.subject != "story" or scope.own.title:
        return title
    return post_title(scope) or title


def _title(template: str, scope: Scope) -> str:
    page, settings = scope.page, scope.settings
    if page.number > 1 and template:
        template = _with_number(template, settings)
    return _plain(template, scope)


def _with_number(template: str, settings: HeadSettings) -> str:
    """A template with the page's number: behind the first part, as WordPress has it, or at the end, as AIOSEO has."""
    first, separator, rest = template.partition(" #separator_sa ")
    if settings.like_aioseo or not separator:
        return f"{template} {settings.page_format}"
    return f"{first} {settings.page_format}{separator}{rest}"


def _description(template: str, scope: Scope) -> str:
    """AIOSEO puts the number of a page behind any description, even where there is none."""
    if scope.page.number > 1 and scope.settings.like_aioseo and template and not _is_closed(scope):
        template = f"{template} {scope.settings.page_format}"
    return "" if _is_closed(scope) else _plain(template, scope)


def _is_closed(scope: Scope) -> bool:
    return scope.post is not None and bool(scope.post.password)


def _plain(template: str, scope: Scope) -> str:
    if not template:
        return ""
    text = texts.squeeze(replace_tags(template, scope))
    return text if scope.settings.like_aioseo else texts.tidy(text, scope.settings.separator)


def _picture(page: PageFacts, settings: HeadSettings, own: Overrides) -> pictures.SharedPicture | None:
    if own.og_image_source or own.og_image:
        return pictures.choose(page, own.og_image_source or "custom", own.og_image, settings.default_image)
    if page.subject == "front" and settings.front_image:
        return pictures.by_setting(settings.front_image)
    found = pictures.choose(page, settings.image_source, "", settings.default_image)
    if found is None and not settings.like_aioseo and page.subject not in ("missing", "refused"):
        return pictures.logo(page, "")
    return found


def _twitter_picture(page: PageFacts, settings: HeadSettings, own: Overrides) -> pictures.SharedPicture | None:
    return pictures.choose(page, own.twitter_image_source, own.twitter_image, settings.default_image)


def _canonical(page: PageFacts, settings: HeadSettings, address: str) -> str:
    if page.subject in ("search", "missing", "refused"):
        return ""
    if settings.like_aioseo and page.subject == "term" and page.number > 1 and "?" in page.first:
        return f"{page.first}/page/{page.number}"  # what the plugin makes of a plain address
    return page.original or address


def _address(page: PageFacts, settings: HeadSettings, query: str) -> str:
    """The address of a page for machines. AIOSEO's: the front page without its slash, further pages of lists with all that chooses them."""
    if page.subject in ("search", "missing", "refused"):
        return query or page.first
    if settings.like_aioseo and page.subject != "story":
        if page.subject == "front" and page.number == 1:
            return site.home()
        if page.number > 1 and not site.pretty():
            return query
    return page.canonical


def _query_of(request: HttpRequest) -> str:
    """The address as it was asked for, with what chooses the page alone."""
    query = "&".join(
        f"{name}={quote(_slashed(request.GET[name]), safe='')}" for name in _QUERY_NAMES if request.GET.get(name)
    )
    path = quote(request.path_info, safe="/%")
    return site.home(path if path != "/" else "/") + (f"?{query}" if query else "")


def _slashed(text: str) -> str:
    """PHP's addslashes, through which WordPress puts every parameter."""
    return text.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"')
