"""A dump whose texts were encoded twice: said, with a count and examples, and mended when that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transfer.test_mending import as_cp1252, as_latin1
from tests.transfer.wordpress_db.dialects import mysqldump
from tests.transfer.wordpress_db.old_site import old_site, write_jsonl
from tests.transfer.wordpress_db.snapshot import everything, forget_all
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.transfer.wordpress_db import import_database

pytestmark = pytest.mark.django_db


def _rows(read: object) -> dict[str, list[dict[str, object]]]:
    rows = old_site()
    rows["posts"][0] |= {"post_title": "Grüße aus Köln – „Zitat“", "post_content": "Straße & Füße"}
    rows["options"].append(
        {
            "option_id": 90,
            "option_name": "theme_mods_x",
            "option_value": 'a:1:{s:4:"town";s:5:"Köln";}',
            "autoload": "yes",
        }
    )
    rows["postmeta"].append({"meta_id": 90, "post_id": 10, "meta_key": "town", "meta_value": 'a:1:{i:0;s:7:"Zürich";}'})
    rows["posts"][1] |= {"post_title": "Größe ist richtig"}  # written after the mistake was put right
    rows["posts"][2] |= {"post_title": "Größe", "post_content": "one Ã¼ that a story tells of, and ü"}
    for table, place, column in (
        ("posts", 0, "post_title"),
        ("posts", 0, "post_content"),
        ("options", -1, "option_value"),
        ("postmeta", -1, "meta_value"),
    ):
        rows[table][place][column] = read(rows[table][place][column])  # type: ignore[operator]
    return rows


@pytest.mark.parametrize("read", [as_cp1252, as_latin1])
@pytest.mark.parametrize("form", ["sql", "jsonl"])
def test_it_is_mended(read: object, form: str, tmp_path: Path) -> None:
    rows = _rows(read)
    path = tmp_path / "x"
    if form == "sql":
        path.write_text(mysqldump(rows), encoding="utf-8")
    else:
        write_jsonl(path, rows)
    report = import_database(path, mend_encoding=True)
    assert [Post.objects.get(id=number).title for number in (10, 11, 12)] == [
        "Grüße aus Köln – „Zitat“",
        "Größe ist richtig",
        "Größe",
    ]
    assert Post.objects.get(id=12).content == "one Ã¼ that a story tells of, and ü"
    assert store.get("theme_mods_x", None) == {"town": "Köln"}
    assert PostMeta.objects.get(post_id=10, key="town").value == ["Zürich"]
    assert any("4 texts were encoded twice" in note for note in report.notes)
    assert not report.failed
    before = everything()
    assert not import_database(path, mend_encoding=True).changed
    assert everything() == before


def test_without_the_option_it_is_said_and_nothing_changes(tmp_path: Path) -> None:
    rows = _rows(as_cp1252)
    path = write_jsonl(tmp_path / "x.jsonl", rows)
    report = import_database(path)
    assert Post.objects.get(id=10).title == rows["posts"][0]["post_title"]
    note = next(note for note in report.notes if "--mend-encoding" in note)
    assert note.startswith("4 texts") and "Grüße aus Köln" in note and "posts 10, post_title" in note
    import_database(path, mend_encoding=True)  # the same source, mended: no repeat of what is there
    assert Post.objects.get(id=10).title == "Grüße aus Köln – „Zitat“"


def test_a_right_dump_is_not_suspected(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "x.jsonl", old_site())
    assert not any("encod" in note for note in import_database(path).notes)
    wanted = everything()
    forget_all()
    import_database(path, mend_encoding=True)
    assert everything() == wanted


def test_options_are_stored_in_their_types(tmp_path: Path) -> None:
    rows = old_site()
    values = {
        "default_category": "1",
        "use_smilies": "",
        "comments_notify": "1",
        "gmt_offset": "5.5",
        "posts_per_rss": "many",
        "blogname": "77",
    }
    rows["options"] += [
        {"option_id": 80 + at, "option_name": name, "option_value": value, "autoload": "yes"}
        for at, (name, value) in enumerate(values.items())
    ]
    import_database(write_jsonl(tmp_path / "x.jsonl", rows))
    stored = store.all_options()
    wanted = {
        "default_category": 1,
        "use_smilies": False,
        "gmt_offset": 5.5,
        "posts_per_rss": 0,
        "blogname": "77",
        "posts_per_page": 7,
    }
    assert {name: repr(stored[name]) for name in wanted} == {name: repr(value) for name, value in wanted.items()}
