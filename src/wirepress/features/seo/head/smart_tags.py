"""The words that templates hold: `#post_title`, `#site_title` ...: those of All in One SEO, and what each stands for on a page.

An unknown `#word` stays as it is. A tag ends before what is no letter, digit or `_`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from wirepress.content.options import site, store
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of, meta_value, terms_of
from wirepress.content.terms import rows as term_rows
from wirepress.content.terms.models import Term
from wirepress.content.terms.taxonomies import POST_FORMATS
from wirepress.content.users.models import User
from wirepress.content.users.rows import meta_of
from wirepress.core.hooks import PageFacts
from wirepress.core.markup.html.escape import esc_html
from wirepress.core.markup.text.texturize import texturize
from wirepress.core.php.dates.format import php_date
from wirepress.features.seo.head import texts
from wirepress.features.seo.overrides.values import Overrides
from wirepress.features.seo.settings.head import HeadSettings

_MONTH: Final = "F"
_TAG: Final = re.compile(r"#([a-z][a-z0-9_]*)(?:-([A-Za-z0-9_-]+))?(?![A-Za-z0-9_])")


@dataclass(frozen=True, slots=True)
class Scope:
    """What tags may look at: the page, the site's settings, what the page's item says of itself."""

    page: PageFacts
    settings: HeadSettings
    own: Overrides

    @property
    def post(self) -> Post | None:
        """The story of the page."""
        return cast("Post | None", self.page.post)

    @property
    def author(self) -> User | None:
        """Whose page it is, or who wrote the story."""
        if self.page.person is not None:
            return cast(User, self.page.person)
        return author_of(self.post) if self.post is not None else None

    @property
    def term(self) -> Term | None:
        """The term of the page, or the story's main one."""
        if self.page.term is not None:
            return cast(Term, self.page.term)
        return main_term(self.post, self.own) if self.post is not None else None


def main_term(post: Post, own: Overrides, taxonomy: str = "category") -> Term | None:
    """Return the story's main term: the one somebody chose, else the first."""
    terms = terms_of(post, taxonomy)
    chosen = own.primary.get(taxonomy)
    return next((term for term in terms if term.pk == chosen), terms[0] if terms else None)


def replace_tags(template: str, scope: Scope) -> str:
    """Return a template with its tags replaced. What a tag stands for is never read for tags again."""
    if "#" not in template:
        return template

    def value(found: re.Match[str]) -> str:
        name, argument = found[1], found[2] or ""
        if name in WITH_ARGUMENT and argument:
            made = WITH_ARGUMENT[name](scope, argument)
        elif name in TAGS:
            made = TAGS[name](scope) + (f"-{argument}" if argument else "")
        else:
            return found[0]
        # The plugin hands texts to PHP's preg_replace, to which two backslashes are one.
        return made.replace("\\\\", "\\") if scope.settings.like_aioseo else made

    return _TAG.sub(value, template)


def holds_tags(text: str) -> bool:
    """Return whether a text holds any tag that is known."""
    return any(found[1] in TAGS or found[1] in WITH_ARGUMENT for found in _TAG.finditer(text))


# The site


def _site_title(scope: Scope) -> str:
    return texts.decoded(str(store.get("blogname")))


def _tagline(scope: Scope) -> str:
    return texts.decoded(str(store.get("blogdescription")))


def _link(url: str, words: str) -> str:
    return f'<a href="{esc_html(url)}">{esc_html(words)}</a>' if url else words


# Stories


def post_title(scope: Scope) -> str:
    """The story's title as text."""
    page = scope.page
    if scope.post is None:
        return page.title
    title = texts.plain(page.title_html)
    return title_prefix(scope.post) + title if scope.settings.like_aioseo else title


def title_prefix(post: Post) -> str:
    """What WordPress puts before the title of a story that is not for everybody."""
    return "Protected: " if post.password else "Private: " if post.status == "private" else ""


def _content(scope: Scope) -> str:
    post = scope.post
    if post is None:
        return ""
    if scope.settings.like_aioseo:
        return texts.first_words(texts.story_text(post, texts.AUTOMATIC_WORDS), texts.AUTOMATIC_WORDS)
    count = scope.settings.description_words
    return texts.first_words(texts.story_text(post, count), count, ellipsis=True)


def _excerpt(scope: Scope) -> str:
    return _excerpt_only(scope) or _content(scope)


def _excerpt_only(scope: Scope) -> str:
    return texts.excerpt_text(scope.post) if scope.post is not None else ""


def _post_date(format: str = "") -> Callable[[Scope], str]:
    return lambda scope: _date(scope.post.date if scope.post is not None else None, format)


def _modified(scope: Scope) -> str:
    return _date(scope.post.modified if scope.post is not None else None, "")


def _date(moment: datetime | None, format: str) -> str:
    return php_date(format or str(store.get("date_format")) or "F j, Y", moment) if moment else ""


def _now(format: str = "") -> Callable[[Scope], str]:
    return lambda scope: _date(site.to_local(site.now_gmt()), format)


def _permalink(scope: Scope) -> str:
    return scope.page.first or scope.page.canonical


def _categories(scope: Scope) -> str:
    return ", ".join(texts.decoded(term.name) for term in terms_of(scope.post, "category")) if scope.post else ""


def _featured(scope: Scope) -> str:
    picture = scope.page.picture
    return f'<img src="{esc_html(picture.full)}" alt="{esc_html(picture.alt)}">' if picture else ""


def _alt(scope: Scope) -> str:
    return scope.page.picture.alt if scope.page.picture else ""


# Attachments: an excerpt is the caption, the content the description


def _caption(scope: Scope) -> str:
    return texts.plain(scope.post.excerpt) if scope.post is not None else ""


def _attachment_description(scope: Scope) -> str:
    return texts.plain(scope.post.content) if scope.post is not None else ""


# People


def _author_name(scope: Scope) -> str:
    return texts.decoded(scope.author.display_name) if scope.author is not None else ""


def _author_meta(key: str) -> Callable[[Scope], str]:
    def value(scope: Scope) -> str:
        found: Any = meta_of(scope.author).get(key) if scope.author is not None else ""
        return texts.plain(str(found or ""))

    return value


def _author_url(scope: Scope) -> str:
    return permalinks.author_link(scope.author) if scope.author is not None else ""


# Terms and other lists


def _term_name(scope: Scope) -> str:
    return term_name(scope.term) if scope.term is not None else ""


def term_name(term: Term) -> str:
    """Return a term's name as text; a format is called as its kind, whatever its term's name."""
    kind = term.slug.removeprefix("post-format-")
    return kind.capitalize() if term.taxonomy == "post_format" and kind in POST_FORMATS else texts.decoded(term.name)


def _term_description(scope: Scope) -> str:
    return texts.plain(texturize(scope.term.description)) if scope.term is not None else ""


def _term_link(scope: Scope) -> str:
    return permalinks.term_link(scope.term) if scope.term is not None else ""


def _parent_term(scope: Scope) -> str:
    above = term_rows.parent_of(scope.term) if scope.term is not None and scope.term.parent_id else None
    return texts.decoded(above.name) if above is not None else ""


def _parent_post(scope: Scope) -> str:
    from wirepress.content.posts.rows import parent_of

    above = parent_of(scope.post) if scope.post is not None else None
    return texts.plain(above.title) if above is not None else _parent_term(scope)


def archive_date(scope: Scope) -> str:
    """The day, month or year of a list."""
    date = scope.page.date
    if not date:
        return ""
    year, month, day = [*date, 1, 1][:3]
    format = ("Y", "F Y", "")[len(date) - 1]
    try:
        return _date(datetime(year, month, day), format)
    except ValueError:
        return ""


def _part_of_date(place: int, format: str) -> Callable[[Scope], str]:
    def value(scope: Scope) -> str:
        date = scope.page.date
        if len(date) <= place:
            return ""
        year, month, day = [*date, 1, 1][:3]
        return _date(datetime(year, month, day), format)

    return value


def _custom_field(scope: Scope, key: str) -> str:
    value = meta_value(scope.post, key, "") if scope.post is not None else ""
    return texts.plain(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _of_taxonomy(scope: Scope, taxonomy: str) -> str:
    return ", ".join(texts.decoded(term.name) for term in terms_of(scope.post, taxonomy)) if scope.post else ""


def _nothing(scope: Scope) -> str:
    return ""


TAGS: Final[Mapping[str, Callable[[Scope], str]]] = {
    "alt_tag": _alt,
    "archive_date": archive_date,
    "archive_title": lambda scope: scope.page.title,
    "attachment_caption": _caption,
    "attachment_description": _attachment_description,
    "author_bio": _author_meta("description"),
    "author_first_name": _author_meta("first_name"),
    "author_last_name": _author_meta("last_name"),
    "author_link": lambda scope: _link(_author_url(scope), _author_name(scope)),
    "author_link_alt": _author_url,
    "author_name": _author_name,
    "author_url": lambda scope: scope.author.url if scope.author is not None else "",
    "blog_link": lambda scope: _link(site.home("/"), _site_title(scope)),
    "blog_title": _site_title,
    "categories": _categories,
    "category": _term_name,
    "category_link": lambda scope: _link(_term_link(scope), _term_name(scope)),
    "category_link_alt": _term_link,
    "current_date": _now(),
    "current_day": _now("d"),
    "current_month": _now(_MONTH),
    "current_year": _now("Y"),
    "featured_image": _featured,
    "page_number": lambda scope: str(scope.page.number),
    "page_title": lambda scope: scope.page.title,
    "page_total": lambda scope: str(scope.page.last),
    "parent_title": _parent_post,
    "permalink": _permalink,
    "post_content": _content,
    "post_date": _post_date(),
    "post_day": _post_date("d"),
    "post_excerpt": _excerpt,
    "post_excerpt_only": _excerpt_only,
    "post_link": lambda scope: _link(_permalink(scope), post_title(scope)),
    "post_link_alt": _permalink,
    "post_modified_date": _modified,
    "post_month": _post_date(_MONTH),
    "post_title": post_title,
    "post_year": _post_date("Y"),
    "search_term": lambda scope: texts.plain(scope.page.words),
    "separator_sa": lambda scope: scope.settings.separator,
    "site_description": _tagline,
    "site_link": lambda scope: _link(site.home("/"), _site_title(scope)),
    "site_link_alt": lambda scope: site.home("/"),
    "site_title": _site_title,
    "tagline": _tagline,
    "tax_parent_name": _parent_term,
    "taxonomy_description": _term_description,
    "taxonomy_title": _term_name,
    # Of breadcrumbs
    "breadcrumb_404_error_format": _nothing,
    "breadcrumb_archive_post_type_format": _nothing,
    "breadcrumb_archive_post_type_name": lambda scope: scope.page.title,
    "breadcrumb_author_display_name": _author_name,
    "breadcrumb_author_first_name": _author_meta("first_name"),
    "breadcrumb_author_last_name": _author_meta("last_name"),
    "breadcrumb_blog_page_title": lambda scope: scope.page.title,
    "breadcrumb_date_archive_day": _part_of_date(2, "j"),
    "breadcrumb_date_archive_month": _part_of_date(1, _MONTH),
    "breadcrumb_date_archive_year": _part_of_date(0, "Y"),
    "breadcrumb_format_page_number": lambda scope: str(scope.page.number),
    "breadcrumb_label": lambda scope: scope.page.title,
    "breadcrumb_link": _permalink,
    "breadcrumb_post_title": post_title,
    "breadcrumb_search_result_format": _nothing,
    "breadcrumb_search_string": lambda scope: texts.plain(scope.page.words),
    "breadcrumb_separator": lambda scope: scope.settings.separator,
    "breadcrumb_taxonomy_title": _term_name,
}
WITH_ARGUMENT: Final[Mapping[str, Callable[[Scope, str], str]]] = {
    "custom_field": _custom_field,
    "tax_name": _of_taxonomy,
}
