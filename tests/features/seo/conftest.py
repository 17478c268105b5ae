"""Options are those of the test's own database; a small paper with a section, a tag, an author and stories."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.site.conftest import add_plugin, editor, reader, write
from wirepress.content.options import store

__all__ = ["add_plugin", "editor", "reader", "write"]


@pytest.fixture(autouse=True)
def fresh_options() -> Iterator[None]:
    store.forget()
    yield
    store.forget()
