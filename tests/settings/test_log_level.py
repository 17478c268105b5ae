"""What is less serious than `log_level` is not written."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CODE = """
import django
django.setup()
import structlog
log = structlog.get_logger("tide")
log.debug("ebb")
log.info("slack")
log.warning("flood")
"""


@pytest.mark.parametrize(
    ("level", "written"), [("debug", {"ebb", "slack", "flood"}), ("info", {"slack", "flood"}), ("warning", {"flood"})]
)
def test_only_what_is_serious_enough_is_written(tmp_path: object, level: str, written: set[str]) -> None:
    around = {
        **os.environ,
        "WIREPRESS_SITE": str(tmp_path),
        "WIREPRESS_LOG_LEVEL": level,
        "DJANGO_SETTINGS_MODULE": "wirepress.project.django",
    }
    done = subprocess.run([sys.executable, "-c", CODE], env=around, capture_output=True, text=True, check=True)
    said = done.stdout + done.stderr
    assert {word for word in ("ebb", "slack", "flood") if word in said} == written
