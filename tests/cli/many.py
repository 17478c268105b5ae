"""Runs many commands, each in a process of its own that is forked from one which has loaded the program: a tenth of the time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests import serving

PROGRAM = """
import json, os, sys, tempfile, traceback
from pathlib import Path
from wirepress.settings.settings import require_settings
require_settings()
os.environ["DJANGO_SETTINGS_MODULE"] = "wirepress.project.django"
import django
django.setup()
from wirepress.cli.main import COMMANDS
from importlib import import_module
for place in COMMANDS.values():
    import_module("wirepress.cli." + place.partition(":")[0])
from wirepress.cli.quick import run
results = []
for words in json.load(sys.stdin):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as nothing:
        pid = os.fork()
        if pid == 0:
            for number, file in enumerate((nothing, out, err)):
                os.dup2(file.fileno(), number)
            sys.stdin = open(0)
            sys.argv = ["wirepress", *words]
            code = 0
            try:
                run()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
                if isinstance(end.code, str):
                    print(end.code, file=sys.stderr)
            except BaseException:
                traceback.print_exc()
                code = 1
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
        results.append([code, *texts])
json.dump(results, sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended and what it printed."""

    words: Sequence[str]
    code: int
    output: str
    errors: str


def run_many(site: Path, lines: Sequence[Sequence[str]], **more: str) -> list[Done]:
    """Run each line of words as a command of the site, one after the other."""
    around = {**serving.environment(), "WIREPRESS_SITE": str(site), "COLUMNS": "200", **more}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(list(map(list, lines))),
        env=around,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=site,
    )
    assert done.returncode == 0, done.stderr
    return [Done(words, *found) for words, found in zip(lines, json.loads(done.stdout), strict=True)]
