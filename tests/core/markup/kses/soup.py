"""Hypothesis strategies: text that is nearly markup, made of the pieces that sanitisers stumble over."""

from hypothesis import strategies as st

PIECES = [
    *("<", ">", "</", "/>", "<!--", "-->", "--", "--->", "<!", "<![CDATA[", "]]>", "<?", "=", "'", '"', "`", "/", "\\"),
    *(
        "&",
        ";",
        "&lt;",
        "&gt;",
        "&quot;",
        "&#39;",
        "&#58;",
        "&#x3a;",
        "&amp;",
        "&amp;#58;",
        "&colon;",
        "&Tab;",
        "&#x26;",
    ),
    *("\0", "\t", "\n", "\r", " ", "\x01", "\u2028", "\ufeff", "\xa0", "\udc80", "ß", "👍", "\\0"),
    *(
        "a",
        "img",
        "p",
        "span",
        "script",
        "style",
        "svg",
        "iframe",
        "title",
        "object",
        "div",
        "b",
        "table",
        "td",
        "title",
    ),
    *(
        " href=",
        " src=",
        " style=",
        " class=",
        " onerror=",
        " onclick=",
        " title=",
        " data-x=",
        " id=",
        " type=",
        " data=",
    ),
    *("javascript:", "vbscript:", "data:", "feed:", "http://news.example/", "//", ":", "alert(1)", "x", "1", "(", ")"),
    *("color:red", "background:url(", "expression(", "width:calc(", "--x:", "/*", "*/", "}", "!important"),
    *("<!-- wp:x ", '{"a":"', '"}', " /-->", "<!-- /wp:x -->", "<script>", "</script>", "<img src=x onerror=alert(1)>"),
]

soup = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=40).map("".join)
"""Any text, most of it broken markup; half of a surrogate pair may be in it."""

_PLAIN = [piece for piece in PIECES if not {"&", "!"} & set(piece) and "wp:" not in piece and "--" not in piece]

plain_soup = st.lists(st.sampled_from(_PLAIN), max_size=40).map("".join)
"""Broken markup without character references and comments."""

block_soup = st.tuples(plain_soup, plain_soup).map(
    lambda texts: f"<!-- wp:x -->{texts[0]}<!-- wp:y -->{texts[1]}<!-- /wp:y --><!-- /wp:x -->"
)
"""The same in blocks."""
