"""What is wrong with a plugin's hooks, said before they are asked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

import pluggy

from wirepress.core.hooks import PROJECT, Hooks


def name_of(module: Any) -> str:
    """The name under which a plugin is switched on and off."""
    return str(getattr(module, "NAME", module.__name__))


def specifications(modules: Iterable[ModuleType]) -> list[type]:
    """Return the classes that list hooks: Wirepress's own, then the `HOOK_SPECS` of features that let others hook into them."""
    found: list[type] = [Hooks]
    for module in modules:
        own = getattr(module, "HOOK_SPECS", None)
        if isinstance(own, type) and own not in found and hook_names([own]):
            found.append(own)
    return found


def hook_names(specs: Sequence[type]) -> list[str]:
    """Return the names of the hooks that these classes list, in their order."""
    mark = f"{PROJECT}_spec"
    return [name for spec in specs for name, value in vars(spec).items() if getattr(value, mark, None) is not None]


def find_hook_fault(module: ModuleType, specs: Sequence[type] = ()) -> str:
    """Return what is wrong with a plugin's hooks, in a sentence that names plugin and hook; "" when nothing is.

    `specs`: the classes that list the hooks of this installation; without them Wirepress's own and the plugin's are taken.
    """
    known = list(specs) or specifications([module])
    trial = pluggy.PluginManager(PROJECT)
    for spec in known:
        trial.add_hookspecs(spec)
    try:
        trial.register(module)
        trial.check_pending()
    except pluggy.PluginValidationError as error:
        words = _explain_fault(trial, error, hook_names(known))
        return f"Plugin {name_of(module)} ({module.__name__}) is left out: {words}"
    return ""


def _explain_fault(trial: pluggy.PluginManager, error: pluggy.PluginValidationError, known: list[str]) -> str:
    unknown = sorted(name for name, caller in vars(trial.hook).items() if name not in known and caller.get_hookimpls())
    if not unknown:
        return " ".join(str(error).split())
    likely = difflib.get_close_matches(unknown[0], known, 1)
    guess = f" Did you mean '{likely[0]}'?" if likely else ""
    return f"there is no hook '{unknown[0]}'.{guess} All hooks stand in core/hooks.py."
