"""Clusters: the story that was filed, and the other sources' versions of it."""

from __future__ import annotations

from collections.abc import Sequence

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
        join_clusters([(item, other_id)])
        if item.pk:
            Item.objects.filter(pk=item.pk).update(cluster=item.cluster)
    assert item.cluster is not None
    return item.cluster


def join_clusters(pairs: Sequence[tuple[Item, int]]) -> None:
    """Put items, which are not saved, into the clusters of others, in a few statements for all of them. Inside a transaction."""
    wanted = sorted({other for _, other in pairs})
    if not wanted:
        return
    others = Item.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk", "cluster_id")
    found = dict(others)
    alone = [pk for pk, cluster in found.items() if cluster is None]
    now = site.now_gmt()
    made = Cluster.objects.bulk_create([Cluster(lead_id=pk, made=now) for pk in alone])
    for cluster in made:
        Item.objects.filter(pk=cluster.lead_id).update(cluster=cluster)
    clusters = {cluster.lead_id: cluster for cluster in made}
    kept = Cluster.objects.in_bulk([number for number in found.values() if number is not None])
    for item, other in pairs:
        if other not in found:
            raise Item.DoesNotExist(f"There is no item {other}.")
        number = found[other]
        item.cluster = clusters[other] if number is None else kept[number]


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
