"""Two editors' changes made into one document: nothing either of them typed is thrown away."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.drafting.merging import changes, contested, merge
from articles.models import Content


class State:
    """A saved state, as merging reads one."""

    def __init__(self, number, document, tab):
        self.number, self.document, self.tab = number, document, tab


BASE = Content(
    headline="Talks in Tokyo",
    body="<p>The gaps are narrowing.</p>",
    countries=["japan", "united-states"],
    tags=["Tokyo"],
    sources=[{"uid": "s1", "title": "Joint statement", "url": ""}],
    quotes=[{"uid": "q1", "text": "We are close.", "speaker": "akira-amari"}],
).to_json()


def changed(**fields):
    return BASE | fields


def merged(mine, theirs, *, settled=None, base=BASE):
    """Merge as a save does whose form was opened on base, another editor having saved theirs since."""
    states = [State(2, theirs, "hers")]
    return merge(base, mine, theirs, contested=contested(base, states, tab="mine"), settled=settled)


def test_changes_to_different_fields_are_both_kept():
    result = merged(changed(headline="Talks in Kyoto"), changed(byline="The desk"))
    assert (result.document["headline"], result.document["byline"]) == ("Talks in Kyoto", "The desk")
    assert not result.conflicts


def test_the_same_change_made_twice_is_no_conflict():
    same = changed(headline="Talks in Kyoto")
    assert not merged(same, copy.deepcopy(same)).conflicts


def test_different_changes_to_one_field_are_a_conflict_and_theirs_stand_until_it_is_decided():
    result = merged(changed(headline="Mine"), changed(headline="Hers"))
    [conflict] = result.conflicts
    assert (conflict.path, conflict.mine, conflict.theirs, conflict.number) == (
        ("headline",), "Mine", "Hers", 2,
    )  # fmt: skip
    assert result.document["headline"] == "Hers"


@pytest.mark.parametrize("decision, stands", [(2, "Mine"), (None, "Hers")])
def test_a_conflict_that_was_decided_is_none_any_more(decision, stands):
    result = merged(changed(headline="Mine"), changed(headline="Hers"), settled={("headline",): decision})
    assert result.document["headline"] == stands
    assert not result.conflicts


def test_a_decision_says_nothing_of_what_was_changed_after_it():
    theirs = changed(headline="Hers again")
    states = [State(2, changed(headline="Hers"), "hers"), State(3, theirs, "hers")]
    result = merge(
        BASE,
        changed(headline="Mine"),
        theirs,
        contested=contested(BASE, states, tab="mine"),
        settled={("headline",): 2},
    )
    assert [conflict.number for conflict in result.conflicts] == [3]


def test_links_added_by_either_are_there_and_links_taken_away_by_either_are_gone():
    result = merged(
        changed(countries=["japan", "united-states", "australia"]), changed(countries=["japan", "canada"])
    )
    assert set(result.document["countries"]) == {"japan", "australia", "canada"}


def test_a_row_that_one_takes_away_while_the_other_changes_it_stays():
    words = [{"uid": "q1", "text": "We are very close.", "speaker": "akira-amari"}]
    assert merged(changed(quotes=[]), changed(quotes=words)).document["quotes"] == words
    assert merged(changed(quotes=words), changed(quotes=[])).document["quotes"] == words
    assert merged(changed(quotes=[]), changed(byline="x")).document["quotes"] == []
    assert merged(changed(byline="x"), changed(quotes=[])).document["quotes"] == []


def test_different_columns_of_one_row_are_both_kept():
    mine = changed(quotes=[BASE["quotes"][0] | {"text": "We are very close."}])
    theirs = changed(quotes=[BASE["quotes"][0] | {"said_on": "2014-04"}])
    [row] = merged(mine, theirs).document["quotes"]
    assert (row["text"], row["said_on"]) == ("We are very close.", "2014-04")


def test_a_pages_own_earlier_saves_are_never_in_its_way():
    """Its answer was lost: the page sends the number it knew again, with more text."""
    earlier = changed(headline="Talks in Ky", quotes=[])
    later = changed(headline="Talks in Kyoto", quotes=[], tags=[])
    states = [State(2, earlier, "mine")]
    result = merge(BASE, later, earlier, contested=contested(BASE, states, tab="mine"))
    assert result.document == later
    assert not result.conflicts


def test_where_nobody_knows_what_the_form_showed_all_that_differs_is_asked_about():
    mine, theirs = changed(headline="Mine", countries=["chile"]), changed(headline="Hers")
    everything = dict.fromkeys(changes({}, mine) | changes({}, theirs), 7)
    result = merge({}, mine, theirs, contested=everything)
    assert [conflict.path for conflict in result.conflicts] == [("headline",)]
    assert set(result.document["countries"]) == {"chile", "japan", "united-states"}


WORDS = st.lists(st.sampled_from(["rice", "beef", "dairy", "sugar", "wheat"]), unique=True, max_size=4)
ROWS = st.lists(
    st.builds(
        lambda uid, text, speaker: {"uid": uid, "text": text, "speaker": speaker},
        st.sampled_from(["q1", "q2", "q3"]),
        st.text("abc", max_size=3),
        st.sampled_from(["", "akira-amari"]),
    ),
    unique_by=lambda row: row["uid"],
    max_size=3,
)
DOCUMENTS = st.builds(
    lambda headline, issues, quotes: Content(headline=headline, issues=issues, quotes=quotes).to_json(),
    st.text("xyz", max_size=2),
    WORDS,
    ROWS,
)


@given(base=DOCUMENTS, mine=DOCUMENTS, theirs=DOCUMENTS)
def test_every_value_of_either_is_in_the_result_or_named_in_a_conflict_or_was_there_before(
    base, mine, theirs
):
    result = merged(mine, theirs, base=base)
    named = {conflict.mine for conflict in result.conflicts}
    assert texts(mine) - texts(base) <= texts(result.document) | named
    assert texts(theirs) - texts(base) - texts(mine) <= texts(result.document)
    assert set(mine["issues"]) & set(theirs["issues"]) <= set(result.document["issues"])


@given(base=DOCUMENTS, theirs=DOCUMENTS)
def test_what_was_not_changed_here_is_theirs(base, theirs):
    result = merged(copy.deepcopy(base), theirs, base=base)
    assert not result.conflicts
    assert changes(result.document, theirs) == set()


@given(base=DOCUMENTS, mine=DOCUMENTS)
def test_what_was_not_changed_there_is_mine(base, mine):
    result = merged(mine, copy.deepcopy(base), base=base)
    assert not result.conflicts
    assert changes(result.document, mine) == set()


def texts(document):
    return {document["headline"], *(row["text"] for row in document["quotes"])} - {""}
