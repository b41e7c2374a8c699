import pytest

from articles.desk import suggest

from .desk_rows import reference_index


def flagged(text):
    return suggest(text, index=reference_index(), headline="").as_json()["flagged_names"]


MISSPELT = [
    ("Akira Amara spoke.", [["Akira Amara", "Akira Amari"]]),
    ("Ambassador Micheal Froman spoke.", [["Micheal Froman", "Michael Froman"]]),
    ("Wendy Cutlar’s plane to Tokyo was late for the Japanese.", [["Wendy Cutlar", "Wendy Cutler"]]),
    ("Canada sent Chrystia Freeeland.", [["Chrystia Freeeland", "Chrystia Freeland"]]),
    ("Vietnam's Nguyen Tan Dugn spoke.", [["Nguyen Tan Dugn", "Nguyen Tan Dung"]]),
    ("Australian Prime Minister Julia Gilard spoke.", [["Julia Gilard", "Julia Gillard"]]),
    ("Minister Emmerson of Australia spoke.", [["Emmerson", "Craig Emerson"]]),
    ("President Obamma spoke.", [["Obamma", "Barack Obama"]]),
    ("Michael Froman spoke. Fromann said that it was late.", [["Fromann", "Michael Froman"]]),
    ("Sebastián Pinerra of Chile spoke.", [["Sebastián Pinerra", "Sebastián Piñera"]]),
]


@pytest.mark.parametrize(("text", "flags"), MISSPELT)
def test_a_name_nearly_that_of_a_known_person_is_flagged(text, flags):
    assert flagged(text) == flags


RIGHT = [
    "Akira Amari and AKIRA AMARI are one.",
    "Felipe Calderon met Enrique Peña Nieto.",
    "Mike Froman, Bob Lighthizer and Thomas Vilsack are known by those names.",
    "Michael Forman and Tim Roser are gardeners.",
    "Ed Vast and Tim Fast are strangers.",
    "The Amara river and Cutler Bay flooded.",
    "Justin Browne wrote a novel.",
    "Abbot Kinney built Venice Beach. The abbot prayed.",
    "David Parkes rowed to Sinclairville.",
    "Japan's Ministry of Foreign Affairs spoke.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_spellings_namesakes_and_places_are_left_alone(text):
    assert flagged(text) == []


def test_who_is_named_only_with_a_misspelling_is_named_and_speaks():
    found = suggest(
        "“We will sign it in March,” said Akira Amara.", index=reference_index(), headline=""
    ).as_json()
    assert found["people"] == ["Akira Amari"]
    assert found["quotes"] == [{"speaker": "Akira Amari", "start": "We will sign it in March,"}]


def test_a_flag_marks_the_words_to_mend():
    text = "Yesterday Wendy Cutlar’s plane left Japan."
    [flag] = suggest(text, index=reference_index(), headline="").flagged_names
    assert (text[flag.start : flag.end], flag.owner.slug) == ("Wendy Cutlar", "wendy-cutler")
