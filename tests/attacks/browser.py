"""What a browser would run of a page: it is parsed as HTML5 says, then every place that can hold code is looked at."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode


def words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ACTIVE_ELEMENTS = words(
    "script style link meta base iframe frame frameset embed applet form input isindex svg noscript template"
    " portal fencedframe marquee bgsound xml animate set foreignobject"
)
URL_ATTRIBUTES = words(
    "href src action formaction data poster background cite longdesc usemap xlink:href srcset ping classid codebase"
    " profile manifest archive icon lowsrc dynsrc xmlns"
)
HARMLESS_SCHEMES = words(
    "http https ftp ftps mailto news irc irc6 ircs gopher nntp feed telnet mms rtsp sms svn tel fax xmpp webcal urn"
)
ALWAYS_THERE = frozenset({"html", "head", "body", "-text", "-comment", "#text", "-undef", "-document"})
SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):")
CSS_CODE = re.compile(r"expression|javascript|vbscript|-moz-binding|behaviou?r|@import|\\", re.IGNORECASE)


def scheme(address: str) -> str:
    """The scheme a browser sees: blanks and controls around it are off, line ends and tabs in it too."""
    address = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    found = SCHEME.match(address.lower())
    return found[1] if found else ""


def judge(node: LexborNode) -> Iterator[str]:
    tag = (node.tag or "").lower()
    if tag in ACTIVE_ELEMENTS or (tag == "object" and node.attributes.keys() & {"data", "classid", "codebase"}):
        yield f"<{tag}>"
    for name, value in node.attributes.items():
        name = name.lower()
        if name.startswith("on"):
            yield f"{tag} {name}={value}"
        if name == "srcdoc":
            yield f"{tag} srcdoc"
        if name in URL_ATTRIBUTES and scheme(value or "") not in HARMLESS_SCHEMES | {""}:
            yield f"{tag} {name}={value}"
        if name == "style" and CSS_CODE.search(value or ""):
            yield f"{tag} style={value}"


def nodes(html: str) -> Iterator[LexborNode]:
    root = LexborHTMLParser(html).root
    if root is not None:
        yield from root.traverse(include_text=False)


def what_runs(html: str) -> list[str]:
    """Everything in `html` that a browser would run or load as code, in words; empty when there is nothing.

    The markup is read in the middle of a page and, a second time, as the page itself.
    """
    places = (f"<!doctype html><body><div>{html}</div><p>end", html)
    return [found for page in places for node in nodes(page) for found in judge(node)]


def elements(html: str) -> set[str]:
    """The names of the elements a browser builds from `html`, those of the page around it left out."""
    return {(node.tag or "").lower() for node in nodes(f"<!doctype html><body>{html}")} - ALWAYS_THERE
