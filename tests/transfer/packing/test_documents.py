"""Documents come in however they are packed; a file that is something else gets one sentence, not one for each of its lines."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.transfer.packing.packers import PACKERS, zipped
from tests.transfer.packing.test_dumps import FOREIGN, WXR
from tests.transfer.rest.conftest import Bring, bring, story
from tests.transfer.wordpress_db.dialects import mysqldump, phpmyadmin, single_rows
from tests.transfer.wordpress_db.old_site import old_site, write_jsonl
from wirepress.content.posts.models import Post
from wirepress.transfer.rest.import_documents import import_documents

__all__ = ["bring"]


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("form", ["list", "lines"])
def test_documents_are_read(packer: str, form: str, bring: Bring) -> None:
    pair = [story(501, title={"rendered": "Größe"}), story(502)]
    text = (
        json.dumps(pair, ensure_ascii=False)
        if form == "list"
        else "\n".join(json.dumps(one, ensure_ascii=False) for one in pair)
    )
    report = bring(PACKERS[packer](text.encode()))
    assert not report.refusals
    assert dict(Post.objects.filter(type="post").values_list("id", "title")) == {501: "Größe", 502: "Ice on the canal"}


DUMPS = {
    name: write(old_site()).encode()
    for name, write in (("mysqldump", mysqldump), ("phpmyadmin", phpmyadmin), ("single", single_rows))
}
OTHERS = {
    name: FOREIGN[name][0]
    for name in ("WXR", "wpress", "page", "feed", "SQLite", "picture", "phpMyAdmin", "XML", "text", "two dumps")
}


@pytest.mark.parametrize("kind", [*DUMPS, *OTHERS])
@pytest.mark.parametrize("packed", [False, True])
def test_something_else_is_named_in_one_sentence(kind: str, packed: bool, bring: Bring) -> None:
    content = (DUMPS | OTHERS)[kind]
    report = bring(gzip.compress(content) if packed else content)
    assert len(report.refusals) == 1 and report.failed
    told_apart = kind in (
        "two dumps",
        "wpress",
        "phpMyAdmin",
        "XML",
        "WXR",
    )  # what to do with these leads through another program
    assert ("wordpress-db" in report.refusals[0].reason) != told_apart


def test_rows_of_a_database_are_named(bring: Bring, tmp_path: Path) -> None:
    report = bring(write_jsonl(tmp_path / "rows", old_site()).read_bytes())
    assert ["wordpress-db" in refusal.reason for refusal in report.refusals] == [True]


def test_other_files_go_in_beside_it(bring: Bring) -> None:
    report = bring(WXR, story(501))
    assert Post.objects.filter(id=501).exists() and len(report.refusals) == 1


@pytest.mark.parametrize("content", [zipped(b"[]"), WXR])
def test_standard_input_that_is_something_else(content: bytes, bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    assert len(import_documents(["-"]).refusals) == 1
