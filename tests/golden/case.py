"""One recorded case beside our answer: ``python -m tests.golden.case ID... [--only NAME] [--fresh]``.

Serves the case's site, asks what was asked (all steps of its sequence up to the case) and prints want and got as
compared by the shared tool, and the files of the product whose code made the answer, the rule's room first. A pair of
a text function is named FOLDER/FUNCTION/NUMBER. Made sites are kept in tmp/golden until the code that makes them
changes or ``--fresh``.
"""

from __future__ import annotations

import argparse
import base64
import difflib
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.golden import formatting
from tests.golden.sites import RECORDINGS, ROOT, SHARED, Recording, Running, make, served

SITES = ROOT / "tmp" / "golden"
ROOMS = ("features", "web/rest/v2", "web/site", "web/xmlrpc", "web/rest", "content", "core/markup", "core")
LINES = 200  # shown of what differs
FILES = 25  # shown of those that made an answer
Case = dict[str, Any]


def load_tool() -> Any:
    """Return the shared tool as a module: whatever it compares, this shows."""
    spec = importlib.util.spec_from_file_location("golden_tool", SHARED / "tools" / "golden.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def find_cases(tool: Any, name: str, only: str | None) -> Iterator[tuple[Recording, list[Case]]]:
    """Yield the recordings that hold the case or sequence `name`, with the steps to take for it."""
    for recording in RECORDINGS:
        if only in (None, recording.name):
            cases = tool.load([SHARED / "golden" / f"{recording.name}.jsonl"])
            at = next((n for n, case in enumerate(cases) if case["id"] == name), -1)
            if at < 0:
                at = max((n for n, case in enumerate(cases) if case.get("seq") == name), default=-1)
            if at >= 0:
                case = cases[at]
                before = [x for x in cases[:at] if x.get("seq") == case["seq"]] if case.get("seq") else []
                yield recording, [*before, case]


def made_site(recording: Recording, fresh: bool) -> Path:
    """Return the recording's site, made when there is none yet or the code that makes it is another one."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src" / "wirepress").rglob("*.py")):
        if "transfer" in path.parts or "migrations" in path.parts or path.name in ("models.py", "adopt.py"):
            digest.update(path.read_bytes())
    for name in (recording.state, recording.meta):
        digest.update((SHARED / "corpus" / name).read_bytes() if name else b"")
    site = SITES / f"{Path(recording.state).stem}-{digest.hexdigest()[:12]}"
    if fresh or not (site / "made").exists():
        subprocess.run(["rm", "-rf", str(site)], check=True)
        SITES.mkdir(parents=True, exist_ok=True)
        make(recording, site)
        (site / "made").touch()
    return site


def read_body(text: str) -> list[str]:
    """Return a body as lines that can be compared: JSON indented, markup a tag a line."""
    try:
        return json.dumps(json.loads(text), indent=1, ensure_ascii=False).split("\n")
    except ValueError:
        return text.replace("><", ">\n<").split("\n")


def normalise(tool: Any, case: Case, text: str, at: float) -> str:
    """Return a body as the tool compares it. What only the encoding of JSON makes different stays visible."""
    body, wordpress_style = tool.quiet(case, tool.mask(text, case.get("volatile"), at))
    return f"{body}" if wordpress_style else f"(not encoded as WordPress encodes JSON)\n{body}"


def show(
    tool: Any, case: Case, status: int, headers: dict[str, str], data: bytes, captured: dict[str, Any], at: float
) -> None:
    """Print one case beside our answer."""
    print(f"{case['id']} [{case['group']}] as {case.get('as', 'anon')}: {case['method']} {case['target']}")
    for key in ("headers", "body", "body_file"):
        if case.get(key):
            print(f"  {key}: {case[key]}")
    same = "same" if status == case["status"] else "DIFFERS"
    print(f"status: want {case['status']}, got {status}: {same}")
    kept = {name: headers[name] for name in tool.HEADERS if name in headers}
    for name in sorted({*case["response_headers"], *kept}):
        want, got = case["response_headers"].get(name), kept.get(name)
        if want != got:
            print(f"header {name}:\n  want {want!r}\n  got  {got!r}")
    if "response" in case:
        want, got = case["response"], data.decode("utf-8", "replace")
    else:
        want, got = base64.b64decode(case["response_b64"]).decode("latin1"), data.decode("latin1")
    for name, value in (case.get("vars") or {}).items():
        if name in captured and str(captured[name]) != str(value):
            print(f"captured {name}: want {value}, got {captured[name]}")
    want, got = normalise(tool, case, want, case["at"]), normalise(tool, case, got, at)
    lines = list(difflib.unified_diff(read_body(want), read_body(got), "want", "got", n=4, lineterm=""))
    print("\n".join(line[:1500] for line in lines[:LINES]) if lines else "body: same")
    if len(lines) > LINES:
        print(f"... {len(lines) - LINES} lines more")


def sort_files(entered: list[str]) -> list[str]:
    """Return the entered files, those of the room that holds the rule first."""

    def room(name: str) -> int:
        inside = name.partition("wirepress/")[2]
        return next((n for n, prefix in enumerate(ROOMS) if inside.startswith(prefix + "/")), len(ROOMS))

    inner = [name for name in sorted(entered, key=room) if room(name) < len(ROOMS)]
    return [os.path.relpath(name, ROOT) for name in inner]


def replay_case(tool: Any, recording: Recording, cases: list[Case], site: Running, trace: Path) -> None:
    """Ask the steps in order and show the last one."""
    client = tool.Client(f"http://127.0.0.1:{site.port}", recording.host)
    users = tool.load_users(SHARED / "corpus" / recording.users)
    warm_up = tool.build(cases[-1], users, {}, SHARED / "corpus")
    client.request(
        "OPTIONS", warm_up[1], warm_up[2], None
    )  # what is imported and kept by the first request is no rule of it
    trace.unlink(missing_ok=True)
    steps = tool.run(cases, client, users, None, SHARED / "corpus")
    for number, (case, status, headers, data, captured, at) in enumerate(steps, 1):
        if number < len(cases):
            mark = "" if status == case["status"] else f"  DIFFERS, want {case['status']}"
            print(f"step {case['id']} {case['method']} {case['target']}: {status}{mark}")
            trace.unlink(missing_ok=True)
            continue
        show(tool, case, status, headers, data, captured, at)
    entered = trace.read_text(encoding="utf-8").split() if trace.exists() else []
    files = sort_files(entered)
    print("rule:", *files[:FILES], *([f"... {len(files) - FILES} more"] if len(files) > FILES else []), sep="\n  ")


def show_pair(name: str) -> None:
    """Show one pair of a text function, named FOLDER/FUNCTION/NUMBER."""
    folder, function, number = name.split("/")
    for result in formatting.run(SHARED / "golden" / folder, function):
        formatting.show_case(result, int(number))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden.case", description=__doc__.splitlines()[0])
    parser.add_argument("ids", nargs="+", metavar="ID", help="a case, a sequence, or FOLDER/FUNCTION/NUMBER")
    parser.add_argument("--only", choices=[r.name for r in RECORDINGS], help="look in this file only")
    parser.add_argument("--fresh", action="store_true", help="make the site anew")
    options = parser.parse_args(argv)
    tool = load_tool()
    for name in options.ids:
        if "/" in name:
            show_pair(name)
            continue
        found = list(find_cases(tool, name, options.only))
        if not found:
            parser.error(f"no recording holds {name}")
        for recording, cases in found:
            with tempfile.TemporaryDirectory(prefix="wirepress-case-") as temporary:
                trace = Path(temporary) / "entered"
                os.environ["WIREPRESS_GOLDEN_TRACE"] = str(trace)
                with served(made_site(recording, options.fresh), Path(temporary) / "site", jobs=recording.jobs) as site:
                    print(f"== {recording.name}")
                    trace.unlink(missing_ok=True)
                    replay_case(tool, recording, cases, site, trace)
    return 0


if __name__ == "__main__":
    sys.exit(main())
