"""Blocks as text: attributes as PHP writes them."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.markup.blocks.parse import parse_blocks
from wirepress.core.markup.blocks.serialize import serialize_attrs, serialize_blocks


@pytest.mark.parametrize(
    ("attrs", "written"),
    [
        ({"ratio": 1e-07, "wide": 2.0, "tall": 1.5}, '{"ratio":1.0e-7,"wide":2,"tall":1.5}'),
        ({"far": 1e25, "near": -0.00001, "n": 12345678901}, '{"far":1.0e+25,"near":-1.0e-5,"n":12345678901}'),
        ({"text": "1e-07 and 2.0 and {}", "empty": {}}, '{"text":"1e-07 and 2.0 and {}","empty":[]}'),
        ({"list": {"0": "a", "1": {"0": 1}}}, '{"list":["a",[1]]}'),
        ({"map": {"1": "a", "0": "b"}, "late": {"a": 1, "0": 2}}, '{"map":{"1":"a","0":"b"},"late":{"a":1,"0":2}}'),
        ({"0": "a", "1": 2.5}, '["a",2.5]'),
        ({"x": "--><b>&\\"}, '{"x":"\\u002d\\u002d\\u003e\\u003cb\\u003e\\u0026\\u005c"}'),
        ({"x": math.inf}, ""),
    ],
)
def test_attributes_as_php_writes_them(attrs, written):
    assert serialize_attrs(attrs) == written


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(-1e15, 1e15).filter(lambda one: str(one) != "-0.0")  # read as 0, by PHP too
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def as_php(value):
    """The value as PHP's arrays hold it: a map of 0, 1, 2 ... is a list, and a whole float is written as an integer."""
    if isinstance(value, dict):
        items = [as_php(item) for item in value.values()]
        return (
            items
            if list(value) == [str(place) for place in range(len(value))]
            else dict(zip(value, items, strict=True))
        )
    return [as_php(item) for item in value] if isinstance(value, list) else value


@given(st.dictionaries(st.text(min_size=1, max_size=4), values, max_size=4))
def test_attributes_read_back(attrs):
    written = serialize_attrs(attrs)
    assert json.loads(written) == as_php(attrs)
    assert not {"<", ">", "&"} & set(written)
    assert "--" not in written


@given(st.dictionaries(st.sampled_from(["a", "b", "wide"]), values, min_size=1))
def test_a_block_reads_back(attrs):
    text = f"<!-- wp:acme/tide {serialize_attrs(attrs)} /-->"
    assert serialize_blocks(parse_blocks(text)) == text
