"""Rules that are made by themselves: a published story moved or is gone, or is back."""

from __future__ import annotations

import hashlib
from typing import Any, Final
from urllib.parse import urlencode

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.core.contract.events import Event
from wirepress.features.seo.notices import leave_notice
from wirepress.features.seo.redirects.addresses import local_address, split
from wirepress.features.seo.redirects.models import RedirectRule
from wirepress.features.seo.redirects.rules import Rule, holds
from wirepress.features.seo.redirects.save import NewRule, as_rule, delete_rules, save_rule
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.redirects import RedirectSettings

MOVED: Final = "moved"  # groups of these rules
DELETED: Final = "deleted"
PAGE: Final = "/wp-admin/seo-redirects/"


def hear(event: Event) -> None:
    """Make, or take back, the rule that an event asks for. Plain addresses do not change, and are not watched."""
    if not site.pretty():
        return
    chosen = settings.read(RedirectSettings)
    if event.name == "post.moved" and chosen.moved:
        _moved(event.object_id, str(event.data["before"]), str(event.data["after"]), notice=chosen.notice)
    elif event.name in ("post.unpublished", "post.deleted") and chosen.deleted and event.data["link"]:
        if event.name == "post.deleted" or event.data["status"] == "trash":
            _gone(event.object_id, str(event.data["link"]))
    elif event.name == "post.published":
        _back(event.object_id)


def _moved(post_id: int, before: str, after: str, *, notice: bool) -> None:
    source, target = local_address(before, site.home()), local_address(after, site.home())
    if source is None or target is None or source == target:
        return
    _free(target)
    row: RedirectRule | None = None
    try:
        row = save_rule(NewRule(Rule(0, "exact", source, target, group=MOVED), post_id=post_id))
    except ActionRefused:
        row = None  # a rule of the newsroom's says otherwise: that counts
    if notice:
        leave_notice(moved_notice(source, target, row))


def moved_notice(source: str, target: str, row: RedirectRule | None) -> dict[str, Any]:
    """Return the notice for whoever changed an address, in the plugin's form."""
    if row is not None:
        message = f"The address of this story has changed. Readers of {source} are led to {row.target or target}."
        action = {"url": site.home(f"{PAGE}?{urlencode({'edit': row.pk})}"), "label": "Look at the redirect"}
    else:
        message = f"The address of this story has changed, and readers of {source} will find nothing there."
        action = {
            "url": site.home(f"{PAGE}?{urlencode({'source': source, 'target': target})}"),
            "label": "Add a redirect",
        }
    return {
        "message": message,
        "status": "warning",
        "options": {
            # The plugin's identity of a notice: the same one is not shown twice.
            "id": hashlib.md5(f"{message}warning".encode(), usedforsecurity=False).hexdigest(),
            "isDismissible": True,
            "actions": [{**action, "class": "aioseo-redirects-slug-changed"}],
        },
        "allowedContexts": ["posts"],
    }


def _gone(post_id: int, link: str) -> None:
    source = local_address(link, site.home())
    if source is None or source == "/":
        return
    # What led to the story says itself now that it is gone.
    for row in RedirectRule.objects.filter(post_id=post_id, group=MOVED):
        _save_gone(row.source, post_id)
    _save_gone(source, post_id)


def _save_gone(source: str, post_id: int) -> None:
    try:
        save_rule(NewRule(Rule(0, "exact", source, "", code=410, group=DELETED), post_id=post_id))
    except ActionRefused:
        return


def _back(post_id: int) -> None:
    """The story is published again: nothing says any more that it is gone, and its old addresses lead to it."""
    from wirepress.content.posts.addresses.public_link import public_link
    from wirepress.content.posts.models import Post

    post = Post.objects.filter(pk=post_id).first()
    link = public_link(post) if post is not None else ""
    target = local_address(link, site.home()) if link else None
    if target is None:
        return
    _free(target)
    for row in RedirectRule.objects.filter(post_id=post_id, group=DELETED):
        save_rule(NewRule(Rule(0, "exact", row.source, target, group=MOVED), post_id=post_id), row=row)


def _free(address: str) -> None:
    """Delete the rules made by themselves that stand at an address where a story is now."""
    from wirepress.features.seo.redirects.addresses import numbers_of_request, read_query

    path, query = split(address)
    rows = RedirectRule.objects.filter(
        key__in=numbers_of_request(path, read_query(query)), match="exact", group__in=(MOVED, DELETED)
    )
    delete_rules([row.pk for row in rows if holds(as_rule(row), path, query)])
