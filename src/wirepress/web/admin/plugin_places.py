"""The newsroom pages of plugins' post types and taxonomies, by the names of those."""

from __future__ import annotations

from typing import Any

from django.db import models


class Place:
    """Where a page of rows is: below /wp-admin/, and the beginning of its addresses' names."""

    def __init__(self, path: str, model: type[models.Model], admin: type[Any]) -> None:
        self.path, self.model, self.admin = path, model, admin

    @property
    def name(self) -> str:
        """Beginning of the names of its addresses: `admin:NAME_changelist`."""
        return f"{self.model._meta.app_label}_{self.model._meta.model_name}"


TYPE_PLACES: dict[str, Place] = {}
TAXONOMY_PLACES: dict[str, Place] = {}
