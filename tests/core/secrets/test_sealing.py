"""Secrets are sealed with the first key and opened with any; what is no key, or open to others, is said and not used."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wirepress.core.secrets import keys
from wirepress.core.secrets.keys import KeyMissing, add_key, keep_first_key, read_keys, read_or_make_keys
from wirepress.core.secrets.sealing import is_sealed_with_first_key, seal, unseal

SECRETS = {"access": "tök\x00en", "refresh": ""}


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the keys, not made yet."""
    file = tmp_path / "credentials.key"
    monkeypatch.setattr(keys, "key_file", lambda: file)
    return file


def test_the_file_is_made_when_it_is_needed_and_for_its_owner_alone(path: Path) -> None:
    assert read_keys() == [] and not path.exists() and unseal("") == {}
    sealed = seal(SECRETS)
    assert unseal(sealed) == SECRETS and "tök" not in sealed and sealed != seal(SECRETS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_make_keys() == read_keys() and len(read_keys()) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])), max_size=4
    )
)
def test_whatever_is_sealed_comes_back(secrets: dict[str, str]) -> None:
    assert unseal(seal(secrets)) == secrets


def test_a_new_key_seals_and_the_old_one_opens_until_it_is_forgotten(path: Path) -> None:
    old = seal(SECRETS)
    add_key()
    assert unseal(old) == SECRETS and not is_sealed_with_first_key(old)
    new = seal(SECRETS)
    assert is_sealed_with_first_key(new)
    keep_first_key()
    assert unseal(new) == SECRETS and [one.name for one in path.parent.iterdir()] == [path.name]
    with pytest.raises(KeyMissing, match="missing"):
        unseal(old)


def test_keys_of_the_settings_win_and_are_changed_there(path: Path, change_settings: Callable[..., None]) -> None:
    first, second = (Fernet.generate_key().decode() for _ in range(2))
    change_settings(credentials_key=first)
    old = seal(SECRETS)
    assert not path.exists()
    with pytest.raises(KeyMissing, match="NEW,OLD"):
        add_key()
    change_settings(credentials_key=f"{second},{first}")
    assert unseal(old) == SECRETS and not is_sealed_with_first_key(old)
    change_settings(credentials_key=second)
    with pytest.raises(KeyMissing):
        unseal(old)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_not_used(path: Path, mode: int) -> None:
    sealed = seal(SECRETS)
    path.chmod(mode)
    with pytest.raises(KeyMissing, match="chmod 600"):
        unseal(sealed)
    with pytest.raises(KeyMissing, match="chmod 600"):
        seal(SECRETS)


@pytest.mark.parametrize("content", ["nonsense", "AAAA", "\u00e9"])
def test_what_is_no_key_is_said(path: Path, content: str) -> None:
    path.write_text(content, "utf-8")
    path.chmod(0o600)
    with pytest.raises(KeyMissing):
        seal(SECRETS)


@pytest.mark.parametrize("sealed", ["x", "gAAAAA", "\u00e9"])
def test_what_was_never_sealed_is_not_opened(sealed: str) -> None:
    seal(SECRETS)
    with pytest.raises(KeyMissing):
        unseal(sealed)
