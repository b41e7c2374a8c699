import pytest

from articles.desk import suggest

from .desk_rows import reference_index


def read(text):
    return suggest(text, index=reference_index()).as_json()


BODY = "Talks on the pact went on into the night, officials said, and no end was in sight for anybody."


@pytest.mark.parametrize(
    ("head", "place", "day"),
    [
        ("TOKYO, April 25, 2014 (Reuters) - ", "Tokyo", "2014-04-25"),
        ("KUALA LUMPUR, Aug 14, 2015 (Bernama) -- ", "Kuala Lumpur", "2015-08-14"),
        ("WASHINGTON (AP) — ", "Washington", None),
        ("Phnom Penh — ", "Phnom Penh", None),
        ("Hanoi (VNA) – ", "Hanoi", None),
        ("Washington, D.C. - ", "Washington, D.C.", None),
        ("SANTIAGO, 8 March 2018 - ", "Santiago", "2018-03-08"),
        ("OTTAWA, Oct. 5, 2015 /CNW/ - ", "Ottawa", "2015-10-05"),
        ("Officials - ", None, None),
        ("", None, None),
    ],
)
def test_the_dateline_gives_the_place_and_the_day(head, place, day):
    found = read(f"Ministers fail to agree\n\n{head}{BODY}")
    assert (found["dateline"], found["date"]) == (place, day)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("18 March 2015", "2015-03-18"),
        ("Friday 25 April 2014", "2014-04-25"),
        ("April 25, 2014", "2014-04-25"),
        ("2014-04-25", "2014-04-25"),
        ("Published: 31 March 2023", "2023-03-31"),
        ("Date: Sept. 9, 2012", "2012-09-09"),
        ("5th October 2015", "2015-10-05"),
        ("2015年10月5日", "2015-10-05"),
        ("31 February 2015", None),
    ],
)
def test_a_line_of_its_own_gives_the_date(line, day):
    assert read(f"Ministers fail to agree\n\n{BODY}\n\n{line}")["date"] == day


def test_a_date_inside_a_sentence_is_not_that_of_the_report():
    assert (
        read(f"Ministers fail to agree\n\nThe round of 19 July 2013 is remembered for its length. {BODY}")[
            "date"
        ]
        is None
    )


def test_a_day_without_a_year_takes_the_only_year_the_text_names():
    assert read(f"TOKYO, April 25 (Reuters) - {BODY} It began in 2013.")["date"] == "2013-04-25"
    assert read(f"TOKYO, April 25 (Reuters) - {BODY} It began in 2013 and ended in 2015.")["date"] is None


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (f"Ministers fail to agree\n\n{BODY}", "Ministers fail to agree"),
        (f"# Ministers fail to agree\n\n{BODY}", "Ministers fail to agree"),
        (f"Media Release\n\n18 March 2015\n\nMinisters fail to agree\n\n{BODY}", "Ministers fail to agree"),
        (f"{BODY}\n\n{BODY}", None),
        (f"PM: Good morning everyone.\n\n{BODY}", None),
        ("", None),
    ],
)
def test_the_headline_is_the_first_line_that_looks_like_one(text, headline):
    assert read(text)["headline"] == headline


def test_a_line_that_is_only_a_city_is_the_dateline():
    assert read(f"Leaders launch talks\n\nPhnom Penh\n\n{BODY}")["dateline"] == "Phnom Penh"
    assert read(f"Leaders launch talks\n\nQuestions and answers\n\n{BODY}")["dateline"] is None


def test_the_meeting_is_found_by_its_number_or_by_place_and_day():
    index = reference_index()
    by_number = suggest("The 18th round of TPP talks opened.", index=index)
    assert by_number.meeting.owner.slug == "round-18"
    by_place = suggest(f"Lima talks end\n\nLIMA, May 24, 2013 (AP) - {BODY}", index=index)
    assert by_place.meeting.owner.slug == "round-17"
    assert suggest(f"Lima talks end\n\nLIMA, May 24, 2019 (AP) - {BODY}", index=index).meeting is None


def test_the_day_the_editor_gave_wins_over_the_text():
    assert (
        suggest(f"Ministers meet\n\n{BODY}\n\n18 March 2015", index=reference_index(), on="2015-03-20").date
        == "2015-03-20"
    )
