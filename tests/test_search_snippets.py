import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import first_hit, parse, snippet

TEXT = (
    "The two countries met in Tokyo for a day.\n\nNothing was said at first about farming, and the "
    "ministers posed for photographs before lunch. Officials then spoke of many other things that filled "
    "the afternoon. Late in the evening Japan’s négotiateurs offered lower tariffs on beef and on pork. "
    "The rules of origin for autos stay open. 甘利明経済再生担当相は米国と協議した。 A Trans-Pacific deal is "
    "near, O’Connor said. The next round begins on Monday in Singapore, where rice will be on the table."
)


def hits(text, query, **options):
    return [piece for piece, hit in snippet(text, parse(query), **options) if hit]


@pytest.mark.parametrize(
    "query, expected",
    [
        ("tariff beef", ["tariffs", "beef"]),
        ("NEGOTIATEUR", ["négotiateurs"]),
        ("japan", ["Japan"]),
        ('"rules of origin"', ["rules of origin"]),
        ('"rule of origins for autos"', ["rules of origin for autos"]),
        ('"origin of rules"', []),
        ("甘利", ["甘利"]),
        ("甘利明", ["甘利明"]),
        ("米", ["米"]),
        ("singap*", ["Singapore"]),
        ("transpacific", ["Trans-Pacific"]),
        ("trans-pacific", ["Trans-Pacific"]),
        ("oconnor", ["O’Connor"]),
        ("beef -pork", ["beef"]),
        ("-pork", []),
        ("zebra OR rice", ["rice"]),
        ("zebra", []),
        ("?", []),
    ],
)
def test_what_was_looked_for_is_marked_as_it_was_written(query, expected):
    assert hits(TEXT, query) == expected


def test_other_spellings_of_a_name_are_marked_too():
    query = parse("amari", resolve=lambda name: ["甘利明"])
    assert ("甘利明", True) in snippet(TEXT, query)


def test_the_passage_with_the_most_different_hits_is_shown():
    text = "beef beef beef. " + "filling words " * 40 + "beef and tariffs. " + "filling words " * 40
    shown = "".join(piece for piece, _hit in snippet(text, parse("beef tariff")))
    assert "beef and tariffs" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_a_short_text_is_shown_whole_with_its_white_space_evened():
    assert snippet("Beef\n\nand  pork", parse("pork")) == [("Beef and ", False), ("pork", True)]
    assert snippet("", parse("pork")) == []


def test_without_a_hit_the_beginning_is_shown():
    (shown, hit), ellipsis = snippet(TEXT, parse("zebra"), length=60)
    assert TEXT.replace("\n\n", " ").startswith(shown)
    assert not hit
    assert ellipsis == ("…", False)


def test_a_passage_is_cut_between_words():
    pieces = [piece for piece, _hit in snippet(TEXT, parse("tariffs"), length=100)]
    words = set(TEXT.split())
    shown = "".join(pieces).strip("…").split()
    assert set(shown) <= words
    assert 60 <= len("".join(pieces)) <= 102


def test_the_first_hit_of_the_passage_can_be_jumped_to():
    assert TEXT[first_hit(TEXT, parse("tariff beef")) :].startswith("tariffs on beef")
    assert TEXT[first_hit(TEXT, parse('"rules of origin"')) :].startswith("rules of")
    assert first_hit(TEXT, parse("zebra")) is None
    assert first_hit("", parse("beef")) is None


@given(st.text(max_size=400), st.text(max_size=20), st.integers(min_value=1, max_value=300))
def test_any_text_has_a_snippet_of_about_the_length_asked_for(text, query, length):
    pieces = snippet(text, parse(query), length=length)
    shown = "".join(piece for piece, _hit in pieces)
    longest_hit = max((len(piece) for piece, hit in pieces if hit), default=0)
    assert len(shown) <= max(length, longest_hit) + len("……")
    assert "".join(shown.strip("…").split()) in "".join(text.split())


@given(st.lists(st.sampled_from(["b", "bbb", "ba.", "(ab)"])), st.integers(0, 99), st.integers(5, 60))
def test_a_text_that_has_a_hit_shows_one(words, place, length):
    words.insert(place, "a")
    assert hits(" ".join(words), "a", length=length) == ["a"]
