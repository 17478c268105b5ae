"""Apache's rules: Redirect, RedirectMatch and RewriteRule with [R] or [G], out of an .htaccess file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Final

from wirepress.features.seo.redirects.exchange.records import NotUnderstood, Read, make

_NAMED: Final = {"permanent": 301, "temp": 302, "seeother": 303, "gone": 410}
_LONG: Final = {"redirectpermanent": 301, "redirecttemp": 302}
_OF_WORDPRESS: Final = re.compile(r"^\s*#\s*BEGIN WordPress.*?^\s*#\s*END WordPress", re.M | re.S | re.I)


def looks_like(text: str) -> bool:
    """Return whether a text is a file of this kind."""
    return bool(re.search(r"^\s*(?:Redirect(?:Match|Permanent|Temp)?|RewriteRule)\s", text, re.M | re.I))


def read(text: str) -> Iterator[Read]:
    """Yield the rules, and what was not understood. WordPress's own block is none of either."""
    base, conditions = "/", list[str]()
    for line in _OF_WORDPRESS.sub("", text).replace("\\\n", " ").splitlines():
        words = _words(line)
        if not words:
            continue
        name = words[0].lower()
        if name == "rewritebase" and len(words) > 1:
            base = words[1]
        elif name == "rewritecond":
            conditions.append(" ".join(words[1:]))
        elif name == "rewriterule":
            yield from _rewrite(words[1:], base, conditions)
            conditions = []
        elif name in ("redirect", "redirectmatch", *_LONG):
            yield from _redirect(name, words[1:])


def _words(line: str) -> list[str]:
    line = line.strip()
    if not line or line.startswith(("#", "<")):
        return []
    try:
        lexer = shlex.shlex(line, posix=True)
        lexer.whitespace_split, lexer.commenters, lexer.escape = True, "", ""
        return list(lexer)
    except ValueError:
        return line.split()


def _redirect(name: str, words: list[str]) -> Iterator[Read]:
    code = _LONG.get(name, 302)
    if name not in _LONG and words and (words[0].lower() in _NAMED or words[0].isdecimal()):
        code = _NAMED.get(words[0].lower()) or int(words[0])
        words = words[1:]
    if not words:
        yield NotUnderstood(f"{name}: names no address.")
        return
    source, target = words[0], words[1] if len(words) > 1 else ""
    if name == "redirectmatch":
        yield make(source, target, code, match="regex", ignore_case=False)
        return
    # Redirect takes everything below the path along.
    yield make(source, target, code, ignore_case=False)
    below = f"{source.rstrip('/')}/*"
    yield make(below, f"{target.rstrip('/')}/$1" if target else "", code, match="wildcard", ignore_case=False)


def _rewrite(words: list[str], base: str, conditions: list[str]) -> Iterator[Read]:
    if len(words) < 2:
        return
    pattern, target = words[0], words[1]
    flags = [one.strip().upper() for one in " ".join(words[2:]).strip("[] ").split(",") if one.strip()]
    leads = next((one for one in flags if one.split("=")[0] in ("R", "REDIRECT")), "")
    gone = bool({"G", "GONE"} & set(flags))
    if not leads and not gone:
        return  # not a redirect: rewritten inside the server
    query, left = _query(conditions)
    if left:
        yield NotUnderstood(f"RewriteRule {pattern[:100]}: holds only under a condition ({left[0][:100]}).")
        return
    code = (
        410
        if gone
        else int(leads.partition("=")[2] or 302)
        if leads.partition("=")[2].isdecimal() or "=" not in leads
        else 301
    )
    drops = target.endswith("?") or "QSD" in flags
    target = re.sub(r"%\{HTTP_HOST\}|%\{REQUEST_URI\}", "", target).rstrip("?")
    pattern = "^" + re.escape(base.rstrip("/") + "/") + pattern[1:] if pattern.startswith("^") else pattern
    plain = re.fullmatch(r"\^((?:[\w/%~!@:;,=-]|\\.)+?)(?:/\?)?\$", pattern)
    no_case = bool({"NC", "NOCASE"} & set(flags))
    mode = "ignore" if drops else "pass"
    if plain is not None and not re.search(r"\\[a-zA-Z]", plain[1]):
        source = re.sub(r"\\(.)", r"\1", plain[1]) + (f"?{query}" if query else "")
        yield make(source, target, code, query="exact" if query else mode, ignore_case=no_case)
    elif query:
        yield NotUnderstood(f"RewriteRule {pattern[:100]}: a pattern together with a query is not read.")
    else:
        yield make(pattern, target, code, match="regex", query=mode, ignore_case=no_case)


def _query(conditions: list[str]) -> tuple[str, list[str]]:
    """Return the query that the conditions ask for word for word, and the conditions that say something else."""
    query, left = "", []
    for one in conditions:
        found = re.fullmatch(r"%\{QUERY_STRING\}\s+\^((?:[\w=&%+.~-]|\\.)+)\$(?:\s+\[.*\])?", one)
        if found is not None and not query:
            query = re.sub(r"\\(.)", r"\1", found[1])
        elif not re.match(r"%\{(?:HTTP_HOST|HTTPS|REQUEST_FILENAME)\}", one):
            left.append(one)
    return query, left
