"""Every setting with wrong values: the start stops, and the message names setting, value and what is right."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.settings import values
from wirepress.settings.check_start import check_start
from wirepress.settings.settings import Settings, SettingsError, get_settings, require_settings

pytestmark = pytest.mark.pure
FREE = {"site", "s3_region", "spam_key"}  # any text is one; a wrong `site` is no site
SECRET = "0123456789abcdefghijklmnopqrstuvwxyz"
SILENT = {"secret_key", "credentials_key", "s3_access_key", "s3_secret_key", "purge_headers", "analytics_sinks"}

WRONG: dict[str, list[Any]] = {
    "url": [
        "news.example",
        "ftp://news.example",
        "https://",
        "https://a b",
        "https://a.example?x",
        "http://h:99999",
        "http://h:x",
        "http://h:0",
        7,
        "",
    ],
    "secret_key": ["", " " * 40, "short", 12],
    "credentials_key": ["short", "A" * 43 + "=,short", "A" * 44, 12],
    "database_url": [
        "oracle://x",
        "sqlite://file",
        "sqlite:///",
        "sqlite:file",
        "postgresql://host",
        "postgresql://host:x/name",
        "postgresql://h:70000/n",
    ],
    "replica_urls": [
        "postgresql://h/n",
        ["sqlite:///x"],
        ["postgresql://h"],
        ["postgresql://h/n"],
    ],  # the last: without a PostgreSQL to follow
    "compat": ["5.0", 7.1, ""],
    "debug": ["maybe", 3],
    "trusted_proxies": [
        "127.0.0.1",
        ["localhost"],
        ["10.0.0.300"],
        ["10.0.0.0/33"],
        [""],
        ["127.0.0.1:80"],
        ["127.0.0.1", "*"],
        [5],
    ],
    "uploads": ["/no/such/folder", "afile", ["x"], 5],
    "storage_url": ["bucket", "s3://", "s3://UPPER", "https://bucket.example"],
    "storage_public_url": ["cdn.example", "ftp://cdn.example", "https://", "https://h:x/"],
    "s3_endpoint": ["files.example:9000", "https://h:99999"],
    "s3_access_key": ["alone"],
    "s3_secret_key": ["alone"],
    "plugins": ["one", ["no_such_module_anywhere"], ["no.such.module"], ["a b"], ["plugin.py/"], [""], ["./plugin"]],
    "mail_from": ["nobody", "a@b@c", "The Example <news@example.org", "x\ny@example.org", "@example.org"],
    "mail_url": ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:0"],
    "spam_url": ["akismet.example", "ftp://h", "https://"],
    "redis_url": ["localhost:6379", "http://h", "redis://", "redis://h:70000"],
    "analytics_sinks": [
        "postgresql://h/n",
        ["mysql://h/n"],
        ["kafka+http://h/"],
        ["clickhouse://h/n"],
        ["ga4+"],
        [""],
        [5],
    ],
    "cache_megabytes": [-1, 65537, "much", 1.5],
    "live_pages": [-1, 1_000_001, "all"],
    "cdn_seconds": [-1, "long"],
    "purge_url": ["cdn.example", "https://", "ftp://h", "https://h:x/"],
    "purge_headers": ["Key: x", ["no colon"], ["Key: a\nb"], [": x"]],
    "metrics_allow": ["127.0.0.1", ["everybody"], ["::1/129"], [""]],
    "writes_first": ["perhaps", 2],
    "access_log": ["/no/such/folder/access.log", ".", "afile/access.log", ["x"]],
    "log_level": ["loud", "INFO ", 3],
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site's folder; the settings of it are read anew."""
    for name in [name for name in os.environ if name.startswith("WIREPRESS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WIREPRESS_SITE", str(tmp_path))
    monkeypatch.setattr("wirepress.settings.settings.get_settings", get_settings.__wrapped__)
    (tmp_path / "afile").touch()
    return tmp_path


def _start(site: Path, **lines: Any) -> None:
    """What `serve` does with settings before anything else."""
    text = "".join(f"{name} = {json.dumps(value)}\n" for name, value in ({"secret_key": SECRET} | lines).items())
    (site / "wirepress.toml").write_text(text)
    check_start(require_settings())


def test_every_setting_has_wrong_values_here() -> None:
    assert set(WRONG) | FREE == set(Settings.model_fields)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, several in WRONG.items() for value in several], ids=repr
)
def test_a_wrong_value_stops_the_start_and_is_told(site: Path, name: str, value: Any) -> None:
    with pytest.raises(SettingsError) as said:
        _start(site, **{name: value})
    text = str(said.value)
    assert f"'{name}" in text or {name, "s3_access_key", "s3_secret_key"} == {name, *re.findall(r"s3_\w+_key", text)}, (
        text
    )
    assert "wirepress.toml" in text and len(text) > 40
    shown = value[-1] if isinstance(value, list) else value
    if name not in SILENT and shown not in ("", "afile", "."):
        assert str(shown) in text or repr(shown) in text or repr(value) in text, text


def test_all_right_values_start(site: Path, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    _start(
        site,
        url="https://news.example:8443/paper/",
        trusted_proxies=["unix", "10.0.0.0/8", "::1"],
        metrics_allow=["192.0.2.0/24"],
        uploads="files",
        access_log="access.log",
        plugins=["json"],
        mail_from="The Example <news@example.org>",
        mail_url="smtps://u:p@mail.example",
        database_url="postgresql://u:p%40@/news?host=/run/postgresql",
        purge_headers=["Key: x"],
        purge_url="https://cdn.example/purge?x=1",
        storage_public_url="https://cdn.example/",
        cache_megabytes=0,
        log_level="debug",
    )
    assert (tmp_path / "access.log").exists()  # beside the settings, from wherever the command was started


def test_passwords_are_not_repeated(site: Path) -> None:
    for name, value in (
        ("database_url", "oracle://ann:low-tide@h/x"),
        ("mail_url", "http://ann:low-tide@h"),
        ("purge_headers", ["low-tide"]),
    ):
        with pytest.raises(SettingsError) as said:
            _start(site, **{name: value})
        assert "low-tide" not in str(said.value) and name in str(said.value)


@pytest.mark.parametrize("value", ["127.0.0.1", "[127.0.0.1]", "10.0.0.0/8,::1"])
def test_a_list_in_the_environment_that_is_none(site: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("WIREPRESS_TRUSTED_PROXIES", value)
    with pytest.raises(SettingsError, match=r"'trusted_proxies'.*JSON") as said:
        _start(site)
    assert value in str(said.value) and "toml cannot be read" not in str(said.value)


@pytest.mark.parametrize("text", [b'url = "http', b"\xff\xfe", b'url = "http://a.example"\nurl = "http://b.example"'])
def test_a_file_that_is_no_toml_is_named(site: Path, text: bytes) -> None:
    (site / "wirepress.toml").write_bytes(text)
    with pytest.raises(SettingsError, match=r"wirepress\.toml cannot be read"):
        require_settings()


def test_a_missing_key_is_refused_with_the_way_to_one(site: Path) -> None:
    (site / "wirepress.toml").write_text('url = "https://news.example"\n')
    with pytest.raises(SettingsError, match=r"secret_key' is missing.*token_urlsafe"):
        require_settings()
    assert require_settings(secret=False).url == "https://news.example"  # doctor's


def test_django_has_no_key_that_others_know() -> None:
    text = (Path(values.__file__).parents[1] / "project/django.py").read_text()
    assert "SECRET_KEY = _settings.secret_key or secrets.token_urlsafe(48)" in text


@given(st.text())
def test_whatever_is_written_is_judged_and_nothing_else_is_raised(text: str) -> None:
    single = (
        values.site_address,
        values.web_address,
        values.database_address,
        values.redis_address,
        values.mail_sender,
        values.bucket_address,
    )
    for check in single:
        for start in ("", "http://", "postgresql://", "redis://", "sqlite:///", "s3://"):
            try:
                assert isinstance(check(start + text), str)
            except ValueError as error:
                assert str(error)
