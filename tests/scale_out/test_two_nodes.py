"""Two nodes on one PostgreSQL, Redis and S3 server behind a real nginx with deploy/nginx.conf: the parts of deploy/compose.yaml as
processes of this machine."""

from __future__ import annotations

import base64
import http.client
import io
import json
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from tests import postgres_server, redis_server, s3_server, serving
from tests.serving import Answer, Service
from tests.waiting import PATIENCE
from wirepress.settings.settings import Settings

pytestmark = pytest.mark.pure  # has a database of its own
DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@contextmanager
def balanced(folder: Path, port: int, nodes: list[int]) -> Iterator[None]:
    """nginx with the file of deploy/, its names and ports put to this machine's."""
    text = (DEPLOY / "nginx.conf").read_text()
    for number, node in enumerate(nodes, 1):
        text = text.replace(f"node{number}:8000", f"127.0.0.1:{node}")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace(
        "worker_processes auto", "worker_processes 1"
    )
    text = text.replace("/tmp/nginx", f"{folder}/nginx").replace("/dev/stderr", f"{folder}/error.log")
    (folder / "nginx.conf").write_text(f"daemon off;\n{text}")
    process = subprocess.Popen(
        ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


@dataclass
class Cluster:
    front: Service  # nginx
    nodes: list[Service]
    database: str


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    folder.chmod(0o755)
    with ExitStack() as parts:
        url = parts.enter_context(postgres_server.database())
        redis = parts.enter_context(redis_server.running(folder / "redis"))
        files = parts.enter_context(s3_server.running())
        port = serving.free_port()
        around = {
            **serving.environment(),
            **files.environment,
            "WIREPRESS_URL": f"http://127.0.0.1:{port}",
            "WIREPRESS_SECRET_KEY": "k" * 40,
            "WIREPRESS_DATABASE_URL": url,
            "WIREPRESS_REDIS_URL": redis.url,
            "WIREPRESS_TRUSTED_PROXIES": '["127.0.0.1"]',
        }
        serving.run(
            folder / "one",
            around,
            "init",
            str(folder / "one"),
            "--url",
            f"http://127.0.0.1:{port}",
            "--permalinks",
            "plain",
        )
        words = (
            "user",
            "create",
            "chief",
            "--role",
            "administrator",
            "--application-password",
            "--password",
            "nine-copper-kettles",
        )
        said = serving.run(folder / "one", around, *words)
        password = re.findall(r"(?im)^application password:?\s*(.+)$", said)[0].strip()
        nodes = []
        for name in ("one", "two"):  # each has a folder of its own, as a container has
            (folder / name).mkdir(exist_ok=True)
            node = serving.start(folder / name, serving.free_port(), around, 1)
            node.password = password
            parts.callback(node.stop)
            nodes.append(node)
        parts.enter_context(balanced(folder, port, [node.port for node in nodes]))
        front = Service(folder, port, nodes[0].process, around, password)
        serving.wait(front, "/")
        yield Cluster(front, nodes, url)


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (400, 300), "navy").save(drawn, "JPEG")
    return drawn.getvalue()


def upload(service: Service, data: bytes) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    basic = base64.b64encode(f"chief:{service.password}".encode()).decode()
    headers = {
        "Authorization": f"Basic {basic}",
        "Content-Type": "image/jpeg",
        "Content-Disposition": 'attachment; filename="quay.jpg"',
    }
    connection.request("POST", "/index.php?rest_route=/wp/v2/media", data, headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 201, body
    return json.loads(body)


def sign_in(service: Service) -> str:
    """The cookies of a session."""
    page = service.get("/wp-login.php")
    token = re.findall(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    cookie = page.headers.get("set-cookie", "").partition(";")[0]
    fields = f"log=chief&pwd=nine-copper-kettles&csrfmiddlewaretoken={token[0].decode() if token else ''}"
    origin = f"http://127.0.0.1:{service.port}"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookie,
        "Origin": origin,
        "Referer": f"{origin}/wp-login.php",
    }
    connection.request("POST", "/wp-login.php", fields, headers)
    answer = connection.getresponse()
    answer.read()
    cookies = [value.partition(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    connection.close()
    assert answer.status == 302, answer.status
    return "; ".join(cookies)


def test_any_node_may_die_and_readers_writers_and_jobs_do_not_notice(cluster: Cluster) -> None:
    front, (one, two) = cluster.front, cluster.nodes
    # A write on one node is seen on the other at once.
    story = one.rest("POST", "/posts", {"title": "Written on one", "content": "Low water.", "status": "publish"})["id"]
    for number in range(4):
        writer, reader = (one, two) if number % 2 else (two, one)
        writer.rest("POST", f"/posts/{story}", {"title": f"Tide {number}"})
        assert f"Tide {number}".encode() in reader.get(f"/?p={story}").body
    # Uploads are shared.
    data = picture()
    address = upload(one, data)["source_url"]
    path = address.partition(f":{front.port}")[2]
    assert two.get(path).body == data and front.get(path).body == data
    cookies = sign_in(front)
    assert front.get("/wp-admin/", Cookie=cookies).status == 200

    # One is killed under load: no read fails, the session lives on, and so do uploads.
    failed: list[tuple[str, int | str]] = []
    done = threading.Event()
    counted = [0, 0, 0]

    def read(place: int) -> None:
        while not done.is_set():
            for wanted in ("/", f"/?p={story}", f"/index.php?rest_route=/wp/v2/posts/{story}", path):
                try:
                    answer: Answer = front.get(wanted, User_Agent=f"Reader/{place}")
                except OSError as error:
                    failed.append((wanted, repr(error)))
                    continue
                counted[place] += 1
                if answer.status != 200:
                    failed.append((wanted, answer.status))

    threads = [threading.Thread(target=read, args=(place,)) for place in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    os.killpg(one.process.pid, signal.SIGKILL)
    one.process.wait()
    killed = time.monotonic()
    assert front.get("/wp-admin/", Cookie=cookies).status == 200
    front.rest("POST", f"/posts/{story}", {"title": "Written without one"})
    assert time.monotonic() - killed < 8  # nobody waits for the dead for longer than its lease
    assert b"Written without one" in front.get(f"/?p={story}").body
    time.sleep(2)
    done.set()
    for thread in threads:
        thread.join()
    assert failed == [] and min(counted) > 10, counted

    # Its worker's jobs are run by the other one's.
    with serving.raw_connection(cluster.database) as database:
        asked = "UPDATE jobs_queuedjob SET due = 0, ended = 1 WHERE name = 'content.empty_trash' AND state = 'waiting'"
        end = time.monotonic() + PATIENCE
        while database.execute(asked).rowcount == 0:  # it may be under way
            assert time.monotonic() < end
            time.sleep(0.1)
        ran = "SELECT 1 FROM jobs_queuedjob WHERE name = 'content.empty_trash' AND ended > 1"
        while database.execute(ran).fetchone() is None:
            assert time.monotonic() < end
            time.sleep(0.1)

    # It comes back, and knows what happened meanwhile.
    back = serving.start(one.folder, one.port, one.environment, 1)
    cluster.nodes[0] = back
    try:
        assert (
            b"Written without one" in back.get(f"/?p={story}").body
            and back.get("/wp-admin/", Cookie=cookies).status == 200
        )
    finally:
        back.stop()


def test_the_compose_file_names_real_settings_and_parts() -> None:
    text = re.sub(r"\$\{(\w+)(?::[?-][^}]*)?\}", r"\1", (DEPLOY / "compose.yaml").read_text())
    composed = yaml.safe_load(text)
    services = composed["services"]
    assert {"node1", "node2", "nginx", "postgres", "valkey", "files"} == set(services)
    names = {name.removeprefix("WIREPRESS_").lower() for name in services["node1"]["environment"]}
    assert names <= set(Settings.model_fields) and services["node1"]["environment"] == services["node2"]["environment"]
    environment = {
        name.removeprefix("WIREPRESS_").lower(): value for name, value in services["node1"]["environment"].items()
    }
    environment.update(url="https://news.example", trusted_proxies=["172.16.0.0/12"])
    Settings(**environment)
    for name in ("postgres", "valkey", "files"):
        assert any(f"//{name}:" in str(value) or f"@{name}:" in str(value) for value in environment.values()), name
    assert {f"server node{number}:8000" in (DEPLOY / "nginx.conf").read_text() for number in (1, 2)} == {True}
    wanted = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    assert wanted <= set(re.findall(r"^(\w+)=", (DEPLOY / ".env.example").read_text(), re.M))
    assert set(services["nginx"]["depends_on"]) == {"node1", "node2"} and set(services["node1"]["depends_on"]) == {
        "postgres",
        "valkey",
        "files",
    }
