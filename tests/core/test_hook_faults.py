"""Plugins with faults: each is named with its hook, and the others go on."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import structlog

from wirepress.core import extensions as found
from wirepress.core.extensions import Extensions, find_hook_fault
from wirepress.core.hooks import Hooks, hook

pytestmark = pytest.mark.pure


def plugin(name: str, **hooks: Callable[..., Any]) -> ModuleType:
    """A plugin's module with these hooks."""
    module = ModuleType(f"{name}_plugin")
    module.NAME = name  # type: ignore[attr-defined]
    for hook_name, function in hooks.items():
        setattr(module, hook_name, hook(function))
    return module


def _answer_bell(post: Any) -> list[str]:
    return ["bell"]


def _answer_nothing() -> list[str]:
    return []


BELL = plugin("bell", post_classes=_answer_bell)


@pytest.mark.parametrize(
    ("wrong", "likely"),
    [("post_clases", "post_classes"), ("on_events", "on_event"), ("xyzzy", ""), ("meta_field", "meta_fields")],
)
def test_a_misspelt_hook_is_named_with_its_plugin(wrong: str, likely: str) -> None:
    broken = plugin("gull", post_classes=lambda post: ["gull"], **{wrong: _answer_nothing})
    with structlog.testing.capture_logs() as logs:
        extensions = Extensions([broken, BELL])
    assert extensions.names == ["bell"] and extensions.collect("post_classes", post=None) == ["bell"]
    (line,) = logs
    assert line["log_level"] == "error" and line["plugin"] == "gull" and f"'{wrong}'" in line["error"]
    assert (f"'{likely}'" in line["error"]) if likely else ("mean" not in line["error"])


def test_a_hook_with_arguments_that_there_are_not_is_named() -> None:
    fault = find_hook_fault(plugin("gull", post_classes=lambda post, tide: []))
    assert "gull" in fault and "post_classes" in fault and "tide" in fault
    assert Extensions([plugin("gull", post_classes=lambda post, tide: []), BELL]).collect(
        "post_classes", post=None
    ) == ["bell"]


NO_LISTS = ["gull", b"gull", 7, True, {"gull": 1}, {"gull"}, (name for name in ["gull"]), object()]


@pytest.mark.parametrize("answer", NO_LISTS, ids=lambda one: type(one).__name__)
def test_an_answer_that_is_no_list_is_named_and_left_out(answer: Any) -> None:
    extensions = Extensions([plugin("gull", post_classes=lambda post: answer), BELL])
    with structlog.testing.capture_logs() as logs:
        assert extensions.collect("post_classes", post=None) == ["bell"]
    (line,) = logs
    assert line["plugin"] == "gull_plugin" and line["hook"] == "post_classes" and type(answer).__name__ in line["error"]


ASKED = {
    "adopt_tables",
    "live_streams",
    "metrics",
    "moved_addresses",
    "newsroom_notices",
    "query_names",
    "replaces_sitemaps",
    "today_cards",
}  # whenever they are needed; all others without arguments declare something once
DECLARING = [
    name for name, function in vars(Hooks).items()
    if not name.startswith("_") and name not in ASKED and list(inspect.signature(function).parameters) == ["self"]
]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in DECLARING if name != "namespaces"])
def test_what_a_hook_does_not_declare_is_named_and_left_out(name: str) -> None:
    extensions = Extensions([plugin("gull", **{name: lambda: ["a string"]}), plugin("wren", **{name: lambda: [7]})])
    with structlog.testing.capture_logs() as logs:
        assert extensions.declared(name) == []
    assert {line["plugin"] for line in logs} == {"gull_plugin", "wren_plugin"} and {line["hook"] for line in logs} == {
        name
    }


def test_what_our_own_features_declare_is_of_its_kind() -> None:
    with structlog.testing.capture_logs() as logs:
        extensions = Extensions(found.discover(()).values())
        declared = {name: extensions.declared(name) for name in DECLARING}
    assert logs == [] and declared["routes"] and declared["content_filters"] and declared["watched_tables"]


@pytest.mark.parametrize(
    ("answer", "taken"), [(None, []), ([], []), ((), []), (("a", "b"), ["a", "b"]), (range(2), [0, 1])]
)
def test_lists_tuples_and_nothing_are_taken(answer: Any, taken: list[Any]) -> None:
    with structlog.testing.capture_logs() as logs:
        assert (
            Extensions([plugin("gull", post_classes=lambda post: answer)]).collect("post_classes", post=None) == taken
        )
    assert logs == []


def test_a_failure_is_logged_with_its_traceback_once_and_then_in_a_line() -> None:
    def fail(post: Any) -> list[str]:
        raise RuntimeError("a gull without wings")

    extensions = Extensions([plugin("gull", post_classes=fail), BELL])
    with structlog.testing.capture_logs() as logs:
        for _ in range(3):
            assert extensions.collect("post_classes", post=None) == ["bell"]
    assert [line["exc_info"] for line in logs] == [True, False, False]
    assert {line["error"] for line in logs} == {"RuntimeError('a gull without wings')"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder from which modules are imported."""
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in ("gull_broken", "gull_exit", "gull_twin", "gull_good"):
        sys.modules.pop(name, None)


def test_plugins_that_cannot_be_imported_and_twins_are_left_out_and_told(folder: Path) -> None:
    (folder / "gull_broken.py").write_text("import no_such_thing_at_all\n")
    (folder / "gull_exit.py").write_text("import sys\nsys.exit('no')\n")
    (folder / "gull_good.py").write_text("NAME = 'gull'\n")
    (folder / "gull_twin.py").write_text("NAME = 'gull'\n")
    names = ("gull_broken", "gull_exit", "gull_good", "gull_twin")
    with structlog.testing.capture_logs() as logs:
        modules = found.discover(names)
    assert modules["gull"].__name__ == "gull_good" and "engagement" in modules
    told = " ".join(found.import_failures(names))
    assert all(name in told for name in ("gull_broken", "gull_exit", "gull_twin"))
    assert [line["event"] for line in logs] == ["plugin.broken", "plugin.broken", "plugin.same_name"] and logs[0][
        "exc_info"
    ] is True


def test_every_hook_of_our_own_features_is_one() -> None:
    assert [fault for module in found.discover(()).values() if (fault := find_hook_fault(module))] == []
