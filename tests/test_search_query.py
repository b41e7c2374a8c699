import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import MAX_CHARACTERS, MAX_WORDS, Phrase, parse


def shown(groups):
    """Groups in short: alternatives apart by |, phrases by +, a prefix with *."""
    return [
        " | ".join(
            " + ".join(" ".join(phrase.tokens) + "*" * phrase.prefix for phrase in alternative)
            for alternative in group
        )
        for group in groups
    ]


def resolve(name):
    return {
        "甘利明": ["Akira Amari"],
        "viet nam": ["Vietnam", "ベトナム"],
        "us": ["United States", "?"],
        "many": [f"name {number}" for number in range(100)],
    }.get(name.lower(), [])


@pytest.mark.parametrize(
    "text, wanted, unwanted",
    [
        ("beef tariffs", ["beef", "tariff"], []),
        ('"rules of origin" beef', ["rule of origin", "beef"], []),
        ("“rules of origin”", ["rule of origin"], []),
        ("「米国 牛肉」", ["米国 牛肉"], []),
        ('"left open beef', ["left open beef"], []),
        ("negotiat*", ["negotiat* | negotiat"], []),
        ("米*", ["米"], []),
        ('beef -sugar -"sugar beet"', ["beef"], ["sugar", "sugar beet"]),
        ("-sugar", [], ["sugar"]),
        ("beef OR pork OR rice japan", ["beef | pork | rice", "japan"], []),
        ("OR beef OR", ["beef"], []),
        ("beef or pork", ["beef", "or", "pork"], []),
        ("a OR -b c", ["a", "c"], ["b"]),
        ("-a OR b", ["b"], ["a"]),
        ("trans-pacific", ["tran pacif | transpacif"], []),
        ("trans-pacif*", ["tran pacif* | tran pacif"], []),
        ("38.5 1,000", ["38.5", "1000"], []),
        ("beef beef", ["beef"], []),
        ("http://example.com/x note:text", ["http exampl com x", "note text"], []),
        ("(beef) & !pork;", ["beef", "pork"], []),
        ("'; DROP TABLE x --", ["drop", "tabl", "x"], []),
        ("be\0ef", ["be", "ef"], []),
        ("ｂｅｅｆ　ｐｏｒｋ", ["beef", "pork"], []),
        ("甘利明 beef", ["甘利 利明 | akira amari", "beef"], []),
        ("-甘利明", [], ["甘利 利明 | akira amari"]),
        ("Viet Nam rice", ["viet + nam | vietnam | ベト トナ ナム", "rice"], []),
        ("Viet Nam OR rice", ["viet", "nam | rice"], []),
        ('"Viet Nam"', ["viet nam | vietnam | ベト トナ ナム"], []),
        ("US", ["us | unit state"], []),
    ],
)
def test_a_search_is_read(text, wanted, unwanted):
    query = parse(text, resolve=resolve)
    assert (shown(query.wanted), shown(query.unwanted)) == (wanted, unwanted)
    assert query.notes == ()


def test_field_words_are_handed_on():
    query = parse(
        'country:Japan beef issue:sps Country:"New Zealand" country:japan person:akira-amari year:2014'
    )
    assert query.filters == {
        "country": ["japan", "new-zealand"],
        "issue": ["sps"],
        "negotiator": ["akira-amari"],
        "year": ["2014"],
    }
    assert shown(query.wanted) == ["beef"]
    assert not parse("country:japan").has_terms
    assert not parse("country:japan").is_futile


@pytest.mark.parametrize("text, note", [("year:14", "four digits"), ("-country:japan", "-country:")])
def test_field_words_that_cannot_be_used_are_told(text, note):
    query = parse(f"beef {text}")
    assert query.filters == {}
    assert shown(query.wanted) == ["beef"]
    assert note in "".join(query.notes)


@pytest.mark.parametrize("text", ["?!", "OR", '"', '""', "-", "*", "😀", "\0", "- * ( )", "\ud800", "·", "'"])
def test_a_search_without_words_is_futile_and_says_so(text):
    query = parse(text)
    assert query.is_futile
    assert not query.has_terms
    assert "no word" in query.notes[-1]


def test_a_beginning_too_short_to_be_of_use_is_read_as_a_word_and_says_so():
    query = parse("tr*")
    assert shown(query.wanted) == ["tr"]
    assert "tr*" in query.notes[0]


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_typed_asks_for_nothing(text):
    query = parse(text)
    assert not query.has_terms
    assert not query.is_futile
    assert query.notes == ()


def test_the_last_word_may_be_the_beginning_of_one():
    assert shown(parse("beef tari", typing=True).wanted) == ["beef", "tari* | tari"]
    assert shown(parse("beef tari ", typing=True).wanted) == ["beef", "tari"]
    assert shown(parse('"beef tari', typing=True).wanted) == ["beef tari"]
    assert shown(parse("beef t", typing=True).wanted) == ["beef", "t"]


@pytest.mark.parametrize(
    "text, last",
    [
        ("beef Tari", "Tari"),
        ("beef ", ""),
        ("", ""),
        ('"beef tar', "tar"),
        ("country:ja", "ja"),
        ("beef -po", "po"),
    ],
)
def test_the_last_word_is_kept_as_typed(text, last):
    assert parse(text).last == last


def test_a_long_search_is_cut_and_says_so():
    query = parse(" ".join(f"word{number}" for number in range(2_000)))
    assert len(query.wanted) == MAX_WORDS
    assert str(MAX_CHARACTERS) in query.notes[0]
    assert "not used" in query.notes[1]
    assert len(parse("米国産牛肉" * 2_000).wanted[0][0][0].tokens) == MAX_WORDS
    assert parse("x" * 10_000).wanted == (((Phrase(("x" * 40,)),),),)


def test_the_spellings_of_a_name_are_bounded():
    assert len(parse("many", resolve=resolve).wanted[0]) == 9


@given(st.text(), st.booleans())
def test_nothing_typed_is_an_error(text, typing):
    query = parse(text, typing=typing, resolve=lambda name: [name, name[::-1]])
    for group in (*query.wanted, *query.unwanted):
        assert all(phrase.tokens for alternative in group for phrase in alternative)


@given(
    st.lists(
        st.sampled_from([*'":-*()|', "OR", "country:", "-x", '"a b', "beef", " ", "甘利", "year:"]),
        max_size=30,
    )
)
def test_no_heap_of_operators_is_an_error(pieces):
    for joint in ("", " "):
        query = parse(joint.join(pieces), typing=True)
        assert all(group for group in (*query.wanted, *query.unwanted))
