"""The ASGI application: hands requests to Django in worker threads."""

from __future__ import annotations

import os
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from uvicorn._types import ASGI3Application

from wirepress.config import limits

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.config.django")

from wirepress.config.wsgi import application as django_application

application = cast(ASGI3Application, WSGIMiddleware(cast(Any, django_application), workers=limits.THREADS))
