"""The step that setuptools does not have: the wheel holds the bundle."""

from __future__ import annotations

from pathlib import Path

from build_bundle import HERE, build_bundle
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildEditor(build_py):
    """Copies the Python package, then builds the editor into it; beside its sources for an editable install."""

    def run(self) -> None:
        """Build both."""
        super().run()
        target = HERE if self.editable_mode else Path(self.build_lib).resolve()
        build_bundle(target / "wirepress_editor" / "dist")


setup(cmdclass={"build_py": BuildEditor})
