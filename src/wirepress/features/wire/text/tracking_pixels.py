"""Pictures that show nothing and count readers."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_HOSTS: Final = frozenset(
    "doubleclick.net googleadservices.com googlesyndication.com google-analytics.com scorecardresearch.com quantserve.com "
    "chartbeat.com chartbeat.net omtrdc.net 2o7.net demdex.net adnxs.com taboola.com outbrain.com feedsportal.com pheedo.com "
    "feedblitz.com stats.wordpress.com pixel.wp.com b.scorecardresearch.com bat.bing.com sitemeter.com statcounter.com "
    "hit.gemius.pl ioam.de ivwbox.de wemfbox.ch vgwort.de met.vgwort.de counter.theguardian.com rss.buysellads.com "
    "pixel.quantcount.com matomo.cloud adsafeprotected.com moatads.com crwdcntrl.net imrworldwide.com".split()
)
_COUNTING_NAMES: Final = frozenset(
    "pixel pixels track tracking tracker trk beacon beacons analytics counter stats metrics telemetry".split()
)
_FEED_COUNTERS: Final = re.compile(
    r"^https?://(?:feeds\.feedburner\.com|feeds2?\.[a-z0-9.-]+|rss\.[a-z0-9.-]+)/~(?:r|ff|a|4)/", re.IGNORECASE
)
_PATHS: Final = re.compile(
    r"(?:^|/)(?:pixel|beacon|track(?:er|ing)?|counter|count|impression|piwik|matomo|1x1|1px|clear|spacer|blank|transparent|utm|__utm|ping|"
    r"stats?|ads?view)(?:[._-][a-z0-9]{1,12})?(?:\.(?:gif|png|php|aspx?|jsp|cgi))(?:\Z|[/?])"
    r"|(?:^|/)[a-z]\.gif\Z",
    re.IGNORECASE,
)
TINY: Final = 3  # pixels


def is_tracker(url: str, width: int = -1, height: int = -1) -> bool:
    """Return whether a picture of this address and size (in pixels; -1 or 0 where unknown) is there to count readers.

    `width` and `height` of 1 to 3 pixels are no picture whatever the address.
    """
    if 0 < width <= TINY or 0 < height <= TINY:
        return True
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return True
    names = host.split(".")
    if any(".".join(names[at:]) in _HOSTS for at in range(len(names))):
        return True
    if names[0] in _COUNTING_NAMES and len(names) > 2:
        return True
    if host.endswith("facebook.com") and parts.path == "/tr":
        return True
    return _FEED_COUNTERS.match(url) is not None or _PATHS.search(parts.path) is not None
