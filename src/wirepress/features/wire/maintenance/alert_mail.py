"""The words of a mail about sources: what happened, what is done about it, where to look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from wirepress.content.options import site
from wirepress.features.wire.maintenance.newsroom_links import link_to
from wirepress.features.wire.models import Source

if TYPE_CHECKING:
    from wirepress.features.wire.maintenance.alerts import News

LISTED: Final = 50  # sources named of each kind


def alert_subject(news: News) -> str:
    """Return the mail's subject, one line."""
    kinds: list[tuple[Sequence[Source], str, str]] = [
        (news.bad, "is in trouble", "in trouble"),
        (news.silent, "has fallen silent", "silent"),
        (news.moved, "may have moved", "that may have moved"),
        (news.well, "is well again", "well again"),
    ]
    told = [(sources, one, many) for sources, one, many in kinds if sources]
    if len(told) == 1 and len(told[0][0]) == 1:
        return f"The source {told[0][0][0].name} {told[0][1]}"
    parts = [f"{len(sources)} {many}" for sources, _, many in told]
    first = len(told[0][0])
    return f"Wire: {first} source{'' if first == 1 else 's'} {told[0][2]}{''.join(f', {part}' for part in parts[1:])}"


def alert_text(news: News) -> str:
    """Return the mail's text."""
    lines: list[str] = []
    if news.bad:
        lines += ["These sources cannot be gathered at the moment. What came from them earlier is kept.", ""]
        lines += [line for source in news.bad[:LISTED] for line in _trouble(source)]
    if news.silent:
        lines += ["These sources answer, but have sent nothing new for longer than they usually do:", ""]
        lines += [line for source in news.silent[:LISTED] for line in _silence(source)]
    if news.moved:
        lines += ["The home pages of these sources name another feed than the one that is gathered:", ""]
        lines += [
            line
            for source in news.moved[:LISTED]
            for line in [f"* {source.name} ({source.url})", *_suggestion(source), ""]
        ]
    if news.well:
        lines += ["These sources are well again:", "", *(f"* {source.name}" for source in news.well[:LISTED]), ""]
    hidden = sum(max(0, len(sources) - LISTED) for sources in (news.bad, news.silent, news.moved, news.well))
    if hidden:
        lines += [f"... and {hidden} more.", ""]
    return "\n".join([*lines, f"All sources: {link_to('health')}", ""])


def _trouble(source: Source) -> list[str]:
    return [
        f"* {source.name} ({source.url or source.kind})",
        f"  {source.error}",
        f"  Last successful check: {format_moment(source.good)}.",
        f"  {_next(source)}",
        *_suggestion(source),
        f"  {link_to('sources/source', id=source.pk)}",
        "",
    ]


def _silence(source: Source) -> list[str]:
    return [
        f"* {source.name} ({source.url or source.kind})",
        f"  Something new came last on {format_moment(source.last_new)}; it was never still for so long. It is looked at as before.",
        *_suggestion(source),
        f"  {link_to('sources/source', id=source.pk)}",
        "",
    ]


def _suggestion(source: Source) -> list[str]:
    if not source.suggested:
        return []
    return [
        f"  Its home page names this feed: {source.suggested}",
        f"  Take it or leave it: {link_to('sources/source', id=source.pk)}",
    ]


def format_moment(moment: datetime | None) -> str:
    """Return a moment in the newsroom's time."""
    return f"{site.to_local(moment):%Y-%m-%d %H:%M}" if moment else "never"


def _next(source: Source) -> str:
    if source.due is None:
        return "It says that it is gone for good, so it is not asked again. Correct its address, or remove it."
    return f"It failed {source.failures} times in a row and is asked again at {format_moment(source.due)}."
