"""The head of a WXR file: the site, its people, its terms. The order is that of WordPress's own files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from wirepress.content.options import site, store
from wirepress.content.terms.models import Term, TermMeta
from wirepress.content.users.models import UserMeta
from wirepress.core.markup.html.entities import ent2ncr
from wirepress.settings.settings import get_settings
from wirepress.transfer.export.read_tables import read_of_owners
from wirepress.transfer.export.wordpress_values import stored_json_text
from wirepress.transfer.export.wxr.xml_text import XmlText, feed_date

VERSION: Final = "1.2"
_ABOUT: Final = (
    "The content of a site, in WordPress's format for moving between sites (WXR).",
    "WordPress takes it under Tools, Import, WordPress; Wirepress by `wirepress import FILE`.",
    "It holds stories, pages, comments, terms and menus. Passwords, settings and the files of pictures are not in it.",
)
_FORMS: Final[Mapping[str, tuple[str, str, str, str, str]]] = {
    # taxonomy -> element, slug, parent, name, description
    "category": ("wp:category", "wp:category_nicename", "wp:category_parent", "wp:cat_name", "wp:category_description"),
    "post_tag": ("wp:tag", "wp:tag_slug", "", "wp:tag_name", "wp:tag_description"),
    "nav_menu": ("wp:term", "wp:term_slug", "", "wp:term_name", "wp:term_description"),
}
_OTHER: Final = ("wp:term", "wp:term_slug", "wp:term_parent", "wp:term_name", "wp:term_description")
_NAMESPACES: Final = {
    "excerpt": f"http://wordpress.org/export/{VERSION}/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": f"http://wordpress.org/export/{VERSION}/",
}
_BARE: Final = re.compile(r"&(?!#(?:[0-9]{1,7}|x[0-9a-fA-F]{1,6});)")  # and names that XML does not know
FOOT: Final = "</channel>\n</rss>\n"


def write_head(xml: XmlText, authors: Sequence[tuple[Any, ...]], terms: Sequence[Term]) -> Iterator[str]:
    """Yield everything before the first item."""
    now = datetime.now(UTC).replace(tzinfo=None)
    release = site.compat()
    yield '<?xml version="1.0" encoding="UTF-8" ?>\n'
    yield "".join(f"<!-- {line} -->\n" for line in _ABOUT)
    yield f'\n<!-- generator="WordPress/{release}" created="{now:%Y-%m-%d %H:%M}" -->\n<rss version="2.0"\n'
    yield "".join(f'\txmlns:{name}="{space}"\n' for name, space in _NAMESPACES.items())
    url, language = xml.attribute(get_settings().url), str(store.get("WPLANG") or "en_US").replace("_", "-")
    yield (
        f">\n\n<channel>\n\t<title>{_plain(xml, 'blogname')}</title>\n\t<link>{url}</link>\n"
        f"\t<description>{_plain(xml, 'blogdescription')}</description>\n\t<pubDate>{feed_date(now)}</pubDate>\n"
        f"\t<language>{xml.attribute(language)}</language>\n\t<wp:wxr_version>{VERSION}</wp:wxr_version>\n"
        f"\t<wp:base_site_url>{url}</wp:base_site_url>\n\t<wp:base_blog_url>{url}</wp:base_blog_url>\n\n"
    )
    yield from _authors(xml, authors)
    yield from _terms(xml, terms)
    yield f"\n\t<generator>https://wordpress.org/?v={release}</generator>\n\n"


def _plain(xml: XmlText, option: str) -> str:
    """Return an option that WordPress stores with its entities, for XML."""
    text = ent2ncr(str(store.get(option) or "")).replace("<", "&#60;").replace(">", "&#62;")
    return xml.clean(_BARE.sub("&#38;", text))


def _authors(xml: XmlText, authors: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    names = _person_names([author[0] for author in authors])
    for number, login, mail, shown in authors:
        first, last = names.get((number, "first_name"), ""), names.get((number, "last_name"), "")
        yield (
            f"\t<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{xml.cdata(login)}</wp:author_login>"
            f"<wp:author_email>{xml.cdata(mail)}</wp:author_email>"
            f"<wp:author_display_name>{xml.cdata(shown)}</wp:author_display_name>"
            f"<wp:author_first_name>{xml.cdata(first)}</wp:author_first_name>"
            f"<wp:author_last_name>{xml.cdata(last)}</wp:author_last_name></wp:author>\n"
        )


def _person_names(ids: Iterable[int]) -> dict[tuple[int, str], str]:
    rows = UserMeta.objects.filter(user_id__in=list(ids), key__in=("first_name", "last_name")).order_by("-id")
    return {(row.user_id, row.key): str(row.value or "") for row in rows}


def _terms(xml: XmlText, terms: Sequence[Term]) -> Iterator[str]:
    slugs = {term.pk: term.slug for term in terms}
    meta = read_of_owners(TermMeta, "term", ("key", "value"), slugs)
    order = {"category": 0, "post_tag": 1, "nav_menu": 3}
    for term in sorted(terms, key=lambda term: order.get(term.taxonomy, 2)):
        element, slug, parent, name, description = _FORMS.get(term.taxonomy, _OTHER)
        lines = [f"\t<{element}>", f"\t\t<wp:term_id>{term.pk}</wp:term_id>"]
        if element == "wp:term":
            lines.append(f"\t\t<wp:term_taxonomy>{xml.cdata(term.taxonomy)}</wp:term_taxonomy>")
        lines.append(f"\t\t<{slug}>{xml.cdata(term.slug)}</{slug}>")
        if parent:
            lines.append(f"\t\t<{parent}>{xml.cdata(slugs.get(term.parent_id, ''))}</{parent}>")
        if term.name:
            lines.append(f"\t\t<{name}>{xml.cdata(term.name)}</{name}>")
        if term.description:
            lines.append(f"\t\t<{description}>{xml.cdata(term.description)}</{description}>")
        lines += (
            f"\t\t<wp:termmeta>\n\t\t\t<wp:meta_key>{xml.cdata(key)}</wp:meta_key>\n"
            f"\t\t\t<wp:meta_value>{xml.cdata(stored_json_text(value))}</wp:meta_value>\n\t\t</wp:termmeta>"
            for key, value in meta.get(term.pk, ())
        )
        yield "\n".join(lines) + f"\n\t</{element}>\n"
