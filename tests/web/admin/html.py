"""A strict reader of HTML: says what is wrong with a page as it was written, before a browser mends it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import lxml.html

_VOID: Final = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_RAW: Final = {"script", "style", "textarea", "title"}
_OMITTED: Final = {"p", "li", "tr", "td", "th", "thead", "tbody", "option", "dt", "dd"}  # whose end may be left out
_ATTRIBUTE: Final = r"""\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
_OPEN: Final = re.compile(rf"<([a-zA-Z][a-zA-Z0-9-]*)((?:{_ATTRIBUTE})*)\s*/?>")
_NAME: Final = re.compile(r"""\s([^\s"'<>/=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_CLOSE: Final = re.compile(r"</([a-zA-Z][a-zA-Z0-9-]*)\s*>")
_CONTROLS: Final = ("input", "select", "textarea", "button", "meter", "output", "progress")
_NAMES: Final = ("aria-label", "aria-labelledby", "title", "placeholder")
_REFERENCES: Final = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "form")


def faults(text: str) -> list[str]:
    """What is wrong with a page, or a part of one."""
    return [*_tags(text), *_meaning(text)]


def _tags(text: str) -> Iterator[str]:
    """Tags that are not written as HTML asks for, doubled attributes, elements that do not end in their order."""
    at, open_elements = 0, []
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            at = text.find("-->", at) + 3
            if at == 2:
                yield "a comment does not end"
                return
            continue
        if text[at : at + 9].lower() == "<!doctype":
            at += 9
            continue
        found = _CLOSE.match(text, at)
        if found:
            name = found[1].lower()
            while open_elements and open_elements[-1] != name and open_elements[-1] in _OMITTED:
                open_elements.pop()
            if not open_elements or open_elements[-1] != name:
                yield f"{found[0]} ends what is not open (open: {open_elements[-3:]})"
                return
            open_elements.pop()
            at = found.end()
            continue
        found = _OPEN.match(text, at)
        if not found:
            yield f"no tag as it should be written: {text[at : at + 160]!r}"
            at += 1
            continue
        name = found[1].lower()
        doubled = [one for one, times in Counter(_NAME.findall(found[2])).items() if times > 1]
        if doubled:
            yield f"attributes twice in {found[0][:120]!r}: {doubled}"
        at = found.end()
        if name in _RAW:
            end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, at)
            if not end:
                yield f"{name} does not end"
                return
            at = end.end()
        elif name not in _VOID and not ("svg" in open_elements and found[0].endswith("/>")):
            if open_elements and open_elements[-1] == name and name in _OMITTED:
                open_elements.pop()
            if name == "form" and "form" in open_elements:
                yield f"a form within a form: {found[0][:120]!r}"
            open_elements.append(name)
    left = [name for name in open_elements if name not in _OMITTED]
    if left:
        yield f"not ended: {left}"


def _meaning(text: str) -> Iterator[str]:
    """Ids, references, labels, headings."""
    page = lxml.html.document_fromstring(text)
    ids = Counter(page.xpath("//@id"))
    yield from (
        f"id {name!r} is there {times} times"
        for name, times in ids.items()
        if times > 1 or not name.strip() or " " in name
    )
    for name in _REFERENCES:
        for element in page.xpath(f"//*[@{name}]"):
            lost = [one for one in element.get(name).split() if one not in ids]
            if lost:
                yield f"{name}={element.get(name)!r} of {_shown(element)} names nothing: {lost}"
    yield from _labels(page)
    yield from _headings(page, whole="<html" in text)
    for picture in page.xpath("//img[not(@alt)]"):
        yield f"a picture without alt: {_shown(picture)}"
    for link in page.xpath("//a[@href]|//button"):
        if not (
            link.text_content().strip() or link.get("aria-label") or link.get("title") or link.xpath(".//img[@alt!='']")
        ):
            yield f"nothing says what it does: {_shown(link)}"


def _labels(page: lxml.html.HtmlElement) -> Iterator[str]:
    named = set()
    for label in page.xpath("//label"):
        inside = [one for one in label.iter(*_CONTROLS) if one.get("type") != "hidden"]
        if len(inside) > 1:
            yield f"a label of several controls: {_shown(label)}"
        target = label.get("for")
        control = page.get_element_by_id(target, None) if target else (inside[0] if inside else None)
        if control is None or control.tag not in _CONTROLS or control.get("type") == "hidden":
            yield f"a label that names no control: {_shown(label)}"
        elif target and inside and control not in inside:
            yield f"a label that holds one control and names another: {_shown(label)}"
        else:
            named.add(control)
    for control in page.iter("input", "select", "textarea"):
        silent = control.get("type") in ("hidden", "submit", "button", "reset", "image")
        if not silent and control not in named and not any(control.get(name) for name in _NAMES):
            yield f"a control without a name: {_shown(control)}"


def _headings(page: lxml.html.HtmlElement, *, whole: bool) -> Iterator[str]:
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    if whole and levels.count(1) != 1:
        yield f"{levels.count(1)} first headings"
    first = levels.index(1) if 1 in levels else 0  # before it the frame's navigation has its own
    for before, after in zip(levels[first:], levels[first + 1 :], strict=False):
        if after > before + 1:
            yield f"h{after} follows h{before}"
    for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if not heading.text_content().strip():
            yield f"an empty heading: {_shown(heading)}"


def _shown(element: lxml.html.HtmlElement) -> str:
    return " ".join(str(lxml.html.tostring(element, encoding="unicode", with_tail=False)).split())[:220]
