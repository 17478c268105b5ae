"""Finds plugins and asks their hooks. Which ones are switched on is decided in `content/options/features.py`."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

import pluggy
import structlog

from wirepress.core.hooks import PROJECT, Hooks

log = structlog.get_logger(__name__)
GROUP = "wirepress.plugins"


@functools.cache
def discover(extra: tuple[str, ...] = ()) -> dict[str, ModuleType]:
    """Name -> module of every installed plugin, built-in ones first. One that cannot be imported is logged and left out."""
    found: list[ModuleType] = []
    for path in [*(point.value for point in entry_points(group=GROUP)), *extra]:
        try:
            module = importlib.import_module(path)
        except Exception as error:  # a stranger's package must not stop the site
            log.error("plugin.broken", module=path, error=str(error))
            continue
        if module not in found:
            found.append(module)
    found.sort(key=lambda module: (getattr(module, "ORDER", 100), module.__name__))
    return {getattr(module, "NAME", module.__name__): module for module in found}


class Extensions:
    """The plugins that are switched on, asked together."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(Hooks)
        self.names: list[str] = []
        self._kept: dict[str, list[Any]] = {}
        for module in reversed(list(modules)):  # pluggy calls the last registered first
            self._manager.register(module)
            self.names.insert(0, getattr(module, "NAME", module.__name__))

    def collect(self, hook_name: str, **arguments: Any) -> list[Any]:
        """All answers of a hook, flattened, in plugin order. A plugin that raises is logged; the others still answer."""
        results: list[Any] = []
        for implementation in reversed(getattr(self._manager.hook, hook_name).get_hookimpls()):
            try:
                values = implementation.function(*(arguments[name] for name in implementation.argnames))
            except Exception as error:
                log.error("plugin.failed", hook=hook_name, plugin=implementation.plugin_name, error=repr(error))
                continue
            results.extend(values or ())
        return results

    def declared(self, hook_name: str) -> list[Any]:
        """Like ask() for the hooks without arguments, kept: declarations do not change while the process lives."""
        if hook_name not in self._kept:
            self._kept[hook_name] = self.collect(hook_name)
        return self._kept[hook_name]
