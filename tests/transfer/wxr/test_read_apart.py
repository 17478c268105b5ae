"""A second process reads a file as the first one would."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from wirepress.transfer.wxr.read import read_apart
from wirepress.transfer.wxr.read.split_stream import HostileFile
from wirepress.transfer.wxr.read.wxr_file import WxrFile

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel><title>Marsh</title>\n'
    "<wp:author><wp:author_login>wilma</wp:author_login></wp:author>\n"
)


@pytest.fixture(autouse=True)
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_apart, "LARGE", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})


def items(first: int, last: int, text: str = "tide and ferry ") -> str:
    return "".join(
        f"<item><title>Story {n}</title><wp:post_id>{n}</wp:post_id><content:encoded><![CDATA[{text * 90}]]></content:encoded>"
        f'<category domain="post_tag" nicename="t">T</category></item>\n'
        for n in range(first, last)
    )


def both(path: Path, **choices: Any) -> tuple[WxrFile, WxrFile]:
    here, there = WxrFile(path), WxrFile(path)
    told: list[int] = []
    assert list(read_apart.read_records(there, told.append, **choices)) == list(
        here.records(lambda done: None, **choices)
    )
    assert told[-1] == path.stat().st_size
    return here, there


@pytest.mark.parametrize("ending", ["</channel></rss>\n", "", "<item><title>cut"])
@pytest.mark.parametrize("items_only", [False, True])
def test_the_same_records_and_findings(tmp_path: Path, ending: str, items_only: bool) -> None:
    path = tmp_path / "export.xml"
    odd = "<item><title>odd \x01 <b>x</title><wp:comment><wp:comment_id>4</wp:comment_id></wp:comment></item>"
    path.write_text(HEAD + items(1, 400) + odd + items(400, 500) + ending)
    here, there = both(path, items_only=items_only)
    for name in ("channel", "mended", "whole", "joined", "truncated"):
        assert getattr(there, name) == getattr(here, name)


def test_a_refusal_comes_through(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text("<!DOCTYPE rss [<!ENTITY a 'x'>]>" + HEAD + items(1, 5))
    with pytest.raises(HostileFile, match="declares entities"):
        list(read_apart.read_records(WxrFile(path), lambda done: None))


def test_whoever_stops_early_ends_the_other_process(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(HEAD + items(1, 20_000))
    records = read_apart.read_records(WxrFile(path), lambda done: None, items_only=True)
    assert next(records)[0].index == 1
    records.close()  # a process that lies about would be a warning, and so an error
