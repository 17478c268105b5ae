"""The sample plugin as a stranger has it: built as a wheel, installed beside Wirepress, served."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.serving import Service

SOURCE = Path(__file__).resolve().parents[2] / "examples" / "wirepress-example"


def _pip(*words: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=serving.environment())
    assert done.returncode == 0, (words, done.stdout[-1500:], done.stderr[-1500:])


def install_wheel(source: Path, folder: Path) -> Path:
    """Build the wheel of a package and install it; return where. The tools that build it come from the index that pip knows."""
    target = folder / "installed"
    _pip("wheel", "--no-deps", "--wheel-dir", folder, source)
    (wheel,) = folder.glob("*.whl")
    _pip("install", "--no-deps", "--no-index", "--target", target, wheel)
    return target


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the sample plugin's wheel is installed."""
    folder = tmp_path_factory.mktemp("example")
    ignored = shutil.ignore_patterns("__pycache__", "build", "*.egg-info")
    shutil.copytree(SOURCE, folder / "source", ignore=ignored)
    return install_wheel(folder / "source", folder)


@pytest.fixture(scope="module")
def kitchen(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A site with pretty addresses that has the plugin."""
    with pytest.MonkeyPatch.context() as patch, serving.database() as url:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(installed), os.environ.get("PYTHONPATH")))))
        folder = tmp_path_factory.mktemp("kitchen") / "site"
        with serving.served(folder, url=url, permalinks="/%year%/%monthnum%/%postname%/") as service:
            yield service
