"""A small plugin on the test site: hooks as functions of a module, as a stranger would write them."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from tests.settings.override import patch_settings
from wirepress.content.options import features, store
from wirepress.core.hooks import hook
from wirepress.settings.settings import get_settings

AddPlugin = Callable[..., str]
_numbers = itertools.count(1)


def adder(monkeypatch: pytest.MonkeyPatch) -> AddPlugin:
    """A function that adds a plugin with these hooks (by keyword) and gives its name."""
    monkeypatch.setattr(features, "_built", {})

    def add(**hooks: Callable[..., object]) -> str:
        name = f"sample{next(_numbers):04}"  # plugins of one order come by their names
        module = ModuleType(f"{name}_plugin")
        module.NAME, module.TITLE, module.DESCRIPTION, module.ORDER = name, name, "", 90  # type: ignore[attr-defined]
        for hook_name, function in hooks.items():
            setattr(module, hook_name, hook(function))
        monkeypatch.setitem(sys.modules, module.__name__, module)
        plugins = [*get_settings().plugins, module.__name__]
        patch_settings(monkeypatch, plugins=plugins)
        store.derived_values().clear()
        return name

    return add
