"""The table of hooks in docs/plugins.md, made from the hooks themselves: `python -m tests.docs.hook_table` writes it anew."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from wirepress.core.extensions import discover, specifications
from wirepress.core.plugin_faults import hook_names

PAGE = Path(__file__).resolve().parents[2] / "docs" / "plugins.md"
MARK = "<!-- hooks: python -m tests.docs.hook_table -->\n"


def make_table() -> str:
    """Return the table: a row per hook with what it is given, what it answers a list of, and the first sentence of its description."""
    rows = ["| hook | answers a list of | for |", "|---|---|---|"]
    for spec in specifications(discover(()).values()):
        for name in hook_names([spec]):
            function = getattr(spec, name)
            signature = inspect.signature(function)
            given = ", ".join(one for one in signature.parameters if one != "self")
            answer = re.sub(r"^Sequence\[(.*)\]$", r"\1", str(signature.return_annotation))
            words = " ".join((function.__doc__ or "").split())
            sentence = re.match(r".*?[.:](?= |$)", words)
            text = (sentence[0] if sentence else words).rstrip(":").replace("|", "\\|")
            answers = "nothing" if answer == "None" else f"`{answer}`"
            rows.append(f"| `{name}({given})` | {answers} | {text} |")
    return "\n".join(rows) + "\n"


def read_table(page: str) -> str:
    """Return the table that stands in the page."""
    return page.partition(MARK)[2].lstrip("\n")


if __name__ == "__main__":
    text = PAGE.read_text()
    PAGE.write_text(text.partition(MARK)[0] + MARK + "\n" + make_table())
