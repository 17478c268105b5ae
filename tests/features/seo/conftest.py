"""Options are those of the test's own database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wirepress.content.options import store


@pytest.fixture(autouse=True)
def fresh_options() -> Iterator[None]:
    store.forget()
    yield
    store.forget()
