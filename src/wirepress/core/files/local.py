"""Uploaded files in a folder of this machine."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.core.files.storage import FileSystemStorage

from wirepress.core.files.storage import FileFacts, StorageUnavailable


class FileSlice:
    """So many bytes of an open file."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none behind the end of the slice."""
        chunk = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        """Close the open file."""
        self.file.close()


def _write_in_place(target: Path, data: bytes) -> bool:
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    return True


class LocalStorage(FileSystemStorage):
    """A folder. A file is there whole or not at all: it is written under another name and linked to its own."""

    def store(self, name: str, data: bytes) -> bool:
        target = self._target(name)
        with self._temporary_file(target) as part:
            self._write(part, data)
            try:
                os.link(part, target)
            except FileExistsError:
                return False
            except OSError as error:
                if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK):
                    raise
                return _write_in_place(target, data)  # a file system without hard links
        return True

    def overwrite(self, name: str, data: bytes, modified: float | None = None) -> None:
        target = self._target(name)
        with self._temporary_file(target) as part:
            self._write(part, data)
            if modified is not None:
                os.utime(part, (modified, modified))
            part.replace(target)

    def copy_in(self, name: str, path: Path, modified: float) -> None:
        target = self._target(name)
        with self._temporary_file(target) as part:
            shutil.copyfile(path, part)
            self._set_mode(part)
            os.utime(part, (modified, modified))
            part.replace(target)

    @contextlib.contextmanager
    def _temporary_file(self, target: Path) -> Iterator[Path]:
        part = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            self._make_folder(target.parent)
            yield part
        except OSError as error:
            raise StorageUnavailable(
                f"The file cannot be stored in {target.parent}: {error.strerror or error}."
            ) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def _write(self, part: Path, data: bytes) -> None:
        part.write_bytes(data)
        self._set_mode(part)

    def _set_mode(self, file: Path) -> None:
        if self.file_permissions_mode is not None:
            file.chmod(self.file_permissions_mode)

    def _make_folder(self, folder: Path) -> None:
        """The folder and those above it that are missing, with the mode of folders in the storage, whatever the umask says."""
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        if self.directory_permissions_mode is not None:
            folder.chmod(self.directory_permissions_mode)

    def _target(self, name: str) -> Path:
        return Path(self.path(name))

    def _inside(self, name: str) -> Path | None:
        """Return the file, when it lies in the folder, links followed."""
        root = Path(self.location).resolve()
        with contextlib.suppress(ValueError, OSError):
            file = (root / name).resolve()
            if file.is_relative_to(root) and file.is_file():
                return file
        return None

    def facts(self, name: str) -> FileFacts | None:
        file = self._inside(name)
        if file is None:
            return None
        found = file.stat()
        return FileFacts(found.st_size, found.st_mtime, f"{found.st_mtime_ns:x}-{found.st_size:x}")

    def open_part(self, name: str, start: int, length: int) -> IO[bytes]:
        file = self._inside(name)
        if file is None:
            raise FileNotFoundError(name)
        handle = file.open("rb")
        handle.seek(start)
        return FileSlice(handle, length)  # type: ignore[return-value]

    def delete(self, name: str) -> None:
        file = self._inside(name)
        if file is not None:
            file.unlink(missing_ok=True)

    def list_files(self) -> Iterator[tuple[str, int]]:
        root = Path(self.location)
        for place, _, files in os.walk(root):
            for file in files:
                path = Path(place) / file
                if path.is_file() and not path.is_symlink():
                    yield path.relative_to(root).as_posix(), path.stat().st_size
