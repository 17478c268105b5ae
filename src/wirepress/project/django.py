"""Django's settings, derived from the one settings object. Nothing is configured here that a user would change."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog

from wirepress.core.extensions import installed_apps
from wirepress.core.files.choose_backend import storage_entry
from wirepress.settings import file_permissions, limits, mail
from wirepress.settings.settings import get_settings
from wirepress.web.admin.theme import UNFOLD as UNFOLD

_settings = get_settings()


def log_to_standard_error(*_: object) -> structlog.PrintLogger:
    """A logger of whatever standard error is now: standard output is for what commands answer."""
    return structlog.PrintLogger(sys.stderr)


# No site starts without a key (see require_settings); tools that only read the program get one that nobody knows.
SECRET_KEY = _settings.secret_key or secrets.token_urlsafe(48)
DEBUG = _settings.debug
ALLOWED_HOSTS = ["*"]  # every answer names the configured address, never the Host header; see web/site/hosts.py
USE_X_FORWARDED_HOST = False

INSTALLED_APPS = [
    "wirepress.web.admin.apps.NewsroomTablesConfig",
    "unfold.apps.BasicAppConfig",  # without its own admin site
    "unfold.contrib.filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "wirepress.web.admin.apps.NewsroomConfig",
    "wirepress.core.jobs",
    "wirepress.content.options",
    "wirepress.content.users",
    "wirepress.content.terms",
    "wirepress.content.posts",
    "wirepress.content.media",
    "wirepress.content.comments",
    *installed_apps(),
    "wirepress.transfer.importing.apps.ImportingConfig",
    "wirepress.transfer.backup.apps.BackupConfig",
    "wirepress.transfer.newsroom.apps.ToolsConfig",
    "wirepress.web.site",
    "wirepress.server",
]

MIDDLEWARE = [
    "wirepress.web.site.headers.SecurityHeaders",
    "wirepress.web.site.early_answers.EarlyAnswers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wirepress.web.admin.signin.csrf_token.SessionCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wirepress.web.site.retry_clashes.RepeatedWrites",  # the last one: what it repeats is the view alone
]

ROOT_URLCONF = "wirepress.project.urls"
WSGI_APPLICATION = "wirepress.project.wsgi.application"
APPEND_SLASH = False
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["wirepress.content.users.signin.WordPressBackend"]
PASSWORD_HASHERS = ["wirepress.content.users.hashers.WordPressHasher"]
LOGIN_URL = "/wp-login.php"
LOGIN_REDIRECT_URL = "/wp-admin/"
PASSWORD_RESET_TIMEOUT = limits.RESET_LIFE

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "wirepress.web.site.template_loader.FeatureCachedLoader",
                    [
                        "wirepress.web.site.template_loader.OverrideLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["wirepress.web.site.templatetags.site_texts"],
        },
    }
]


def _database(url: str) -> dict[str, Any]:
    """One DATABASES entry from a database URL; empty means SQLite in the site's folder."""
    if not url or url.startswith("sqlite"):
        name = url.split("///", 1)[1] if url else ""
        return {
            "ENGINE": "wirepress.core.database.sqlite3",
            "NAME": str(_settings.folder / (name or "wirepress.sqlite3")),
            "CONN_MAX_AGE": 600,
            "DISABLE_SERVER_SIDE_CURSORS": bool(
                _settings.redis_url
            ),  # behind a pool a cursor would be another connection's
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "wirepress.core.database.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or _query_host(parts.query),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "DISABLE_SERVER_SIDE_CURSORS": bool(
            _settings.redis_url
        ),  # behind a pool a cursor would be another connection's
        "CONN_HEALTH_CHECKS": True,
        # A server whose machine is gone is given up in seconds, not when TCP does (milliseconds; see also core/database/time_limits.py).
        "OPTIONS": {
            "connect_timeout": 5,
            "tcp_user_timeout": 10_000,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        },
    }


def _query_host(query: str) -> str:
    """Folder of a UNIX socket given as ?host=/path, as libpq's own URLs write it."""
    pairs = dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair)
    return unquote(pairs.get("host", ""))


DATABASES = {"default": _database(_settings.database_url)}
for _number, _url in enumerate(_settings.replica_urls):
    DATABASES[f"replica{_number}"] = {**_database(_url), "TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["wirepress.core.database.replicas.ReplicaRouter"] if _settings.replica_urls else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# WordPress keeps local and GMT dates side by side; dates are naive, and "now" is GMT.
USE_TZ = False
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
USE_I18N = True

STATIC_URL = "/wp-includes/wirepress/"
STORAGES = {
    "default": storage_entry(_settings),
    "staticfiles": {"BACKEND": "wirepress.web.site.assets.AssetStorage"},
}
MEDIA_ROOT = str(_settings.uploads_folder)
MEDIA_URL = "/wp-content/uploads/"
FILE_UPLOAD_PERMISSIONS = file_permissions.UPLOAD
FILE_UPLOAD_DIRECTORY_PERMISSIONS = file_permissions.UPLOADS_FOLDER
DATA_UPLOAD_MAX_MEMORY_SIZE = limits.BODY_MAX
DATA_UPLOAD_MAX_NUMBER_FIELDS = limits.QUERY_VARS_MAX

globals().update(mail.django_settings(_settings.mail_url, _settings.mail_from, _settings.host))

SESSION_ENGINE = "wirepress.content.users.sessions"
SESSION_COOKIE_NAME = "wirepress_session"
SESSION_COOKIE_AGE = limits.SESSION_AGE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _settings.url.startswith("https://")
CSRF_COOKIE_NAME = "wirepress_csrf"  # never sent: see web/admin/signin/csrf_token.py
CSRF_FAILURE_VIEW = "wirepress.web.admin.signin.resume.refuse_form"
SILENCED_SYSTEM_CHECKS = ["fields.W342"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.StackInfoRenderer(),
        structlog.dev.set_exc_info,
        structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
        # Plain tracebacks: drawn ones show the values of variables, passwords among them.
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback),
    ],
    wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[_settings.log_level.upper()]),
    logger_factory=log_to_standard_error,
)
