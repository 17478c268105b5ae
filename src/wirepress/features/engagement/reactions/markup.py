"""The block of six reactions below a story, white space and all (Booster Extension 1.2.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from wirepress.features.engagement.reactions.kinds import KINDS, Kind
from wirepress.features.engagement.reactions.live import count_name, share_name
from wirepress.features.engagement.reactions.percents import percents

Wrap = Callable[[str, str], str]
ICONS: Final = (
    "/wp-content/plugins/booster-extension//assets/icon/"  # two slashes: that is the address that sites have out there
)
_HIDDEN: Final = '<span style="display: none;" class="twp-react-count">'
_SHOWN: Final = '<span class="twp-react-count">'


def block(
    post_id: int,
    counts: Mapping[int, int],
    reacted: int | None,
    *,
    numbers: bool,
    home: str,
    wrap: Wrap = lambda name, text: text,
) -> str:
    """The block of a post. `counts` by number of the reaction, absent ones are 0; `reacted` is the reader's own;
    `numbers` shows counts instead of percents; `home` is the site's address without a slash at the end; `wrap` may mark what
    changes with every vote."""
    full = {kind.number: counts.get(kind.number, 0) for kind in KINDS}
    shares = percents(full)
    parts = [
        _kind(
            kind,
            post_id,
            home,
            own=kind.number == reacted,
            amounts=_amounts(
                kind,
                wrap(count_name(kind.number), str(abs(full[kind.number]))),
                wrap(share_name(kind.number), f"{shares[kind.number]:,}"),
                numbers,
            ),
        )
        for kind in KINDS
    ]
    return (
        f'{_at(8)}<div class="booster-block booster-reactions-block">\n{_at(12)}<div class="twp-reactions-icons">\n{_at(16)}\n'
        f"{''.join(parts)}{_at(12)}</div>\n{_at(8)}</div>\n\n{_at(4)}"
    )


def _at(width: int) -> str:
    return " " * width


def _kind(kind: Kind, post_id: int, home: str, *, own: bool, amounts: str) -> str:
    title = f"\n{_at(24)}{kind.title}{_at(20)}" if kind.titled else kind.title
    return (
        f'{_at(16)}<div class="twp-reacts-wrap">\n'
        f'{_at(20)}<a react-data="be-react-{kind.number}" post-id="{post_id}" class="be-face-icons {"" if own else "un-"}reacted"'
        f' href="javascript:void(0)">\n'
        f'{_at(24)}<img src="{home}{ICONS}{kind.icon}.svg" alt="{kind.title}">\n'
        f"{_at(20)}</a>\n"
        f'{_at(20)}<div class="twp-reaction-title">{title}</div>\n'
        f'{_at(20)}<div class="twp-count-percent">\n{amounts}{_at(20)}</div>\n'
        f"{_at(16)}</div>\n\n"
    )


def _amounts(kind: Kind, count: str, share: str, numbers: bool) -> str:
    """The count, hidden beside the percent or shown alone. Counts below zero are shown without their sign."""
    hidden = "" if numbers else f"{_at(28)}{_HIDDEN}{count}</span>\n{_at(24)}"
    between = "\n" if kind.gap == "between" else ""
    shown = (
        f"{_at(28)}{_SHOWN}{count}</span>"
        if numbers
        else f'{_at(24)}<span class="twp-react-percent"><span>{share}</span> %</span>'
    )
    after = "\n" if kind.gap == "after" else ""
    return f"{_at(24)}{hidden}{between}{_at(24)}{shown}\n{_at(24)}{after}"
