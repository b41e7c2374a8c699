"""The desk reads positions out of a text: who stands how on what, toward whom, by which words."""

import pytest

from articles.desk import suggest

from .desk_rows import reference_index

TRADE = "The Trans-Pacific Partnership talks went on for a third day.\n\n"


def positions(text):
    return suggest(TRADE + text, index=reference_index(), headline="").positions


def told(text):
    """Return (holders or their number, issue, stance, counterparts) of each position found."""
    return [
        (
            sorted(owner.slug for owner in each.holders) or each.parties,
            each.issue.slug,
            each.stance.value,
            sorted(owner.slug for owner in each.counterparts),
        )
        for each in positions(text)
    ]


FOUND = [
    ("Tokyo rejected lower tariffs on beef.", [(["japan"], "beef", "rejected", [])]),
    (
        "Australia will not accept investor-state dispute settlement.",
        [(["australia"], "isds", "rejected", [])],
    ),
    (
        "Canada has offered the United States larger dairy quotas.",
        [(["canada"], "dairy", "offer", ["united-states"])],
    ),
    (
        "New Zealand urged Canada and Japan to open their dairy markets.",
        [(["new-zealand"], "dairy", "demand", ["canada", "japan"])],
    ),
    (
        "Tokyo rejected Washington's demand for zero duty on pork.",
        [(["japan"], "pork", "rejected", []), (["united-states"], "pork", "demand", [])],
    ),
    ("The request on rice was turned down by Japan.", [(["japan"], "rice", "rejected", [])]),
    (
        "Canada offered to widen dairy quotas, while Mexico refused to cut its duty on sugar.",
        [(["canada"], "dairy", "offer", []), (["mexico"], "sugar", "rejected", [])],
    ),
    (
        "Talks between Japan and the United States on beef broke down.",
        [(["japan", "united-states"], "beef", "deadlock", [])],
    ),
    (
        "Peru and Chile met on rice. Both sides narrowed their differences on rice.",
        [(["chile", "peru"], "rice", "narrowing", [])],
    ),
    ("The 12 countries agreed on customs rules.", [(12, "customs", "agreed-in-principle", [])]),
    ("Amari said that Japan refused to cut the duty on pork.", [(["japan"], "pork", "rejected", [])]),
    (
        "Vietnam and Peru failed to agree on textiles.",
        [(["peru", "vietnam"], "textiles-apparel", "deadlock", [])],
    ),
    ("Peru said that it had ratified the agreement.", [(["peru"], "institutional", "ratified", [])]),
    ("Chile withdrew from the agreement.", [(["chile"], "institutional", "withdrawn", [])]),
    (
        "Peru asks for sugar and beef access, Chile for rice.",
        [(["peru"], "sugar", "demand", []), (["peru"], "beef", "demand", [])],
    ),
]


@pytest.mark.parametrize("text, expected", FOUND, ids=[text[:50] for text, _expected in FOUND])
def test_a_sentence_tells_who_stands_how_on_what(text, expected):
    assert told(text) == expected


NOTHING = [
    "Japan may offer a larger rice quota.",
    "Japan did not offer a rice quota.",
    "If Japan refuses to cut the duty on beef, the talks will end.",
    "Unless Canada offers dairy quotas, there will be no deal.",
    "Japanese farmers oppose any cut in the duty on rice.",
    "At the press conference in Peru ministers praised progress on beef.",
    "Vietnam faces demands on state-owned enterprises.",
    "The agreement offers Peru better access for sugar.",
    "Japan keeps a duty of 38.5 per cent on beef.",
    "Ministers demanded lower duties on beef.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_only_possible_denied_or_another_s_is_no_position(text):
    assert told(text) == []


def test_a_text_that_is_not_about_trade_has_no_positions():
    text = "Japan refused to lower the flag. Australia demanded an apology for the beef."
    assert suggest(text, index=reference_index(), headline="").positions == ()


def test_the_sentence_and_the_words_can_be_shown_in_the_text():
    text = f"{TRADE}Canada spoke first. Tokyo rejected lower tariffs on beef. Then they rose."
    (position,) = suggest(text, index=reference_index(), headline="").positions
    assert text[position.start : position.end] == "Tokyo rejected lower tariffs on beef."
    assert position.words == "rejected"


def test_places_count_in_the_text_when_the_headline_is_kept_apart():
    text = f"{TRADE}Tokyo rejected lower tariffs on beef."
    (position,) = suggest(text, index=reference_index(), headline="Talks go on in Peru").positions
    assert text[position.start : position.end] == "Tokyo rejected lower tariffs on beef."
    assert position.words == "rejected"


def test_what_the_command_prints_has_no_positions():
    found = suggest(f"{TRADE}Tokyo rejected lower tariffs on beef.", index=reference_index(), headline="")
    assert set(found.as_json()) == {
        "countries", "countries_mentioned", "people", "issues", "quotes", "flagged_names", "dateline", "date",
        "headline",
    }  # fmt: skip
