"""What a plugin adds to a story in feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FeedAddition:
    """HTML before and after the texts of a story (paragraphs of their own), and parameters for the query of its link."""

    before: str = ""
    after: str = ""
    link_query: Mapping[str, str] = field(default_factory=dict)
