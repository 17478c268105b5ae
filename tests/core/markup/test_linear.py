"""Every function of the text pipeline takes time in proportion to its input, whatever its shape."""

import pytest

from tests.core.markup.linear import LARGE, TOO_MUCH, growth
from tests.effort import NIGHTLY
from wirepress.core.markup import pipeline
from wirepress.core.markup.blocks.find import has_block
from wirepress.core.markup.blocks.parse import parse_blocks
from wirepress.core.markup.blocks.render import do_blocks
from wirepress.core.markup.blocks.serialize import serialize_blocks
from wirepress.core.markup.context import BLOCK_THEME, RenderContext
from wirepress.core.markup.excerpts import from_content, shorten
from wirepress.core.markup.fields import emails, filenames, mime_types, option_values, save_filters, text_fields
from wirepress.core.markup.html import balance, embedded_media, entities, split
from wirepress.core.markup.html.tags import TagEditor
from wirepress.core.markup.images.content_tags import filter_content_tags
from wirepress.core.markup.links import clickable, link_attributes, parse_url, query_args
from wirepress.core.markup.shortcodes.parse import parse_attributes
from wirepress.core.markup.shortcodes.run import do_shortcode, registered_names, strip_shortcodes
from wirepress.core.markup.text import (
    accents,
    ampersands,
    autop,
    capital_p,
    comment_text,
    emoji,
    slugs,
    smilies,
    texturize,
    times_sign,
    typography,
)
from wirepress.core.php import natural


def context():
    return RenderContext(theme=BLOCK_THEME)


def every_tag(text):
    tags = TagEditor(text)
    while tags.next_tag():
        tags.add_class("x")
        tags.set("data-x", "1")
    return tags.result()


MARKUP = {
    "words": "word ",
    "letters": "a",
    "lines": "a\n",
    "blank lines": "\n\n",
    "blanks": " ",
    "less than": "<",
    "greater than": ">",
    "open tags": "<p",
    "tags": "<p>",
    "nested elements": "<div><p>",
    "ends": "</div>",
    "elements": "<b class='a'>x</b>",
    "links": "<a href='http://news.example/?a=1&b=2'>x</a> ",
    "open links": "<a href='",
    "images": '<img src="/a.jpg" class="wp-image-1">',
    "comments": "<!-- a -->",
    "open comments": "<!--",
    "declarations": "<![CDATA[",
    "script": "<script>",
    "pre": "<pre>",
    "quotes": "\"'",
    "apostrophes": "'",
    "one apostrophe": "a' ",
    "primes": "9' 9\" ",
    "dashes": "-",
    "dots": ".",
    "signs": "9x9",
    "years": "'99 ",
    "ampersands": "&",
    "references": "&amp;",
    "open references": "&#",
    "semicolons": ";",
    "percents": "%a",
    "percents in percents": "%%a00",
    "accents": "é",
    "half characters": "\udc80",
    "wide characters": "字",
    "emoji": "👩\u200d",
    "flags": "🇦",
    "smilies": ":) ",
    "addresses": "http://news.example/a.b ",
    "one address": "http://",
    "slashes": "/",
    "paths": "a/b.",
    "colons": "a:",
    "www": "www.a.b ",
    "mail": "a@b.c ",
    "at signs": "@",
    "brackets": "[",
    "closed brackets": "]",
    "round brackets": "(",
    "shortcodes": "[gallery ids='1'] ",
    "open shortcodes": "[gallery ",
    "enclosing shortcodes": "[caption]x",
    "escaped shortcodes": "[[caption]] ",
    "attributes": "a='b' ",
    "blocks": "<!-- wp:paragraph --><p>x</p><!-- /wp:paragraph -->",
    "open blocks": '<!-- wp:group {"layout":{"type":"flex"}} --><div class="wp-block-group">',
    "block ends": "<!-- /wp:group -->",
    "void blocks": '<!-- wp:search {"label":"a"} /-->',
    "block attributes": '<!-- wp:x {"a":',
    "more": "<!--more-->",
    "pages": "<!--nextpage-->",
    "footnotes": '<sup data-fn="a" class="b"><a href="#c" id="d">1</a></sup>',
    "open footnotes": '<sup data-fn="',
    "backslashes": "\\",
    "arguments": "a[]=1&",
    "nested arguments": "a[b]",
    "equals": "=",
    "question marks": "?",
    "paragraphs": 'The ferry "leaves" later, the harbour\'s office said.\n\n',
    "paragraph blocks": "<!-- wp:paragraph -->\n<p>The ferry's late.</p>\n<!-- /wp:paragraph -->\n\n",
    "coloured groups": '<!-- wp:group {"style":{"elements":{"link":{"color":{"text":"#fff"}}}}} --><div class="wp-block-group">',
    "pictures with numbers": '<!-- wp:image {"id":3} --><figure class="wp-block-image"><img src="/a" class="wp-image-3"/></figure><!-- /wp:image -->',
    "lines of addresses": "https://video.example/watch?v=1\n",
    "texts kept as they are": "<pre>a\n\nb</pre>\n",
    "styles": "<p style='color:red;margin:1px'>x</p>",
    "breaks": "a<br>\n",
}
FUNCTIONS = {
    "remove_accents": accents.remove_accents,
    "autop": autop.autop,
    "shortcode_unautop": lambda text: autop.shortcode_unautop(text, texturize.CORE_SHORTCODES),
    "balance_tags": balance.balance_tags,
    "capital": capital_p.capital_p_dangit,
    "convert_chars": ampersands.convert_chars,
    "make_clickable": clickable.make_clickable,
    "comment_text": comment_text.comment_text,
    "is_email": emails.is_email,
    "sanitize_email": emails.sanitize_email,
    "embedded_media": embedded_media.embedded_media,
    "encode_emoji": emoji.encode_emoji,
    "staticize_emoji": emoji.staticize_emoji,
    "ent2ncr": entities.ent2ncr,
    "convert_invalid_entities": entities.convert_invalid_entities,
    "strip_all_tags": lambda text: shorten.strip_all_tags(text, True),
    "trim_words": shorten.trim_words,
    "html_excerpt": lambda text: shorten.html_excerpt(text, 1000),
    "get_extended": shorten.get_extended,
    "remove_footnotes": shorten.remove_footnotes,
    "remove_blocks": lambda text: from_content.remove_blocks(text, context()),
    "trim_excerpt": lambda text: from_content.trim_excerpt(text, context()),
    "sanitize_text_field": text_fields.sanitize_text_field,
    "sanitize_textarea_field": text_fields.sanitize_textarea_field,
    "normalize_whitespace": text_fields.normalize_whitespace,
    "sanitize_trackback_urls": text_fields.sanitize_trackback_urls,
    "sanitize_key": text_fields.sanitize_key,
    "sanitize_user": text_fields.sanitize_user,
    "sanitize_html_class": text_fields.sanitize_html_class,
    "sanitize_file_name": filenames.sanitize_file_name,
    "rel_nofollow": link_attributes.rel_nofollow,
    "links_add_target": link_attributes.links_add_target,
    "links_add_base_url": lambda text: link_attributes.links_add_base_url(text, "http://news.example/a/"),
    "extract_urls": link_attributes.extract_urls,
    "first_link": link_attributes.first_link,
    "make_relative": link_attributes.make_relative,
    "shorten_url": link_attributes.shorten_url,
    "file_type": mime_types.file_type,
    "sanitize_mime_type": mime_types.sanitize_mime_type,
    "multiply_signs": times_sign.multiply_signs,
    "permalink pattern": lambda text: option_values.sanitize_option("permalink_structure", text, str),
    "banned domains": lambda text: option_values.sanitize_option("banned_email_domains", text, str),
    "moderation words": lambda text: option_values.sanitize_option("moderation_keys", text, str),
    "ping sites": lambda text: option_values.sanitize_option("ping_sites", text, str),
    "parse_url": parse_url.parse_url,
    "add_query_args": lambda text: query_args.add_query_args(f"/?{text}", {"a": "1"}),
    "sanitize_title": slugs.sanitize_title,
    "truncate_slug": slugs.truncate_slug,
    "convert_smilies": smilies.convert_smilies,
    "html_split": split.html_split,
    "replace_in_html_tags": lambda text: split.replace_in_html_tags(text, {"\n": "x"}),
    "texturize": texturize.texturize,
    "improve": typography.improve_punctuation,
    "save_content": save_filters.save_content,
    "save_title": save_filters.save_title,
    "has_block": lambda text: has_block("core/x", text),
    "parse_blocks": parse_blocks,
    "serialize_blocks": lambda text: serialize_blocks(parse_blocks(text)),
    "do_blocks": lambda text: do_blocks(text, context()),
    "filter_content_tags": lambda text: filter_content_tags(text, context()),
    "parse_attributes": parse_attributes,
    "do_shortcode": lambda text: do_shortcode(text, context()),
    "strip_shortcodes": lambda text: strip_shortcodes(text, registered_names(context())),
    "every tag": every_tag,
    "the_content": lambda text: pipeline.the_content(text, context()),
    "the_title": lambda text: pipeline.the_title(text, context()),
    "the_excerpt": lambda text: pipeline.the_excerpt(text, context()),
    "natural_key": natural.natural_key,
}


WAYS = {
    "content": lambda text: pipeline.the_content(text, context()),
    "excerpt": lambda text: from_content.trim_excerpt(text, context()),
    "storing": save_filters.save_content,
}
GROUP, COLOURED = (
    '<!-- wp:group {"layout":{"type":"flex"}} -->',
    '<!-- wp:group {"style":{"elements":{"link":{"color":{"text":"#fff"}}}}} -->',
)
OPEN, CLOSE = '<div class="wp-block-group">', "</div><!-- /wp:group -->"
DEEP = {
    "groups": (f"{GROUP}{OPEN}", "x", CLOSE),
    "coloured groups": (f"{COLOURED}{OPEN}", "x", CLOSE),
    "lists": ("<ul><li>", "x", "</li></ul>"),
    "captions": ('[caption width="3"]', "x", "[/caption]"),
    "quotes": ("<blockquote>\n", "x\n", "</blockquote>\n"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("shape", DEEP)
def test_depth_is_linear(shape, way):
    before, inside, after = DEEP[shape]

    def nested(text):
        depth = len(text) // (len(before) + len(after))
        return WAYS[way](before * depth + inside + after * depth)

    assert growth(nested, "x") < TOO_MUCH


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("shape", DEEP)
def test_what_lies_deep_is_linear(shape, way):
    before, _, after = DEEP[shape]
    piece = "<!-- wp:paragraph --><p>It's low water.</p><!-- /wp:paragraph -->"
    assert growth(WAYS[way], piece, before * 100, after * 100) < TOO_MUCH


def test_the_measure_tells_quadratic_from_linear():
    assert growth(lambda text: sum(text.count("a", 0, end) for end in range(0, len(text), 40)), "a") >= TOO_MUCH
    assert growth(lambda text: [ord(letter) for letter in text], "a") < TOO_MUCH


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_linear_in_every_shape(name):
    call = FUNCTIONS[name]
    large = (
        LARGE if NIGHTLY else LARGE // 4 * 3
    )  # a quarter of it is still more than what some functions take as one piece
    slow = {shape: found for shape, piece in MARKUP.items() if (found := growth(call, piece, large=large)) >= TOO_MUCH}
    assert not slow, f"twice the input takes this many times as long: {slow}"
