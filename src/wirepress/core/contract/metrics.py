"""What a plugin counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Metric:
    """One number of /-/metrics. Rows of the same name stand together; `labels` tell them apart."""

    name: str  # as Prometheus writes names; a counter's without `_total`
    help: str
    value: float
    kind: Literal["gauge", "counter"] = "gauge"
    labels: Mapping[str, str] = field(default_factory=dict)
