import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.tokens import MAX_TOKEN, Reading, fold, index_tokens, joined_token, tokens, typed_tokens

LATIN = "abcdefghijklmnopqrstuvwxyzáàâäãåçéèêëíìîïñóòôöõúùûüýÿảạăắằẵặấầậẹếềệịỏọơớờợốồộụủưứừựỳ"
LATIN_TEXT = st.text(alphabet=LATIN + " '’-.,0123456789", max_size=80)
ANY_TEXT = st.text(max_size=120)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("tariffs on beef", ["tariff", "on", "beef"]),
        ("CÔTE D’IVOIRE’s côte", ["cote", "d", "ivoir", "cote"]),
        ("Đà Nẵng", ["da", "nang"]),
        ("Straße İstanbul ﬁnal", ["strass", "istanbul", "final"]),
        ("Japan's and Abe’s, the ministers'", ["japan", "and", "abe", "the", "minist"]),
        ("U.S.-Japan talks, the U.S.A. said", ["us", "japan", "talk", "the", "usa", "said"]),
        ("at 5 p.m. in Washington, D.C.", ["at", "5", "pm", "in", "washington", "dc"]),
        ("38.5% of 1,000 or 1,234,567.8", ["38.5", "of", "1000", "or", "1234567.8"]),
        ("1,0000 and 12,34", ["1", "0000", "and", "12", "34"]),
        ("on 2014-04-25.", ["on", "2014", "04", "25"]),
        ("10th G20 TPP-11", ["10th", "g20", "tpp", "11"]),
        ("甘利明", ["甘利", "利明"]),
        ("米 is rice", ["米", "is", "rice"]),
        ("TPP11協定", ["tpp11", "協定"]),
        ("ｶﾞｻﾞ ガザ ガザ", ["ガザ", "ガザ", "ガザ"]),
        ("대한민국 쌀", ["대한", "한민", "민국", "쌀"]),
        ("", []),
        ("😀 \0 --- \ud800 ''", []),
    ],
)
def test_words_become_tokens(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("trans-pacific", {"transpacif", "transpacific", "pacific"}),
        ("O'Connor", {"oconnor"}),
        ("TPP-11", {"tpp11"}),
        ("negotiations", {"negotiations"}),
        ("tariffs", set()),
        ("2014-04-25", set()),
        ("米国", {"米", "国"}),
    ],
)
def test_lookalikes_let_other_ways_of_writing_find_a_word(text, expected):
    assert index_tokens(text)[1] == expected


@pytest.mark.parametrize(
    "word",
    ["negotiations", "ministers", "agricultural", "dairy", "tariffs", "biologics", "cheeses", "policies"],
)
def test_every_beginning_of_a_word_finds_it(word):
    ordered, beside = index_tokens(word)
    for length in range(2, len(word) + 1):
        typed = typed_tokens(word[:length])[-1]
        assert any(token.startswith(typed) for token in {*ordered, *beside}) or tokens(typed) == ordered


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Trans-Pacific", "transpacif"),
        ("pacific", ""),
        ("2014-04", ""),
        ("beef, pork", ""),
        ("", ""),
        ("米-国", ""),
    ],
)
def test_only_a_compound_of_words_can_be_joined(text, expected):
    assert joined_token(text) == expected


def test_the_last_typed_word_is_not_stemmed():
    assert typed_tokens("beef tariffs") == ["beef", "tariffs"]
    assert typed_tokens("O'Connor's") == ["o", "connor"]
    assert typed_tokens("?") == []


@given(LATIN_TEXT)
def test_case_and_accents_make_no_difference(text):
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    for variant in (text.upper(), text.title().swapcase(), unicodedata.normalize("NFD", text), plain):
        assert tokens(variant.replace("’", "'")) == tokens(text)


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text):
    assert tokens(fold(text)) == tokens(text)


@given(ANY_TEXT)
def test_tokens_hold_letters_and_digits_that_both_engines_take_as_they_are(text):
    ordered, beside = index_tokens(text)
    for token in {*ordered, *beside}:
        assert 0 < len(token) <= MAX_TOKEN
        assert not token.isascii() or token.replace(".", "").isalnum()
        assert not set(token) & set("'\"\\·\0 *&|!<>():-")
        token.encode()


@given(
    st.one_of(
        ANY_TEXT, LATIN_TEXT, st.text(alphabet="ガｶﾞ甘利明e\u0301ﬁß쌀\u1112\u1161\u11ab’-. ab1,", max_size=40)
    )
)
def test_a_reading_tells_where_each_token_stands(text):
    reading = Reading(text)
    assert reading.tokens == tokens(text)
    assert {token.text for token in reading.lookalikes(bool)} == index_tokens(text)[1]
    end_before = 0
    for at in range(len(reading.tokens)):
        start, end = reading.stretch(at, at)
        assert 0 <= start < end <= len(text)
        assert end >= end_before
        end_before = end


def test_a_token_is_found_where_it_was_written():
    text = "İzmir’s “côte” ﬁnally met Trans‑Pacific U.S. talks of 1,000 甘利明ｶﾞ"
    reading = Reading(text)
    written = [text[slice(*reading.stretch(at, at))] for at in range(len(reading.tokens))]
    assert written == [
        "İzmir", "côte", "ﬁnally", "met", "Trans", "Pacific", "U.S.", "talks", "of", "1,000",
        "甘利", "利明", "明ｶﾞ",
    ]  # fmt: skip


def test_a_long_run_of_letters_is_cut_alike_in_index_and_query():
    assert tokens("x" * 500) == ["x" * MAX_TOKEN]
