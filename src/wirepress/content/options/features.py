"""Which features are switched on. Off means: no trace in any answer."""

from __future__ import annotations

from pathlib import Path

from wirepress.content.options import store
from wirepress.core.extensions import Extensions, discover
from wirepress.settings.settings import get_settings

OPTION = "wirepress_features_off"
_built: dict[tuple[str, ...], Extensions] = {}


class UnknownFeature(LookupError):
    """No feature has that name; the message lists those there are."""


def installed() -> list[str]:
    """Return names of all installed features, in their order."""
    return list(discover(tuple(get_settings().plugins)))


def switched_off() -> set[str]:
    """Return names of the features that are off."""
    return set(store.get(OPTION, []) or [])


def extensions() -> Extensions:
    """Return the features that are on."""
    plugins = tuple(get_settings().plugins)
    kept = store.derived_values()
    found: Extensions | None = kept.get(("extensions", plugins))
    if found is None:
        found = kept["extensions", plugins] = _extensions(plugins)
    return found


def _extensions(plugins: tuple[str, ...]) -> Extensions:
    modules = discover(plugins)
    off = switched_off()
    names = tuple(name for name in modules if name not in off)
    if names not in _built:
        _built[names] = Extensions((modules[name] for name in names), modules.values())
    return _built[names]


def folders_switched_off() -> list[Path]:
    """Return the folders of the packages of features that are off: their static files are not served."""
    off = switched_off()
    modules = discover(tuple(get_settings().plugins)) if off else {}
    return [Path(module.__file__).parent for name, module in modules.items() if name in off and module.__file__]


def switch(name: str, on: bool) -> None:
    """Switch a feature on or off. Raises UnknownFeature."""
    if name not in installed():
        raise UnknownFeature(f"There is no feature '{name}'. Installed: {', '.join(installed())}.")
    with store.locked(OPTION):
        off = switched_off() - {name} if on else switched_off() | {name}
        store.put(OPTION, sorted(off))
