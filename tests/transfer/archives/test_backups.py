"""Archives of whole sites come in: database, uploads, whatever packed them."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.transfer.archives.archives import PICTURE, dump, header, tarred, wpress, zipped
from tests.transfer.wordpress_db.old_site import old_site
from tests.transfer.wxr.files import item, wxr
from wirepress.content.media.files import upload_storage
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.settings.settings import get_settings
from wirepress.transfer.importing.request import ImportRequest, UnreadableSource
from wirepress.transfer.importing.run_import import run_import
from wirepress.transfer.report import Report

pytestmark = pytest.mark.django_db
Bring = Callable[..., Report]
POSTS = len(old_site()["posts"])
UPLOADS = {
    "uploads/2025/05/boat.png": PICTURE,
    "uploads/2025/05/evil.php": b"<?php",
    "uploads/2025/05/x.phtml.png": b"x",
}
IN_CONTENT = {f"wp-content/{name}": content for name, content in UPLOADS.items()}
PLUGIN = {"plugins/akismet/x.sql": b"CREATE TABLE `wp_posts` (a);", "themes/t/theme.json": b"{}"}


@pytest.fixture
def bring(tmp_path: Path, settings: Any) -> Bring:
    def _bring(content: bytes | Path, name: str = "backup.bin", **choices: Any) -> Report:
        path = content if isinstance(content, Path) else tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        return run_import(ImportRequest((str(path),), **choices))

    shutil.rmtree(Path(get_settings().folder) / "uploads" / "2025", ignore_errors=True)
    return _bring


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "wpress": lambda: wpress({**UPLOADS, **PLUGIN, "database.sql": dump("SERVMASK_PREFIX_")}),
    "wpress 2": lambda: wpress({**UPLOADS, "database.sql": dump("SERVMASK_PREFIX_")}, version=2),
    "wpress, gzip": lambda: wpress({**UPLOADS, "database.sql": dump("SERVMASK_PREFIX_")}, compression="gzip"),
    "wpress, bzip2": lambda: wpress(
        {**UPLOADS, "database.sql": dump("SERVMASK_PREFIX_")}, version=2, compression="bzip2"
    ),
    "wpress, encrypted": lambda: wpress(
        {**UPLOADS, "database.sql": dump("SERVMASK_PREFIX_")}, passphrase="open sesame"
    ),
    "wpress, both": lambda: wpress(
        {**UPLOADS, "database.sql": dump("SERVMASK_PREFIX_")}, passphrase="open sesame", compression="gzip", version=2
    ),
    "cPanel": lambda: tarred(
        {
            "backup-5.6.2025_marsh/mysql.sql": b"GRANT USAGE ON *.* TO 'x'@'localhost';",
            "backup-5.6.2025_marsh/mysql/marsh_shop.sql": b"CREATE TABLE `orders` (`id` int);",
            "backup-5.6.2025_marsh/mysql/marsh_wp.sql": dump(),
            "backup-5.6.2025_marsh/homedir/public_html/wp-config.php": b"<?php define('DB_NAME', 'marsh_wp'); $table_prefix = 'wp_';",
            **{f"backup-5.6.2025_marsh/homedir/public_html/{name}": content for name, content in IN_CONTENT.items()},
            **{
                f"backup-5.6.2025_marsh/homedir/public_html/wp-content/{name}": content
                for name, content in PLUGIN.items()
            },
        }
    ),
    "Duplicator": lambda: zipped(
        {"dup-installer/dup-database__1a2b.sql": dump(), "dup-installer/dup-archive__1a2b.txt": b"{}", **IN_CONTENT}
    ),
    "Softaculous": lambda: tarred({"softsql.sql": dump(), **IN_CONTENT}),
    "Jetpack": lambda: tarred({"sql/wp_a.sql.gz": gzip.compress(dump()), "wp-content/index.php": b"", **IN_CONTENT}),
    "Local": lambda: zipped(
        {
            "app/sql/local.sql": dump(),
            **{f"app/public/{name}": content for name, content in IN_CONTENT.items()},
            "local-site.json": b"{}",
        }
    ),
    "zip of a Mac": lambda: zipped(
        {
            "__MACOSX/._site.sql": b"\0\5",
            ".DS_Store": b"\0",
            "site/site.sql": dump(),
            "site/uploads/2025/05/boat.png": PICTURE,
        }
    ),
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_a_whole_site_comes_in(kind: str, bring: Bring) -> None:
    report = bring(ARCHIVES[kind](), passphrase="open sesame")
    assert not report.refusals and not report.incomplete, (report.refusals, report.notes)
    assert Post.objects.count() == POSTS and User.objects.filter(roles__contains="administrator").exists()
    facts = upload_storage().facts("2025/05/boat.png")
    assert facts is not None and facts.size == len(PICTURE)
    assert upload_storage().facts("2025/05/evil.php") is None and upload_storage().facts("2025/05/x.phtml.png") is None
    assert not bring(ARCHIVES[kind](), passphrase="open sesame").changed


def test_a_set_of_updraftplus(tmp_path: Path, bring: Bring) -> None:
    folder = tmp_path / "updraft"
    folder.mkdir()
    name = "backup_2025-05-06-1000_Marsh_0123456789ab"
    (folder / f"{name}-db.gz").write_bytes(
        gzip.compress(b"# WordPress MySQL database backup\n# Created by UpdraftPlus version 1.25\n" + dump())
    )
    (folder / f"{name}-uploads.zip").write_bytes(zipped({"uploads/2025/05/boat.png": PICTURE}))
    (folder / f"{name}-uploads2.zip").write_bytes(zipped({"uploads/2025/05/two.png": PICTURE}))
    (folder / f"{name}-plugins.zip").write_bytes(zipped({"plugins/a/a.php": b"<?php"}))
    (folder / "log.0123456789ab.txt").write_text("0000.001 (0) Opened log file")
    report = bring(folder)
    assert Post.objects.count() == POSTS and not report.failed, report.refusals
    assert upload_storage().facts("2025/05/boat.png") and upload_storage().facts("2025/05/two.png")


def test_parts_given_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a-uploads.zip").write_bytes(zipped({"uploads/2025/05/three.png": PICTURE}))
    (tmp_path / "a-db.gz").write_bytes(gzip.compress(dump()))
    run_import(ImportRequest((str(tmp_path / "a-uploads.zip"), str(tmp_path / "a-db.gz"))))
    assert Post.objects.count() == POSTS and upload_storage().facts("2025/05/three.png")


def test_a_dump_in_a_file_a_table(bring: Bring) -> None:
    text = dump().decode()
    head, *tables = text.split("DROP TABLE")
    assert len(tables) > 5
    report = bring(
        zipped(
            {
                f"wp-content/uploads/backupbuddy_temp/x/t{n}.sql": f"{head}DROP TABLE{table}".encode()
                for n, table in enumerate(tables)
            }
        )
    )
    assert Post.objects.count() == POSTS and not report.refusals


def test_export_files_of_a_host_in_a_zip(bring: Bring) -> None:
    report = bring(
        zipped(
            {
                "x/marsh.000.xml": wxr(item(7)).encode(),
                "x/marsh.001.xml": wxr(item(8)).encode(),
                "__MACOSX/x/._a.xml": b"\0",
            }
        )
    )
    assert set(Post.objects.values_list("id", flat=True)) == {7, 8} and not report.failed


def test_a_folder_of_everything(tmp_path: Path, bring: Bring) -> None:
    folder = tmp_path / "all"
    (folder / "wp-content/uploads/2025/05").mkdir(parents=True)
    (folder / "wp-content/uploads/2025/05/boat.png").write_bytes(PICTURE)
    (folder / "export.xml").write_text(wxr(item(7)))
    (folder / "feeds.opml").write_text(
        '<opml version="2.0"><body><outline text="A" xmlUrl="https://feed.example/rss"/></body></opml>'
    )
    report = bring(folder)
    assert Post.objects.filter(pk=7).exists() and upload_storage().facts("2025/05/boat.png") is not None
    assert report.tallies["feeds"].created == 1


def test_a_dry_run_writes_nothing(bring: Bring) -> None:
    report = bring(ARCHIVES["wpress"](), dry_run=True)
    assert report.total.created and not Post.objects.exists() and upload_storage().facts("2025/05/boat.png") is None


@pytest.mark.parametrize("passphrase", ["", "wrong"])
def test_an_encrypted_archive_wants_its_passphrase(passphrase: str, bring: Bring) -> None:
    with pytest.raises(UnreadableSource, match="passphrase"):
        bring(ARCHIVES["wpress, encrypted"](), passphrase=passphrase)


@pytest.mark.parametrize("cut", [100, 5000, 20_000])
def test_a_cut_archive_is_said(cut: int, bring: Bring) -> None:
    whole = wpress({"database.sql": dump("SERVMASK_PREFIX_"), "uploads/2025/05/boat.png": PICTURE * 100})
    report = bring(whole[:-cut])
    assert report.incomplete and Post.objects.count() == POSTS


NAMES = ("../../evil.png", "/etc/evil.png", "..\\..\\evil.png", "uploads/../../../evil.png", "C:\\evil.png")


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_out_are_refused(name: str, bring: Bring) -> None:
    good = {"uploads/2025/05/boat.png": PICTURE, "site.sql": dump()}
    packed = (zipped({**good, name: b"x"}), tarred({**good, name: b"x"}), wpress({**good, name: b"x"}))
    for archive in packed:
        report = bring(archive)
        assert report.failed and name.replace("\\", "/").split("/")[-1] in str(report.refusals[0])
    assert not list(Path(get_settings().folder).rglob("evil.png"))
    assert Post.objects.count() == POSTS


def test_a_prefix_in_a_header_that_leads_out(bring: Bring) -> None:
    """The path of a header and its name are judged together."""
    content = wpress({"database.sql": dump("SERVMASK_PREFIX_")})
    bad = header("evil.png", 1, "..") + b"x"
    report = bring(content[:-4377] + bad + bytes(4377))
    assert report.failed and "leads out" in report.refusals[0].reason


def test_links_are_left_out(bring: Bring) -> None:
    report = bring(
        tarred({"site.sql": dump(), "uploads/2025/05/boat.png": PICTURE}, {"uploads/2025/05/passwd.png": "/etc/passwd"})
    )
    assert not report.refusals and report.lost_of("archive") == 1
    assert upload_storage().facts("2025/05/passwd.png") is None


@pytest.mark.parametrize("size", ["99999999999999", "-5", "12x"])
def test_lies_about_sizes(size: str, bring: Bring) -> None:
    content = wpress({"database.sql": dump("SERVMASK_PREFIX_")})
    report = bring(content[:-4377] + header("big.png", size, "uploads/2025/05") + b"x" * 10 + bytes(4377))
    assert report.incomplete and Post.objects.count() == POSTS


def test_bombs_are_refused(bring: Bring) -> None:
    with pytest.raises(UnreadableSource, match="grows more than"):
        bring(zipped({"site.sql": dump() + b" " * (100 * 1024 * 1024), "uploads/2025/05/boat.png": PICTURE}))
    with pytest.raises(UnreadableSource, match="grows more than"):
        bring(gzip.compress(tarfile_of_zeros()))


def tarfile_of_zeros() -> bytes:
    return gzip.decompress(tarred({"site.sql": dump(), "uploads/2025/05/boat.png": bytes(90 * 1024 * 1024)}))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a/readme.txt": b"x"}, "nothing in it that can come in"),
        ({"backup_x-db.gz.crypt": b"x"}, "encrypted database of UpdraftPlus"),
        ({"site_archive.daf": b"<A><V>4</V></A>"}, "Duplicator"),
        ({"wp-content/database/.ht.sqlite": b"SQLite format 3\0"}, "Playground"),
    ],
)
def test_what_cannot_be_read_is_said(files: dict[str, bytes], words: str, bring: Bring) -> None:
    with pytest.raises(UnreadableSource, match=words):
        bring(zipped(files))


def test_an_archive_that_another_program_packs(tmp_path: Path, bring: Bring) -> None:
    from ai1wm.package import Ai1wmPackage

    site = tmp_path / "site"
    (site / "uploads/2025/05").mkdir(parents=True)
    (site / "uploads/2025/05/boat.png").write_bytes(PICTURE)
    (site / "package.json").write_text(json.dumps({"HomeURL": "https://marsh.example", "Plugins": []}))
    (site / "database.sql").write_bytes(dump("SERVMASK_PREFIX_"))
    target = tmp_path / "site.wpress"
    Ai1wmPackage(str(site)).pack_to(str(target))
    report = bring(target)
    assert Post.objects.count() == POSTS and not report.failed
    assert upload_storage().facts("2025/05/boat.png") is not None


def test_an_export_file_with_its_files_beside_it(tmp_path: Path) -> None:
    """A host gives texts and files apart: addresses of files elsewhere become ours when both come."""
    file = item(
        9, post_type="attachment", status="inherit", attachment_url="https://marsh.files.example/2025/05/boat.png"
    )
    text = wxr(item(7, content='<img src="https://marsh.files.example/2025/05/boat.png?w=300">'), file)
    (tmp_path / "export.zip").write_bytes(zipped({"x/marsh.xml": text.encode()}))
    (tmp_path / "media.tar").write_bytes(gzip.decompress(tarred({"2025/05/boat.png": PICTURE})))
    report = run_import(ImportRequest((str(tmp_path / "export.zip"), str(tmp_path / "media.tar"))))
    assert (
        "/wp-content/uploads/2025/05/boat.png" in Post.objects.get(pk=7).content
        and "files.example" not in Post.objects.get(pk=7).content
    )
    assert upload_storage().facts("2025/05/boat.png") is not None and not report.failed


def test_holes_are_not_unpacked(bring: Bring, tmp_path: Path) -> None:
    place = tmp_path / "holes"
    place.mkdir()
    (place / "site.sql").write_bytes(dump())
    with (place / "big.png").open("wb") as file:
        file.truncate(1 << 40)
    (place / "uploads/2025/05").mkdir(parents=True)
    (place / "big.png").rename(place / "uploads/2025/05/big.png")
    archive = tmp_path / "holes.tar"
    subprocess.run(["tar", "--sparse", "-cf", str(archive), "-C", str(place), "."], check=True)
    report = bring(archive)
    assert (
        Post.objects.count() == POSTS
        and upload_storage().facts("2025/05/big.png") is None
        and report.lost_of("archive") == 1
    )


def test_a_dump_without_a_suffix_in_a_zip(bring: Bring) -> None:
    bring(zipped({"dump": dump()}))
    assert Post.objects.count() == POSTS
