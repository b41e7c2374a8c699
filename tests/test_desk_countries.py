import pytest

from articles.desk import suggest

from .desk_rows import reference_index


def read(text):
    return suggest(text, index=reference_index(), headline="").as_json()


ABOUT = [
    # Acting, speaking, holding a position
    ("Japan refused to lower its duties on pork.", {"JP"}),
    ("Officials said Peru had ratified the pact.", {"PE"}),
    ("Vietnam still wants more time for its state firms.", {"VN"}),
    ("New Zealand's dairy co-operative was disappointed.", {"NZ"}),
    ("The Japanese Prime Minister spoke for an hour.", {"JP"}),
    ("Canadian farmers drove their tractors to Parliament Hill.", {"CA"}),
    ("The US sugar lobby is against it.", {"US"}),
    ("U.S. Trade Representative Ron Kirk set out the plan.", {"US"}),
    ("Negotiators urged Malaysia to open procurement.", {"MY"}),
    ("Nobody expects Chile to walk out.", {"CL"}),
    ("Vietnam, our third largest market for education, is growing fast.", {"VN"}),
    ("The Canada–Mexico dispute over cars was settled.", {"CA", "MX"}),
    ("日本は関税を引き下げる。", {"JP"}),
    ("México ratificó el tratado.", {"MX"}),
    ("Việt Nam has signed.", {"VN"}),
    # Metonyms that act
    ("Tokyo has agreed to cut its tariffs.", {"JP"}),
    ("The offer surprised Wellington's negotiators.", {"NZ"}),
    ("Washington wants more beef sold.", {"US"}),
    ("The White House declined to comment.", {"US"}),
    # Only a venue, a place in a list, or part of another name
    ("The ministers met in Tokyo and will meet again in Lima.", set()),
    ("The round was held in Santiago.", set()),
    ("The next meeting takes place in Singapore.", set()),
    ("The signing took place in Auckland, New Zealand.", set()),
    ("He grew apples in Washington state.", set()),
    ("The Washington Post and the Japan Times carried the story.", set()),
    ("The South China Sea was not discussed.", set()),
    ("Floods closed roads across New South Wales and New Mexico.", set()),
    ("Oil leaked into the Gulf of Mexico.", set()),
    ("He added Chile peppers and lima beans to the pot.", set()),
    ("We ate turkey and drank from fine china.", set()),
    ("Latin America and North America have grown apart.", set()),
    (
        "The parties are Australia, Brunei, Canada, Chile, Japan, Malaysia, Mexico, Peru and Singapore.",
        set(),
    ),
    ("It costs US$40 a tonne.", set()),
    ("Denzel Washington stars in the film.", set()),
    ("Please tell us what can be done.", set()),
    ("She studied at the University of Auckland and the National University of Singapore.", set()),
]


@pytest.mark.parametrize(("text", "about"), ABOUT, ids=[text[:50] for text, _ in ABOUT])
def test_a_country_is_what_the_text_is_about_when_it_acts_and_not_when_it_is_a_venue_or_a_word(text, about):
    assert set(read(text)["countries"]) == about


def test_a_listed_party_is_mentioned_but_not_what_the_text_is_about():
    found = read("Japan will decide. The parties are Australia, Brunei, Canada, Chile, Japan and Malaysia.")
    assert found["countries"] == ["JP"]
    assert set(found["countries_mentioned"]) == {"JP", "AU", "BN", "CA", "CL", "MY"}


def test_two_countries_named_together_share_what_is_done_to_them():
    assert set(
        read("The pact opens the markets of Canada and Mexico. It was hailed by Canada and Mexico.")[
            "countries"
        ]
    ) == {"CA", "MX"}


def test_a_venue_that_also_acts_is_what_the_text_is_about():
    found = read("The ministers met in Singapore. Singapore's minister chaired the talks.")
    assert found["countries"] == ["SG"]


def test_an_official_who_speaks_brings_the_country():
    assert read("Akira Amari said the gap was closing.")["countries"] == ["JP"]


def test_the_city_of_a_dateline_is_no_country():
    found = read("TOKYO, April 25 (Reuters) - Talks on autos dragged on for a third day.")
    assert (found["dateline"], found["countries"]) == ("Tokyo", [])


def test_each_proposal_says_why_and_where():
    text = "Japan refused."
    proposal = suggest(text, index=reference_index(), headline="").countries[0]
    assert proposal.reason == "“Japan” acts"
    assert [text[start:end] for start, end in proposal.spans] == ["Japan"]
