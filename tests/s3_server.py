"""A real S3 server over HTTP for tests (moto's), on a port of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError

from tests.serving import free_port
from tests.waiting import PATIENCE

BUCKET = "harbour-files"
KEYS = {"aws_access_key_id": "tests", "aws_secret_access_key": "only", "region_name": "us-east-1"}


class Server:
    """A running server with one empty bucket."""

    def __init__(self) -> None:
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "WIREPRESS_STORAGE_URL": f"s3://{BUCKET}/site",
            "WIREPRESS_S3_ENDPOINT": self.endpoint,
            "WIREPRESS_S3_REGION": "us-east-1",
            "WIREPRESS_S3_ACCESS_KEY": "tests",
            "WIREPRESS_S3_SECRET_KEY": "only",
        }
        self.start()

    def client(self) -> object:
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            config=Config(retries={"total_max_attempts": 1}, connect_timeout=2),
            **KEYS,
        )

    def start(self) -> None:
        words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        client = self.client()
        while True:
            try:
                client.create_bucket(Bucket=BUCKET)  # type: ignore[attr-defined]
                return
            except BotoCoreError:
                assert time.monotonic() < end, "the S3 server does not start"
                time.sleep(0.1)

    def names(self) -> list[str]:
        """Keys of all objects."""
        found = self.client().list_objects_v2(Bucket=BUCKET)  # type: ignore[attr-defined]
        return [item["Key"] for item in found.get("Contents", [])]

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def running() -> Iterator[Server]:
    server = Server()
    try:
        yield server
    finally:
        server.stop()
