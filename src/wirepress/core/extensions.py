"""Finds plugins and asks their hooks. Which ones are switched on is decided in `content/options/features.py`."""

from __future__ import annotations

import difflib
import functools
import importlib
from collections.abc import Iterable, Sequence
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pluggy
import structlog

from wirepress.core.hooks import PROJECT, Hooks

log = structlog.get_logger(__name__)
GROUP = "wirepress.plugins"


@functools.cache
def _load(extra: tuple[str, ...]) -> tuple[dict[str, ModuleType], list[str]]:
    """Name -> module of every plugin that can be imported, and a sentence for each that cannot, or whose name is another's."""
    found: list[ModuleType] = []
    failures: list[str] = []
    for path in [*(point.value for point in entry_points(group=GROUP)), *extra]:
        try:
            module = importlib.import_module(path)
        except (Exception, SystemExit) as error:  # a stranger's package must not stop the site
            log.error("plugin.broken", module=path, error=str(error), exc_info=True)
            failures.append(f"Plugin {path} cannot be imported: {type(error).__name__}: {error}")
            continue
        if module not in found:
            found.append(module)
    found.sort(key=lambda module: (getattr(module, "ORDER", 100), module.__name__))
    modules: dict[str, ModuleType] = {}
    for module in found:
        name = name_of(module)
        if name in modules:
            failures.append(
                f"Plugin {module.__name__} is called '{name}', as {modules[name].__name__} is; it is left out."
            )
            log.error("plugin.same_name", plugin=module.__name__, name=name, other=modules[name].__name__)
        modules.setdefault(name, module)
    return modules, failures


def discover(extra: tuple[str, ...] = ()) -> dict[str, ModuleType]:
    """Name -> module of every installed plugin, built-in ones first. One that cannot be imported is logged and left out."""
    return _load(extra)[0]


def import_failures(extra: tuple[str, ...] = ()) -> list[str]:
    """A sentence for each plugin that discover() has left out."""
    return _load(extra)[1]


def name_of(module: ModuleType) -> str:
    """The name under which a plugin is switched on and off."""
    return str(getattr(module, "NAME", module.__name__))


def find_hook_fault(module: ModuleType) -> str:
    """Return what is wrong with a plugin's hooks, in a sentence that names plugin and hook; "" when nothing is."""
    trial = pluggy.PluginManager(PROJECT)
    trial.add_hookspecs(Hooks)
    try:
        trial.register(module)
        trial.check_pending()
    except pluggy.PluginValidationError as error:
        return f"Plugin {name_of(module)} ({module.__name__}) is left out: {_explain_fault(trial, error)}"
    return ""


def _explain_fault(trial: pluggy.PluginManager, error: pluggy.PluginValidationError) -> str:
    known = [name for name in vars(Hooks) if not name.startswith("_")]
    unknown = sorted(name for name, caller in vars(trial.hook).items() if name not in known and caller.get_hookimpls())
    if not unknown:
        return " ".join(str(error).split())
    likely = difflib.get_close_matches(unknown[0], known, 1)
    return (
        f"there is no hook '{unknown[0]}'."
        + (f" Did you mean '{likely[0]}'?" if likely else "")
        + " All hooks stand in core/hooks.py."
    )


@functools.cache
def _kind_of(hook_name: str) -> type | None:
    """What a hook without arguments answers a list of; None: anything."""
    from wirepress.core.markup.context import ContentFilter

    hints = get_type_hints(getattr(Hooks, hook_name), localns={"ContentFilter": ContentFilter})
    kinds = get_args(hints["return"])
    return kinds[0] if kinds and isinstance(kinds[0], type) else None


class Extensions:
    """The plugins that are switched on, asked together."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(Hooks)
        self.names: list[str] = []
        self._kept: dict[str, list[Any]] = {}
        self._named: set[tuple[str, str]] = set()  # (hook, plugin) whose failure was logged with its traceback
        for module in reversed(list(modules)):  # pluggy calls the last registered first
            fault = find_hook_fault(module)
            if fault:
                log.error("plugin.refused", plugin=name_of(module), error=fault)
                continue
            self._manager.register(module)
            self.names.insert(0, name_of(module))

    def collect(self, hook_name: str, **arguments: Any) -> list[Any]:
        """All answers of a hook, flattened, in plugin order.

        A plugin that raises, or answers anything but a list, is logged; the others still answer.
        """
        return self._gather(hook_name, arguments, None)

    def _gather(self, hook_name: str, arguments: dict[str, Any], kind: type | None) -> list[Any]:
        """The answers of all plugins. `kind`: what each has to be; None: it is not looked at."""
        results: list[Any] = []
        for implementation in reversed(getattr(self._manager.hook, hook_name).get_hookimpls()):
            try:
                values = implementation.function(*(arguments[name] for name in implementation.argnames))
            except Exception as error:
                self._log_failure(hook_name, implementation.plugin_name, repr(error))
                continue
            if isinstance(values, list | tuple):
                results.extend(
                    values if kind is None else self._only(kind, values, hook_name, implementation.plugin_name)
                )
            elif values is not None:
                self._refuse(hook_name, implementation.plugin_name, values, results)
        return results

    def declared(self, hook_name: str) -> list[Any]:
        """Like ask() for the hooks without arguments, kept: declarations do not change while the process lives."""
        if hook_name not in self._kept:
            self._kept[hook_name] = self._gather(hook_name, {}, _kind_of(hook_name))
        return self._kept[hook_name]

    def _only(self, kind: type, values: Sequence[Any], hook_name: str, plugin: str) -> list[Any]:
        """Those that are what the hook is to declare; the others are logged."""
        wrong = [value for value in values if not isinstance(value, kind)]
        if wrong:
            words = (
                f"The hook declares {kind.__name__}; among these is {type(wrong[0]).__name__}: {repr(wrong[0])[:80]}"
            )
            self._log_failure(hook_name, plugin, words, trace=False)
        return [value for value in values if isinstance(value, kind)]

    def _refuse(self, hook_name: str, plugin: str, values: Any, results: list[Any]) -> None:
        """What is no list is left out; another sequence, such as one that a database query makes, is as good."""
        if isinstance(values, Sequence) and not isinstance(values, str | bytes | bytearray | memoryview):
            results.extend(values)
            return
        words = f"The hook answers a list; this one answered {type(values).__name__}: {repr(values)[:80]}"
        self._log_failure(hook_name, plugin, words, trace=False)

    def _log_failure(self, hook_name: str, plugin: str, error: str, *, trace: bool = True) -> None:
        """The first failure of a plugin's hook is logged with its traceback, the next ones in a line: there may be one a request."""
        first = (hook_name, plugin) not in self._named
        self._named.add((hook_name, plugin))
        log.error("plugin.failed", hook=hook_name, plugin=plugin, error=error, exc_info=trace and first)
