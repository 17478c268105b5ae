"""Interrupted, repeated, and into a site that is not empty."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

import pytest

from tests.effort import every_nth
from tests.transfer.wordpress_db.dialects import mysqldump, phpmyadmin
from tests.transfer.wordpress_db.mariadb import MariaDB
from tests.transfer.wordpress_db.old_site import insertions, old_site, write_jsonl
from tests.transfer.wordpress_db.snapshot import everything, forget_all
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User, UserMeta
from wirepress.transfer import rest
from wirepress.transfer.wordpress_db import checkpoint, import_database
from wirepress.transfer.wordpress_db.tables import meta, posts

pytestmark = pytest.mark.django_db(transaction=True)


class Stopped(RuntimeError):
    """Somebody pulled the plug."""


def _sources(folder: Path, server: MariaDB | None) -> dict[str, str]:
    rows = old_site()
    (folder / "a.sql").write_text(mysqldump(rows), encoding="utf-8")
    (folder / "b.sql").write_text(phpmyadmin(rows), encoding="utf-8")
    write_jsonl(folder / "c.jsonl", rows)
    found = {name: str(folder / name) for name in ("a.sql", "b.sql", "c.jsonl")}
    if server is not None:
        with server.connect() as connection, connection.cursor() as cursor:
            cursor.execute("CREATE OR REPLACE DATABASE again CHARACTER SET utf8mb4")
        with server.connect(database="again") as connection:
            insertions(connection, rows)
        found["server"] = server.url("again")
    return found


FALLS = (1, 2, 5, 9, 14, 20, 25, 30, 33, 99)
SOURCES = ("a.sql", "b.sql", "c.jsonl", "server")


@pytest.mark.parametrize(("fall", "name"), every_nth([*itertools.product(FALLS, SOURCES)], 3))
def test_an_import_that_stops_anywhere_goes_on(
    name: str, fall: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("server") if name == "server" else None
    source = _sources(tmp_path, server)[name]
    forget_all()
    import_database(source)
    wanted = everything()
    forget_all()
    monkeypatch.setattr(sys.modules["wirepress.transfer.wordpress_db.import_database"], "ROWS_AT_ONCE", 2)
    calls = 0
    save = checkpoint.save_checkpoint

    def failing(*arguments: object) -> None:
        nonlocal calls
        calls += 1
        if calls == fall:
            raise Stopped
        save(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(checkpoint, "save_checkpoint", failing)
    stopped = False
    try:
        import_database(source)
    except Stopped:
        stopped = True
    monkeypatch.setattr(checkpoint, "save_checkpoint", save)
    report = import_database(source)
    assert everything() == wanted
    if stopped and fall > 1:
        assert any("went on" in note for note in report.notes)
        assert report.tally("posts").read == len(old_site()["posts"])  # none was read twice, none left out


def test_what_a_batch_wrote_is_undone_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_all()
    source = write_jsonl(tmp_path / "rows.jsonl", old_site())

    def broken(*_: object) -> None:
        raise Stopped

    monkeypatch.setattr(posts, "upsert_rows", broken)
    with pytest.raises(Stopped):
        import_database(source)
    assert not User.objects.exists()
    assert not Post.objects.exists()


def test_another_source_starts_from_the_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_all()
    one = write_jsonl(tmp_path / "one.jsonl", old_site())
    monkeypatch.setattr(meta, "update_rows", lambda *_: (_ for _ in ()).throw(Stopped()))
    with pytest.raises(Stopped):
        import_database(one)
    monkeypatch.undo()
    other = old_site()
    other["posts"][0]["post_title"] = "Changed"
    report = import_database(write_jsonl(tmp_path / "two.jsonl", other))
    assert not any("went on" in note for note in report.notes)
    assert Post.objects.get(id=10).title == "Changed"


def test_a_newer_copy_updates(tmp_path: Path) -> None:
    forget_all()
    import_database(write_jsonl(tmp_path / "one.jsonl", old_site()))
    newer = old_site()
    newer["posts"][1]["post_content"] = "rewritten"
    newer["comments"].append({**newer["comments"][0], "comment_ID": 30})
    report = import_database(write_jsonl(tmp_path / "two.jsonl", newer))
    assert (report.tally("posts").updated, report.tally("comments").created) == (1, 1)
    assert Post.objects.get(id=11).content == "rewritten"


def test_accounts_that_were_here_stay(tmp_path: Path) -> None:
    forget_all()
    boss = User.objects.create(id=1, login="boss", email="boss@new.example", roles=["administrator"])
    UserMeta.objects.create(user=boss, key="nickname", value="chief")
    namesake = User.objects.create(id=70, login="ilse", email="other@new.example")
    story = Post.objects.create(id=900, title="Ours", author_id=1)
    Comment.objects.create(id=900, user_id=1, post_id=900)
    report = import_database(write_jsonl(tmp_path / "rows.jsonl", old_site()))
    moved = User.objects.get(login="boss")
    assert moved.id > 100
    assert moved.roles == ["administrator"]
    assert UserMeta.objects.get(user=moved, key="nickname").value == "chief"
    assert Post.objects.get(id=story.id).author_id == moved.id
    assert Comment.objects.get(id=900).user_id == moved.id
    assert User.objects.get(id=1).login == "mara"
    assert User.objects.get(id=namesake.id).login == "ilse"
    assert User.objects.get(id=4).login == "ilse-4"
    assert len([note for note in report.notes if "boss" in note or "ilse-4" in note]) == 2
    before = everything()
    assert not import_database(tmp_path / "rows.jsonl").changed
    assert everything() == before


def test_a_site_known_from_documents_becomes_whole(tmp_path: Path) -> None:
    forget_all()
    Post.objects.create(id=900, title="Ours")
    PostMeta.objects.create(id=3, post_id=900, key="mine", value="kept")
    document = {
        "id": 11,
        "type": "post",
        "date": "2021-06-01T12:00:00",
        "slug": "story-11",
        "status": "publish",
        "author": 4,
        "guid": {"rendered": "https://old.example/?p=11"},
        "title": {"rendered": "Trap 1"},
        "content": {"rendered": "<p>x</p>"},
        "meta": {"colour": "red"},
        "categories": [5],
        "class_list": ["post-11", "category-harbour"],
    }
    file = tmp_path / "document.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    rest.import_documents([str(file)])
    assert Term.objects.get(id=5).name == "Harbour"
    import_database(write_jsonl(tmp_path / "rows.jsonl", old_site()))
    post = Post.objects.get(id=11)
    assert post.rendered_fields == ""
    assert post.content == old_site()["posts"][1]["post_content"]
    assert User.objects.get(id=4).login == "ilse"
    assert not User.objects.get(id=4).placeholder
    assert Term.objects.get(id=5).name == "Harbour & Sea"
    assert not PostMeta.objects.filter(post_id=11, key="colour").exists()
    assert PostMeta.objects.get(post_id=900).value == "kept"
    assert store.get("blogname") == "Marsh Times"
