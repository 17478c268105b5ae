"""One story told by several sources: found by sketches of texts, judged by what the texts really share, kept as a cluster."""

from __future__ import annotations

from wirepress.features.wire.dedupe.clusters import join, lead_of, leave, merge
from wirepress.features.wire.dedupe.find_duplicates import nearest, prune, remember, twins
from wirepress.features.wire.dedupe.minhash import Fingerprint, fingerprint

__all__ = ["Fingerprint", "fingerprint", "join", "lead_of", "leave", "merge", "nearest", "prune", "remember", "twins"]
