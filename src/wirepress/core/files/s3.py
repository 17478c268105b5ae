"""Uploaded files in a bucket of an S3 server, by django-storages and boto3 (`pip install wirepress[s3]`)."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from boto3.exceptions import S3UploadFailedError
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from wirepress.core.files.storage import FileFacts, StorageUnavailable

MODIFIED: Final = "modified"  # metadata of an object: when the file itself was changed, unix seconds
ANSWER_SECONDS: Final = 20
CONNECT_SECONDS: Final = 3
TRIES: Final = 2
_opening = threading.Lock()
_MISSING: Final = (404, "404", "NoSuchKey", "NoSuchBucket", "NotFound")


@contextlib.contextmanager
def _storage_errors() -> Iterator[None]:
    """Raises StorageUnavailable with words for people instead of what boto3 raises."""
    try:
        yield
    except ClientError as error:
        facts = error.response.get("Error", {})
        raise StorageUnavailable(
            f"The storage of files refused: {facts.get('Code')} {facts.get('Message', '')}. Look at storage_url and s3_*."
        ) from error
    except BotoCoreError as error:
        raise StorageUnavailable(
            f"The storage of files cannot be reached: {error}. Look at storage_url and s3_endpoint."
        ) from error


class BucketStorage(S3Storage):  # type: ignore[misc]
    """A bucket. An object is there whole or not at all by S3's own rule."""

    _shared: Any = None

    def _key(self, name: str) -> str:
        return str(self._normalize_name(name))

    @property
    def _client(self) -> Any:
        """Return one client for all threads, which boto3 allows; one of each thread, as django-storages has them, would take 15 MB each."""
        with _opening:
            if self._shared is None:
                self._shared = self._create_session().client(
                    "s3",
                    region_name=self.region_name,
                    endpoint_url=self.endpoint_url,
                    config=self.client_config,
                    verify=self.verify,
                )
            return self._shared

    def store(self, name: str, data: bytes) -> bool:
        """By a conditional write (If-None-Match: *), so that of two nodes with one name only one stores it."""
        with _storage_errors():
            try:
                self._write(name, data, IfNoneMatch="*")
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] in (409, 412):
                    return False
                raise
        return True

    def overwrite(self, name: str, data: bytes, modified: float | None = None) -> None:
        with _storage_errors():
            self._write(name, data, **({"Metadata": {MODIFIED: repr(modified)}} if modified is not None else {}))

    def copy_in(self, name: str, path: Path, modified: float) -> None:
        """In parts, when it is large."""
        more = {**self._get_write_parameters(name), "Metadata": {MODIFIED: repr(modified)}}
        with _storage_errors():
            try:
                self._client.upload_file(str(path), self.bucket_name, self._key(name), ExtraArgs=more)
            except S3UploadFailedError as error:
                raise StorageUnavailable(f"The storage of files took only a part of {path.name}: {error}.") from error

    def _write(self, name: str, data: bytes, **more: Any) -> None:
        parameters = self._get_write_parameters(name)
        self._client.put_object(Bucket=self.bucket_name, Key=self._key(name), Body=data, **parameters, **more)

    def facts(self, name: str) -> FileFacts | None:
        with _storage_errors():
            try:
                found = self._client.head_object(Bucket=self.bucket_name, Key=self._key(name))
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") in _MISSING:
                    return None
                raise
        modified = found.get("Metadata", {}).get(MODIFIED)
        moment = float(modified) if modified else found["LastModified"].timestamp()
        return FileFacts(
            int(found["ContentLength"]), moment, hashlib.blake2b(found["ETag"].encode(), digest_size=10).hexdigest()
        )

    def open_part(self, name: str, start: int, length: int) -> IO[bytes]:
        wanted = {"Range": f"bytes={start}-{start + length - 1}"} if length else {}
        with _storage_errors():
            try:
                body: IO[bytes] = self._client.get_object(Bucket=self.bucket_name, Key=self._key(name), **wanted)[
                    "Body"
                ]
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") in _MISSING:
                    raise FileNotFoundError(name) from None
                raise
        return body

    def delete(self, name: str) -> None:
        with _storage_errors():
            self._client.delete_object(Bucket=self.bucket_name, Key=self._key(name))

    def list_files(self) -> Iterator[tuple[str, int]]:
        prefix = f"{self.location.strip('/')}/" if self.location else ""
        with _storage_errors():
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name, Prefix=prefix):
                for found in page.get("Contents", ()):
                    yield str(found["Key"])[len(prefix) :], int(found["Size"])
