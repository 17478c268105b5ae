"""One story from several sources: found by sketches of texts, judged by what the texts really share, stored as a cluster."""

from __future__ import annotations

from wirepress.features.wire.dedupe.clusters import (
    find_lead,
    join_cluster,
    join_clusters,
    leave_cluster,
    merge_clusters,
)
from wirepress.features.wire.dedupe.find_duplicates import (
    find_headline_twins,
    find_nearest,
    find_twins,
    prune_bands,
    store_bands,
    store_many_bands,
)
from wirepress.features.wire.dedupe.minhash import Fingerprint, make_fingerprint

__all__ = [
    "Fingerprint",
    "find_headline_twins",
    "find_lead",
    "find_nearest",
    "find_twins",
    "join_cluster",
    "join_clusters",
    "leave_cluster",
    "make_fingerprint",
    "merge_clusters",
    "prune_bands",
    "store_bands",
    "store_many_bands",
]
