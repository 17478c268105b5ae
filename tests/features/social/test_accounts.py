"""Accounts of an import: known by their keys, active as they were, connected to nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.social import accounts, plugin
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.services import SERVICES, service_of


@pytest.fixture(autouse=True)
def nothing_kept(db: None) -> None:
    accounts.forget_accounts()


def test_a_documents_accounts_are_made_once_and_not_connected() -> None:
    document = {"meta": {"rop_publish_now_accounts": {"mastodon_5_9": "", "twitter_aa==_4": "", "letterbox": ""}}}
    lost = list(plugin.imported(document, None, True))
    assert len(lost) == 2 and plugin.imported(document, None, False) == ()
    rows = SocialAccount.objects.values_list("key", "service", "active", "connected")
    assert list(rows) == [("mastodon_5_9", "mastodon", True, False), ("twitter_aa==_4", "twitter", True, False)]
    assert accounts.empty_messages() == {"mastodon_5_9": "", "twitter_aa==_4": ""}


@pytest.mark.parametrize("meta", [None, [], {}, {"rop_publish_now_accounts": []}, {"rop_publish_now_accounts": "x"}])
def test_documents_without_accounts_make_none(meta: Any) -> None:
    assert list(plugin.imported({"meta": meta}, None, True)) == []
    assert not SocialAccount.objects.exists()


def test_the_plugins_option_is_adopted_without_its_secrets() -> None:
    data = {
        "services": {
            "a": {
                "service": "facebook",
                "credentials": {"token": "very-secret"},
                "available_accounts": {
                    "facebook_1_2": {"user": "Harbour", "service": "facebook"},
                    "facebook_1_3": {"user": "Tides", "service": "facebook"},
                },
            }
        },
        "active_accounts": {"facebook_1_3": {"user": "Tides", "service": "facebook", "active": True}},
    }
    assert accounts.adopt_accounts(data) == 2
    rows = {row.key: row for row in SocialAccount.objects.all()}
    assert (rows["facebook_1_2"].active, rows["facebook_1_3"].active) == (False, True)
    assert rows["facebook_1_3"].name == "Tides"
    assert not any(row.connected or "very-secret" in str(vars(row)) for row in rows.values())
    SocialAccount.objects.update(active=True)
    assert accounts.adopt_accounts(data) == 0 and SocialAccount.objects.filter(active=True).count() == 2


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)


@given(_ANY)
def test_an_option_of_any_kind_breaks_nothing(data: Any) -> None:
    assert accounts.adopt_accounts(data) >= 0
    assert accounts.adopt_accounts({"services": data, "active_accounts": data}) >= 0


def test_control_characters_reach_no_table() -> None:
    odd = {"user": "Har\x00bour", "service": "vk\x00"}
    accounts.adopt_accounts({"active_accounts": {"vk_1": odd, "vk_\x00": odd}})
    assert list(SocialAccount.objects.values_list("key", "service", "name")) == [("vk_1", "vk", "Harbour")]
    assert accounts.add_accounts(["vk_\x00"]) == []


@given(st.sampled_from(SERVICES), st.text(st.characters(min_codepoint=32), min_size=1, max_size=60))
def test_a_key_begins_with_its_service(service: str, rest: str) -> None:
    assert service_of(f"{service}_{rest}") == service
    assert service_of(rest) in (None, *SERVICES)
    assert service_of(f"{service}_" + "x" * 200) is None
