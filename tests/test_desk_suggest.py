import random
import time

import pytest

from articles.desk import AliasIndex, AliasRow, Owner, Suggestions, suggest
from articles.desk.score import main

from .desk_rows import reference_index, reference_rows

PARAGRAPH = (
    "Japan's Akira Amari said on Tuesday that the talks with Canada over beef and rice had come closer. "
    "“We are not there yet, but the road is shorter now,” he told reporters in Tokyo. Car tariffs remain. "
)


def test_the_answer_has_the_keys_of_the_contract_and_plain_values():
    found = suggest("", index=reference_index()).as_json()
    assert found == {
        "countries": [],
        "countries_mentioned": [],
        "people": [],
        "issues": [],
        "quotes": [],
        "flagged_names": [],
        "dateline": None,
        "date": None,
        "headline": None,
    }


def test_an_empty_table_reads_quotations_and_dates_all_the_same():
    found = suggest(
        "A headline\n\n“We will sign it in March,” said Ewan Tarrant.\n\n2015-03-18", index=AliasIndex([])
    )
    assert isinstance(found, Suggestions)
    assert (found.headline, found.date, found.quotes[0].name) == ("A headline", "2015-03-18", "Ewan Tarrant")


@pytest.mark.parametrize(
    "text",
    [
        "\n\n\n",
        "“",
        "’’’",
        "「「",
        "\x00",
        "“unclosed words of a speaker\n\n“and more",
        "🙂 Japan 🙂",
        "а" * 5000,
        "“" * 300,
        "A." * 500,
    ],
)
def test_odd_input_is_read_without_complaint(text):
    suggest(text, index=reference_index())


def test_spans_count_in_the_text_as_given_whatever_its_spaces_and_accents():
    text = "  Talks with\u00a0 Chile's  Sebastia\u0301n\n Pin\u0303era.  Market   access  for rice in the TPP"
    found = suggest(text, index=reference_index(), headline="")
    spans = [text[start:end] for proposal in (*found.people, *found.issues) for start, end in proposal.spans]
    assert spans[0].split() == ["Sebastia\u0301n", "Pin\u0303era"]
    assert ["Market", "access"] in [span.split() for span in spans]
    assert "rice" in spans


def test_a_headline_kept_apart_is_read_with_the_text_and_leaves_its_places_alone():
    text = "Talks on beef went on."
    found = suggest(text, index=reference_index(), headline="Japan and Peru fail to agree on TPP")
    assert {proposal.owner.code for proposal in found.countries} == {"JP", "PE"}
    assert found.countries[0].spans == ()
    assert [text[start:end] for start, end in found.issues[0].spans] == ["beef"]


def test_possessives_and_both_apostrophes_leave_names_whole():
    for text in ("Japan's refusal stands.", "Japan’s refusal stands.", "the Philippines’ refusal stands."):
        assert suggest(text, index=reference_index(), headline="").countries


def test_the_longest_name_wins():
    found = suggest(
        "People's Republic of China and Republic of China both applied.", index=reference_index(), headline=""
    )
    assert [proposal.owner.code for proposal in found.countries_mentioned] == ["CN", "TW"]


def processor_seconds(text, index):
    best = 1.0
    for _ in range(5):
        start = time.process_time()
        suggest(text, index=index)
        best = min(best, time.process_time() - start)
    return best


def many_rows(count):
    """Return the reference rows and made-up people, so many in all."""
    chance, rows = random.Random(7), list(reference_rows())
    parts = ["ka", "ro", "mi", "ta", "ne", "lo", "vi", "sa", "du", "be", "gi", "no", "pa", "te", "zu"]
    while len(rows) < count:
        name = " ".join("".join(chance.choices(parts, k=3)).title() for _ in range(2))
        owner = Owner("negotiator", name.replace(" ", "-").lower(), name, country="japan")
        rows += [AliasRow(name, "name", owner), AliasRow(name.split()[1], "name", owner)]
    return rows


def test_three_thousand_characters_are_read_in_milliseconds():
    # The bounds are ten and twenty on a machine with nothing else to do; three times that still
    # catches a slow algorithm.
    text = (PARAGRAPH * 20)[:3000]
    assert processor_seconds(text, reference_index()) < 0.030
    assert processor_seconds(text, AliasIndex(many_rows(20_000))) < 0.060


def test_the_score_of_a_folder_is_printed(tmp_path, capsys):
    (tmp_path / "one.txt").write_text(
        "Japan refused.\n\n“We will sign it in March,” said Akira Amara.", encoding="utf-8"
    )
    (tmp_path / "expected.yaml").write_text(
        "- {file: one.txt, countries: [JP], people: [Akira Amari], issues: [],\n"
        "   misspelt: [[Akira Amara, Akira Amari]],\n"
        "   quotes: [{speaker: Akira Amari, start: We will sign it in March}]}\n",
        encoding="utf-8",
    )
    assert main([str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert printed.count("F1 1.000") == 6
    assert "1 of 1 quotations found (100%)" in printed


def test_a_folder_without_expectations_is_refused_with_a_word(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
    assert "has no expected.yaml" in capsys.readouterr().err
