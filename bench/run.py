"""`make bench`: Wirepress next to nginx serving the same bytes as files, in one run.

    python -m bench.run [--seconds N] [--workers N] [--document FILE]

`--document` is a REST document to measure (the one the project was built after, say); without it an invented story is taken.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from bench import load, machine, sites

RESULTS = Path(__file__).parent / "results"
SEED = Path(os.environ.get("WIREPRESS_SHARED") or "../shared") / "golden" / "seed-post-92417.json"


def _fetch(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        return bytes(answer.read())


def _import(folder: Path, document: Path) -> int:
    sites.run(folder, "import", str(document))
    found = json.loads(document.read_bytes())
    return int((found[0] if isinstance(found, list) else found)["id"])


def _origin(document: Path | None) -> str:
    """The address of the site that answered the document: its links are the same bytes then."""
    if document is None:
        return "http://news.example"
    found = json.loads(document.read_bytes())
    parts = urlsplit((found[0] if isinstance(found, list) else found)["link"])
    return f"{parts.scheme}://{parts.netloc}"


def measure(seconds: int, workers: int, document: Path | None) -> list[dict[str, object]]:
    """One row for each address: requests per second of both, and their ratio."""
    rows: list[dict[str, object]] = []
    with (
        tempfile.TemporaryDirectory() as place,
        sites.wirepress(Path(place) / "site", workers, _origin(document)) as site,
    ):
        number = _import(Path(place) / "site", document) if document else 1000
        paths = {
            "one story": f"/index.php?rest_route=/wp/v2/posts/{number}",
            "list of ten": "/index.php?rest_route=/wp/v2/posts&per_page=10",
        }
        bodies = {name: _fetch(site + path) for name, path in paths.items()}
        files = {f"{place}.json": body for place, body in enumerate(bodies.values())}
        with sites.nginx(Path(place) / "nginx", files, workers) as static:
            for place_in_list, (name, path) in enumerate(paths.items()):
                ours = load.rate(site + path, seconds)
                theirs = load.rate(f"{static}/{place_in_list}.json", seconds)
                rows.append({
                    "path": name, "bytes": len(bodies[name]), "wirepress": round(ours, 1), "nginx": round(theirs, 1),
                    "ratio": round(ours / theirs, 4),
                })  # fmt: skip
    return rows


def main() -> int:
    """Measures, prints the table, keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--document", type=Path, default=SEED if SEED.is_file() else None)
    given = parser.parse_args()
    try:
        machine.require("wrk", "nginx")
        rows = measure(given.seconds, given.workers, given.document)
    except (machine.ToolMissing, load.WrongAnswers) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{'address':<14}{'bytes':>9}{'wirepress/s':>14}{'nginx/s':>11}{'ratio':>9}")
    for row in rows:
        print(f"{row['path']:<14}{row['bytes']:>9}{row['wirepress']:>14}{row['nginx']:>11}{row['ratio']:>9}")
    RESULTS.mkdir(exist_ok=True)
    kept = RESULTS / f"{time.strftime('%Y-%m-%d')}.json"
    kept.write_text(
        json.dumps({"machine": machine.describe(), "workers": given.workers, "rows": rows}, indent=2) + "\n"
    )
    print(f"kept in {kept}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
