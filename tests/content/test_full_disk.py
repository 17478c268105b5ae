"""No room for a file is said as such, and leaves nothing behind."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from django.test import RequestFactory

from wirepress.content.errors import ActionRefused
from wirepress.content.media import files
from wirepress.core.files import disk_full
from wirepress.web.site.views import broken


@pytest.mark.parametrize(("number", "status"), [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EACCES, 503)])
def test_a_file_that_has_no_room_is_refused(monkeypatch: pytest.MonkeyPatch, number: int, status: int) -> None:
    def write(*_: object) -> int:
        raise OSError(number, "told by the test")

    monkeypatch.setattr(Path, "write_bytes", write)
    monkeypatch.setattr("builtins.open", write)
    with pytest.raises(ActionRefused) as refused, files.NewFiles() as keeping:
        keeping.store("2026/03/mole.png", b"x")
    assert refused.value.status == status and (refused.value.code == "disk_full") == (status == 507)


def test_whatever_finds_no_room_is_said_as_such() -> None:
    try:
        raise OSError(errno.ENOSPC, "told by the test")
    except OSError as error:
        assert disk_full.is_disk_full(error)
        assert broken.show(RequestFactory().post("/wp-admin/")).status_code == 507
    assert not disk_full.is_disk_full(ValueError("x")) and not disk_full.is_disk_full(None)
