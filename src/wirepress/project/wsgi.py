"""The WSGI application: everything that delivery does not answer itself."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from wirepress.settings.settings import require_settings

require_settings()  # another server than our own may import this first
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")

application = get_wsgi_application()
