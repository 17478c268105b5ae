"""Tools: import, export and backups, for those who may."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from tests.scripted_wordpress import PASSWORD, USER, scripted_wordpress
from tests.web.admin.conftest import Enter
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.jobs.models import QueuedJob
from wirepress.transfer.backup import last_backup
from wirepress.transfer.backup.nightly import JOB
from wirepress.transfer.importing import runs
from wirepress.transfer.importing.models import ImportRun
from wirepress.transfer.live import reading_state
from wirepress.transfer.newsroom import upload_folder

pytestmark = pytest.mark.django_db
ROLES = ("anonymous", "subscriber", "contributor", "author", "editor", "administrator")
# address -> what each role gets: 200 the page, 302 led on, 403 refused. Anonymous readers are led to the sign-in.
RIGHTS = {
    "tools.php": (302, 403, 403, 403, 403, 302),
    "import.php": (302, 403, 403, 403, 403, 302),
    "export.php": (302, 403, 403, 403, 403, 302),
    "export.php?download=true": (302, 403, 403, 403, 403, 200),
    "import/": (302, 403, 403, 403, 403, 200),
    "export/": (302, 403, 403, 403, 403, 200),
    "export/?download=true": (302, 403, 403, 403, 403, 200),
    "backups/": (302, 403, 403, 403, 403, 200),
    "POST import/ look": (403, 403, 403, 403, 403, 400),
    "POST import/ start": (403, 403, 403, 403, 403, 400),
    "POST import/ stop": (403, 403, 403, 403, 403, 404),
    "POST import/ resume": (403, 403, 403, 403, 403, 404),
    "POST backups/": (403, 403, 403, 403, 403, 302),
}


@pytest.fixture(autouse=True)
def no_files() -> Iterator[None]:
    yield
    shutil.rmtree(upload_folder.folder(), ignore_errors=True)


@pytest.mark.parametrize("role", ROLES)
def test_who_may(role: str, enter: Enter) -> None:
    client = enter(role)
    for asked, statuses in RIGHTS.items():
        words = asked.split()
        if words[0] == "POST":
            answer = client.post(f"/wp-admin/{words[1]}", {"deed": words[2] if len(words) > 2 else ""})
        else:
            answer = client.get(f"/wp-admin/{asked}")
        assert answer.status_code == statuses[ROLES.index(role)], asked
        if role == "anonymous" and words[0] != "POST":
            assert "wp-login.php" in answer["Location"]
    menu = client.get("/wp-admin/").content.decode()
    assert ("/wp-admin/export/" in menu) is (role == "administrator")


def test_a_single_capability_is_enough(enter: Enter, staff: dict[str, User]) -> None:
    staff["editor"].extra_capabilities = {"export": True}
    staff["editor"].save()
    client = enter("editor")
    assert client.get("/wp-admin/tools.php")["Location"] == "/wp-admin/export/"
    assert client.get("/wp-admin/export/").status_code == 200
    assert client.get("/wp-admin/import/").status_code == 403


def numbers(client: Client, query: str) -> set[int]:
    answer = client.get(f"/wp-admin/export.php?download=true&{query}")
    assert answer.status_code == 200, answer.content
    tree = etree.fromstring(answer.getvalue())
    return {int(one.text) for one in tree.iter("{http://wordpress.org/export/1.2/}post_id")}


def test_the_download_is_wordpress_s(enter: Enter, write: Callable[..., Post], staff: dict[str, User]) -> None:
    store.put("blogname", "The Quay & Sons")
    one = write("author", title="One", date=datetime(2024, 5, 31, 10))
    two = write("author2", title="Two", status="draft")
    page = write("editor", kind="page", title="Three")
    client = enter("administrator")
    answer = client.get("/wp-admin/export.php?download=true")
    assert answer["Content-Type"] == "text/xml; charset=UTF-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="thequaysons.WordPress.')
    assert answer.streaming
    assert {one.pk, two.pk, page.pk} <= numbers(client, "content=all")
    assert numbers(client, "content=pages&page_author=0") == {page.pk}
    assert numbers(client, f"content=posts&cat=0&post_author={staff['author'].pk}") == {one.pk}
    assert numbers(client, "content=posts&post_status=draft&post_author=0&post_start_date=0&post_end_date=0") == {
        two.pk
    }
    assert numbers(client, "content=posts&post_end_date=2024-05-31&post_start_date=2024-05-01") == {one.pk}
    assert numbers(client, "content=all&from=2024-05&to=2024-05") == {one.pk}
    for wrong in ("from=yesterday", "author=nobody", "content=nope", "content=posts&cat=999999", "to=2024-13"):
        refused = client.get(f"/wp-admin/export/?download=1&{wrong}")
        assert refused.status_code == 400, wrong
        assert 'role="alert"' in refused.content.decode()


WXR = """<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Old</title><link>http://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>http://old.example</wp:base_site_url><wp:base_blog_url>http://old.example</wp:base_blog_url>
<wp:author><wp:author_id>9</wp:author_id><wp:author_login>olga</wp:author_login><wp:author_email>o@old.example</wp:author_email>
<wp:author_display_name>Olga</wp:author_display_name></wp:author>
<item><title>Brought in</title><dc:creator>olga</dc:creator><guid isPermaLink="false">http://old.example/?p=5</guid><content:encoded>text</content:encoded>
<wp:post_id>5000</wp:post_id><wp:post_date>2024-01-02 03:04:05</wp:post_date><wp:post_date_gmt>2024-01-02 03:04:05</wp:post_date_gmt>
<wp:post_name>brought-in</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"""


def test_a_file_is_looked_at_mapped_and_brought_in(enter: Enter, staff: dict[str, User]) -> None:
    client = enter("administrator")
    file = SimpleUploadedFile("../../old site.xml", WXR.encode())
    asked = client.post("/wp-admin/import/", {"deed": "look", "file": file})
    page = asked.content.decode()
    assert asked.status_code == 200, page
    assert "Olga" in page
    assert not Post.objects.filter(title="Brought in").exists()
    ((name, _),) = upload_folder.list_files()
    assert name.endswith("old-site.xml")
    assert str(upload_folder.folder()) not in page  # no paths go to the browser and back
    started = client.post("/wp-admin/import/", {"deed": "start", "source": name, "author-0": "editor"})
    assert started.status_code == 302
    run = ImportRun.objects.get()
    assert run.user_id == staff["administrator"].pk
    assert "Stop" in client.get(started["Location"]).content.decode()
    client.post("/wp-admin/import/", {"deed": "stop", "run": run.pk})
    assert "Go on" in client.get(started["Location"]).content.decode()
    client.post("/wp-admin/import/", {"deed": "resume", "run": run.pk})
    assert runs.perform_import(run.pk) == "finished"
    story = Post.objects.get(title="Brought in")
    assert story.author_id == staff["editor"].pk
    done = client.get(started["Location"]).content.decode()
    assert "What became of it" in done
    assert name in client.get("/wp-admin/import/").content.decode()


@pytest.mark.parametrize("written", ["apart", "within"])
def test_a_running_site_is_looked_at_and_brought_in(
    written: str, enter: Enter, staff: dict[str, User], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_state, "get_settings", lambda: SimpleNamespace(folder=tmp_path))
    client = enter("administrator")
    with scripted_wordpress() as site:
        site.rows["/wp/v2/posts"][0]["status"] = "draft"
        half = client.post("/wp-admin/import/", {"deed": "look", "address": site.address, "user": USER})
        assert half.status_code == 400 and "Write both" in half.content.decode()
        wrong = client.post(
            "/wp-admin/import/", {"deed": "look", "address": site.address, "user": USER, "passphrase": "x"}
        )
        assert wrong.status_code == 400 and "not the right one" in wrong.content.decode()
        form = {"deed": "look", "address": site.address, "user": USER, "passphrase": PASSWORD}
        if written == "within":
            form = {"deed": "look", "address": site.address.replace("//", f"//{USER}:{quote(PASSWORD)}@")}
        asked = client.post("/wp-admin/import/", form)
        page = asked.content.decode()
        assert asked.status_code == 200 and "drafts and raw texts too" in page
        assert PASSWORD not in page and quote(PASSWORD) not in page
        assert "Kari Keeper" in page and 'name="author-0"' in page
        sealed = re.findall(r'name="sealed" value="([^"]+)"', page)[0]
        form = {"deed": "start", "source": site.address, "user": USER, "sealed": sealed, "author-0": "editor"}
        started = client.post("/wp-admin/import/", form)
        assert started.status_code == 302
        run = ImportRun.objects.get()
        assert PASSWORD not in json.dumps(run.request)
        assert runs.perform_import(run.pk) == "finished", ImportRun.objects.get().message
        assert Post.objects.get(pk=1).status == "draft"
        assert set(Post.objects.filter(type="post").values_list("author", flat=True)) == {staff["editor"].pk}
        done = client.get(started["Location"]).content.decode()
        assert "What became of it" in done and PASSWORD not in done
        assert upload_folder.list_files() == []
        broken = client.post("/wp-admin/import/", {**form, "sealed": "nonsense"})
        assert broken.status_code == 400 and "Write it again" in broken.content.decode()


@pytest.mark.parametrize("source", ["../wirepress.toml", "/etc/passwd", "nothing.xml", "file:///etc/passwd", ""])
def test_only_what_lies_in_the_folder_is_read(source: str, enter: Enter) -> None:
    client = enter("administrator")
    for deed, name in (("start", "source"), ("look", "stored"), ("look", "address")):
        answer = client.post("/wp-admin/import/", {"deed": deed, name: source})
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_link_in_the_folder_is_not_offered(enter: Enter, tmp_path: Path) -> None:
    upload_folder.folder().mkdir()
    (upload_folder.folder() / "link.xml").symlink_to("/etc/passwd")
    (upload_folder.folder() / ".hidden").write_text("x")
    assert upload_folder.list_files() == []


def test_what_is_no_import_is_said(enter: Enter) -> None:
    client = enter("administrator")
    answer = client.post("/wp-admin/import/", {"deed": "look", "file": SimpleUploadedFile("letter.txt", b"Dear all")})
    assert answer.status_code == 400
    assert client.get("/wp-admin/import/?run=999").status_code == 404
    assert client.get("/wp-admin/import/?run=x").status_code == 404
    assert client.post("/wp-admin/import/", {"deed": "nope"}).status_code == 404


def test_backups(enter: Enter, change_settings: Callable[..., None], tmp_path: Path) -> None:
    client = enter("administrator")
    store.remove(last_backup.OPTION)
    assert "No place is set" in client.get("/wp-admin/backups/").content.decode()
    client.post("/wp-admin/backups/")
    assert not QueuedJob.objects.filter(name=JOB, periodic=False).exists()
    change_settings(backup_to=str(tmp_path / "there"))
    assert "None was made so far" in client.get("/wp-admin/backups/").content.decode()
    client.post("/wp-admin/backups/")
    client.post("/wp-admin/backups/")
    assert QueuedJob.objects.filter(name=JOB, periodic=False).count() == 1
    assert "under way" in client.get("/wp-admin/backups/").content.decode()
    last_backup.note_success("/there", {"id": "20260531T030000Z", "bytes": 5, "uploads": 1, "kept": 1})
    last_backup.note_failure("/there", "The disk is full.")
    page = client.get("/wp-admin/backups/").content.decode()
    assert "20260531T030000Z" in page


def test_queries_do_not_grow(
    enter: Enter, staff: dict[str, User], django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    client = enter("administrator")
    for number in range(30):
        ImportRun.objects.create(
            request={"sources": [f"/x/{number}.xml"]}, kinds="a file", created=datetime(2026, 5, 1), user_id=1
        )
        Post.objects.create(title=f"Story {number}", author=staff["author"], status="publish")
    for page in ("import/", "export/", "backups/"):
        with django_assert_max_num_queries(20):
            assert client.get(f"/wp-admin/{page}").status_code == 200
