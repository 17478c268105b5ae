"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.effort import NIGHTLY

# A busy machine is no failure: examples may take as long as they take.
settings.register_profile("suite", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nightly", settings.get_profile("suite"), max_examples=1000)
settings.load_profile("nightly" if NIGHTLY else "suite")

_FIRST = {"attacks", "browser", "cli", "docs", "faults", "package", "scale_out", "server"}  # folders of long tests
SHARED = Path(os.environ.get("WIREPRESS_SHARED") or Path(__file__).resolve().parents[2] / "shared")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded answers; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the recorded answers are not on this machine")
    return SHARED


@pytest.fixture
def change_settings() -> Iterator[Callable[..., None]]:
    """change_settings(url=...): other values in the settings object until the test ends."""
    from tests.settings.override import (
        override_settings_object,  # reads settings, so not before the site's folder is there
    )

    with ExitStack() as changes:

        def _change(**values: Any) -> None:
            changes.enter_context(override_settings_object(**values))

        yield _change


@pytest.fixture(autouse=True)
def cheap_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """People of tests get hashes of a small cost: the real one takes a quarter of a second each."""
    from wirepress.core.php import passwords

    if "php" not in request.path.parts:  # there the hashes themselves are tested
        monkeypatch.setattr(passwords, "COST", 5)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Give marks before tests are chosen and shared out by them; afterwards leave the night's out, and put the long ones first."""
    for item in items:
        wants = set(getattr(item, "fixturenames", ())) & {"db", "transactional_db", "django_db_setup", "live_server"}
        if not wants and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.pure)  # asks for no database, so one is enough for it
        if group := _shared_program(item):
            item.add_marker(pytest.mark.xdist_group(group))
    yield
    if not NIGHTLY:
        left = [item for item in items if item.get_closest_marker("nightly")]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not item.get_closest_marker("nightly")]
    items.sort(key=lambda item: not _FIRST & set(item.path.relative_to(config.rootpath).parts))


def _shared_program(item: pytest.Item) -> str:
    """Return the name of the group of a test that needs a program which takes seconds to start; all of a group go to one process."""
    if item.path.parent.name == "browser":
        return "chromium"
    if item.path.parent.name in ("wordpress_db", "export"):
        asked = "server" in getattr(item, "fixturenames", ()) or item.name.endswith("server]")
        return "mariadb" if asked else ""
    return ""
