"""WordPress's twelve tables: their columns, types, keys and collation, as an installation of WordPress 6.1 to 7.1 has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

COLLATION: Final = "utf8mb4_unicode_520_ci"
_REF: Final = "bigint(20) unsigned NOT NULL DEFAULT '0'"
_NUMBER: Final = "bigint(20) NOT NULL DEFAULT '0'"
_SMALL: Final = "int(11) NOT NULL DEFAULT '0'"
_DATE: Final = "datetime NOT NULL DEFAULT '0000-00-00 00:00:00'"
_OWN: Final = "bigint(20) unsigned NOT NULL AUTO_INCREMENT"
_LONG: Final = "longtext NOT NULL"
_TEXT: Final = "text NOT NULL"
TEXT_BYTES: Final = {"text": 65535, "tinytext": 255}  # what columns of these types hold


def _name(length: int, default: str = "") -> str:
    return f"varchar({length}) NOT NULL DEFAULT '{default}'"


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """One table. `keys`: name -> columns; one that begins with `!` is unique."""

    name: str
    columns: Mapping[str, str]
    primary: tuple[str, ...]
    keys: Mapping[str, str]

    def create(self, prefix: str, next_id: int = 0) -> str:
        """Return the statements that make the table anew."""
        name = f"`{prefix}{self.name}`"
        lines = [f"  `{column}` {kind}" for column, kind in self.columns.items()]
        lines.append(f"  PRIMARY KEY ({', '.join(f'`{column}`' for column in self.primary)})")
        for key, columns in self.keys.items():
            unique = "UNIQUE KEY" if key.startswith("!") else "KEY"
            lines.append(f"  {unique} `{key.lstrip('!')}` ({columns})")
        counter = f" AUTO_INCREMENT={next_id}" if next_id and _OWN in self.columns.values() else ""
        body = ",\n".join(lines)
        return (
            f"DROP TABLE IF EXISTS {name};\nCREATE TABLE {name} (\n{body}\n)"
            f" ENGINE=InnoDB{counter} DEFAULT CHARSET=utf8mb4 COLLATE={COLLATION};\n"
        )

    def limits(self) -> dict[int, tuple[str, int]]:
        """Return place of a column -> its name and the bytes that it holds, for those that hold less than any text."""
        found = {}
        for place, (column, kind) in enumerate(self.columns.items()):
            size = TEXT_BYTES.get(kind.partition(" ")[0])
            if size:
                found[place] = (column, size)
        return found


def _meta(name: str, owner: str, key: str = "meta_id") -> TableDefinition:
    return TableDefinition(
        name,
        {key: _OWN, owner: _REF, "meta_key": "varchar(255) DEFAULT NULL", "meta_value": "longtext DEFAULT NULL"},
        (key,),
        {owner: f"`{owner}`", "meta_key": "`meta_key`(191)"},
    )


POSTS: Final = TableDefinition(
    "posts",
    {
        "ID": _OWN,
        "post_author": _REF,
        "post_date": _DATE,
        "post_date_gmt": _DATE,
        "post_content": _LONG,
        "post_title": _TEXT,
        "post_excerpt": _TEXT,
        "post_status": _name(20, "publish"),
        "comment_status": _name(20, "open"),
        "ping_status": _name(20, "open"),
        "post_password": _name(255),
        "post_name": _name(200),
        "to_ping": _TEXT,
        "pinged": _TEXT,
        "post_modified": _DATE,
        "post_modified_gmt": _DATE,
        "post_content_filtered": _LONG,
        "post_parent": _REF,
        "guid": _name(255),
        "menu_order": _SMALL,
        "post_type": _name(20, "post"),
        "post_mime_type": _name(100),
        "comment_count": _NUMBER,
    },
    ("ID",),
    {
        "post_name": "`post_name`(191)",
        "type_status_date": "`post_type`,`post_status`,`post_date`,`ID`",
        "post_parent": "`post_parent`",
        "post_author": "`post_author`",
    },
)
POSTMETA: Final = _meta("postmeta", "post_id")
USERS: Final = TableDefinition(
    "users",
    {
        "ID": _OWN,
        "user_login": _name(60),
        "user_pass": _name(255),
        "user_nicename": _name(50),
        "user_email": _name(100),
        "user_url": _name(100),
        "user_registered": _DATE,
        "user_activation_key": _name(255),
        "user_status": _SMALL,
        "display_name": _name(250),
    },
    ("ID",),
    {"user_login_key": "`user_login`", "user_nicename": "`user_nicename`", "user_email": "`user_email`"},
)
USERMETA: Final = _meta("usermeta", "user_id", "umeta_id")
TERMS: Final = TableDefinition(
    "terms",
    {"term_id": _OWN, "name": _name(200), "slug": _name(200), "term_group": "bigint(10) NOT NULL DEFAULT '0'"},
    ("term_id",),
    {"slug": "`slug`(191)", "name": "`name`(191)"},
)
TERM_TAXONOMY: Final = TableDefinition(
    "term_taxonomy",
    {
        "term_taxonomy_id": _OWN,
        "term_id": _REF,
        "taxonomy": _name(32),
        "description": _LONG,
        "parent": _REF,
        "count": _NUMBER,
    },
    ("term_taxonomy_id",),
    {"!term_id_taxonomy": "`term_id`,`taxonomy`", "taxonomy": "`taxonomy`"},
)
TERM_RELATIONSHIPS: Final = TableDefinition(
    "term_relationships",
    {"object_id": _REF, "term_taxonomy_id": _REF, "term_order": _SMALL},
    ("object_id", "term_taxonomy_id"),
    {"term_taxonomy_id": "`term_taxonomy_id`"},
)
TERMMETA: Final = _meta("termmeta", "term_id")
COMMENTS: Final = TableDefinition(
    "comments",
    {
        "comment_ID": _OWN,
        "comment_post_ID": _REF,
        "comment_author": "tinytext NOT NULL",
        "comment_author_email": _name(100),
        "comment_author_url": _name(200),
        "comment_author_IP": _name(100),
        "comment_date": _DATE,
        "comment_date_gmt": _DATE,
        "comment_content": _TEXT,
        "comment_karma": _SMALL,
        "comment_approved": _name(20, "1"),
        "comment_agent": _name(255),
        "comment_type": _name(20, "comment"),
        "comment_parent": _REF,
        "user_id": _REF,
    },
    ("comment_ID",),
    {
        "comment_post_ID": "`comment_post_ID`",
        "comment_approved_date_gmt": "`comment_approved`,`comment_date_gmt`",
        "comment_date_gmt": "`comment_date_gmt`",
        "comment_parent": "`comment_parent`",
        "comment_author_email": "`comment_author_email`(10)",
    },
)
COMMENTMETA: Final = _meta("commentmeta", "comment_id")
OPTIONS: Final = TableDefinition(
    "options",
    {"option_id": _OWN, "option_name": _name(191), "option_value": _LONG, "autoload": _name(20, "yes")},
    ("option_id",),
    {"!option_name": "`option_name`", "autoload": "`autoload`"},
)
LINKS: Final = TableDefinition(
    "links",
    {
        "link_id": _OWN,
        "link_url": _name(255),
        "link_name": _name(255),
        "link_image": _name(255),
        "link_target": _name(25),
        "link_description": _name(255),
        "link_visible": _name(20, "Y"),
        "link_owner": "bigint(20) unsigned NOT NULL DEFAULT '1'",
        "link_rating": _SMALL,
        "link_updated": _DATE,
        "link_rel": _name(255),
        "link_notes": "mediumtext NOT NULL",
        "link_rss": _name(255),
    },
    ("link_id",),
    {"link_visible": "`link_visible`"},
)
