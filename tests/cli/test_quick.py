"""The way into the program: what begins at once, and what goes through the commands."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

from tests import serving
from wirepress.cli import quick
from wirepress.cli.serve import serve

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("serve", {}),
        ("serve --port 81 --workers 3", {"port": 81, "workers": 3}),
        ("serve --host ::1 --no-worker", {"host": "::1", "worker": False}),
        ("serve --no-worker --worker", {}),
        ("serve --port 1 --port 65535", {"port": 65535}),
    ],
)
def test_plain_options_are_read_as_the_command_has_them(words: str, given: dict[str, object]) -> None:
    defaults = {name: parameter.default for name, parameter in inspect.signature(serve).parameters.items()}
    assert quick.parse_plain_serve(words.split()) == defaults | given


@pytest.mark.parametrize(
    "words",
    [
        "",
        "--help",
        "version",
        "--site x serve",
        "serve --help",
        "serve --port",
        "serve --port 0",
        "serve --port 65536",
        "serve --port x",
        "serve --port ²",
        "serve --workers 65",
        "serve --port=81",
        "serve --host --port 1",
        "serve here",
    ],
)
def test_everything_else_is_left_to_the_commands(words: str) -> None:
    assert quick.parse_plain_serve(words.split()) is None


@pytest.mark.parametrize(
    "words", [["--help"], ["serve", "--help"], ["user", "--help"], ["serve", "--port", "nought"], ["nonsense"]]
)
def test_words_about_commands_load_nothing_of_the_site(words: list[str]) -> None:
    program = (
        "import sys, atexit; from wirepress.cli.quick import run\n"
        "sys.argv = ['wirepress', *sys.argv[1:]]\n"
        "loaded = lambda: {'django', 'psycopg', 'httpx'} & set(sys.modules)\n"
        "atexit.register(lambda: print('LOADED', sorted(loaded())))\n"
        "run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False, env=serving.environment()
    )
    assert "LOADED []" in done.stdout and done.returncode in (0, 2), (done.stdout[-500:], done.stderr[-500:])


def test_a_wrong_name_is_answered_with_the_likely_one() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wirepress", "serv"],
        capture_output=True,
        text=True,
        check=False,
        env=serving.environment(),
    )
    assert done.returncode == 2 and "'serve'" in done.stderr
