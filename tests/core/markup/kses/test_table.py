"""Which elements and attributes a writer may use."""

import pytest

from wirepress.core.markup import kses
from wirepress.core.markup.kses.elements import COMMENT_ELEMENTS, POST_ELEMENTS, URL_ATTRIBUTES
from wirepress.core.markup.kses.mathml import MATH_ELEMENTS


@pytest.mark.parametrize(
    "html",
    [
        '<time datetime="2031-04-05">5 April</time>',
        "harbour<wbr>master",
        '<data value="7">seven</data>',
        '<meter min="0" max="9" low="2" high="8" optimum="5" value="3">3</meter>',
        '<progress max="9" value="3">3</progress>',
        "<search>here</search>",
        '<details name="tides" open>low</details>',
        '<ul popover class="x" role="menu"><li tabindex="0">a</li></ul>',
        '<math display="block"><mfrac linethickness="2"><mi mathvariant="normal">x</mi><mn>2</mn></mfrac></math>',
        '<math><mo stretchy="false" lspace="1">(</mo><mtable columnalign="left"><mtr><mtd>1</mtd></mtr></mtable></math>',
    ],
)
def test_stays(html):
    assert kses.post(html) == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<time onclick="a()" colspan="2">now</time>', "<time>now</time>"),
        ('<math xlink:href="javascript:a()" href="/x"><mi href="/y">x</mi></math>', "<math><mi>x</mi></math>"),
        ("<math><annotation-xml><img src=x onerror=a()></annotation-xml></math>", '<math><img src="x"></math>'),
        ("<math><mglyph><style><img src=x onerror=a()></style></mglyph></math>", '<math><img src="x"></math>'),
        ("<template>a</template><slot>b</slot><picture>c</picture>", "abc"),
    ],
)
def test_goes(html, expected):
    assert kses.post(html) == expected


@pytest.mark.parametrize("element", sorted(POST_ELEMENTS))
def test_every_element_of_a_story_can_take_the_focus(element):
    required = ' data="https://harbour.example/a.pdf" type="application/pdf"' if element == "object" else ""
    html = f'<{element}{required} tabindex="-1">'
    assert kses.post(html, host="harbour.example") == html


def test_comments_have_none_of_it():
    assert kses.data('<time>a</time><b tabindex="0">b</b><math>c</math>') == "a<b>b</b>c"
    assert not COMMENT_ELEMENTS.keys() & MATH_ELEMENTS.keys()


def test_nothing_in_a_formula_names_an_address():
    assert not URL_ATTRIBUTES & {name for names in MATH_ELEMENTS.values() for name in names.split()}
