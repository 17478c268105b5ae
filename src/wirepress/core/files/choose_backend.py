"""Django's STORAGES entry for uploaded files, out of the settings."""

from __future__ import annotations

import re
from typing import Any

from wirepress.settings.settings import Settings


def storage_entry(settings: Settings) -> dict[str, Any]:
    """Return the bucket that `storage_url` names, else the uploads folder."""
    options = bucket_options(settings.storage_url, settings)
    if options is None:
        return {"BACKEND": "wirepress.core.files.local.LocalStorage"}
    public = {"object_parameters": {"CacheControl": "public, max-age=31536000"}}
    return {"BACKEND": "wirepress.core.files.s3.BucketStorage", "OPTIONS": options | public}


def bucket_options(address: str, settings: Settings) -> dict[str, Any] | None:
    """Return what a BucketStorage is made with; None: the address (s3://BUCKET/PREFIX) names no bucket."""
    found = re.fullmatch(r"s3://([^/]+)/?(.*)", address)
    if not found:
        return None
    from botocore.config import Config

    from wirepress.core.files import s3

    style = "path" if settings.s3_endpoint else "auto"  # servers of one's own seldom have a host name for each bucket
    return {
        "bucket_name": found[1],
        "location": found[2].strip("/"),
        "endpoint_url": settings.s3_endpoint or None,
        "region_name": settings.s3_region or None,
        "access_key": settings.s3_access_key or None,
        "secret_key": settings.s3_secret_key or None,
        "querystring_auth": False,
        "client_config": Config(
            s3={"addressing_style": style},
            connect_timeout=s3.CONNECT_SECONDS,
            read_timeout=s3.ANSWER_SECONDS,
            retries={"total_max_attempts": s3.TRIES, "mode": "standard"},
            max_pool_connections=16,
        ),
    }
