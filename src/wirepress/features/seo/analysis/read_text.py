"""From HTML to what the checks count: paragraphs, sentences, headings, links, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.features.seo.analysis.languages.language import Language

_BLOCKS: Final = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header li main ol p pre section table tbody "
    "td tfoot th thead tr ul".split()
)
_UNREAD: Final = frozenset(
    "script style template noscript iframe svg form button select textarea object video audio".split()
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")
_SENTENCE_END: Final = re.compile(r"([.!?…]+(?:[ \u00a0\u202f]?[»”’]|[\"')\]])*)(?:\s+|$)")
_OPENING: Final = re.compile(r"(?:[\"'“‘(\[¿¡—–-]|«\s?)*[^\W_]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text. `level`: 1 to 6."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the text. `own`: to the same site."""

    href: str
    text: str
    own: bool
    nofollow: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the text. `alt`: None where there is no such attribute. `decorative`: it says so itself."""

    src: str
    alt: str | None
    caption: str
    decorative: bool = False


@dataclass
class Text:
    """What a reader reads. `paragraphs` are those of running text, headings and captions apart."""

    language: Language
    paragraphs: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)  # words between headings
    videos: int = 0

    @cached_property
    def sentences(self) -> list[str]:
        """Return all sentences in their order."""
        return [one for paragraph in self.paragraphs for one in split_sentences(paragraph, self.language)]

    @cached_property
    def words(self) -> list[str]:
        """Return all words in their order, as they are written."""
        return [word for paragraph in self.paragraphs for word in split_words(paragraph)]


def split_words(text: str) -> list[str]:
    """Return the words of a text, as they are written. A number is a word, a dash is none."""
    return _WORD.findall(text)


def split_sentences(text: str, language: Language) -> list[str]:
    """Return the sentences of a paragraph. The point of an abbreviation, an initial or a number ends none."""
    found, begin = [], 0
    for end in _SENTENCE_END.finditer(text):
        if end.end() < len(text) and not _ends_sentence(
            text[begin : end.start(1)], end.group(1), text[end.end() :], language
        ):
            continue
        if sentence := text[begin : end.end()].strip():
            found.append(sentence)
        begin = end.end()
    if rest := text[begin:].strip():
        found.append(rest)
    return [one for one in found if _WORD.search(one)]


def _ends_sentence(before: str, mark: str, after: str, language: Language) -> bool:
    first = _OPENING.match(after)
    if first is None or (mark[0] in ".…" and first.group()[-1].islower()):
        return False
    if mark != ".":
        return True
    last = before.rsplit(None, 1)[-1].lstrip("\"'“‘«([").casefold() if before.split() else ""
    if last in language.abbreviations or (len(last) == 1 and last.isalpha()):
        return False
    return not (last.isdigit() and language.ordinal_point)


def read_text(body: str, language: Language, address: str = "") -> Text:
    """Return what stands in the HTML of a story. `address`: the story's own, so that links within the site are known."""
    made = Text(language)
    tree = LexborHTMLParser(f"<body>{body}</body>")
    host = _host(address)
    if tree.body is not None:
        for piece in _pieces(tree.body):
            _add(made, piece, host)
    made.sections = made.sections or [0]
    return made


def _add(made: Text, piece: tuple[str, LexborNode | None, str], host: str) -> None:
    kind, node, text = piece
    if kind == "text":
        if words := len(split_words(text)):
            made.paragraphs.append(text)
            made.sections = made.sections or [0]
            made.sections[-1] += words
    elif node is None:
        return
    elif kind == "heading":
        made.headings.append(Heading(int((node.tag or "h2")[1]), text))
        made.sections.append(0)
    elif kind == "link":
        href = (node.attributes.get("href") or "").strip()
        own = (href.startswith(("/", "?", "#")) and not href.startswith("//")) or _host(href) == host != ""
        made.links.append(Link(href, text, own, "nofollow" in (node.attributes.get("rel") or "").casefold().split()))
    elif kind == "picture":
        given = node.attributes
        alt = (given.get("alt") or "") if "alt" in given else None
        plain = given.get("role") in ("presentation", "none") or given.get("aria-hidden") == "true"
        made.pictures.append(Picture(given.get("src") or "", alt, text, plain))
    elif kind == "video":
        made.videos += 1


def _pieces(body: LexborNode) -> Iterator[tuple[str, LexborNode | None, str]]:
    """Yield what stands in the text: runs of text between block elements, headings, links, pictures, videos."""
    run: list[str] = []
    for step, node in _steps(body):
        tag = node.tag or ""
        if step == "text":
            run.append(node.text_content or "")
            continue
        if tag in _BLOCKS and run:
            yield "text", None, _squeeze("".join(run))
            run = []
        if step != "open":
            continue
        if tag == "br":
            run.append(" ")
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            yield "heading", node, _squeeze(node.text(deep=True))
        elif tag == "a" and "href" in node.attributes:
            yield "link", node, _name_of_link(node)
        elif tag == "img":
            yield "picture", node, _caption_of(node)
        elif tag in ("video", "iframe"):
            yield "video", node, ""
    if run:
        yield "text", None, _squeeze("".join(run))


def _steps(body: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """Yield every node when it begins and every element when it ends, without calls inside each other. Of headings and of what nobody
    reads only the element."""
    waiting: list[tuple[str, LexborNode]] = [("close", body)]
    waiting += [("open", child) for child in reversed(list(body.iter(include_text=True)))]
    while waiting:
        step, node = waiting.pop()
        tag = node.tag or ""
        if tag == "-text":
            yield "text", node
            continue
        yield step, node
        if step == "close":
            continue
        waiting.append(("close", node))
        if tag in _UNREAD or (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()) or tag == "figcaption":
            continue
        waiting += [("open", child) for child in reversed(list(node.iter(include_text=True)))]


def _name_of_link(node: LexborNode) -> str:
    """Return what a link is called: its text, its label, or the alternative text of its picture."""
    pictures = " ".join(image.attributes.get("alt") or "" for image in node.css("img"))
    return _squeeze(node.text(deep=True)) or _squeeze(node.attributes.get("aria-label") or "") or _squeeze(pictures)


def _caption_of(node: LexborNode) -> str:
    above = node.parent
    for _ in range(4):
        if above is None or above.tag == "body":
            return ""
        if above.tag == "figure":
            caption = above.css_first("figcaption")
            return _squeeze(caption.text(deep=True)) if caption is not None else ""
        above = above.parent
    return ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _squeeze(text: str) -> str:
    return " ".join(text.split())
