"""Which version of a story stands on the site: putting another one in its place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.corrections.post_hash import hash_post
from wirepress.features.wire.corrections.post_parts import read_parts
from wirepress.features.wire.corrections.record_change import is_edited, post_of_item, record_change
from wirepress.features.wire.decide.teaser import TEASER_MAX, StandingVersion, count_words
from wirepress.features.wire.entry.plain_text import clean_title, html_to_text
from wirepress.features.wire.entry.records import PostTexts
from wirepress.features.wire.ingest.canonical import META
from wirepress.features.wire.models import Cluster, Item, Source, Version

PUBLIC = ("publish", "private")


def read_standing(item_ids: Iterable[int], priority: int) -> dict[int, StandingVersion]:
    """Return what stands for the stories of items, where another version of that priority could take its place: a short one, or that of
    a source with another priority. By the item's number; a few questions for all of them."""
    leads = _leads_of([pk for pk in item_ids if pk])
    if not leads:
        return {}
    slim = Item.objects.filter(pk__in=set(leads.values())).only("teaser", "words", "post_id", "filed_hash", "source_id")
    rows = {item.pk: item for item in slim}
    sources = Source.objects.filter(pk__in={item.source_id for item in rows.values()}).values_list("pk", "policy")
    rules = {pk: (int(policy.get("priority", 0)), policy.get("promote", "hand")) for pk, policy in sources}
    open_to = {
        pk: item
        for pk, item in rows.items()
        if item.teaser or item.words <= TEASER_MAX or rules[item.source_id][0] != priority
    }
    posts = Post.objects.exclude(status="trash").in_bulk([item.post_id for item in open_to.values() if item.post_id])
    found: dict[int, StandingVersion] = {}
    for pk, lead in leads.items():
        item, post = open_to.get(lead), posts.get(open_to[lead].post_id) if lead in open_to else None
        if item is None or post is None:
            continue
        theirs, promote = rules[item.source_id]
        words = item.words or _words_of(item)
        public = post.status in PUBLIC
        found[pk] = StandingVersion(words, item.teaser, theirs, public, is_edited(item, post), promote)
    return found


def _leads_of(item_ids: list[int]) -> dict[int, int]:
    """Return the item whose story is on the site, for each of these."""
    rows = Item.objects.filter(pk__in=item_ids).values_list("pk", "cluster__lead_id", "post_id") if item_ids else ()
    return {pk: lead or pk for pk, lead, post in rows if lead or post}


def _words_of(item: Item) -> int:
    text = Version.objects.filter(item=item).order_by("-id").values_list("text", flat=True).first()
    return count_words(text or "")


def put_in_front(item: Item, lead: Item, texts: PostTexts, *, actor: Actor, now: datetime, words: str) -> bool:
    """Put an attached item's version in the place of the one that stands: the post keeps its address, its number and its categories.

    Both are of one cluster. Return False where the post is gone. Inside a transaction; the revision keeps what stood there.
    """
    lead = Item.objects.select_for_update().get(pk=lead.pk)
    post = post_of_item(lead)
    if post is None or item.cluster_id is None:
        return False
    before = (clean_title(post.title), html_to_text(post.content))
    fields = {"title": texts.title, "content": texts.content, "excerpt": texts.excerpt}
    update_post(post, fields, actor=actor)
    PostMeta.objects.filter(post=post, key=META).delete()
    if texts.canonical:
        PostMeta.objects.create(post=post, key=META, value=texts.canonical)
    item.post_id, item.state, item.hold, item.expires = post.pk, lead.state, "", lead.expires
    item.filed_hash, item.filed_parts = hash_post(post), read_parts([post])[post.pk]
    item.flag = item.flag_words = ""
    lead.post_id, lead.state, lead.filed_hash, lead.filed_parts = 0, "attached", "", {}
    if lead.flag == "longer":
        lead.flag = lead.flag_words = ""
    lead.save(update_fields=["post_id", "state", "filed_hash", "filed_parts", "flag", "flag_words"])
    item.save(update_fields=["post_id", "state", "hold", "expires", "filed_hash", "filed_parts", "flag", "flag_words"])
    Cluster.objects.filter(pk=item.cluster_id).update(lead_id=item.pk)
    after = (clean_title(post.title), html_to_text(post.content))
    parts = {"headline": (before[0], after[0]), "text": (before[1], after[1])}
    record_change(item, "promote", words, parts, now)
    return True


def offer_place(lead: Item, words: str) -> None:
    """Tell the newsroom that a better version of a story is here."""
    if lead.flag in ("", "longer"):
        Item.objects.filter(pk=lead.pk).update(flag="longer", flag_words=words)
