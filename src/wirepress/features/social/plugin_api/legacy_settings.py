"""Options of Revive Old Posts that /wp/v2/settings shows: its marks for advertisements already seen. Kept for the plugin's clients."""

from __future__ import annotations

from typing import Final

from wirepress.core.hooks import SettingField

_PREFIX: Final = "themeisle_sdk_promotions"
_SEEN: Final = ("otter", "optimole", "rop", "neve", "redirection_cf7", "hyve", "wp_full_pay", "masteriyo")

SETTINGS: Final = (
    SettingField(_PREFIX, "string", "{}", "Advertisements that were seen", rest_name=_PREFIX, hidden=True),
    *(
        SettingField(name, "boolean", False, "Another product is installed", rest_name=name, hidden=True)
        for name in (f"{_PREFIX}_{product}_installed" for product in _SEEN)
    ),
)
