"""A small paper for the tests of heads and structured data, and what machines read of its pages."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

_TAG = re.compile(r"<(meta|link)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z:_-]+)="([^"]*)"')
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


@dataclass(slots=True)
class Read:
    """A page as machines read it: title, metas by name or property, links by rel, nodes by type."""

    html: str
    status: int
    title: str = ""
    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The content of the one meta of that name, "" for none."""
        found = self.meta.get(name, [])
        assert len(found) <= 1, f"{name} is there {len(found)} times"
        return found[0] if found else ""

    @property
    def robots(self) -> set[str]:
        """The directives for robots."""
        return set(self.one("robots").split(", "))


def read(client: Client, address: str) -> Read:
    """Ask for a page and read its head."""
    answer = client.get(address)
    text = answer.content.decode()
    head = text.partition("</head>")[0]
    found = Read(text, answer.status_code)
    titles = re.findall(r"<title>(.*?)</title>", head, re.S)
    assert len(titles) == 1
    found.title = html.unescape(titles[0])
    for kind, attributes in _TAG.findall(head):
        given = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        if kind == "meta" and (name := given.get("name") or given.get("property")):
            found.meta.setdefault(name, []).append(given.get("content", ""))
        elif kind == "link":
            found.links.setdefault(given.get("rel", ""), []).append(given.get("href", ""))
    scripts = _SCRIPT.findall(head)
    assert len(scripts) <= 1
    for node in json.loads(scripts[0])["@graph"] if scripts else ():
        found.nodes[node["@type"]] = node
    return found
