"""Where a view came from, in one word. Lists of our own: the hosts that search engines and networks send readers from."""

from __future__ import annotations

from typing import Final, Literal

from wirepress.features.analytics.events import RecordedEvent

Channel = Literal["direct", "inside", "search", "social", "mail", "feed", "campaign", "site"]
_SEARCH: Final = (
    "google.", "bing.com", "duckduckgo.com", "ecosia.org", "startpage.com", "qwant.com", "search.brave.com", "kagi.com",
    "search.yahoo.", "yahoo.com", "yandex.", "ya.ru", "baidu.com", "naver.com", "seznam.cz", "mojeek.com", "swisscows.com",
    "search.marginalia.nu", "perplexity.ai", "chatgpt.com", "metager.",
)  # fmt: skip
_SOCIAL: Final = (
    "facebook.com", "fb.com", "instagram.com", "threads.net", "threads.com", "x.com", "twitter.com", "t.co", "bsky.app",
    "linkedin.com", "lnkd.in", "reddit.com", "pinterest.", "youtube.com", "youtu.be", "tiktok.com", "telegram.org", "t.me",
    "vk.com", "ok.ru", "whatsapp.com", "wa.me", "discord.com", "tumblr.com", "flipboard.com", "news.ycombinator.com", "snapchat.com",
    "mastodon.social", "weibo.com", "xing.com",
)  # fmt: skip
_MAIL: Final = ("mail.google.com", "outlook.live.com", "mail.yahoo.com", "outlook.office.com", "mail.proton.me")
_FEEDS: Final = ("feedly.com", "inoreader.com", "newsblur.com", "theoldreader.com", "feedbin.com")
_MEDIUMS: Final[dict[str, Channel]] = {
    "email": "mail",
    "mail": "mail",
    "newsletter": "mail",
    "rss": "feed",
    "feed": "feed",
    "social": "social",
    "organic": "search",
}


def source_of(event: RecordedEvent) -> str:
    """Return the site that a view came from: its host without `www.`, or the source that a campaign names; "" for none."""
    if event.campaign[0]:
        return event.campaign[0]
    return "" if event.inside else event.referrer.partition("/")[0].lower().removeprefix("www.")


def channel_of(event: RecordedEvent) -> Channel:
    """Return where a view came from. What a campaign says goes before the referrer."""
    source, medium, name = event.campaign
    if source or medium or name:
        return _MEDIUMS.get(medium.lower(), "campaign")
    if event.inside:
        return "inside"
    host = source_of(event)
    if not host:
        return "direct"
    if _is_one_of(host, _MAIL):
        return "mail"
    if _is_one_of(host, _FEEDS):
        return "feed"
    if _is_one_of(host, _SOCIAL):
        return "social"
    return "search" if _is_one_of(host, _SEARCH) else "site"


def _is_one_of(host: str, names: tuple[str, ...]) -> bool:
    """Return whether a host is one of these or below it. A name that ends in a dot stands for all its top-level domains."""
    return any(
        f".{host}".endswith(f".{name}") if not name.endswith(".") else f".{name}" in f".{host}" for name in names
    )


def campaign_label(event: RecordedEvent) -> str:
    """Return a campaign as it is shown: source / medium / name; "" for none."""
    return " / ".join(part or "-" for part in event.campaign) if any(event.campaign) else ""
