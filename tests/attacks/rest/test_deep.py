"""JSON as deep as PHP's reader takes it, and a level more: every depth has an answer that says what is wrong."""

from __future__ import annotations

import base64
import json
from itertools import product

import pytest
from django.test import Client

from tests.access.world import World

pytestmark = pytest.mark.django_db
_FRAMES = {"list": ("[", "]"), "map": ('{"a":', "}"), "both": ('{"a":[', "]}")}


DEPTHS = (100, 300, 480, 509, 510, 511, 512, 513, 600)
FIELDS = ("title", "meta", "tags", "nobody_knows_it", "")


@pytest.mark.parametrize("frame", _FRAMES)
def test_no_depth_breaks_a_route(frame: str) -> None:
    start, end = _FRAMES[frame]
    basic = "Basic " + base64.b64encode(f"administrator:{World('administrator').secret}".encode()).decode()
    for depth, field, inside in product(DEPTHS, FIELDS, ("1", '"a\\u0000b"')):
        times = depth // 2 if frame == "both" else depth
        value = start * times + inside + end * times
        body = f'{{"{field}": {value}}}' if field else value
        levels = (times * 2 if frame == "both" else times) + bool(field)
        for route in ("/wp/v2/posts", "/wp/v2/settings", "/batch/v1"):
            answer = Client().post(
                f"/wp-json{route}", body, content_type="application/json", headers={"Authorization": basic}
            )
            said = json.loads(answer.content)
            assert answer.status_code < 500, (route, depth, field, said)
            if levels >= 512:
                assert (answer.status_code, said["code"], said["data"]["json_error_code"]) == (
                    400,
                    "rest_invalid_json",
                    1,
                )
