"""One site of a network: its stories and its people, with their roles, and nobody else's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.transfer.wordpress_db.dialects import DIALECTS, mysqldump
from tests.transfer.wordpress_db.mariadb import MariaDB
from tests.transfer.wordpress_db.old_site import Rows, insertions, old_site
from tests.transfer.wordpress_db.snapshot import everything
from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User, UserMeta
from wirepress.core.files.storage import UploadStorage
from wirepress.transfer.wordpress_db import SourceError, import_database
from wirepress.transfer.wordpress_db.copy_uploads import upload_storage

pytestmark = pytest.mark.django_db

EDITOR = 'a:1:{s:6:"editor";b:1;}'


def network(number: int = 3) -> tuple[Rows, Rows]:
    """The main site with everybody's accounts, and a subsite: `mara` (1) runs the network, `ilse` (4) edits the subsite, `odo` (8) has
    left it and signed a story there, `pia` (9) has a part in the main site only."""
    main, sub = old_site(), old_site()
    people = {"users": main["users"], "usermeta": main["usermeta"]}
    for user_id, login in ((8, "odo"), (9, "pia")):
        people["users"].append(
            {
                **people["users"][0],
                "ID": user_id,
                "user_login": login,
                "user_nicename": login,
                "display_name": login.title(),
            }
        )
    people["usermeta"] = [
        {"umeta_id": place, "user_id": user_id, "meta_key": key, "meta_value": value}
        for place, (user_id, key, value) in enumerate(
            [
                (1, "nr7_capabilities", 'a:1:{s:13:"administrator";b:1;}'),
                (4, f"nr7_{number}_capabilities", EDITOR),
                (4, "nr7_capabilities", 'a:1:{s:10:"subscriber";b:1;}'),
                (4, "nr7_5_capabilities", EDITOR),
                (4, "nickname", "Ilse"),
                (9, "nr7_capabilities", EDITOR),
                (9, "nickname", "Pia"),
                (8, "nickname", "Odo"),
            ],
            start=1,
        )
    ]
    for row in sub["options"]:
        row["option_name"] = row["option_name"].replace("nr7_", f"nr7_{number}_")
    del sub["users"], sub["usermeta"]
    sub["posts"] = [
        {**row, "post_title": f"Sub {row['ID']}", "post_author": 8 if row["ID"] == 12 else 4} for row in sub["posts"]
    ]
    sub["posts"] = [{**row, "post_author": 9} if row["post_type"] == "attachment" else row for row in sub["posts"]]
    return main | people, sub


def _dump(folder: Path, form: str = "mysqldump", number: int = 3, more: str = "") -> Path:
    main, sub = network(number)
    write: Any = DIALECTS["mysqldump" if form == "json" else form]
    if form == "json":
        lines = [
            json.dumps({"table": prefix + table, "row": row})
            for prefix, rows in (("nr7_", main), (f"nr7_{number}_", sub))
            for table in rows
            for row in rows[table]
        ]
        path = folder / "network.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path
    path = folder / "network.sql"
    text = write(main) + write(sub).replace("nr7_", f"nr7_{number}_").replace(
        f"nr7_{number}_{number}_", f"nr7_{number}_"
    )
    path.write_text(text + more, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["mysqldump", "phpmyadmin", "ansi", "json"])
@pytest.mark.parametrize("number", [3, 12])
def test_a_subsite_comes_with_its_people(form: str, number: int, tmp_path: Path) -> None:
    report = import_database(_dump(tmp_path, form, number), prefix=f"nr7_{number}_")
    assert set(Post.objects.values_list("title", flat=True)) == {f"Sub {row['ID']}" for row in old_site()["posts"]}
    accounts = User.objects.filter(placeholder=False)
    assert [(user.id, user.login, user.roles) for user in accounts] == [(4, "ilse", ["editor"])]
    assert sorted(UserMeta.objects.values_list("user_id", "key")) == [(4, "nickname")]
    assert report.tally("users").created == 1 and not report.failed
    assert not any(name.endswith(("_users", "_usermeta")) for name in report.unknown_tables)


def test_who_left_keeps_the_byline_and_no_account(tmp_path: Path) -> None:
    report = import_database(_dump(tmp_path), prefix="nr7_3_")
    odo = User.objects.get(placeholder=True)
    assert (odo.id, odo.display_name, odo.nicename, odo.email, odo.password, odo.roles) == (
        8,
        "Odo",
        "odo",
        "",
        "!",
        [],
    )
    assert Post.objects.get(id=12).author_id == 8
    assert any("odo" in note for note in report.notes)
    assert any("may manage this site" in note for note in report.notes)  # its administrator was the network's


def test_a_repeat_changes_nothing(tmp_path: Path) -> None:
    source = _dump(tmp_path)
    import_database(source, prefix="nr7_3_")
    before = everything()
    assert not import_database(source, prefix="nr7_3_").changed
    assert everything() == before


def test_without_a_prefix_the_main_site_comes_and_the_others_are_named(tmp_path: Path) -> None:
    blogs = (
        "CREATE TABLE `nr7_blogs` (`blog_id` bigint, `site_id` bigint, `domain` varchar(200), `path` varchar(100));\n"
    )
    blogs += "INSERT INTO `nr7_blogs` VALUES (1,1,'marsh.example','/'),(3,1,'marsh.example','/harbour/');\n"
    report = import_database(_dump(tmp_path, more=blogs))
    assert not Post.objects.filter(title__startswith="Sub").exists()
    assert any("nr7_3_ (marsh.example/harbour)" in note and "nr7_ (marsh.example)" in note for note in report.notes)
    assert "nr7_3_posts" in report.unknown_tables and "nr7_blogs" not in report.unknown_tables


def test_two_subsites_without_their_network_need_a_choice(tmp_path: Path) -> None:
    _, sub = network()
    path = tmp_path / "two.sql"
    path.write_text(mysqldump(sub, "nr7_3_") + mysqldump(sub, "nr7_4_"), encoding="utf-8")
    with pytest.raises(SourceError, match="'nr7_3_', 'nr7_4_'"):
        import_database(path)


def test_a_subsite_without_accounts_in_the_dump_is_no_whole_site(tmp_path: Path) -> None:
    _, sub = network()
    path = tmp_path / "sub.sql"
    path.write_text(mysqldump(sub, "nr7_3_"), encoding="utf-8")
    report = import_database(path, prefix="nr7_3_")
    assert report.missing_tables == ["usermeta", "users"] and report.failed


def test_a_number_in_a_prefix_makes_no_network(tmp_path: Path) -> None:
    """Two sites of their own in one database: the second one's accounts are its own."""
    first, second = old_site(), old_site()
    second["users"][0]["user_login"] = "second"
    path = tmp_path / "two.sql"
    path.write_text(
        mysqldump(first, "nr7_") + mysqldump(second, "nr7_2_").replace("nr7_capab", "nr7_2_capab"), encoding="utf-8"
    )
    import_database(path, prefix="nr7_2_")
    assert set(User.objects.values_list("login", flat=True)) == {"second", "ilse"}


@pytest.fixture
def store_of_files(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> UploadStorage:
    from wirepress.core.files.local import LocalStorage

    kept: Any = LocalStorage(location=tmp_path / "kept")
    monkeypatch.setattr("wirepress.transfer.wordpress_db.copy_uploads.upload_storage", lambda: kept)
    return kept  # type: ignore[no-any-return]


@pytest.mark.parametrize("given", ["uploads", "uploads/sites/3"])
def test_files_keep_their_addresses(given: str, tmp_path: Path, store_of_files: UploadStorage) -> None:
    assert upload_storage is not None
    for place, name in (("", "main.png"), ("sites/3/2021/06/", "chart.png"), ("sites/5/", "other.png")):
        (tmp_path / "uploads" / place).mkdir(parents=True, exist_ok=True)
        (tmp_path / "uploads" / place / name).write_bytes(b"x")
    import_database(_dump(tmp_path), tmp_path / given, prefix="nr7_3_")
    assert MediaFile.objects.get(post_id=40).path == "sites/3/2021/06/chart.png"
    assert [name for name, _ in store_of_files.list_files()] == ["sites/3/2021/06/chart.png"]


def test_an_account_of_this_site_does_not_get_the_old_ones_stories(tmp_path: Path) -> None:
    """Also where the dump tells of stories before it tells of people, as dumps in the order of the alphabet do."""
    User.objects.create(id=1, login="boss", email="boss@new.example", roles=["administrator"])
    path = tmp_path / "one.sql"
    path.write_text(mysqldump(old_site()), encoding="utf-8")
    import_database(path)
    assert User.objects.get(id=1).login == "mara"
    assert set(Post.objects.values_list("author_id", flat=True)) == {1}


def test_a_server_says_the_same(server: MariaDB) -> None:
    main, sub = network()
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute("CREATE OR REPLACE DATABASE network CHARACTER SET utf8mb4")
    with server.connect(database="network") as connection:
        insertions(connection, main)
        insertions(connection, sub, "nr7_3_")
    report = import_database(server.url("network"), prefix="nr7_3_")
    assert [user.login for user in User.objects.filter(placeholder=False)] == ["ilse"]
    assert User.objects.get(placeholder=True).display_name == "Odo"
    assert not report.failed and any("nr7_, nr7_3_" in note for note in report.notes)
