"""Replay recorded formatting pairs: ``python -m tests.golden.formatting DIR [--fails N FUNCTION] [--case N FUNCTION]``.

Prints a table: function, passed, total, asserted passed, asserted total; then the sums. A function without an
adapter counts all its pairs as failed. Numbers compare numerically, an empty object equals an empty array,
false/null/"" are distinct, keys keep their order. ``--case`` shows the pair of that line whole: what was wanted, what
we gave, and the files whose code ran, the rule's first.
"""

from __future__ import annotations

import argparse
import base64
import difflib
import importlib
import json
import math
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HEADING = f"  {'function':40}{'passed':>7}{'failed':>7}{'total':>7}   {'asserted':13}"
AREAS = ("text", "links", "escaping", "blocks", "php")


@dataclass
class Pair:
    """One recorded call and, after replay, what we answered."""

    given: Any
    args: list[Any]
    expected: Any
    asserted: bool
    actual: Any = None
    error: str = ""
    passed: bool = False


@dataclass
class Result:
    """All pairs of one function."""

    name: str
    pairs: list[Pair]
    adapted: bool
    seconds: float = 0.0

    def count(self, *, passed: bool = False, asserted: bool = False) -> int:
        return sum((p.passed or not passed) and (p.asserted or not asserted) for p in self.pairs)


def adapters() -> dict[str, Callable[..., Any]]:
    """The merged registry; a name claimed by two areas is an error, an area that does not import is reported."""
    merged: dict[str, Callable[..., Any]] = {}
    for area in AREAS:
        try:
            table: Mapping[str, Callable[..., Any]] = importlib.import_module(f"tests.golden.adapters.{area}").ADAPTERS
        except Exception:
            print(f"adapters/{area}.py does not import:\n{traceback.format_exc()}", file=sys.stderr)
            continue
        doubled = merged.keys() & table.keys()
        if doubled:
            raise ValueError(f"adapters/{area}.py repeats: {', '.join(sorted(doubled))}")
        merged.update(table)
    return merged


def decode(value: Any) -> Any:
    """Recorded JSON to Python: ``{"__b64": ...}`` becomes text with surrogateescape."""
    if isinstance(value, dict):
        if value.keys() == {"__b64"}:
            return base64.b64decode(value["__b64"]).decode("utf-8", "surrogateescape")
        return {key: decode(item) for key, item in value.items()}
    if isinstance(value, list):
        return [decode(item) for item in value]
    return value


def plain(value: Any) -> Any:
    """Any answer to the shape a PHP value has in the recordings: lists, str-keyed dicts, scalars."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    if isinstance(value, Mapping):
        keys = [str(key) for key in value]
        if keys == [str(i) for i in range(len(keys))]:
            return [plain(item) for item in value.values()]
        return {key: plain(item) for key, item in zip(keys, value.values(), strict=True)}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def same(actual: Any, expected: Any) -> bool:
    """Equality by the recordings' rules; both sides already `plain`."""
    if isinstance(actual, bool) or isinstance(expected, bool):
        return actual is expected
    if isinstance(actual, int | float) and isinstance(expected, int | float):
        return actual == expected or math.isclose(actual, expected, rel_tol=1e-14)
    if isinstance(actual, dict) and isinstance(expected, dict):
        return list(actual) == list(expected) and all(same(actual[key], expected[key]) for key in actual)
    if isinstance(actual, list) and isinstance(expected, list):
        return len(actual) == len(expected) and all(map(same, actual, expected))
    return type(actual) is type(expected) and bool(actual == expected)


def replay(name: str, path: Path, adapter: Callable[..., Any] | None) -> Result:
    """Run every pair of one file."""
    pairs = [
        Pair(decode(row["input"]), decode(row.get("args", [])), decode(row["expected"]), bool(row["asserted"]))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]
    result = Result(name, pairs, adapter is not None)
    if adapter is None:
        return result
    started = time.perf_counter()
    for pair in pairs:
        try:
            pair.actual = plain(adapter(pair.given, *pair.args))
        except Exception as problem:  # a failing adapter is a failed pair, never a stopped run
            pair.error = f"{type(problem).__name__}: {problem}"
            continue
        pair.passed = same(pair.actual, plain(pair.expected))
    result.seconds = time.perf_counter() - started
    return result


def run(folder: Path, only: str | None = None) -> Iterator[Result]:
    """Results of every ``<function>.json`` of a folder, in name order."""
    table = adapters()
    for path in sorted(folder.glob("*.json")):
        if only is None or path.stem == only:
            yield replay(path.stem, path, table.get(path.stem))


def table_line(name: str, results: list[Result], seconds: float, note: str = "") -> str:
    passed = sum(r.count(passed=True) for r in results)
    total = sum(r.count() for r in results)
    strict = sum(r.count(passed=True, asserted=True) for r in results)
    asserted = sum(r.count(asserted=True) for r in results)
    mark = "  " if passed == total else "! "
    return f"{mark}{name:40}{passed:7}{total - passed:7}{total:7}   {strict:6}/{asserted:<6}{seconds:8.2f} s  {note}".rstrip()


def show_failures(result: Result, limit: int) -> None:
    failed = [(n, pair) for n, pair in enumerate(result.pairs, 1) if not pair.passed][:limit]
    for number, pair in failed:
        print(f"--- {result.name} case {number}{' (asserted)' if pair.asserted else ''}")
        expected, actual = repr(plain(pair.expected)), pair.error or repr(pair.actual)
        print(f"input:    {clip(repr(pair.given))}")
        if pair.args:
            print(f"args:     {clip(repr(pair.args))}")
        start = next((i for i, (a, b) in enumerate(zip(expected, actual, strict=False)) if a != b), 0)
        print(f"expected: {clip(expected, start)}")
        print(f"actual:   {clip(actual, start)}")


def clip(shown: str, start: int = 0, width: int = 600) -> str:
    """A long value around the place where it matters."""
    if len(shown) <= width:
        return shown
    start = max(0, start - width // 4)
    return f"{'…' if start else ''}{shown[start : start + width]}…  ({len(shown)} characters)"


def files_run(call: Callable[[], Any]) -> list[str]:
    """The product's files whose code runs under `call`, in the order they were entered."""
    entered: dict[str, None] = {}

    def note(frame: FrameType, event: str, _: Any) -> None:
        name = frame.f_code.co_filename
        if event == "call" and f"{os.sep}wirepress{os.sep}" in name and Path(name).is_relative_to(ROOT):
            entered.setdefault(str(Path(name).relative_to(ROOT)))

    sys.setprofile(note)
    try:
        call()
    except Exception as problem:
        print(f"{type(problem).__name__}: {problem}")
    finally:
        sys.setprofile(None)
    return list(entered)


def show_case(result: Result, number: int) -> None:
    """One pair whole: input, what is wanted, what we gave, line by line beside each other, and the rule's files."""
    pair = result.pairs[number - 1]
    print(f"{result.name}, case {number}: {'same' if pair.passed else 'differs'}")
    print(f"input: {pair.given!r}", *(f"arg:   {arg!r}" for arg in pair.args), sep="\n")
    want, got = plain(pair.expected), pair.error or pair.actual
    if isinstance(want, str) and isinstance(got, str):
        print("\n".join(difflib.ndiff([repr(x) for x in want.split("\n")], [repr(x) for x in got.split("\n")])))
    print(f"want:  {want!r}\ngot:   {got!r}")
    adapter = adapters().get(result.name)
    if adapter:
        print("rule: ", *files_run(lambda: adapter(pair.given, *pair.args)), sep="\n  ")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden.formatting", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of <function>.json files")
    parser.add_argument("--fails", nargs=2, metavar=("N", "FUNCTION"), help="show the first N failures of one function")
    parser.add_argument("--case", nargs=2, metavar=("N", "FUNCTION"), help="show one pair of a function whole")
    options = parser.parse_args(argv)
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is not a folder")
    only = (options.fails or options.case or (None, None))[1]
    if options.case:
        for result in run(options.folder, only):
            show_case(result, int(options.case[0]))
        return 0
    results = []
    print(HEADING)
    for result in run(options.folder, only):
        results.append(result)
        print(table_line(result.name, [result], result.seconds, "" if result.adapted else "no adapter"))
    if options.fails:
        for result in results:
            show_failures(result, int(options.fails[0]))
    print(table_line("sum", results, sum(r.seconds for r in results)))
    for label, strict in (("all pairs", False), ("asserted pairs", True)):
        total = sum(r.count(asserted=strict) for r in results)
        passed = sum(r.count(passed=True, asserted=strict) for r in results)
        print(f"  {label}: {passed}/{total} = {100 * passed / total if total else 100:.2f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
