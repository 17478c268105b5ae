"""Plugins of tests: modules with hooks, installed for the length of a test."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.settings.override import patch_settings
from wirepress.content.options import features, store
from wirepress.core.hooks import hook

_NUMBERS = itertools.count(1)


def make_plugin(name: str, *, facts: dict[str, Any] | None = None, **hooks: Callable[..., Any]) -> ModuleType:
    """Return a plugin's module with these hooks. `facts`: further names of the module."""
    module = ModuleType(f"{name}_plugin_{next(_NUMBERS)}")  # what was discovered of a name is kept
    module.NAME = name  # type: ignore[attr-defined]
    for hook_name, function in hooks.items():
        setattr(module, hook_name, hook(function))
    for key, value in (facts or {}).items():
        setattr(module, key, value)
    return module


def install(monkeypatch: pytest.MonkeyPatch, *modules: ModuleType) -> None:
    """Have the site know these plugins until the test is over, beside the built-in ones."""
    for module in modules:
        monkeypatch.setitem(sys.modules, module.__name__, module)
    patch_settings(monkeypatch, plugins=[module.__name__ for module in modules])
    monkeypatch.setattr(features, "_built", {})
    store.forget()
    store.derived_values().clear()
