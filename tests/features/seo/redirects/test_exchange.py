"""Rules of others come in with what they meant there; ours go out and come in again unchanged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wirepress.features.seo.redirects.exchange import csv_file, plugin_rows
from wirepress.features.seo.redirects.exchange.read_file import UnknownKind, import_text, read_text, recognises
from wirepress.features.seo.redirects.exchange.records import NotUnderstood
from wirepress.features.seo.redirects.find import find
from wirepress.features.seo.redirects.models import RedirectRule
from wirepress.features.seo.redirects.save import NewRule

REDIRECTION = {
    "groups": [{"id": 1, "name": "Moves", "enabled": True}, {"id": 2, "name": "Old", "enabled": False}],
    "redirects": [
        {
            "url": "/old/?id=7",
            "match_url": "/old",
            "match_data": {
                "source": {"flag_query": "exact", "flag_case": True, "flag_trailing": True, "flag_regex": False}
            },
            "action_code": 301,
            "action_type": "url",
            "action_data": {"url": "/new/"},
            "match_type": "url",
            "title": "Moved in spring",
            "hits": 5,
            "regex": False,
            "group_id": 1,
            "position": 3,
            "last_access": "2026-01-02 03:04:05",
            "enabled": True,
        },
        {
            "url": "^/amp/(.*)",
            "regex": 1,
            "action_type": "url",
            "action_code": 302,
            "match_type": "url",
            "action_data": {"url": "/m/$1"},
            "group_id": 2,
        },
        {
            "url": "/x",
            "action_type": "url",
            "action_code": 301,
            "match_type": "agent",
            "action_data": {"agent": "Mobile"},
        },
        {"url": "/gone", "action_type": "error", "action_code": 410, "match_type": "url"},
        {"url": "/lucky", "action_type": "random", "action_code": 307, "match_type": "url"},
    ],
}
HTACCESS = """
# BEGIN WordPress
RewriteRule ^index\\.php$ - [L]
RewriteRule . /index.php [L]
# END WordPress
Redirect 301 /old /new
RedirectPermanent "/a b" /ab
RedirectMatch 302 ^/tag/(.+)$ /topic/$1
Redirect gone /dead
RewriteEngine On
RewriteRule ^crane-report\\.html$ /2024/crane/ [R=301,L,NC]
RewriteRule ^print/(.*)$ https://print.example/$1 [R,L]
RewriteCond %{QUERY_STRING} ^id=12$
RewriteRule ^show\\.php$ /story/? [R=301,L]
RewriteCond %{HTTP_USER_AGENT} Mobile
RewriteRule ^m/(.*)$ /$1 [R=302]
RewriteRule ^withdrawn/?$ - [G]
RewriteRule ^inner$ /other [L]
"""


def rules_of(text: str) -> tuple[list[NewRule], list[str]]:
    found = list(read_text(text))
    return [one for one in found if isinstance(one, NewRule)], [
        one.words for one in found if isinstance(one, NotUnderstood)
    ]


def short(new: NewRule) -> tuple[Any, ...]:
    return new.rule.match, new.rule.source, new.rule.target, new.rule.code


@pytest.mark.pure
def test_redirections_export() -> None:
    rules, problems = rules_of(json.dumps(REDIRECTION))
    assert [short(one) for one in rules] == [
        ("exact", "/old/?id=7", "/new/", 301),
        ("regex", "^/amp/(.*)", "/m/$1", 302),
        ("exact", "/gone", "", 410),
    ]
    first = rules[0]
    assert (first.rule.query, first.rule.ignore_case, first.rule.group, first.hits) == ("exact", True, "Moves", 5)
    assert (first.position, first.note, str(first.last_hit)) == (3, "Moved in spring", "2026-01-02 03:04:05")
    assert rules[1].enabled is False and rules[1].rule.ignore_case is False
    assert len(problems) == 2 and "condition" in problems[0] and "random" in problems[1]


@pytest.mark.pure
def test_the_other_plugins() -> None:
    aioseo = {
        "source_url": "/old-story",
        "target_url": "/2026/new/",
        "type": 301,
        "query_param": "pass",
        "regex": 0,
        "ignore_slash": 1,
        "ignore_case": 1,
        "enabled": 1,
        "group": "modified",
        "custom_rules": None,
    }
    made = plugin_rows.read_aioseo(aioseo)
    assert isinstance(made, NewRule) and short(made)[1:3] == ("/old-story", "/2026/new/") and made.rule.group == "moved"
    assert isinstance(plugin_rows.read_aioseo({**aioseo, "type": 0}), NotUnderstood)
    assert isinstance(plugin_rows.read_aioseo({**aioseo, "custom_rules": '[{"type":"login"}]'}), NotUnderstood)
    yoast = [
        {"origin": "old/story", "url": "/new/story/", "type": 301, "format": "plain"},
        {"origin": "^tag/(.+)$", "url": "/topic/$1", "type": 302, "format": "regex"},
        {"origin": "gone", "url": "", "type": 410, "format": "plain"},
    ]
    assert [short(one) for one in rules_of(json.dumps(yoast))[0]] == [
        ("exact", "old/story", "/new/story/", 301),
        ("regex", "^tag/(.+)$", "/topic/$1", 302),
        ("exact", "gone", "", 410),
    ]
    math = {
        "sources": [
            {"ignore": "case", "pattern": "Old-Page", "comparison": "exact"},
            {"pattern": "^archive/(\\d+)", "comparison": "regex"},
            {"pattern": "shop/", "comparison": "start"},
        ],
        "url_to": "https://example.test/a/$1",
        "header_code": 301,
        "hits": 12,
        "status": "active",
    }
    assert [short(one)[:2] for one in plugin_rows.read_rank_math(math) if isinstance(one, NewRule)] == [
        ("exact", "Old-Page"),
        ("regex", r"^archive/(\d+)"),
        ("wildcard", "/shop*"),
    ]


@pytest.mark.pure
def test_htaccess() -> None:
    rules, problems = rules_of(HTACCESS)
    assert [short(one) for one in rules] == [
        ("exact", "/old", "/new", 301),
        ("wildcard", "/old/*", "/new/$1", 301),
        ("exact", "/a b", "/ab", 301),
        ("wildcard", "/a b/*", "/ab/$1", 301),
        ("regex", "^/tag/(.+)$", "/topic/$1", 302),
        ("exact", "/dead", "", 410),
        ("wildcard", "/dead/*", "", 410),
        ("exact", "/crane-report.html", "/2024/crane/", 301),
        ("regex", "^/print/(.*)$", "https://print.example/$1", 302),
        ("exact", "/show.php?id=12", "/story/", 301),
        ("exact", "/withdrawn", "", 410),
    ]
    assert len(problems) == 1 and "HTTP_USER_AGENT" in problems[0]


@pytest.mark.pure
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/a,/b\n/c,/d,302\n", [("exact", "/a", "/b", 301), ("exact", "/c", "/d", 302)]),
        (
            "Origin,Target,Type,Format\nold,/new/,301,plain\n^x$,/y,307,regex\n",
            [("exact", "old", "/new/", 301), ("regex", "^x$", "/y", 307)],
        ),
        ("source;target\n/a;/b\n/w/*;/v/$1\n", [("exact", "/a", "/b", 301), ("wildcard", "/w/*", "/v/$1", 301)]),
        (
            "source,target,regex,code,type,hits,title,status\n/a,/b,0,301,url,7,Note,active\n",
            [("exact", "/a", "/b", 301)],
        ),
        (
            "id,source,matching,destination,type,category,status,ignore\n1,shop,start,/s,301,,active,\n",
            [("wildcard", "shop*", "/s", 301)],
        ),
        ("source,target,code\n/a,,404\n,/b,301\n/c,,301\n", []),
    ],
)
def test_csv_of_others(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [short(one) for one in rules_of(text)[0]] == expected


@pytest.mark.django_db
def test_what_goes_out_comes_in_again() -> None:
    import_text(json.dumps(REDIRECTION))
    import_text("source,target,note\n/formula,/x,=1+1\n")
    before = list(RedirectRule.objects.order_by("id").values())
    text = "".join(csv_file.write(RedirectRule.objects.order_by("id")))
    assert "'=1+1" in text
    RedirectRule.objects.all().delete()
    done = import_text(text)
    assert (done.created, done.refused_count) == (len(before), 0)
    drop = ("id", "created", "changed")
    after = list(RedirectRule.objects.order_by("id").values())
    assert [{k: v for k, v in row.items() if k not in drop} for row in after] == [
        {k: v for k, v in row.items() if k not in drop} for row in before
    ]
    assert import_text(text).unchanged == len(before)


@pytest.mark.django_db
def test_apaches_rules_work() -> None:
    import_text(HTACCESS)
    assert [
        getattr(find(*one), "target", None) for one in (("/old/a/b", ""), ("/show.php", "id=12"), ("/m/x", ""))
    ] == [
        "/new/a/b",
        "/story/",
        None,
    ]


@pytest.mark.django_db
def test_a_trial_writes_nothing() -> None:
    done = import_text("/a,/b\n/c,,\n", dry_run=True)
    assert (done.created, done.refused_count) == (1, 1) and not RedirectRule.objects.exists()


@pytest.mark.pure
@pytest.mark.parametrize("text", ["", "hello", "{", '{"a": 1}', "<html>"])
def test_what_is_no_list_of_rules_is_said(text: str) -> None:
    with pytest.raises(UnknownKind):
        list(read_text(text))


@pytest.mark.pure
def test_files_are_recognised() -> None:
    assert recognises(b"", Path(".htaccess")) and recognises(b"source,target\n", Path("r.csv"))
    assert not recognises(b"title,content\n", Path("r.csv")) and not recognises(b'[{"id": 1}]', Path("posts.json"))
