"""The story as it may be shown here. Markup of strangers is read as a tree, then passes both walls of the one sanitiser."""

from __future__ import annotations

import html
import re
from typing import Final, Literal
from urllib.parse import urlsplit

from wirepress.core.markup import kses
from wirepress.core.markup.kses.foreign_html import clean_foreign
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.entry.plain_text import (
    fold_text,
    html_to_text,
    is_markup,
    remove_unstorable,
    unescape_once,
)
from wirepress.features.wire.entry.records import Entry, StoryBody
from wirepress.features.wire.text import full_text, html_tree
from wirepress.features.wire.text.allowed_frames import POST_WITH_FRAMES

MARKUP_MAX: Final = 1024 * 1024  # characters of one story's HTML; the longest reportages have a tenth
EXCERPT_MAX: Final = 600  # characters
_SHORTCODE: Final = re.compile(r"\[(?=/?[a-zA-Z][\w-]*(?:[\s\]/=]|\Z))")
_EMBEDDED: Final = re.compile(  # WordPress's shortcodes around an address, in raw content
    r"\[embed(?:\s[^\[\]<>]{0,200})?\]\s*(https?://[^\s\[\]<>]{4,2000})\s*\[/embed\]|\[(?:youtube|vimeo)[ =](?=https?:)([^\s\[\]<>]{4,2000})\]"
)
_HEADING: Final = re.compile(r"<h([1-6])(?:\s[^<>]*)?>(.{1,2000}?)</h\1>\s*", re.DOTALL)
_IMAGE_FIRST: Final = re.compile(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_HOLLOW: Final = re.compile(
    r"<(p|div|figure|figcaption|section|span|h[1-6]|ul|ol|li|blockquote|em|strong|b|i|a)(?:\s[^<>]*)?>(?:\s|&nbsp;|\xa0|<br\s*/?>)*</\1>"
)
_BREAKS: Final = re.compile(r"(?:<br\s*/?>\s*){3,}")
_LINES: Final = re.compile(r"\n\s*\n\s*")
_SENTENCE: Final = re.compile(r"[.!?。！？…][\"'”’»)\]]*(?=\s|\Z)")

Origin = Literal["feed", "summary", "page"]


def clean_body(entry: Entry, policy: Policy, *, base: str, page_html: str = "") -> StoryBody:
    """Return the entry's body: the page's full text where the policy asks for it and there is one, else the feed's content, else its summary.

    No more than the summary where the source's rights allow no more. Nothing in it runs, counts readers or leads nowhere.
    """
    notes = html_tree.ChangeNotes()
    markup, origin = _choose_markup(entry, policy, base, page_html, notes)
    inside = remove_repeated_headline(_clean(markup, policy, base, notes), entry.title, notes)
    text = html_to_text(inside)
    summary = html_to_text(unescape_once(entry.summary_html)) if entry.summary_html.strip() else ""
    excerpt = html.escape(shorten_text(summary or text), quote=False)
    return StoryBody(
        remove_unstorable(inside), remove_unstorable(excerpt), remove_unstorable(text), origin, notes.words()
    )


def clean_markup(markup: str, policy: Policy, *, base: str) -> str:
    """Any HTML of a source, such as an editor's correction note, by the same walls."""
    return _clean(markup, policy, base, html_tree.ChangeNotes())


def _choose_markup(
    entry: Entry, policy: Policy, base: str, page_html: str, notes: html_tree.ChangeNotes
) -> tuple[str, Origin]:
    wanted = policy.body if policy.rights.full_text else "summary"
    if wanted == "summary":
        if entry.summary_html.strip():
            return entry.summary_html, "summary"
        if policy.rights.full_text and entry.content_html.strip():
            notes.counts["the story has no summary: its beginning stands for it"] += 1
            return f"<p>{html.escape(shorten_text(html_to_text(entry.content_html)), quote=False)}</p>", "summary"
        return "", "summary"
    if wanted == "fulltext":
        found = full_text.extract_story(page_html, entry.url or base) if page_html else ""
        if len(html_to_text(found)) > len(html_to_text(entry.content_html or entry.summary_html)):
            return found, "page"
        notes.counts["the page gave no longer text than the feed: the feed's is used"] += 1
    if entry.content_html.strip():
        return entry.content_html, "feed"
    notes.counts["the feed has no content: its summary is the story"] += 1
    return entry.summary_html, "summary"


def _clean(markup: str, policy: Policy, base: str, notes: html_tree.ChangeNotes) -> str:
    markup = unescape_once(markup)
    if len(markup) > MARKUP_MAX:
        notes.counts[f"the story is longer than {MARKUP_MAX} characters and was cut"] += 1
        markup = markup[: markup.rfind("<", 0, MARKUP_MAX) if "<" in markup[:MARKUP_MAX] else MARKUP_MAX]
    if not is_markup(markup):
        markup = text_to_paragraphs(markup)
    elif html_tree.is_too_deep(markup):
        notes.counts[f"elements were nested deeper than {html_tree.DEPTH_MAX}: only the words were kept"] += 1
        markup = text_to_paragraphs(html.escape(html_to_text(markup), quote=False))
    if "[" in markup:
        markup = _EMBEDDED.sub(lambda found: found[1] or found[2], markup)
    if "[caption" in markup:
        markup = _figures(markup)
    hosts = {host.lower().removeprefix("www.") for host in policy.embeds}
    markup = html_tree.prepare_markup(markup, base, hosts, policy.rights.hot_link, notes)
    framed = _frame_hosts(markup, hosts)
    markup = clean_foreign(markup, frames_from=framed)
    markup = kses.filter(markup, POST_WITH_FRAMES if framed else "post")
    return remove_empty_elements(_SHORTCODE.sub("&#091;", markup))


def _frame_hosts(markup: str, hosts: set[str]) -> frozenset[str]:
    """Return the exact hosts of the frames that stay (the tree has judged them); the wall compares whole names."""
    if "<iframe" not in markup:
        return frozenset()
    found = set()
    for address in re.findall(r'<iframe[^<>]*? src="([^"]*)"', markup):
        try:
            found.add(urlsplit(html.unescape(address)).hostname or "")
        except ValueError:
            continue
    return frozenset(host for host in found if any(host == one or host.endswith("." + one) for one in hosts))


def _figures(markup: str) -> str:
    """Return markup with WordPress's caption shortcode, which raw content of such a site holds, as a figure."""

    out: list[str] = []
    at = 0
    while (start := markup.find("[caption", at)) >= 0:
        opened = markup.find("]", start) + 1
        end = markup.find("[/caption]", opened) if opened else -1
        if end < 0:
            break
        parts = _IMAGE_FIRST.fullmatch(markup[opened:end])
        out.append(markup[at:start])
        out.append(
            f"<figure>{parts[1]}<figcaption>{parts[2].strip()}</figcaption></figure>" if parts else markup[opened:end]
        )
        at = end + len("[/caption]")
    return "".join([*out, markup[at:]])


def text_to_paragraphs(text: str) -> str:
    """Return text without elements as HTML: a paragraph for each blank line; line ends of hard wrapping become spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"&(?![a-zA-Z][a-zA-Z0-9]*;|#)", "&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    blocks = _LINES.split(text.strip())
    if len(blocks) == 1 and "\n" in text.strip():
        lines = text.strip().split("\n")
        if sum(len(line) for line in lines) > 90 * len(lines):  # a line is a paragraph, not a line of hard wrapping
            blocks = lines
    return "\n".join(f"<p>{' '.join(block.split())}</p>" for block in blocks if block.strip())


def remove_empty_elements(markup: str) -> str:
    """Return markup without elements that show nothing, and without blank lines, which would become paragraphs."""
    for _ in range(3):
        emptied = _HOLLOW.sub("", markup)
        if emptied == markup:
            break
        markup = emptied
    if "<br" in markup:
        markup = _BREAKS.sub("<br><br>", markup)
    return _LINES.sub("\n", markup).strip()


def remove_repeated_headline(markup: str, title: str, notes: html_tree.ChangeNotes) -> str:
    """Return the body without the headline that is said above it already: as `h1` wherever it stands, as another heading at its beginning."""
    wanted = fold_text(title)
    if not wanted or "<h" not in markup:
        return markup
    for found in _HEADING.finditer(markup[:MARKUP_MAX]):
        first = not html_to_text(markup[: found.start()])
        if (found[1] != "1" and not first) or not _is_headline(fold_text(html_to_text(found[2])), wanted):
            continue
        notes.counts["the headline, which the body repeats, taken out"] += 1
        return remove_empty_elements(markup[: found.start()] + markup[found.end() :])
    return markup


def _is_headline(heading: str, title: str) -> bool:
    """Return whether a heading is the headline, or the headline with the name of the site or a rubric beside it."""
    shorter, longer = sorted((heading, title), key=len)
    return heading == title or (len(shorter.split()) >= 4 and shorter in longer and len(shorter) >= 0.6 * len(longer))


def shorten_text(text: str, limit: int = EXCERPT_MAX) -> str:
    """Return the first sentences of a text, on one line: whole ones where one ends in the second half, else whole words and an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    ends = [found.end() for found in _SENTENCE.finditer(line, limit // 2, limit)]
    if ends:
        return line[: ends[-1]]
    cut = line.rfind(" ", limit // 2, limit)
    return line[: cut if cut > 0 else limit - 1].rstrip(" ,;:–—-") + "…"
