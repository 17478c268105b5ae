"""The contract's version, the hooks that features bring, and what a plugin's module says of itself."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Sequence
from typing import Any, get_type_hints

import pytest
import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tests.plugins import make_plugin
from wirepress.core import contract, extensions, hooks
from wirepress.core.extensions import Extensions, find_hook_fault, specifications, version_of
from wirepress.core.hooks import API_VERSION, Hooks, hook_spec

pytestmark = pytest.mark.pure
_NAMES = {"HttpRequest": HttpRequest, "HttpResponseBase": HttpResponseBase}


class TideHooks:
    """Hooks of a feature of its own."""

    @hook_spec
    def tide_tables(self) -> Sequence[int]:
        raise NotImplementedError


TIDE = make_plugin("tide", facts={"HOOK_SPECS": TideHooks})
GULL = make_plugin("gull", tide_tables=lambda: [4, 2])


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes modules importable and forgets what was discovered of them."""

    def know(*modules: Any) -> tuple[str, ...]:
        for module in modules:
            monkeypatch.setitem(sys.modules, module.__name__, module)
        extensions._load.cache_clear()
        return tuple(module.__name__ for module in modules)

    yield know
    extensions._load.cache_clear()


@pytest.mark.parametrize(
    ("required", "taken"),
    [(None, True), (1, True), (API_VERSION, True), (API_VERSION + 1, False), ("1", False), (True, False)],
)
def test_a_plugin_for_a_newer_contract_is_left_out_by_name(required: Any, taken: bool, known: Any) -> None:
    facts = {} if required is None else {"REQUIRES_API": required}
    names = known(make_plugin("heron", facts=facts))
    with structlog.testing.capture_logs() as logs:
        assert ("heron" in extensions.discover(names)) is taken
    told = extensions.import_failures(names)
    assert bool(told) is not taken and all("heron" in one for one in told) and len(logs) == len(told)
    if required == API_VERSION + 1:
        assert str(API_VERSION + 1) in told[0] and f"version {API_VERSION}" in told[0]


def test_a_feature_brings_hooks_that_others_implement() -> None:
    assert find_hook_fault(GULL) != ""  # nobody has that hook
    assert find_hook_fault(GULL, specifications([TIDE])) == ""
    both = Extensions([TIDE, GULL], [TIDE, GULL])
    assert both.declared("tide_tables") == [4, 2] and both.implemented()["gull"] == ["tide_tables"]


def test_a_hook_of_a_feature_that_is_off_is_no_fault_and_one_that_nobody_has_is_answered_by_nobody() -> None:
    with structlog.testing.capture_logs() as logs:
        alone = Extensions([GULL], [TIDE, GULL])
    assert alone.names == ["gull"] and logs == []
    assert Extensions([]).declared("tide_tables") == [] and not Extensions([]).implements("tide_tables")


def test_what_a_features_hook_declares_is_of_its_kind() -> None:
    wrong = make_plugin("wren", tide_tables=lambda: ["high"])
    with structlog.testing.capture_logs() as logs:
        assert Extensions([TIDE, wrong]).declared("tide_tables") == []
    assert [(line["hook"], line["plugin"]) for line in logs] == [("tide_tables", wrong.__name__)]


def test_a_release_is_the_modules_or_its_packages() -> None:
    assert version_of(make_plugin("heron", facts={"VERSION": "3.1"})) == "3.1"
    assert version_of(make_plugin("heron"), "none") == "none"
    assert version_of(extensions.discover(())["wire"]) != ""


def test_apps_of_installed_packages_are_in_the_project() -> None:
    from django.conf import settings

    assert {"wirepress.features.engagement", "wirepress.features.wire"} <= set(extensions.installed_apps())
    assert set(extensions.installed_apps()) <= set(settings.INSTALLED_APPS)


def test_hooks_name_their_types() -> None:
    for name, function in vars(Hooks).items():
        if not name.startswith("_"):
            parameters = inspect.signature(function).parameters
            assert all(one.annotation != "Any" for one in parameters.values()), name
            assert "Any" not in str(inspect.signature(function).return_annotation), name
            assert function.__doc__ and get_type_hints(function, localns=_NAMES)
    assert "Any" not in vars(hooks) and contract.__doc__
