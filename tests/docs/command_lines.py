"""The command lines that stand in the documentation."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.cli.commands import root

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
_FENCE = re.compile(r"(?ms)^```\w*\n(.*?)^```")
_INDENTED = re.compile(r"(?m)^    (\S.*)$")
_INLINE = re.compile(r"`([^`\n]+)`")
_LINE = re.compile(r"^(?:ExecStart=|docker compose (?:run --rm|exec) \w+ )?(?:[\w./]*/)?wirepress ((?:-|[a-z]).*)$")


def blocks(page: Path) -> list[list[str]]:
    """The words of each command in a page's blocks, in their order, `wirepress` left out."""
    text = page.read_text()
    lines = [line for block in _FENCE.findall(text) for line in block.splitlines()] + _INDENTED.findall(
        _FENCE.sub("", text)
    )
    return list(_commands(lines))


def inline(page: Path) -> list[list[str]]:
    """The words of each command within sentences and tables."""
    return list(_commands(_INLINE.findall(_FENCE.sub("", page.read_text()).replace("\\|", "|"))))


def _commands(lines: list[str]) -> Iterator[list[str]]:
    for line in lines:
        found = _LINE.match(line.strip())
        if found:
            yield shlex.split(found[1], comments=True)


def find_fault(words: list[str]) -> str:
    """Return the first word that the command line does not know; "" when it knows all. Values and arguments are not judged."""
    command: Any = root()
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word.startswith("-") and word != "-":
            option = _option(command, word.partition("=")[0])
            if option is None:
                return word
            if not option.is_flag and "=" not in word and waiting:
                waiting.pop(0)
        elif hasattr(command, "commands"):
            below = command.get_command(None, word)
            if below is None:  # `import FILE`: the group takes files by default
                below = command.get_command(None, "anything") if command.name == "import" else None
            if below is None:
                return word
            command = below
    return ""


def _option(command: Any, name: str) -> Any:
    if name == "--help":
        return next(one for one in root().params if one.is_flag)
    return next((one for one in command.params if name in (*one.opts, *one.secondary_opts)), None)
