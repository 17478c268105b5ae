"""What must hold for every input: no exception, nothing that runs, and a result that stays as it is."""

from hypothesis import given

from tests.attacks.browser import elements, what_runs
from tests.core.markup.kses.soup import block_soup, plain_soup, soup
from wirepress.core.markup import kses
from wirepress.core.markup.fields.save_filters import save_comment, save_content, save_title
from wirepress.core.markup.html import escape
from wirepress.core.markup.kses import entities, one_attribute, protocols, specialchars
from wirepress.core.markup.kses.attributes import read_written
from wirepress.core.markup.kses.elements import COMMENT_ELEMENTS, POST_ELEMENTS
from wirepress.core.markup.kses.foreign_html import clean_foreign


@given(soup)
def test_post_runs_nothing(text):
    assert what_runs(kses.post(text)) == []


@given(soup)
def test_data_runs_nothing(text):
    assert what_runs(kses.data(text)) == []


@given(soup)
def test_only_allowed_elements_are_built(text):
    assert elements(kses.data(text)) <= COMMENT_ELEMENTS.keys() | {"p"}
    # A table's parts bring the parts that were left out.
    assert elements(kses.post(text)) <= POST_ELEMENTS.keys()


@given(soup)
def test_saved_text_runs_nothing(text):
    for save in (save_content, save_comment, save_title):
        assert what_runs(save(text)) == []


@given(soup)
def test_foreign_markup_runs_nothing_and_settles(text):
    once = clean_foreign(text)
    assert what_runs(once) == []
    assert what_runs(kses.post(once)) == []


@given(plain_soup)
def test_filtering_again_changes_nothing(text):
    for clean in (kses.post, kses.data):
        once = clean(text)
        assert clean(once) == once, "comments and references to references are not in this text"


@given(block_soup)
def test_blocks_settle_at_the_second_time(text):
    # The first time may empty a block, which is then written without a closing delimiter.
    twice = kses.post(kses.post(text))
    assert kses.post(twice) == twice


@given(soup)
def test_css_is_kept_or_dropped_whole_and_settles(text):
    once = kses.filter_css(text)
    assert kses.filter_css(once) == once


@given(soup)
def test_protocols_settle(text):
    once = protocols.bad_protocol(text)
    assert protocols.bad_protocol(once) == once


@given(soup)
def test_normalized_references_stay(text):
    once = entities.normalize(text)
    if "&amp;#" not in once:
        assert entities.normalize(once) == once


@given(soup)
def test_escaping_leaves_no_special_character(text):
    for escaped in (escape.esc_html(text), escape.esc_attr(text), escape.esc_textarea(text), escape.esc_js(text)):
        assert not {"<", ">", '"'} & set(escaped)
    assert "'" not in escape.esc_html(text)


@given(soup)
def test_encoding_and_decoding_give_the_text_back(text):
    if specialchars.is_utf8(text):
        assert specialchars.decode(specialchars.encode(text, "both", again=True), "both") == text


@given(soup)
def test_an_address_cannot_leave_its_attribute(text):
    url = escape.esc_url(text)
    assert not {"<", ">", '"', "'", " ", "\n"} & set(url)
    assert what_runs(f"<a href='{url}'>x</a>") == []
    assert what_runs(f'<img src="{escape.sanitize_url(text)}">') == []


@given(soup)
def test_attribute_readers_never_fail(text):
    for attribute in read_written(text, protocols.ALLOWED_PROTOCOLS):
        assert not {"<", ">", '"', "'"} & set(attribute.value or "")
    one_attribute.split_tag(text)
    parts = one_attribute.split_attributes(text)
    assert parts is None or "".join(parts) == text


@given(soup)
def test_one_attribute_stays_one(text):
    assert what_runs(f"<a {one_attribute.filter_attribute(text, 'a')}>x</a>") == []


@given(soup)
def test_xml_escaping_keeps_only_sections(text):
    if "<![CDATA[" not in text:
        assert not {"<", ">", '"', "'"} & set(escape.esc_xml(text))
