"""Finds plugins and asks their hooks. Which ones are switched on is decided in `content/options/features.py`."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, Final, get_args, get_type_hints

import pluggy
import structlog

from wirepress.core.hooks import API_VERSION, PROJECT
from wirepress.core.plugin_faults import find_hook_fault, name_of, specifications

__all__ = [
    "API_VERSION",
    "Extensions",
    "api_version_of",
    "discover",
    "find_hook_fault",
    "import_failures",
    "installed_apps",
    "name_of",
    "specifications",
    "version_of",
]

log = structlog.get_logger(__name__)
GROUP: Final = "wirepress.plugins"
APPS_GROUP: Final = "wirepress.apps"


def installed_apps() -> list[str]:
    """Return the Django apps that installed packages bring (entry point group `wirepress.apps`): each is the path of a package
    or of an AppConfig. Nothing is imported; the order is that of the names, the same on every machine."""
    return list(
        dict.fromkeys(point.value for point in sorted(entry_points(group=APPS_GROUP), key=lambda point: point.name))
    )


@functools.cache
def _load(extra: tuple[str, ...]) -> tuple[dict[str, ModuleType], list[str]]:
    """Name -> module of every plugin that can be used, and a sentence for each that cannot, or whose name is another's."""
    found: list[ModuleType] = []
    failures: list[str] = []
    for path in [*(point.value for point in entry_points(group=GROUP)), *extra]:
        try:
            module = importlib.import_module(path)
        except (Exception, SystemExit) as error:  # a stranger's package must not stop the site
            log.error("plugin.broken", module=path, error=str(error), exc_info=True)
            failures.append(f"Plugin {path} cannot be imported: {type(error).__name__}: {error}")
            continue
        fault = _version_fault(module)
        if fault:
            log.error("plugin.too_new", plugin=name_of(module), error=fault)
            failures.append(fault)
        elif module not in found:
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


def api_version_of(module: ModuleType) -> int | None:
    """Return the version of the contract that a plugin was written for (its REQUIRES_API, else 1); None: it names no number."""
    required = getattr(module, "REQUIRES_API", 1)
    return required if isinstance(required, int) and not isinstance(required, bool) else None


def _version_fault(module: ModuleType) -> str:
    required = api_version_of(module)
    if required is None:
        return f"Plugin {name_of(module)} ({module.__name__}) is left out: its REQUIRES_API is no whole number."
    if required > API_VERSION:
        return (
            f"Plugin {name_of(module)} ({module.__name__}) is left out: it needs version {required} of the plugin API,"
            f" and this Wirepress has version {API_VERSION}. Install a newer Wirepress or an older release of the plugin."
        )
    return ""


def version_of(module: ModuleType, default: str = "") -> str:
    """Return a plugin's own release: its VERSION, else that of the package it was installed with, else `default`."""
    own = getattr(module, "VERSION", None)
    if own is not None:
        return str(own)
    point: EntryPoint | None = next((one for one in entry_points(group=GROUP) if one.value == module.__name__), None)
    return point.dist.version if point is not None and point.dist is not None else default


class Extensions:
    """The plugins that are switched on, asked together.

    `installed`: the plugins of this installation, on or off; the hooks that those bring (`HOOK_SPECS`) may be implemented by others
    even while the one that asks them is off.
    """

    def __init__(self, modules: Iterable[ModuleType], installed: Iterable[ModuleType] = ()) -> None:
        chosen = list(modules)
        self._manager = pluggy.PluginManager(PROJECT)
        specs = specifications([*installed, *chosen])
        for spec in specs:
            self._manager.add_hookspecs(spec)
        self.names: list[str] = []
        self._kept: dict[str, list[Any]] = {}
        self._kinds: dict[str, type | None] = {}
        self._named: set[tuple[str, str]] = set()  # (hook, plugin) whose failure was logged with its traceback
        for module in reversed(chosen):  # pluggy calls the last registered first
            fault = find_hook_fault(module, specs)
            if fault:
                log.error("plugin.refused", plugin=name_of(module), error=fault)
                continue
            self._manager.register(module)
            self.names.insert(0, name_of(module))

    def collect(self, hook_name: str, **arguments: Any) -> list[Any]:
        """All answers of a hook, flattened, in plugin order. Nobody has to have declared the hook: then nobody answers.

        A plugin that raises, or answers anything but a list, is logged; the others still answer.
        """
        return [value for _, value in self._gather(hook_name, arguments, None)]

    def collect_named(self, hook_name: str, **arguments: Any) -> list[tuple[str, Any]]:
        """Return all answers of a hook, each with the name of the plugin that gave it."""
        return self._gather(hook_name, arguments, None)

    def declared(self, hook_name: str) -> list[Any]:
        """Like collect() for the hooks without arguments, kept: declarations do not change while the process lives."""
        if hook_name not in self._kept:
            self._kept[hook_name] = [value for _, value in self._gather(hook_name, {}, self._kind_of(hook_name))]
        return self._kept[hook_name]

    def implements(self, hook_name: str) -> bool:
        """Whether any plugin has the hook: what it is asked with need not be made when none has."""
        caller = getattr(self._manager.hook, hook_name, None)
        return caller is not None and bool(caller.get_hookimpls())

    def implemented(self) -> Mapping[str, list[str]]:
        """Return plugin name -> the hooks that it implements, in the order of the list of hooks."""
        found: dict[str, list[str]] = {name: [] for name in self.names}
        for hook_name, caller in vars(self._manager.hook).items():
            for implementation in caller.get_hookimpls():
                found[name_of(implementation.plugin)].append(hook_name)
        return found

    def _gather(self, hook_name: str, arguments: dict[str, Any], kind: type | None) -> list[tuple[str, Any]]:
        """The answers of all plugins. `kind`: what each has to be; None: it is not looked at."""
        results: list[tuple[str, Any]] = []
        caller = getattr(self._manager.hook, hook_name, None)
        if caller is None:  # a hook of a feature that is not installed
            return results
        for implementation in reversed(caller.get_hookimpls()):
            try:
                values = implementation.function(*(arguments[name] for name in implementation.argnames))
            except Exception as error:
                self._log_failure(hook_name, implementation.plugin_name, repr(error))
                continue
            name = name_of(implementation.plugin)
            if isinstance(values, list | tuple):
                chosen = values if kind is None else self._only(kind, values, hook_name, implementation.plugin_name)
                results.extend((name, value) for value in chosen)
            elif values is not None:
                results.extend((name, value) for value in self._refuse(hook_name, implementation.plugin_name, values))
        return results

    def _kind_of(self, hook_name: str) -> type | None:
        """What a hook without arguments answers a list of; None: anything."""
        if hook_name not in self._kinds:
            caller = getattr(self._manager.hook, hook_name, None)
            kinds: tuple[Any, ...] = ()
            if caller is not None and caller.spec is not None:
                kinds = get_args(get_type_hints(caller.spec.function)["return"])
            self._kinds[hook_name] = kinds[0] if kinds and isinstance(kinds[0], type) else None
        return self._kinds[hook_name]

    def _only(self, kind: type, values: Sequence[Any], hook_name: str, plugin: str) -> list[Any]:
        """Those that are what the hook is to declare; the others are logged."""
        wrong = [value for value in values if not isinstance(value, kind)]
        if wrong:
            words = (
                f"The hook declares {kind.__name__}; among these is {type(wrong[0]).__name__}: {repr(wrong[0])[:80]}"
            )
            self._log_failure(hook_name, plugin, words, trace=False)
        return [value for value in values if isinstance(value, kind)]

    def _refuse(self, hook_name: str, plugin: str, values: Any) -> Sequence[Any]:
        """What is no list is left out; another sequence, such as one that a database query makes, is as good."""
        if isinstance(values, Sequence) and not isinstance(values, str | bytes | bytearray | memoryview):
            return values
        words = f"The hook answers a list; this one answered {type(values).__name__}: {repr(values)[:80]}"
        self._log_failure(hook_name, plugin, words, trace=False)
        return ()

    def _log_failure(self, hook_name: str, plugin: str, error: str, *, trace: bool = True) -> None:
        """The first failure of a plugin's hook is logged with its traceback, the next ones in a line: there may be one a request."""
        first = (hook_name, plugin) not in self._named
        self._named.add((hook_name, plugin))
        log.error("plugin.failed", hook=hook_name, plugin=plugin, error=error, exc_info=trace and first)
