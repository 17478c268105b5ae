"""How soon a writer can write: the block editor's page, next to the same answers asked for one by one over REST.

    python -m bench.editor [--times N]

Makes a small site, signs in, and measures on this machine: the page with all that the editor asks for (one request); the same REST calls
one after the other and six at a time, as a browser does; and in Chromium, with an empty cache, when the headline can be written in.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright
from tests.browser.conftest import _chromium
from tests.browser.editor.writing import editor_folder
from tests.commands import run
from tests.serving import Service, served

TOGETHER = 6  # connections of a browser to one host
PASSWORD = "nine-tin-lanterns"
_CONFIG = re.compile(r'id="wirepress-editor-config">(.*?)</script>', re.DOTALL)


def _milliseconds(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.0f} ms"


def _get(service: Service, path: str, headers: dict[str, str], method: str = "GET") -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, (path, answer.status)
    return body


def _sign_in(browser: Browser, base: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/wp-login.php")
    page.fill("input[name=log]", "ann")
    page.fill("input[name=pwd]", PASSWORD)
    page.press("input[name=pwd]", "Enter")
    page.wait_for_url("**/wp-admin/**")
    state = context.storage_state()
    context.close()
    return state


def _title_after(browser: Browser, address: str, state: Any) -> float:
    """Seconds from the request to a headline that can be written in, nothing cached."""
    context = browser.new_context(storage_state=state)
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.frame_locator("iframe[name=editor-canvas]").locator(".editor-post-title__input").wait_for()
    taken = time.perf_counter() - began
    context.close()
    return taken


def measure(service: Service, times: int) -> dict[str, str]:
    """The figures, by what they are of."""
    base = f"http://127.0.0.1:{service.port}"
    number = service.rest(
        "POST", "/posts", {"title": "Low water", "content": "<!-- wp:paragraph --><p>Ebb.</p><!-- /wp:paragraph -->"}
    )["id"]
    path = f"/wp-admin/post.php?post={number}&action=edit"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        state = _sign_in(browser, base)
        cookies = {"Cookie": "; ".join(f"{one['name']}={one['value']}" for one in state["cookies"])}
        found = _CONFIG.search(_get(service, path, cookies).decode())
        assert found is not None, "the block editor is not installed"
        config = json.loads(found[1])
        root = urlsplit(config["root"]).path.rstrip("/")
        calls = [("GET", root + one) for one in (*config["preload"], *config["later"]) if one != "OPTIONS"]
        calls += [("OPTIONS", root + one) for one in config["preload"]["OPTIONS"]]
        signed = {**cookies, "X-WP-Nonce": config["nonce"]}

        def ask(call: tuple[str, str]) -> None:
            _get(service, call[1], signed, call[0])

        figures: dict[str, list[float]] = {
            "the page": [],
            "REST, one by one": [],
            "REST, six at a time": [],
            "headline": [],
        }
        with ThreadPoolExecutor(TOGETHER) as pool:
            for _ in range(times):
                began = time.perf_counter()
                _get(service, path, cookies)
                figures["the page"].append(time.perf_counter() - began)
                began = time.perf_counter()
                for call in calls:
                    ask(call)
                figures["REST, one by one"].append(time.perf_counter() - began)
                began = time.perf_counter()
                list(pool.map(ask, calls))
                figures["REST, six at a time"].append(time.perf_counter() - began)
                figures["headline"].append(_title_after(browser, base + path, state))
        browser.close()
    return {"calls": str(len(calls)), **{name: _milliseconds(taken) for name, taken in figures.items()}}


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--times", type=int, default=5)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(editor_folder()), os.environ.get("PYTHONPATH"))))
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), permalinks="/%postname%/") as service:
        run(
            Path(folder),
            service.environment,
            "user",
            "create",
            "ann",
            "--role",
            "administrator",
            "--password",
            PASSWORD,
        )
        for name, value in measure(service, reader.parse_args().times).items():
            print(f"{name:<22} {value:>10}")


if __name__ == "__main__":
    main()
