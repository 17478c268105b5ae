"""What a plugin may rely on of a post's row, whatever the table behind it is."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class PostFacts(Protocol):
    """A post of any type. Times are naive; `date` is the site's local time, `date_gmt` GMT."""

    @property
    def pk(self) -> int:
        """Its id."""

    @property
    def type(self) -> str:
        """The post type: "post", "page", "attachment" or a plugin's own."""

    @property
    def status(self) -> str:
        """The stored status: "publish", "draft", "future" ..."""

    @property
    def title(self) -> str:
        """The title as it is stored."""

    @property
    def slug(self) -> str:
        """The last part of its address."""

    @property
    def content(self) -> str:
        """The text as it is stored."""

    @property
    def excerpt(self) -> str:
        """The excerpt that a writer gave, "" where there is none."""

    @property
    def password(self) -> str:
        """What a reader must know to read it, "" where everybody may."""

    @property
    def date(self) -> datetime | None:
        """When it was published, local time."""

    @property
    def date_gmt(self) -> datetime | None:
        """When it was published, GMT."""
