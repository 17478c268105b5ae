"""The memory of an import does not grow with its file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.browser.site import WIREPRESS
from tests.transfer.wxr.files import item, wxr
from tests.waiting import PATIENCE

STORY = "<p>" + "tide harbour council ferry lamp winter bridge market rope signal " * 300 + "</p>"
FEW, MANY = 500, 1300  # stories: 10 and 26 MB, both more than is read ahead and written at once
MEMORY_MAX = 300 * 1024  # kB: of the process that writes, as of the one that reads
GROWTH_MAX = 24 * 1024  # kB
# The kernel's own figures: rusage would count what the process that started it had.
RUN = """import re
from wirepress.cli.main import run
try:
    run()
finally:
    print("PEAK", re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


def _import(folder: Path, stories: int) -> int:
    """Return the peak memory of bringing so many stories in, in kB."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_"))}
    around = {**kept, "WIREPRESS_SITE": str(folder)}
    words = ["init", str(folder), "--url", "https://new.example"]
    subprocess.run([*WIREPRESS, *words], env=around, check=True, capture_output=True, timeout=PATIENCE)
    file = folder / "export.xml"
    file.write_text(wxr(*(item(number, content=f"{number} {STORY}") for number in range(1, stories + 1))))
    command = [sys.executable, "-c", RUN, "import", str(file)]
    done = subprocess.run(command, env=around, capture_output=True, text=True, timeout=PATIENCE * 4, check=False)
    file.unlink()
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(rf"\b{stories}\b", done.stdout.replace(",", "")), done.stdout
    return int(done.stdout.rpartition("PEAK ")[2].split()[0])


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    few, many = _import(tmp_path / "few", FEW), _import(tmp_path / "many", MANY)
    assert many < MEMORY_MAX
    assert many - few < GROWTH_MAX
