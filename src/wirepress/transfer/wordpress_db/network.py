"""Sites of a network (multisite): whose accounts belong to the site that is imported, and where its uploads lie.

A network keeps all people in one table; who has a part in a site is told by a meta key that begins with the site's prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.upsert import upsert_rows
from wirepress.transfer.wordpress_db.import_state import ImportState
from wirepress.transfer.wordpress_db.mended_rows import EncodingCheckedSource
from wirepress.transfer.wordpress_db.table_prefix import list_prefixes

# Posts whose author nobody sees.
_UNSIGNED: Final = (
    "attachment",
    "revision",
    "nav_menu_item",
    "wp_global_styles",
    "wp_navigation",
    "customize_changeset",
)
# What WordPress keeps per site and person, under the site's prefix.
_PER_SITE: Final = (
    r"(?:capabilities|user_level|user-settings(?:-time)?|dashboard_quick_press_last_post_id|media_library_mode)"
)


def find_members(source: EncodingCheckedSource, job: ImportState) -> None:
    """Learn who has a part in the site, when it shares its accounts with others."""
    if not job.survey.site.shared & {"users", "usermeta"}:
        return
    key = f"{job.survey.prefix.rpartition('.')[2]}capabilities"
    job.members = {
        clean_number(row.get("user_id")) for row in read_table(source, "usermeta", job) if row.get("meta_key") == key
    }


def is_of_another_site(key: str, job: ImportState) -> bool:
    """Return whether a key of user meta belongs to another site of the network."""
    site = job.survey.site
    if not site.number:
        return False
    own, network = site.prefix.rpartition(".")[2], re.escape(site.network.rpartition(".")[2])
    return not key.startswith(own) and re.fullmatch(rf"{network}(?:\d+_.*|{_PER_SITE})", key, re.DOTALL) is not None


def import_authors(source: EncodingCheckedSource, job: ImportState) -> None:
    """Import authors of stories who have no part in the site (any more): their byline stays, without an account."""
    if job.members is None:
        return
    signed = set(
        Post.objects.exclude(type__in=_UNSIGNED).filter(author_id__gt=0).values_list("author_id", flat=True).distinct()
    )
    missing = signed - set(User.objects.filter(placeholder=False).values_list("id", flat=True))
    known = (
        [row for row in read_table(source, "users", job) if clean_number(row.get("ID")) in missing] if missing else []
    )
    job.report.tally("bylines").add(upsert_rows(User, [_author_row(row) for row in known]))
    if known:
        names = ", ".join(sorted(clean_text(row.get("user_login")) for row in known)[:20])
        job.report.add_note(
            f"Bylines of people of the network who have no part in this site were kept, without accounts: {names}."
        )


def _author_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a person who can be named and cannot sign in."""
    author = clean_number(row.get("ID"))
    login = f"author-{author}"
    while User.objects.filter(login=login).exclude(id=author).exists():
        login += "-"
    return {
        "id": author,
        "login": login,
        "password": "!",
        "placeholder": True,
        "nicename": clean_text(row.get("user_nicename"), 50) or f"author-{author}",
        "email": "",
        "url": clean_text(row.get("user_url"), 100),
        "display_name": clean_text(row.get("display_name"), 250) or f"Author {author}",
    }


def warn_without_manager(job: ImportState) -> None:
    """Say when nobody who came may manage the site: networks are often run by people who have no part in any of their sites."""
    if job.members is not None and not any(
        "administrator" in roles for roles in User.objects.values_list("roles", flat=True)
    ):
        job.report.add_note(
            "Nobody who came may manage this site. Make an account: wirepress user create NAME --role administrator."
        )


def note_sites(source: EncodingCheckedSource, job: ImportState) -> None:
    """Say which sites lie in the source, when there are several, and which one is taken."""
    found = list_prefixes(job.survey.tables)
    if len(found) < 2:
        return
    addresses = _site_addresses(source, job)
    listed = ", ".join(f"{prefix} ({addresses[prefix]})" if prefix in addresses else prefix for prefix in found)
    job.report.add_note(
        f"Several sites lie in the source: {listed}. The one with the prefix {job.survey.prefix} was imported; --prefix names another."
    )


def _site_addresses(source: EncodingCheckedSource, job: ImportState) -> dict[str, str]:
    """Prefix -> address of the sites of a network."""
    site = job.survey.site
    if site.full_name("blogs") not in job.survey.tables:
        return {}
    network = site.network if site.number else site.prefix
    found = {}
    for row in read_table(source, "blogs", job):
        blog, domain = clean_number(row.get("blog_id")), clean_text(row.get("domain"))
        if domain:
            found[network if blog == 1 else f"{network}{blog}_"] = domain + clean_text(row.get("path")).rstrip("/")
    return found


def uploads_folder(job: ImportState) -> str:
    """Return where a subsite's files lie below the uploads folder, with a slash behind: their addresses stay as they were.

    Networks from before WordPress 3.5 kept them elsewhere (blogs.dir), and a site may have an address of its own for them.
    """
    number_of_site = job.survey.site.number
    if not number_of_site or "blogs.dir" in clean_text(job.kept.get("upload_path")) or job.kept.get("upload_url_path"):
        return ""
    return f"sites/{number_of_site}/"


def read_table(source: EncodingCheckedSource, table: str, job: ImportState) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of one table. Those that cannot be read are left out; whoever writes the table names them."""
    return source.read_table(table) if job.survey.site.full_name(table) in job.survey.tables else iter(())
