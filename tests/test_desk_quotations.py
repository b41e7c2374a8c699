import pytest

from articles.desk import suggest

from .desk_rows import reference_index


def quotes(text):
    return [
        (quote["speaker"], quote["start"])
        for quote in suggest(text, index=reference_index(), headline="").as_json()["quotes"]
    ]


ONE = [
    # Where the verb stands
    ("“We will sign it in March,” Amari said.", "Akira Amari"),
    ("“We will sign it in March,” said Akira Amari.", "Akira Amari"),
    ("Akira Amari said: “We will sign it in March.”", "Akira Amari"),
    ("Akira Amari told reporters that “we will sign it in March.”", "Akira Amari"),
    ("According to Akira Amari, “we will sign it in March.”", "Akira Amari"),
    ("“We will sign it in March,” Amari, Japan's TPP minister, said on Friday.", "Akira Amari"),
    ("“We will sign it in March,” said Japan's TPP minister, Akira Amari.", "Akira Amari"),
    ("Amari was quoted by Kyodo as saying “we will sign it in March.”", "Akira Amari"),
    ("Amari was calm. “We will sign it in March.”", "Akira Amari"),
    # Marks
    ('"We will sign it in March," Amari said.', "Akira Amari"),
    ("‘We will sign it in March,’ Amari said.", "Akira Amari"),
    ("'We will sign it in March,' Amari said.", "Akira Amari"),
    ("« We will sign it in March », Amari said.", "Akira Amari"),
    ("‘We’ll sign it in March for all the farmers’ sons,’ Amari said.", "Akira Amari"),
    # Pronouns, offices, several people
    ("Froman met Amari in Tokyo. “We will sign it in March,” he said.", "Michael Froman"),
    ("Prime Minister Shinzo Abe spoke. “We will sign it in March,” the Prime Minister said.", "Shinzo Abe"),
    ("“We will sign it in March,” said the Minister, Tim Groser.", "Tim Groser"),
    ("Groser met Fast. Ed Fast said: “We will sign it in March.”", "Ed Fast"),
    ("“We will sign it in March,” Froman told Amari.", "Michael Froman"),
    ("“We will sign it in March.”\n— Tim Groser, Minister of Trade", "Tim Groser"),
    ("Amari said that “we are not there.”", "Akira Amari"),
    # Not people of the record
    ("“We will sign it in March,” said the growers' chief executive, Ewan Tarrant.", "Ewan Tarrant"),
    ("Growers' president Ewan Tarrant was glad. “We will sign it in March,” he said.", "Ewan Tarrant"),
    ("The ministers “were glad of it all”, according to a joint statement.", "ministers (joint statement)"),
    ("“We will sign it in March,” said Ewan Tarrant, president of the growers.", "Ewan Tarrant"),
    ("“We will sign it in March,” the National Farmers Union said.", "National Farmers Union"),
    ("“We will sign it in March,” a senior official said.", "senior official"),
    ("“We will sign it in March,” a spokesman for Abe said.", "spokesman for Abe"),
    (
        "Canada and Mexico met. “We will sign it in March,” the two countries said in a joint statement.",
        "Canada and Mexico (joint statement)",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), ONE, ids=[text[:60] for text, _ in ONE])
def test_the_speaker_is_found_wherever_the_attribution_stands(text, speaker):
    [(found, start)] = quotes(text)
    assert found == speaker
    assert start.lower().split()[0] in {"we", "we’ll", "were"}


NONE = [
    "They spoke of a “path forward” on rice.",
    "The so-called ‘green’ products and “sacred cows” stay out.",
    "He read the report “Trade in the Twenty-First Century” twice.",
    "The farmers' union and the ministers' staff met.",
    "Nothing was said.",
]


@pytest.mark.parametrize("text", NONE)
def test_words_held_at_arms_length_and_titles_are_no_quotations(text):
    assert quotes(text) == []


def test_an_interrupted_quotation_is_one_and_a_new_paragraph_another():
    text = "“We agree,” Froman said. “It is done, and we are glad.”\n\n“Nobody lost,” he said. “Nobody won.”"
    assert quotes(text) == [("Michael Froman", "We agree,"), ("Michael Froman", "Nobody lost,")]


def test_a_quotation_over_paragraphs_is_one():
    text = (
        "Groser said:\n\n“This is a long road.\n\n“It ends in Auckland.\n\n“And there we sign.”\n\nHe left."
    )
    assert quotes(text) == [("Tim Groser", "This is a long road. It")]


def test_two_speakers_of_one_paragraph_are_two_quotations():
    text = "“It is time to sign this,” Froman said. “It is not time yet,” Amari replied."
    assert quotes(text) == [
        ("Michael Froman", "It is time to sign this,"),
        ("Akira Amari", "It is not time yet,"),
    ]


def test_the_span_of_a_quotation_is_what_stands_inside_the_marks():
    text = "“We will sign it in March,” Amari said."
    [quote] = suggest(text, index=reference_index(), headline="").quotes
    assert (text[quote.start : quote.end], quote.speaker.slug) == ("We will sign it in March,", "akira-amari")
