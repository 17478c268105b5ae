"""Clusters: the story that was filed, and the other sources' versions of it."""

from __future__ import annotations

from django.db import transaction

from wirepress.content.options import site
from wirepress.features.wire.models import Cluster, Item


def find_lead(item: Item) -> Item | None:
    """Return the item whose story is on the site for this one: its cluster's lead, else itself where it was filed; None when there is none."""
    if item.cluster is not None and item.cluster.lead_id:
        return Item.objects.filter(pk=item.cluster.lead_id).first()
    return item if item.post_id else None


def join_cluster(item: Item, other_id: int) -> Cluster:
    """Put an item into the cluster of another one, which is made where there is none; that other one leads it then."""
    with transaction.atomic():
        other = Item.objects.select_for_update().get(pk=other_id)
        cluster = other.cluster
        if cluster is None:
            cluster = Cluster.objects.create(lead_id=other.pk, made=site.now_gmt())
            Item.objects.filter(pk=other.pk).update(cluster=cluster)
        item.cluster = cluster
        if item.pk:
            Item.objects.filter(pk=item.pk).update(cluster=cluster)
    return cluster


def merge_clusters(target: Cluster, gone: Cluster) -> None:
    """Every item of one cluster goes into another one."""
    with transaction.atomic():
        Item.objects.filter(cluster=gone).update(cluster=target)
        if gone.pk != target.pk:
            gone.delete()


def leave_cluster(item: Item) -> None:
    """Take an item out. The oldest one that was filed leads on; a cluster of one is none."""
    cluster = item.cluster
    if cluster is None:
        return
    with transaction.atomic():
        Item.objects.filter(pk=item.pk).update(cluster=None)
        item.cluster = None
        rest = list(Item.objects.filter(cluster=cluster).order_by("id"))
        if len(rest) < 2:
            Item.objects.filter(cluster=cluster).update(cluster=None)
            cluster.delete()
        elif cluster.lead_id == item.pk:
            filed = next((one for one in rest if one.post_id), rest[0])
            Cluster.objects.filter(pk=cluster.pk).update(lead_id=filed.pk)
