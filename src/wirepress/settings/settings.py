"""The one settings object: environment variables and `wirepress.toml` in the site's folder.

Every field has a type, a default and a line of help. What an editor changes while the site runs (title, time zone,
reading, discussion ...) is an option in the database, not a setting: see `content/options`.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings import SettingsError as UnreadableVariable

from wirepress.settings import mail, values
from wirepress.settings.site_folder import FILE_NAME as FILE_NAME
from wirepress.settings.site_folder import describe_missing_site

SECRET_LEAST: Final = 32  # characters of secret_key
SECRETS: Final = (
    "secret_key",
    "credentials_key",
    "s3_access_key",
    "s3_secret_key",
    "purge_headers",
    "spam_key",
    "analytics_sinks",
)  # whose values no message repeats
_LISTS: Final[dict[str, Callable[[list[str]], None]]] = {
    "replica_urls": values.replica_addresses,
    "purge_headers": values.header_lines,
    "plugins": values.module_names,
    "analytics_sinks": values.sink_addresses,
    "trusted_proxies": partial(values.networks, socket=True),
    "metrics_allow": partial(values.networks, socket=True),
}
REMOVED: Final = {"jobs_url": "jobs wait in the site's own database, and need no other place"}


class SettingsError(ValueError):
    """A setting is missing or wrong; the message names it and says how to mend it."""


class Settings(BaseSettings):
    """Settings of one site. Environment `WIREPRESS_<NAME>` wins over the file."""

    model_config = SettingsConfigDict(env_prefix="WIREPRESS_", extra="forbid", frozen=True)

    site: Path = Field(default=Path(), description="Folder of the site: its settings file, database and uploads.")
    url: str = Field(
        default="http://127.0.0.1:8000", description="Public address of the site, without a slash at the end."
    )
    secret_key: str = Field(
        default="", description="Random text that signs sessions, nonces and reader hashes; keep it secret."
    )
    credentials_key: str = Field(
        default="",
        description="Key of other services' credentials in the database (several by commas, newest first); empty: the file credentials.key.",
    )
    database_url: str = Field(
        default="",
        description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME; empty: wirepress.sqlite3 in the site's folder.",
    )
    replica_urls: list[str] = Field(
        default_factory=list,
        description="Addresses of streaming replicas of database_url (PostgreSQL) that public reads may ask.",
    )
    compat: Literal["7.1", "6.8", "auto"] = Field(
        default="auto",
        description="WordPress release whose answers are given; auto: what an imported site had, else 7.1.",
    )
    debug: bool = Field(default=False, description="Show tracebacks in the browser. Never on a public site.")
    trusted_proxies: list[str] = Field(
        default_factory=list,
        description="Addresses or networks whose X-Forwarded-For and X-Forwarded-Proto headers are believed.",
    )
    uploads: Path | None = Field(
        default=None, description="Folder of uploaded files; empty: uploads/ in the site's folder."
    )
    storage_url: str = Field(
        default="",
        description="s3://BUCKET or s3://BUCKET/PREFIX for uploaded files, shared by several nodes; empty: the uploads folder.",
    )
    storage_public_url: str = Field(
        default="",
        description="Address under which readers get stored files themselves; empty: the site hands them out.",
    )
    s3_endpoint: str = Field(
        default="", description="Address of an S3 server that is not Amazon's, such as https://files.example:9000."
    )
    s3_region: str = Field(default="", description="Region of the bucket.")
    s3_access_key: str = Field(
        default="", description="Access key of the bucket; empty: what boto3 finds by itself (environment, role)."
    )
    s3_secret_key: str = Field(default="", description="Secret key of the bucket.")
    backup_to: str = Field(
        default="",
        description="Folder or s3://BUCKET/PREFIX that a backup goes to each night; empty: none is made by itself.",
    )
    backup_secrets: bool = Field(
        default=False, description="Keep keys and passwords of the settings in those backups too."
    )
    plugins: list[str] = Field(
        default_factory=list, description="Further plugin modules to load, beside installed entry points."
    )
    mail_from: str = Field(
        default="", description="Sender of the mail that the site sends; empty: wordpress@ the site's host."
    )
    mail_url: str = Field(
        default="",
        description="Mail server: smtp://, smtp+tls:// or smtps://, then USER:PASSWORD@HOST:PORT; empty: mail is written to standard output.",
    )
    spam_url: str = Field(
        default="https://rest.akismet.com/1.1",
        description="Address of the service that judges comments (Akismet's, or one that speaks its language).",
    )
    spam_key: str = Field(default="", description="Key for that service; empty: no comment is sent to anybody.")
    redis_url: str = Field(
        default="",
        description="redis://HOST:PORT of a Redis or Valkey that tells nodes of changes, where PostgreSQL's LISTEN cannot (behind a pool).",
    )
    analytics_sinks: list[str] = Field(
        default_factory=list,
        description="Where counted readings go besides: postgresql://..., clickhouse+https://..., matomo+https://..., plausible+..., ga4+...",
    )
    cache_megabytes: int = Field(
        default=32, ge=0, le=65536, description="Memory for finished answers, in each worker process; 0 keeps none."
    )
    live_pages: int = Field(
        default=10_000,
        ge=0,
        le=1_000_000,
        description="Open pages that each worker process tells of new numbers as they come; 0: none.",
    )
    cdn_seconds: int = Field(
        default=0,
        ge=0,
        description="How long a CDN may keep public answers (s-maxage, with Surrogate-Key); 0: nothing is said to it.",
    )
    purge_url: str = Field(
        default="",
        description="Address that a POST with Surrogate-Key tells a CDN which keys to forget; empty: nobody is told.",
    )
    purge_headers: list[str] = Field(
        default_factory=list, description="Headers of that POST, each as 'Name: value' (the CDN's key, say)."
    )
    metrics_allow: list[str] = Field(
        default_factory=lambda: ["127.0.0.1", "::1"],
        description="Addresses or networks that may read /-/metrics.",
    )
    writes_first: bool = Field(
        default=True,
        description="While something is written, reads of the same process wait a millisecond in four, so that it is done sooner.",
    )
    access_log: str = Field(
        default="",
        description="File for a line per request (combined format with seconds taken); '-' is standard output.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least serious log line that is written."
    )

    @field_validator("url")
    @classmethod
    def _address(cls, value: str) -> str:
        return values.site_address(value)

    @field_validator("purge_url", "storage_public_url", "s3_endpoint", "spam_url")
    @classmethod
    def _further_address(cls, value: str, info: ValidationInfo) -> str:
        return values.web_address(value) if info.field_name == "purge_url" else values.web_address(value).rstrip("/")

    @field_validator("credentials_key")
    @classmethod
    def _keys(cls, value: str) -> str:
        return values.encryption_keys(value)

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        return values.database_address(value)

    @field_validator("replica_urls", "trusted_proxies", "metrics_allow", "purge_headers", "plugins", "analytics_sinks")
    @classmethod
    def _lists(cls, value: list[str], info: ValidationInfo) -> list[str]:
        _LISTS[str(info.field_name)](value)
        return value

    @field_validator("mail_url")
    @classmethod
    def _mail(cls, value: str) -> str:
        return mail.check(value)

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        return values.mail_sender(value)

    @field_validator("backup_to")
    @classmethod
    def _backups(cls, value: str) -> str:
        return _with_package(values.bucket_address(value), "storages", "s3") if value.startswith("s3:") else value

    @field_validator("storage_url")
    @classmethod
    def _storage(cls, value: str) -> str:
        return _with_package(values.bucket_address(value), "storages", "s3") if value else value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        return _with_package(values.redis_address(value), "redis", "redis") if value else value

    @field_validator("uploads", mode="before")
    @classmethod
    def _folder(cls, value: Any) -> Any:
        return None if value == "" else value

    @field_validator("access_log")
    @classmethod
    def _file(cls, value: str) -> str:
        return value if value in ("", "-") else str(site_folder() / value)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        toml = site_folder() / FILE_NAME
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml)

    @property
    def folder(self) -> Path:
        """The site's folder, absolute."""
        return site_folder()

    @property
    def uploads_folder(self) -> Path:
        """Where uploaded files lie."""
        return self.folder / (self.uploads or "uploads")

    @property
    def uploads_in_folder(self) -> bool:
        """Whether uploaded files lie in the site's folder."""
        return not self.storage_url and self.uploads_folder.resolve().is_relative_to(self.folder)

    @property
    def host(self) -> str:
        """Host (and port, if the address has one) of the public address."""
        return self.url.split("://", 1)[1].split("/", 1)[0]


def site_folder() -> Path:
    """The folder named by WIREPRESS_SITE, else the current one."""
    return Path(os.environ.get("WIREPRESS_SITE") or ".").resolve()


def _with_package(value: str, package: str, extra: str) -> str:
    if importlib.util.find_spec(package) is None:
        raise ValueError(f"it needs more packages: pip install 'wirepress[{extra}]'")
    return value


@functools.cache
def get_settings() -> Settings:
    """Settings of this process, read once.

    Raises SettingsError naming each wrong setting.
    """
    for name, why in REMOVED.items():
        if os.environ.get(f"WIREPRESS_{name.upper()}"):
            raise SettingsError(
                f"Setting '{name}' is gone: {why}. Take WIREPRESS_{name.upper()} out of the environment."
            )
    try:
        return Settings(site=site_folder())
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(error))) from None
    except UnreadableVariable as error:  # a list in the environment that is no JSON
        raise SettingsError(_explain_variable(error)) from None
    except ValueError as error:  # a TOML file that does not parse
        raise SettingsError(f"{site_folder() / FILE_NAME} cannot be read: {error}") from None
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError(
            f"{site_folder() / FILE_NAME} cannot be read: {reason}. It belongs to the user who runs the site."
        ) from None


def require_settings(*, secret: bool = True) -> Settings:
    """Return the settings of the site that is here. `secret`: it must have a secret key that nobody can guess.

    Raises SettingsError when there is no site, when a setting is wrong, or when the key is missing.
    """
    missing = describe_missing_site()
    if missing:
        raise SettingsError(missing)
    settings = get_settings()
    if secret and len(settings.secret_key.strip()) < SECRET_LEAST:
        raise SettingsError(describe_missing_secret(settings))
    return settings


def describe_missing_secret(settings: Settings) -> str:
    """Return what is wrong with the secret key and how to get one."""
    state = "is too short" if settings.secret_key.strip() else "is missing"
    return (
        f"Setting 'secret_key' {state}: whoever guesses it could forge sessions and nonces. It is random text of at least {SECRET_LEAST} characters. "
        'Make one with `python3 -c "import secrets; print(secrets.token_urlsafe(48))"` '
        f'and put it into {settings.folder / FILE_NAME} as secret_key = "..." (chmod 600), or into WIREPRESS_SECRET_KEY.'
    )


def explain_setting(name: str, given: Any, reason: str) -> str:
    """Return the sentences for a wrong setting: its name, the value that was given (secrets and passwords hidden), what is right."""
    known = Settings.model_fields.get(name.split(".")[0])
    shown = "" if name.split(".")[0] in SECRETS else f" ({_shown(given)})"
    hint = f" {known.description}" if known else ""
    return f"Setting '{name}' is wrong{shown}: {reason}.{hint} Mend it in {FILE_NAME} or WIREPRESS_{name.split('.')[0].upper()}."


def _shown(given: Any) -> str:
    text = str(given) if isinstance(given, Path) else repr(given)
    text = re.sub(r"(://[^/@\s]*?):[^@\s]*@", r"\1:***@", text)
    return text if len(text) <= 200 else f"{text[:200]}..."


def _explain(error: ValidationError) -> list[str]:
    lines = []
    for item in error.errors():
        name = ".".join(str(part) for part in item["loc"])
        if item["type"] == "extra_forbidden" and name in REMOVED:
            lines.append(f"Setting '{name}' is gone: {REMOVED[name]}. Take its line out of {FILE_NAME}.")
            continue
        if item["type"] == "extra_forbidden":
            lines.append(f"Setting '{name}' is not known. Known settings: {', '.join(Settings.model_fields)}.")
            continue
        lines.append(explain_setting(name, item["input"], item["msg"].removeprefix("Value error, ")))
    return lines


def _explain_variable(error: UnreadableVariable) -> str:
    found = re.search(r'"(\w+)"', str(error))
    name = found[1] if found else ""
    given = os.environ.get(f"WIREPRESS_{name.upper()}", "")
    return explain_setting(name, given, """a list in the environment is written as JSON: '["one", "two"]'""")
