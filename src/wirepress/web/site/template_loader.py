"""Templates of the public site from the site's own folder, from features, and built-in ones, in that order."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.db import DatabaseError, InterfaceError
from django.template import Origin
from django.template.loaders import cached, filesystem

from wirepress.content.options.features import extensions
from wirepress.core.extensions import Extensions
from wirepress.settings.settings import get_settings

FOLDER: Final = "templates"  # in the site's own folder


def _features() -> Extensions | None:
    """The features that are on; None where the database cannot tell."""
    try:
        return extensions()
    except (DatabaseError, InterfaceError):
        return None


class OverrideLoader(filesystem.Loader):
    """Templates of the same name in a folder of the site or of a feature."""

    def get_dirs(self) -> list[str | Path]:
        features = _features()
        return [get_settings().folder / FOLDER, *(features.declared("template_folders") if features else ())]


class FeatureCachedLoader(cached.Loader):
    """Keeps templates for the life of the process, apart for each set of features."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        features = _features()
        return f"{' '.join(features.names) if features else ''}\n{super().cache_key(template_name, skip)}"
