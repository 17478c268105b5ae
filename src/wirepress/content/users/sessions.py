"""Sessions, in the database as Django keeps them. Whoever reads one makes an answer that is nobody else's.

Every page asks who is signed in. Where a request brings no session that is the same question for all; where it brings one, the
answer is not kept (see core/cache/depends.py), whatever it shows and whatever its headers say.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from wirepress.core.cache import depends


class SessionStore(DatabaseStore):
    """A session of one person."""

    def _get_session(self, no_load: bool = False) -> dict[str, Any]:
        if self.session_key is not None:
            depends.on_everything_of_its_moment()
        found: dict[str, Any] = super()._get_session(no_load)  # type: ignore[misc]
        return found

    _session = property(_get_session)
