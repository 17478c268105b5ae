"""An invented WordPress database, small and full of traps, as rows; written as JSON Lines, as SQL dumps and into a server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wirepress.transfer.wordpress_db.sql.columns import STANDARD_COLUMNS

PREFIX = "nr7_"
Rows = dict[str, list[dict[str, Any]]]

KEYS = {
    "posts": "ID",
    "comments": "comment_ID",
    "users": "ID",
    "options": "option_id",
    "terms": "term_id",
    "term_taxonomy": "term_taxonomy_id",
    "postmeta": "meta_id",
    "termmeta": "meta_id",
    "commentmeta": "meta_id",
    "usermeta": "umeta_id",
}
NUMBERS = frozenset(
    (
        *KEYS.values(),
        "post_author",
        "post_parent",
        "menu_order",
        "comment_count",
        "comment_post_ID",
        "comment_karma",
        "comment_parent",
        "user_id",
        "term_group",
        "parent",
        "count",
        "object_id",
        "term_order",
        "post_id",
        "comment_id",
        "user_status",
    )
)
DATES = frozenset(
    (
        "post_date",
        "post_date_gmt",
        "post_modified",
        "post_modified_gmt",
        "comment_date",
        "comment_date_gmt",
        "user_registered",
    )
)
TRAPS = (
    'O\'Dare said "no"',
    "C:\\temp\\new and a \\' that stays",
    "line one\nline two\r\n\ttabbed",
    "a ); INSERT INTO `nr7_posts` VALUES (1,'x'); -- not a statement",
    "/* not a comment */ # neither",
    "100% of_all \\% \\_",
    "Zlatá rybka 🐟 – «кавычки» 日本語",
    "ends with a backslash\\",
    "''doubled'' and `ticked`",
    "control \x1a and \x08 signs",
    "",
)


def old_site() -> Rows:
    """Rows of every table that matters."""
    return {
        "users": [
            _user(1, "mara", "$P$BexampleexampleexampleexampleA"),
            _user(4, "ilse", "$wp$2y$10$abcdefghijklmnopqrstuv"),
        ],
        "usermeta": _numbered("umeta_id", _user_meta()),
        "terms": [
            {"term_id": 1, "name": "Allgemein", "slug": "allgemein", "term_group": 0},
            {"term_id": 5, "name": "Harbour & Sea", "slug": "harbour", "term_group": 0},
            {"term_id": 6, "name": "Ferry", "slug": "ferry", "term_group": 0},
        ],
        "term_taxonomy": [
            _taxonomy(1, 1, "category"),
            _taxonomy(5, 5, "category", parent=1, count=2),
            _taxonomy(7, 6, "post_tag", count=1),
        ],
        "termmeta": [{"meta_id": 1, "term_id": 5, "meta_key": "colour", "meta_value": "#004466"}],
        "term_relationships": [
            {"object_id": 10, "term_taxonomy_id": 5, "term_order": 0},
            {"object_id": 11, "term_taxonomy_id": 5, "term_order": 0},
            {"object_id": 11, "term_taxonomy_id": 7, "term_order": 2},
        ],
        "posts": [
            *(_post(10 + place, f"Trap {place}", trap) for place, trap in enumerate(TRAPS)),
            _post(40, "Chart", "", post_type="attachment", post_status="inherit", post_mime_type="image/png"),
            _post(
                41,
                "Trap 0",
                "older text",
                post_type="revision",
                post_status="inherit",
                post_parent=10,
                post_name="10-revision-v1",
            ),
            _post(42, "Draft", "float", post_status="draft", post_date_gmt="0000-00-00 00:00:00", post_name=""),
        ],
        "postmeta": _numbered("meta_id", _post_meta()),
        "comments": [_comment(3, 10, "Good."), _comment(9, 10, "Wo ist 'er'?", comment_parent=3, comment_type="")],
        "commentmeta": [{"meta_id": 2, "comment_id": 9, "meta_key": "rating", "meta_value": "4"}],
        "options": _numbered("option_id", _options()),
    }


def _user(number: int, login: str, password: str) -> dict[str, Any]:
    return {
        "ID": number,
        "user_login": login,
        "user_pass": password,
        "user_nicename": login,
        "user_email": f"{login}@marsh.example",
        "user_url": "",
        "user_registered": "2019-03-04 05:06:07",
        "user_activation_key": "",
        "user_status": 0,
        "display_name": login.title(),
    }


def _user_meta() -> list[dict[str, Any]]:
    password = (
        'a:1:{i:0;a:6:{s:4:"uuid";s:36:"11111111-2222-4333-8444-555555555555";s:6:"app_id";s:0:"";s:4:"name";s:5:"phone";'
        's:8:"password";s:10:"$generic$x";s:7:"created";i:1700000000;s:9:"last_used";N;}}'
    )
    return [
        {
            "user_id": 1,
            "meta_key": "nr7_capabilities",
            "meta_value": 'a:2:{s:13:"administrator";b:1;s:8:"fly_kite";b:1;}',
        },
        {"user_id": 1, "meta_key": "nr7_user_level", "meta_value": "10"},
        {"user_id": 1, "meta_key": "other_capabilities", "meta_value": 'a:1:{s:10:"subscriber";b:1;}'},
        {"user_id": 4, "meta_key": "nr7_capabilities", "meta_value": 'a:1:{s:6:"editor";b:1;}'},
        {"user_id": 4, "meta_key": "_application_passwords", "meta_value": password},
        {"user_id": 4, "meta_key": "session_tokens", "meta_value": "a:0:{}"},
        {"user_id": 99, "meta_key": "nickname", "meta_value": "nobody"},
    ]


def _taxonomy(row: int, term: int, taxonomy: str, *, parent: int = 0, count: int = 0) -> dict[str, Any]:
    return {
        "term_taxonomy_id": row,
        "term_id": term,
        "taxonomy": taxonomy,
        "description": "",
        "parent": parent,
        "count": count,
    }


def _post(number: int, title: str, content: str, **other: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(STANDARD_COLUMNS["posts"], "")
    row |= {
        "ID": number,
        "post_author": 1,
        "post_date": "2021-06-01 12:00:00",
        "post_date_gmt": "2021-06-01 10:00:00",
        "post_modified": "2021-06-02 12:00:00",
        "post_modified_gmt": "2021-06-02 10:00:00",
        "post_title": title,
        "post_content": content,
        "post_status": "publish",
        "comment_status": "open",
        "ping_status": "closed",
        "post_name": f"story-{number}",
        "post_parent": 0,
        "menu_order": 0,
        "post_type": "post",
        "comment_count": 0,
        "guid": f"https://old.example/?p={number}",
    }
    return row | other


def _post_meta() -> list[dict[str, Any]]:
    size = 's:9:"thumbnail";a:4:{s:4:"file";s:17:"chart-150x150.png";s:5:"width";i:150;s:6:"height";i:150;s:9:"mime-type";s:9:"image/png";}'
    sizes = (
        'a:4:{s:5:"width";i:640;s:6:"height";i:480;s:4:"file";s:17:"2021/06/chart.png";s:5:"sizes";a:1:{' + size + "}}"
    )
    return [
        {"post_id": 10, "meta_key": "_thumbnail_id", "meta_value": "40"},
        {"post_id": 10, "meta_key": "_thumbnail_id", "meta_value": "77"},
        {"post_id": 11, "meta_key": "_wp_page_template", "meta_value": "wide.php"},
        {"post_id": 40, "meta_key": "_wp_attached_file", "meta_value": "2021/06/chart.png"},
        {"post_id": 40, "meta_key": "_wp_attachment_image_alt", "meta_value": "A 'rising' line"},
        {"post_id": 40, "meta_key": "_wp_attachment_metadata", "meta_value": sizes},
        {"post_id": 10, "meta_key": "note", "meta_value": None},
        {"post_id": 10, "meta_key": "list", "meta_value": 'a:2:{i:0;s:6:"První";i:1;d:1.5;}'},
        {"post_id": 10, "meta_key": "broken", "meta_value": 'a:2:{i:0;s:99:"x";}'},
        {"post_id": 888, "meta_key": "orphan", "meta_value": "1"},
    ]


def _comment(number: int, post: int, content: str, **other: Any) -> dict[str, Any]:
    return {
        "comment_ID": number,
        "comment_post_ID": post,
        "comment_author": "Reader",
        "comment_author_email": "r@marsh.example",
        "comment_author_url": "",
        "comment_author_IP": "192.0.2.7",
        "comment_date": "2021-06-03 09:00:00",
        "comment_date_gmt": "2021-06-03 07:00:00",
        "comment_content": content,
        "comment_karma": 0,
        "comment_approved": "1",
        "comment_agent": "Browser",
        "comment_type": "comment",
        "comment_parent": 0,
        "user_id": 0,
    } | other


def _options() -> list[dict[str, Any]]:
    values = {
        "siteurl": "https://old.example",
        "home": "https://old.example",
        "blogname": "Marsh Times",
        "posts_per_page": "7",
        "permalink_structure": "/%postname%/",
        "timezone_string": "Europe/Berlin",
        "sticky_posts": "a:1:{i:0;i:11;}",
        "active_plugins": 'a:2:{i:0;s:39:"booster-extension/booster-extension.php";i:1;s:9:"odd/o.php";}',
        "db_version": "60421",
        "nr7_user_roles": 'a:2:{s:13:"administrator";a:1:{s:4:"name";s:5:"Admin";}s:4:"cook";a:1:{s:4:"name";s:4:"Cook";}}',
        "twp_be_options_settings": 'a:1:{s:23:"twp_be_enable_read_time";s:1:"1";}',
        "theme_mods_marsh": 'a:1:{s:4:"logo";i:3;}',
        "_transient_feed": "x",
        "cron": "a:0:{}",
        "odd_plugin_thing": "1",
    }
    return [{"option_name": name, "option_value": value, "autoload": "yes"} for name, value in values.items()]


def _numbered(key: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: number, **row} for number, row in enumerate(rows, start=3)]


def next_ids(rows: Rows) -> dict[str, int]:
    """Ids that the old site would give next: well beyond the highest."""
    return {table: max(int(row[KEYS[table]]) for row in rows[table]) + 100 for table in KEYS if rows.get(table)}


def write_jsonl(path: Path, rows: Rows, *, head: bool = True) -> Path:
    """The rows as JSON Lines without a prefix."""
    lines = [json.dumps({"table": "_auto_increment", "row": next_ids(rows)})] if head else []
    lines += [json.dumps({"table": table, "row": row}, ensure_ascii=False) for table in rows for row in rows[table]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def create_table(table: str, prefix: str = PREFIX, next_id: int = 0) -> str:
    """CREATE TABLE as mysqldump writes it."""
    lines = []
    for column in STANDARD_COLUMNS[table]:
        kind = "bigint(20) NOT NULL DEFAULT 0" if column in NUMBERS else "longtext DEFAULT NULL COMMENT 'a, (b) ''c'''"
        if column in DATES:
            kind = "datetime NOT NULL DEFAULT '0000-00-00 00:00:00'"
        if column == KEYS.get(table):
            kind = "bigint(20) unsigned NOT NULL AUTO_INCREMENT"
        lines.append(f"  `{column}` {kind}")
    key = KEYS.get(table)
    lines.append(f"  PRIMARY KEY (`{key}`)" if key else "  PRIMARY KEY (`object_id`,`term_taxonomy_id`)")
    more = f" AUTO_INCREMENT={next_id}" if next_id and key else ""
    body = ",\n".join(lines)
    return f"CREATE TABLE `{prefix}{table}` (\n{body}\n) ENGINE=InnoDB{more} DEFAULT CHARSET=utf8mb4;"


def insertions(connection: Any, rows: Rows, prefix: str = PREFIX) -> None:
    """Make the tables on a server and fill them."""
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION sql_mode = ''")
        for table, next_id in {**dict.fromkeys(rows, 0), **next_ids(rows)}.items():
            cursor.execute(f"DROP TABLE IF EXISTS `{prefix}{table}`")
            cursor.execute(create_table(table, prefix, next_id))
            for row in rows[table]:
                names = ", ".join(f"`{name}`" for name in row)
                cursor.execute(
                    f"INSERT INTO `{prefix}{table}` ({names}) VALUES ({', '.join(['%s'] * len(row))})",
                    list(row.values()),
                )
    connection.commit()
