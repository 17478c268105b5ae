"""Blocks: their attributes are cleaned, their delimiters written anew."""

import pytest

from wirepress.core.markup import kses


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<!-- wp:core/more -->x<!-- /wp:core/more -->", "<!-- wp:more -->x<!-- /wp:more -->"),
        ('<!-- wp:a {"b":"c"}   /-->', '<!-- wp:a {"b":"c"} /-->'),
        ('<!-- wp:a {"b":"c"} --->x<!-- /wp:a -->', '<!-- wp:a {"b":"c"} -->x<!-- /wp:a -->'),
        ('<!-- wp:a {"b":"x & y"} /-->', '<!-- wp:a {"b":"x \\u0026amp; y"} /-->'),
        (
            '<!-- wp:a {"b":"\\u003cscript\\u003ex\\u003c/script\\u003e"} /-->',
            '<!-- wp:a {"b":"x"} /-->',
        ),
        (
            '<!-- wp:a {"b":{"c":["\\u003cb onclick=x\\u003ey\\u003c/b\\u003e",1,true,null]}} /-->',
            '<!-- wp:a {"b":{"c":["\\u003cb\\u003ey\\u003c/b\\u003e",1,true,null]}} /-->',
        ),
        (  # a key that changes moves to the end
            '<!-- wp:a {"\\u003ci\\u003e":1,"\\u003cscript\\u003ek":2,"m":3} /-->',
            '<!-- wp:a {"\\u003ci\\u003e":1,"m":3,"k":2} /-->',
        ),
        ("<!-- wp:a --><script>x</script><!-- /wp:a -->", "<!-- wp:a -->x<!-- /wp:a -->"),
        ("<!-- wp:a --><p>x</p>", "<!-- wp:a --><p>x</p><!-- /wp:a -->"),
        ('<!-- wp:template-part {"tagName":"script"} /-->', '<!-- wp:template-part {"tagName":""} /-->'),
        ('<!-- wp:template-part {"tagName":"main"} /-->', '<!-- wp:template-part {"tagName":"main"} /-->'),
        ('<!-- wp:template-part {"tagName":["x"]} /-->', '<!-- wp:template-part {"tagName":["x"]} /-->'),
    ],
)
def test_blocks(html, expected):
    assert kses.post(html) == expected


def test_inner_blocks_are_cleaned_too():
    html = '<!-- wp:a --><!-- wp:b {"c":"\\u003cscript\\u003e"} /--><!-- /wp:a -->'
    assert kses.post(html) == '<!-- wp:a --><!-- wp:b {"c":""} /--><!-- /wp:a -->'


def test_deep_attributes_do_no_harm():
    deep = '{"a":' * 400 + '"\\u003cscript\\u003ex"' + "}" * 400
    assert "script" not in kses.post(f"<!-- wp:a {deep} /-->")
    assert kses.post(f"<!-- wp:a {'[' * 100_000} /-->")
