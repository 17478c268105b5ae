"""`python -m bench.growth`: how answers slow down as a site grows, with nothing kept but what the database keeps.

    python -m bench.growth [--small 10000] [--large 100000] [--times 40] [--sites SMALL LARGE]

Seeds two sites, serves each with the cache of answers off, asks every address many times one after the other and prints p50 and p95 in
milliseconds and how many times they grew. `--sites` takes folders that `wirepress bench seed` has filled before. The newest 2,000
stories and the single one that is asked for have documents; the others would be made for hours beside what is measured.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench import documents, machine, sites

RESULTS = Path(__file__).parent / "results"
HOST = "http://news.example"
FREQUENT, RARE = "harbour", "zephyrine"  # see wirepress/transfer/bench_seed/words.py
DEEP = 5000
NEWEST = 2000  # stories that have documents


def seed(folder: Path, posts: int) -> None:
    """A new site with so many stories."""
    sites.run(folder, "init", str(folder), "--url", HOST, "--permalinks", "/%year%/%monthnum%/%day%/%postname%/")
    sites.run(folder, "bench", "seed", "--posts", str(posts))


@contextmanager
def served(folder: Path) -> Iterator[http.client.HTTPConnection]:
    """A connection to the site, which keeps no answers; documents are made before anything is asked."""
    port = sites.free_port()
    environment = os.environ | {
        "WIREPRESS_SITE": str(folder),
        "WIREPRESS_CACHE_MEGABYTES": "0",
        "WIREPRESS_LOG_LEVEL": "error",
    }
    command = [sys.executable, "-m", "wirepress", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _connected(port)
    finally:
        process.terminate()
        process.wait(30)


def _connected(port: int) -> http.client.HTTPConnection:
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            _ask(connection, "/robots.txt")
            return connection
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the site does not answer")


def _ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, dict[str, str], bytes]:
    connection.request("GET", path, headers={"Host": urlsplit(HOST).netloc})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def addresses(connection: http.client.HTTPConnection) -> dict[str, str]:
    """What is asked. Where a site has fewer than 5,000 pages, its last full one stands for the deep page."""
    route = "/wp-json/wp/v2/posts"
    _, headers, _ = _ask(connection, f"{route}?per_page=10")
    total = int(headers["x-wp-total"])
    sections = json.loads(
        _ask(connection, "/wp-json/wp/v2/categories?orderby=count&order=desc&per_page=5&_fields=id,count,parent,link")[
            2
        ]
    )
    tops = [section for section in sections if section["parent"] == 0] or sections
    below = next((section for section in sections if section["parent"]), sections[0])
    stories = json.loads(
        _ask(connection, f"{route}?per_page=10&page={min(DEEP, total // 20)}&_fields=id,author,link")[2]
    )
    author, last = stories[0]["author"], (total - 10) // 2000 + 1
    return {
        "first page of 10": f"{route}?per_page=10",
        "first page of 100": f"{route}?per_page=100",
        "page 5,000 of 1": f"{route}?per_page=1&page={DEEP}",
        "deep page of 10": f"{route}?per_page=10&page={min(DEEP, total // 10)}",
        "deep page of 100": f"{route}?per_page=100&page={min(DEEP, total // 100)}",
        "section": f"{route}?categories={below['id']}",
        "section, deep": f"{route}?categories={below['id']}&page={below['count'] // 10 // 2}",
        "section page of the site": urlsplit(tops[0]["link"]).path,
        "single": f"{route}/{stories[0]['id']}",
        "author": f"{route}?author={author}",
        "month page of the site": "/".join(urlsplit(stories[0]["link"]).path.split("/")[:3]) + "/",
        "search, rare word": f"{route}?search={RARE}",
        "search, word in 40 %": f"{route}?search={FREQUENT}",
        "search page, word in 40 %": f"/?s={FREQUENT}",
        "sitemap index": "/wp-sitemap.xml",
        "sitemap, last page": f"/wp-sitemap-posts-post-{last}.xml",
        "sitemap, first page": "/wp-sitemap-posts-post-1.xml",
        "feed": "/feed/",
        "feed of a section": urlsplit(below["link"]).path + "feed/",
    }


def measure(folder: Path, times: int) -> dict[str, dict[str, object]]:
    """Name of the address -> p50 and p95 in milliseconds, and the total it names."""
    found: dict[str, dict[str, object]] = {}
    documents.make(folder, NEWEST, [])
    with served(folder) as connection:
        wanted = addresses(connection)
        documents.make(folder, NEWEST, [int(wanted["single"].rpartition("/")[2])])
        for name, path in wanted.items():
            for _ in range(3):
                status, headers, _ = _ask(connection, path)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
            spent = []
            for _ in range(times):
                began = time.perf_counter()
                _ask(connection, path)
                spent.append((time.perf_counter() - began) * 1000)
            cuts = statistics.quantiles(spent, n=20)
            found[name] = {
                "path": path,
                "p50": round(cuts[9], 2),
                "p95": round(cuts[18], 2),
                "total": headers.get("x-wp-total", ""),
            }
    return found


def show(small: dict[str, dict[str, object]], large: dict[str, dict[str, object]]) -> list[dict[str, object]]:
    """Prints the table; answers its rows."""
    rows = []
    print(f"{'address':<28}{'total':>9}{'p50':>9}{'p95':>9}{'total':>9}{'p50':>9}{'p95':>9}{'p50 x':>8}{'p95 x':>8}")
    for name, few in small.items():
        many = large[name]
        grew = {cut: round(float(str(many[cut])) / float(str(few[cut])), 2) for cut in ("p50", "p95")}
        rows.append({"address": name, "small": few, "large": many, "grew": grew})
        left, right = (f"{one['total']:>9}{one['p50']:>9}{one['p95']:>9}" for one in (few, many))
        print(f"{name:<28}{left}{right}{grew['p50']:>8}{grew['p95']:>8}")
    return rows


def main() -> int:
    """Seeds, measures, prints, keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--sites", type=Path, nargs=2, metavar=("SMALL", "LARGE"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folders = given.sites or [Path(place) / "small", Path(place) / "large"]
        if not given.sites:
            for folder, posts in zip(folders, (given.small, given.large), strict=True):
                seed(folder, posts)
        rows = show(*(measure(folder, given.times) for folder in folders))
    RESULTS.mkdir(exist_ok=True)
    kept = RESULTS / f"growth-{time.strftime('%Y-%m-%d')}.json"
    kept.write_text(
        json.dumps({"machine": machine.describe(), "small": given.small, "large": given.large, "rows": rows}, indent=2)
        + "\n"
    )
    print(f"kept in {kept}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
