"""One served site for all tests of the socket."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import serving
from tests.serving import Service


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One worker, so that what one request has left is there for the next; three stories, one of them long."""
    with (
        serving.database() as url,
        serving.served(tmp_path_factory.mktemp("socket") / "site", url=url, workers=1) as service,
    ):
        for title, words in (("Ebb", 20), ("Flood", 20), ("Log of a winter", 20_000)):
            service.rest(
                "POST", "/posts", {"title": title, "content": "Low water at noon. " * words, "status": "publish"}
            )
        yield service


@pytest.fixture
def newest(site: Service) -> int:
    """The number of a short story."""
    return int(site.get("/index.php?rest_route=/wp/v2/posts&per_page=2").json()[1]["id"])
