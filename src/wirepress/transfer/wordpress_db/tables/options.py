"""Table `options`: what we use is stored under its own name with decoded values, what is needless is left out, the rest is named."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any, Final

from wirepress.content.options.models import Option
from wirepress.content.options.registry import BY_NAME, convert_foreign
from wirepress.core.extensions import Extensions, discover
from wirepress.core.hooks import SettingField
from wirepress.settings.settings import get_settings
from wirepress.transfer.clean_values import clean_text
from wirepress.transfer.upsert import upsert_rows
from wirepress.transfer.wordpress_db.import_state import ImportState, Rows

# Of WordPress itself, beside those of the registry.
KEPT: Final = re.compile(
    r"theme_mods_.+|sidebars_widgets|widget_.+|wp_page_for_privacy_policy|default_link_category|default_comments_page|image_default_.+"
    r"|ping_sites|comments_notify|moderation_notify|wp_notes_notify|default_pingback_flag|show_comments_cookies_opt_in|blog_charset|html_type"
    r"|links_updated_date_format|wp_attachment_pages_enabled|using_application_passwords|use_balanceTags|nav_menu_options"
    r"|wp_calendar_block_has_published_posts|use_trackback|link_manager_enabled|category_order|current_theme|site_logo|WPLANG"
)
# Belongs to the running of the old installation, or is worked out anew here.
NEEDLESS: Final = re.compile(
    r"_(?:site_)?transient_.*|cron|rewrite_rules|db_version|initial_db_version|db_upgraded|recently_edited|recently_activated|fresh_site"
    r"|can_compress_scripts|active_plugins|uninstall_plugins|auto_.+|wp_force_deactivated_plugins|hack_file|mailserver_.+|default_email_category"
    r"|admin_email_lifespan|finished_.+|user_count|category_children|siteurl|home|upload_path|upload_url_path|.*user_roles|sticky_posts"
    r"|new_admin_email|adminhash|auth_(?:key|salt)|logged_in_(?:key|salt)|nonce_(?:key|salt)|secure_auth_(?:key|salt)|.+_children"
    r"|action_scheduler_.+|schema-ActionScheduler_.+|.+_lock|https_detection_errors|recovery_.+|wp_.*_db_version|_wp_suggested_policy_text_has_changed"
    r"|advanced_edit|gzipcompression|secret|customize_stashed_theme_mods|theme_switched(?:_via_customizer)?|disallowed_file_.*|dismissed_update_core"
)
# Needed while the import runs, not afterwards.
SCHEDULER: Final = (
    "schema-ActionScheduler_StoreSchema"  # a library of several plugins, known by the statuses it registers
)
NOTED: Final = (
    "active_plugins",
    "db_version",
    "sticky_posts",
    "home",
    "siteurl",
    "upload_path",
    "upload_url_path",
    SCHEDULER,
)


def write_options(rows: Rows, job: ImportState) -> None:
    """Write a batch of options."""
    kept: dict[str, Any] = {}
    for row in rows:
        name = clean_text(row.get("option_name"), 191)
        _note_option(name, row.get("option_value"), job)
        if (
            (name in BY_NAME and name not in ("siteurl",))
            or name in _feature_settings()
            or KEPT.fullmatch(name)
            or _plugin_options().fullmatch(name)
        ):
            kept[name] = convert_foreign(
                BY_NAME.get(name) or _feature_settings().get(name),
                job.decode_stored(row.get("option_value"), f"option {name}"),
            )
        elif not NEEDLESS.fullmatch(name) and name not in job.report.unknown_options:
            job.report.unknown_options.append(name)
    job.report.tally("options").add(
        upsert_rows(Option, [{"name": n, "value": v} for n, v in kept.items()], key=("name",))
    )
    job.report.tally("options").read += len(rows) - len(kept)


def _note_option(name: str, value: Any, job: ImportState) -> None:
    if name in NOTED:
        job.kept[name] = job.decode_stored(value, f"option {name}")
    elif name.endswith("user_roles") and not name.startswith("_"):
        prefix = name.removesuffix("user_roles")
        own = job.survey.prefix.rpartition(".")[2]
        if not own or own.lower() == prefix.lower():  # rows without a prefix say it here
            job.kept["table_prefix"] = prefix
            job.kept["roles"] = job.decode_stored(value, f"option {name}")
        elif "roles" not in job.kept:  # of tables that were given another prefix
            job.kept["roles"] = job.decode_stored(value, f"option {name}")


@functools.cache
def _feature_settings() -> Mapping[str, SettingField]:
    every = Extensions(discover(tuple(get_settings().plugins)).values())
    return {field.option: field for field in every.collect("settings")}


@functools.cache
def _plugin_options() -> re.Pattern[str]:
    """Names of the options of WordPress plugins that the features stand for."""
    every = (getattr(module, "WORDPRESS_OPTIONS", "") for module in discover(tuple(get_settings().plugins)).values())
    return re.compile("|".join(f"(?:{pattern})" for pattern in every if pattern) or r"(?!)")
