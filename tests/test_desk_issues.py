import pytest

from articles.desk import suggest

from .desk_rows import reference_index

TRADE = "The Trans-Pacific Partnership talks went on. "


def issues(text):
    return set(suggest(text, index=reference_index(), headline="").as_json()["issues"])


NAMED = [
    ("Japan keeps a duty of 38.5 per cent on beef.", {"beef"}),
    ("Tariff cuts on pork are contested.", {"tariffs", "pork", "market-access"}),
    (
        "Chilled BEEF and Dairy Products face quotas.",
        {"beef", "dairy", "market-access", "tariff-rate-quotas"},
    ),
    ("State owned enterprises will follow new rules.", {"state-owned-enterprises"}),
    ("The investor state clause stays.", {"isds"}),
    (
        "Exporters want rules of origin for auto parts.",
        {"rules-of-origin", "auto-parts", "autos-rules-of-origin"},
    ),
    ("Egg producers fear imports.", {"eggs"}),
    ("Farmers want more from the agreement.", {"agriculture"}),
    ("It frees trade in financial, legal and transport services.", {"financial-services", "services"}),
    ("The text has a chapter on government procurement.", {"government-procurement"}),
    ("コメと牛肉の関税が焦点だ。", {"rice", "beef", "tariffs"}),
    ("Patents are contested in the chapter on intellectual property.", {"intellectual-property"}),
    ("Duty-free quotas for pork are small.", {"tariff-rate-quotas", "pork", "market-access"}),
    # A word of everyday policy needs a clause that speaks of trade
    ("The labour chapter has teeth.", {"labour"}),
    ("Labour was short at home.", set()),
    ("Exports of services would grow.", {"services"}),
    ("Emergency services were called.", set()),
    # Names of people, offices and parties are not products
    ("Susan Rice briefed the press.", set()),
    ("Condoleezza Rice spoke; Rice then left for Turkey.", set()),
    ("Rice said the talks would go on.", set()),
    ("The Minister for Agriculture was absent.", set()),
    ("Agriculture Secretary Tom Vilsack was absent.", set()),
    ("The Department of Agriculture keeps the figures.", set()),
    ("Labor will vote against it, and so will Labor's allies.", set()),
    # Turns of phrase
    ("They will beef up the text.", set()),
    ("There is no sugar coating it.", set()),
    ("It is a bread and butter matter and a hot potato.", set()),
    ("Nobody can steel himself for ever.", set()),
    ("It bore fruit, for the sake of peace.", set()),
    ("Steamed fish and rice were served at dinner.", set()),
]


@pytest.mark.parametrize(("text", "named"), NAMED, ids=[text[:50] for text, _ in NAMED])
def test_in_a_text_about_trade_an_issue_is_what_a_clause_says_something_of(text, named):
    assert issues(TRADE + text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Beef, rice and sugar are on the menu, said the chef, who buys his wine in Chile.",
        "The government will spend more on services, investment, labour and the environment.",
        "The Prime Minister visited a hospital and praised the fire service.",
        "Copyright in the photograph belongs to the museum.",
        "Coal and steel towns voted for the opposition, and the currency fell.",
        "Vietnam and Malaysia agreed to work together on tourism, fisheries and food safety.",
    ],
)
def test_a_text_that_is_not_about_trade_has_no_issue(text):
    assert issues(text) == set()


def test_tariffs_at_large_are_market_access_and_particular_duties_are_tariffs():
    assert issues("The pact will cut tariffs across the board.") == {"market-access"}
    assert issues("The pact will cut the tariff of 12 per cent.") == {"market-access", "tariffs"}


def test_where_trade_is_an_aside_only_sentences_that_speak_of_it_have_issues():
    aside = "The leaders spoke of defence, schools and visas. " * 30
    assert issues(f"{aside}They welcomed the free trade agreement. Rice is grown in both countries.") == set()
    assert issues(f"{aside}They welcomed the free trade agreement, which frees rice.") == {"rice"}


def test_an_issue_carries_the_words_that_speak_for_it():
    text = "TPP talks stall over powdered milk and pork."
    pork = next(
        each
        for each in suggest(text, index=reference_index(), headline="").issues
        if each.owner.slug == "pork"
    )
    assert [text[start:end] for start, end in pork.spans] == ["pork"]
