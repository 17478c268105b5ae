"""Invented redirects and addresses not found, for the demo newspaper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from wirepress.content.options import site
from wirepress.content.posts.addresses.public_link import public_link
from wirepress.content.posts.models import Post
from wirepress.core.hooks import DemoContext
from wirepress.features.seo.redirects.addresses import local_address, number_of
from wirepress.features.seo.redirects.models import MissingAddress, RedirectRule
from wirepress.features.seo.redirects.rules import Rule
from wirepress.features.seo.redirects.save import NewRule, save_rules

_MISSED: Final[Sequence[tuple[str, int, int, dict[str, int]]]] = (
    ("/tide-tables-2019/", 41, 3, {"https://sailing-club.example/links": 33}),
    ("/printed-edition/archive.html", 17, 9, {"https://library.example/newspapers": 12}),
    ("/shop/", 9, 0, {}),
    ("/weather/harbour", 6, 1, {"https://news.search.example/": 4}),
    ("/.env", 0, 212, {}),
    ("/wp-content/plugins/old-gallery/upload.php", 0, 148, {}),
)
_FIXED: Final = (
    NewRule(Rule(0, "exact", "/subscribe-now", "/", 302, group="campaigns"), note="Poster at the pier"),
    NewRule(Rule(0, "wildcard", "/amp/*", "/$1", 301, group="old site")),
    NewRule(Rule(0, "regex", r"^/archive/(\d{4})-(\d\d)/?$", "/$1/$2/", 301, group="old site")),
    NewRule(Rule(0, "exact", "/classified-ads", "", 410, group="old site"), note="Closed in 2021"),
)


def fill_demo(context: DemoContext) -> None:
    """Write some rules, some of which are used, and what readers and programs looked for in vain."""
    dice = context.dice("seo redirects")
    rules = list(_FIXED)
    for place, post in enumerate(Post.objects.filter(pk__in=list(context.post_ids)[:4], status="publish")):
        target = local_address(public_link(post), site.home())
        if target and "?" not in target:
            rules.append(NewRule(Rule(0, "exact", f"/{1887 + place}/{post.slug}.html", target, 301, group="old site")))
    save_rules(rules)
    for row in RedirectRule.objects.all():
        row.hits, row.last_hit = dice.randrange(3, 900), context.now - timedelta(minutes=dice.randrange(5, 9000))
        row.save(update_fields=["hits", "last_hit"])
    MissingAddress.objects.bulk_create(
        MissingAddress(
            key=number_of(path),
            path=path,
            readers=readers,
            bots=bots,
            referrers=referrers,
            first=context.now - timedelta(days=dice.randrange(9, 60)),
            last=context.now - timedelta(minutes=dice.randrange(3, 4000)),
        )
        for path, readers, bots, referrers in _MISSED
    )
