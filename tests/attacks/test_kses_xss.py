"""Shapes of cross-site scripting against the sanitiser: none may leave anything that a browser would run."""

from collections.abc import Callable

import pytest

from tests.attacks.browser import what_runs
from wirepress.core.markup import kses
from wirepress.core.markup.fields.save_filters import save_comment, save_content, save_title
from wirepress.core.markup.html import escape
from wirepress.core.markup.kses.foreign_html import clean_foreign
from wirepress.core.markup.text.comment_text import comment_text

CALL = "steal(document.cookie)"

TAGS = [
    f"<script>{CALL}</script>",
    f"<ScRiPt >{CALL}</sCrIpT >",
    f"<script\n>{CALL}</script\t>",
    f"<script/anything>{CALL}</script>",
    "<script src=//evil.example/a.js></script>",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    f"<<script>{CALL}//<</script>",
    f"<scr\0ipt>{CALL}</scr\0ipt>",
    f"<sc\x01ript>{CALL}</script>",
    f"</p><script>{CALL}</script><p>",
    f"< script>{CALL}</ script>",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg onload={CALL}>",
    f"<svg><a xlink:href='javascript:{CALL}'><text y=20>x</text></a></svg>",
    f"<svg><animate attributeName=href values=javascript:{CALL} /></svg>",
    f"<math><maction actiontype='statusline#javascript:{CALL}'>x</maction></math>",
    f"<iframe srcdoc='<script>{CALL}</script>'></iframe>",
    f"<iframe src=javascript:{CALL}>",
    f"<embed src='data:text/html,<script>{CALL}</script>'>",
    f"<object data='data:text/html,<script>{CALL}</script>' type='text/html'></object>",
    "<object data='https://evil.example/a.pdf' type='application/pdf'></object>",
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    "<base href='javascript:/'>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<style>@import '//evil.example/a.css';</style>",
    f"<form action=javascript:{CALL}><button>go</button></form>",
    f"<isindex type=image src=x onerror={CALL}>",
    f"<marquee onstart={CALL}>x</marquee>",
    f"<xss-thing onclick={CALL}>x</xss-thing>",
    f"<template><script>{CALL}</script></template>",
]
EVENTS = [
    f"<img src=x onerror={CALL}>",
    f"<img src=x onerror='{CALL}'>",
    f"<img/src=x/onerror={CALL}>",
    f"<img src=x\nonerror\n=\n{CALL}>",
    f"<img src='x'onerror={CALL}>",
    f"<img src=x OnErRoR={CALL}>",
    f"<img src=x onerror\0={CALL}>",
    f"<img src=x on\0error={CALL}>",
    f"<img \x0conerror={CALL} src=x>",
    f'<img alt="a"onerror="{CALL}">',
    f"<img alt=`x` onerror={CALL}>",
    f"<img alt='\" onerror={CALL} \"'>",
    f"<img alt=\"' onerror={CALL} '\">",
    f"<img alt='x&quot; onerror={CALL} y=&quot;' src=x>",
    f"<img alt='x&#34; onerror={CALL} y=&#x22;' src=x>",
    f"<img alt='x&#39; onerror={CALL}'>",
    f'<img """><img src=x onerror={CALL}>">',
    f"<a title='</a><img src=x onerror={CALL}>'>x</a>",
    f"<p title='-->' onmouseover={CALL}>x</p>",
    f"<details open ontoggle={CALL}>x</details>",
    f"<video src=x onerror={CALL}></video>",
    f"<audio src=x onloadstart={CALL}></audio>",
    f"<button autofocus onfocus={CALL} popovertarget=x>x</button>",
    f"<div data-x onpointerenter={CALL} data-y>x</div>",
    f"<p =x onclick={CALL}>x</p>",
    f"<p 'x' onclick={CALL} \"y\">x</p>",
    f"<p data-onclick={CALL} on-click={CALL} onclick={CALL}>x</p>",
    f"<a href=x style=x onclick={CALL}//",
]
URLS = [
    "<a href='javascript:{0}'>x</a>",
    "<a href=JaVaScRiPt:{0}>x</a>",
    "<a href=' \x01javascript:{0}'>x</a>",
    "<a href='java\tscript:{0}'>x</a>",
    "<a href='java&#9;script:{0}'>x</a>",
    "<a href='java&#10;script:{0}'>x</a>",
    "<a href='java&Tab;script:{0}'>x</a>",
    "<a href='java&NewLine;script:{0}'>x</a>",
    "<a href='javascript&colon;{0}'>x</a>",
    "<a href='javascript&#58;{0}'>x</a>",
    "<a href='javascript&#x3A;{0}'>x</a>",
    "<a href='javascript&#0000058{0}'>x</a>",
    "<a href='&#106;avascript:{0}'>x</a>",
    "<a href='&#x6a;&#x61;&#x76;&#x61;script:{0}'>x</a>",
    "<a href='&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&#58{0}'>x</a>",
    "<a href='&amp;#106;avascript:{0}'>x</a>",
    "<a href='javascript&amp;#58;{0}'>x</a>",
    "<a href='javascript&amp;amp;#58;{0}'>x</a>",
    "<a href='javascript&amp;colon;{0}'>x</a>",
    "<a href='javascript&#x26;#58;{0}'>x</a>",
    "<a href='javascript&#x26;colon;{0}'>x</a>",
    "<a href='javajavascript:script:{0}'>x</a>",
    "<a href='javascript:javascript:javascript:{0}'>x</a>",
    "<a href='http:javascript:{0}'>x</a>",
    "<a href='feed:javascript:{0}'>x</a>",
    "<a href='feed:feed:feed:feed:javascript:{0}'>x</a>",
    "<a href='vbscript:{0}'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='\u2028javascript:{0}'>x</a>",
    "<a href='\xa0javascript:{0}'>x</a>",
    "<a href='\ufeffjavascript:{0}'>x</a>",
    "<a href='javascript\\x3a{0}'>x</a>",
    "<a href='java\\0script:{0}'>x</a>",
    "<img src='javascript:{0}'>",
    "<img src='data:image/svg+xml,<svg onload={0}>'>",
    "<video poster=javascript:{0}></video>",
    "<blockquote cite=javascript:{0}>x</blockquote>",
    "<area href=javascript:{0}>",
    "<object type='application/pdf' data='javascript:{0}//.pdf'></object>",
]
STYLES = [
    "<p style='background:url(javascript:{0})'>x</p>",
    "<p style=\"background:url('javascript:{0}')\">x</p>",
    "<p style='background:url( \"java\nscript:{0}\" )'>x</p>",
    "<p style='background:url(&#106;avascript:{0})'>x</p>",
    "<p style='width:expression({0})'>x</p>",
    "<p style='width:exp/**/ression({0})'>x</p>",
    "<p style='width:\\65xpression({0})'>x</p>",
    "<p style='width:ex\\0pression({0})'>x</p>",
    "<p style='-moz-binding:url(//evil.example/x.xml#y)'>x</p>",
    "<p style='behavior:url(x.htc)'>x</p>",
    "<p style='--x:url(javascript:{0});background:var(--x)'>x</p>",
    "<p style='color:red\" onclick=\"{0}'>x</p>",
    "<p style='color:red&quot; onclick=&quot;{0}'>x</p>",
    "<p style='color:red}}*{{background:url(//evil.example)'>x</p>",
]
COMMENTS = [
    "<!--><script>{0}</script>-->",
    "<!---><script>{0}</script>-->",
    "<!-- --!><script>{0}</script>-->",
    "<!-- -- ><script>{0}</script>-->",
    "<!--\n--><script>{0}</script>",
    "<!--\n><script>{0}</script>",
    "<!-- <!-- --><script>{0}</script> -->",
    "<!--<!---->--><script>{0}</script>",
    "<!--[if gte IE 4]><script>{0}</script><![endif]-->",
    "<!-- a --><script>{0}</script><!-- b -->",
    "<!doctype html [<!ENTITY x '<script>{0}</script>'>]>&x;",
    "<![CDATA[<script>{0}</script>]]>",
    "<?xml version='1.0'?><script>{0}</script>",
    "<!x <img src=x onerror={0}>>",
    "</ <img src=x onerror={0}>>",
    "</!><script>{0}</script>",
    "</>x><img src=x onerror={0}>",
    "<-->!-- x --!><script>{0}</script>-->",
    "<!<!-- ---- --><img src=x onerror={0}>",
]
REPARSED = [
    "<title><a title='</title><img src=x onerror={0}>'></title>",
    "<textarea><a title='</textarea><img src=x onerror={0}>'></textarea>",
    "<textarea></textarea/x><img src=x onerror={0}></textarea>",
    "<noscript><p title='</noscript><img src=x onerror={0}>'></noscript>",
    "<style><p title='</style><img src=x onerror={0}>'></style>",
    "<xmp><p title='</xmp><img src=x onerror={0}>'></xmp>",
    "<table><td><script>{0}</script></table>",
    "<button><svg><style><img title='</style><img src=x onerror={0}>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror={0}>",
    "<p id='x'><a name='x'><a href='a' title='&lt;img src=x onerror={0}&gt;'>x</a>",
    "&lt;script&gt;{0}&lt;/script&gt;",
    "&amp;lt;script&amp;gt;{0}",
    "&#60;script&#62;{0}",
    "&amp;#60;script&amp;#62;{0}",
    "\x3cimg src=x onerror={0}\x3e",
    "+ADw-script+AD4-{0}+ADw-/script+AD4-",
    "\ud83d<script>{0}</script>",
    "<img src=x alt=\udc3c onerror={0}>",
]
BLOCKS = [
    '<!-- wp:image {{"alt":"<img src=x onerror={0}>"}} --><p>x</p><!-- /wp:image -->',
    '<!-- wp:image {{"alt":"\\u003cscript\\u003e{0}\\u003c/script\\u003e"}} /-->',
    '<!-- wp:x {{"a":"--\\u003e<script>{0}</script>"}} /-->',
    '<!-- wp:x {{"--><script>{0}</script>":1}} /-->',
    '<!-- wp:x {{"a":{{"b":["<img src=x onerror={0}>"]}}}} ---><p onclick={0}>x</p>',
    "<!-- wp:html --><script>{0}</script><!-- /wp:html -->",
    '<!-- wp:template-part {{"tagName":"script"}} /-->',
]
SHAPES = TAGS + EVENTS + [shape.format(CALL) for shape in URLS + STYLES + COMMENTS + REPARSED + BLOCKS]


@pytest.mark.parametrize("html", SHAPES)
@pytest.mark.parametrize("clean", [kses.post, kses.data, save_content, save_comment, save_title, clean_foreign])
def test_nothing_runs(clean: Callable[[str], str], html: str) -> None:
    once = clean(html)
    assert what_runs(once) == []
    assert what_runs(clean(once)) == []


@pytest.mark.parametrize("html", SHAPES)
def test_nothing_runs_in_a_comment_that_is_shown(html: str) -> None:
    assert what_runs(comment_text(save_comment(html))) == []


@pytest.mark.parametrize("html", SHAPES)
def test_escaped_text_builds_no_element(html: str) -> None:
    page = f"<p title=\"{escape.esc_attr(html)}\" lang='{escape.esc_attr(html)}'>{escape.esc_html(html)}</p>"
    assert what_runs(page) == []


@pytest.mark.parametrize("shape", URLS)
def test_escaped_address_runs_nothing(shape: str) -> None:
    address = shape.format(CALL).partition("=")[2].strip("'\"<>/a")
    assert what_runs(f"<a href='{escape.esc_url(address)}'>x</a>") == []


def test_the_judge_sees_what_runs() -> None:
    assert what_runs("<p onclick=x>") and what_runs("<a href='java\tscript:x'>") and what_runs("<script>x</script>")
    assert what_runs("<p style='width:expression(x)'>") and not what_runs("<p style='width:3px' title='onclick=x'>")
