"""Getting a report in: plain text, encodings, several reports in one, and anything at all."""

import datetime
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.cleaning import clean_html, text_of
from articles.desk.intake import MAX_BYTES, IntakeError, read_report
from articles.desk.intake.headline import proposed_headline
from tests.intake_files import FIRST, SECOND, THIRD, docx, paragraph, read, refusal, refused_docx

# --- plain text -------------------------------------------------------------------------------------------


def test_the_first_short_line_without_a_full_stop_is_the_headline():
    report = read(f"Two countries near a deal on beef\n\n{FIRST}\n\n{SECOND}\n")
    assert report.headline == "Two countries near a deal on beef"
    assert report.body_html == f"<p>{FIRST}</p><p>{SECOND}</p>"
    assert report.text == f"{FIRST}\n\n{SECOND}"
    assert report.language == "en"


@pytest.mark.parametrize(
    "headline",
    [
        "Japan, U.S. near a deal",
        "Will talks end with the U.S.",
        "甘利大臣が訪米、牛肉で協議",
        "RICE: A SACRED CROP",
    ],
)
def test_a_headline_may_end_in_initials_and_be_in_any_script(headline):
    assert read(f"{headline}\n\n{FIRST}").headline == headline


@pytest.mark.parametrize(
    "first", [FIRST, "HOST: Good morning", "- rice and beef", "Dear colleagues,", "so they met"]
)
def test_a_first_line_that_is_no_headline_stays_in_the_text(first):
    report = read(f"{first}\n\n{SECOND}")
    assert report.text.startswith(first.lstrip("- ")) or report.text.startswith(first)
    assert first.rstrip(",.").startswith(report.headline)


def test_a_text_of_one_line_is_text_and_not_only_a_headline():
    report = read("Ministers will meet in Tokyo")
    assert (report.headline, report.text) == ("Ministers will meet in Tokyo", "Ministers will meet in Tokyo")


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        ("The talks ended without a deal. More is to come.", "The talks ended without a deal"),
        ("TOKYO, April 25 (Kyodo) — The talks ended without a deal.", "The talks ended without a deal"),
        (
            "The trade ministers of the two countries said on Monday that a deal was near, although "
            "officials who took part warned that duties on dairy products were far from settled.",
            "The trade ministers of the two countries said on Monday that a deal was near",
        ),
        (
            "Officials of the two countries, who met for a second day on Friday in the capital, said that "
            "the gaps on beef and pork were narrowing while dairy and sugar remained open.",
            "Officials of the two countries said that the gaps on beef and pork were narrowing",
        ),
    ],
)
def test_a_headline_is_proposed_from_the_words_of_the_first_sentence(sentence, headline):
    assert proposed_headline(sentence) == headline


@given(st.text(min_size=1).filter(str.strip))
def test_a_proposed_headline_is_short_and_made_of_the_texts_own_words(text):
    proposed = proposed_headline(text)
    assert 0 < len(proposed) <= 110
    assert (
        set(proposed.split()) <= set(text.replace(",", " , ").split()) | set(text.split()) or proposed in text
    )


def test_lines_above_the_text_become_fields():
    report = read(
        "MEDIA RELEASE\n\nTwo countries near a deal\nBy Jane Doe and John Roe\n25 April 2014\n"
        f"Source: The Example, https://example.org/a?b=1\nLanguage: en-AU\n\n{FIRST}\n\n{SECOND}"
    )
    assert report.headline == "Two countries near a deal"
    assert report.byline == "Jane Doe and John Roe"
    assert report.date == datetime.date(2014, 4, 25)
    assert (report.source, report.source_url) == ("The Example", "https://example.org/a?b=1")
    assert report.language == "en"
    assert report.metadata == {"label": "MEDIA RELEASE"}
    assert report.text == f"{FIRST}\n\n{SECOND}"


def test_lines_below_the_text_become_fields():
    report = read(f"A headline of words\n\n{FIRST}\n\n{SECOND}\n\nhttps://example.org/a\n18 March 2015\n")
    assert (report.source_url, report.date) == ("https://example.org/a", datetime.date(2015, 3, 18))
    assert report.text == f"{FIRST}\n\n{SECOND}"


def test_a_line_that_contradicts_what_is_known_stays_in_the_text():
    report = read(f"A headline of words\n1 March 2014\n\n{FIRST}\n\n2 March 2014")
    assert report.date == datetime.date(2014, 3, 1)
    assert report.text.endswith("2 March 2014")


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the ministers had left",
        "By all accounts Japan won",
        "Date: last Friday",
        "Source: " + "x" * 300,
    ],
)
def test_sentences_that_only_look_like_details_are_left_alone(line):
    report = read(f"A headline of words\n\n{line}\n\n{FIRST}")
    assert (report.byline, report.date, report.source) == ("", None, "")
    assert line in report.text


@pytest.mark.parametrize(
    ("start", "place", "day", "outlet"),
    [
        ("TOKYO, April 25 — ", "Tokyo", None, ""),
        ("TOKYO, April 25, 2014 (Kyodo) -- ", "Tokyo", datetime.date(2014, 4, 25), "Kyodo"),
        ("Kuala Lumpur, Malaysia, 15 July 2013 – ", "Kuala Lumpur, Malaysia", datetime.date(2013, 7, 15), ""),
        ("KUALA LUMPUR (Bernama) - ", "Kuala Lumpur", None, "Bernama"),
        ("WASHINGTON, D.C., Nov. 4, 2015 — ", "Washington, D.C.", datetime.date(2015, 11, 4), ""),
        ("TPP — the trade pact — is near. ", "", None, ""),
        ("", "", None, ""),
    ],
)
def test_a_dateline_gives_place_date_and_outlet_and_stays_in_the_text(start, place, day, outlet):
    report = read(f"A headline of words\n\n{start}{FIRST}")
    assert (report.dateline, report.date, report.source) == (place, day, outlet)
    assert report.text == f"{start}{FIRST}"


def wrapped(text, width):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_hard_wrapped_lines_are_joined_again(width, line_end):
    text = "\n\n".join(wrapped(paragraph, width) for paragraph in (f"{FIRST} {SECOND}", THIRD))
    report = read(f"A headline of words\n\n{text}".replace("\n", line_end))
    assert report.text == f"{FIRST} {SECOND}\n\n{THIRD}"


def test_wrapped_paragraphs_are_told_by_their_indent_where_no_line_is_blank():
    text = "\n".join(wrapped(f"{FIRST} {SECOND}", 72).replace("Nego", "   Nego", 1) for _ in range(2))
    assert read(f"A headline of words\n{text}").text == f"{FIRST} {SECOND}\n\n{FIRST} {SECOND}"


def test_one_line_a_paragraph_is_read_as_paragraphs():
    assert read(f"A headline of words\n{FIRST}\n{SECOND}\n{THIRD}").text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_form_feed_ends_a_paragraph_and_rules_and_lists_are_kept():
    report = read(f"A headline of words\n\n{FIRST}\f{SECOND}\n\n* * *\n\n• rice\n• beef\n\n{THIRD}")
    body = f"<p>{FIRST}</p><p>{SECOND}</p><hr><ul><li>rice</li><li>beef</li></ul><p>{THIRD}</p>"
    assert report.body_html == body


def test_short_lines_that_were_meant_stay_lines():
    report = read(f"A headline of words\n\n{FIRST}\n\nRice 5 per cent\nBeef 9 per cent\n\n{SECOND}")
    assert "<p>Rice 5 per cent<br>Beef 9 per cent</p>" in report.body_html


# --- encodings and kinds ----------------------------------------------------------------------------------

QUOTED = f"A headline of words\n\n“We’re near,” said Pérez – in São Paulo. {FIRST}"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]
)
def test_encodings_are_told_and_curly_quotes_kept(encoding):
    assert read(QUOTED, encoding=encoding).text.startswith("“We’re near,” said Pérez – in São Paulo.")


def test_a_declared_charset_is_read_and_a_wrong_one_does_no_harm():
    page = (
        '<html><head><meta charset="{}"></head><h1>牛肉の関税で合意</h1><p>日本と米国は合意した。</p></html>'
    )
    for declared, encoding in [
        ("shift_jis", "shift_jis"),
        ("euc-jp", "euc-jp"),
        ("ascii", "utf-8"),
        ("utf-7", "utf-8"),
    ]:
        report = read(page.format(declared), "a.html", encoding)
        assert (report.headline, report.text) == ("牛肉の関税で合意", "日本と米国は合意した。"), declared


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "nothing in it"),
        (b"\xef\xbb\xbf \r\n\t\f", "nothing in it"),
        (b"a" * (MAX_BYTES + 1), "1,000,000"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9, "Word (.doc)"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"\xff\xd8\xff\xe0\0", "image"),
        (b"\x1f\x8b\x08\0", "archive"),
        (b"PK\x03\x04 damaged", "damaged"),
        (b"a report\0with zero bytes", "zero bytes"),
        ("米国と合意した。".encode("shift_jis"), "encoding"),
        ("São Paulo “near” ".encode() + b"\xe9 x", "damaged at byte"),
        (b"12.5 ... 13", "no text"),
        (b"\n" * 30_000 + b"x", "more lines"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, says):
    message = refusal(data)
    assert says in message
    assert any(advice in message for advice in ("paste", "Save", "Send", "Choose"))


@pytest.mark.parametrize("name", ["a.pdf", "a.csv", "a.pages", "a.tar.gz"])
def test_other_kinds_of_files_are_refused_by_name(name):
    assert f".{name.rsplit('.', 1)[1]}" in refusal(FIRST, name)


def test_a_paste_is_told_by_how_it_begins():
    assert read(f"<p>{FIRST}</p><p>{SECOND}</p>", "").body_html == f"<p>{FIRST}</p><p>{SECOND}</p>"
    assert read(f"---\nheadline: Rice\n---\n{FIRST} *And so on.*", "").headline == "Rice"
    assert read(f"A headline of words\n\n<{FIRST}", "").text == f"<{FIRST}"


# --- several reports --------------------------------------------------------------------------------------

ONE = f"Beef deal near\n\nBy Jane Doe\n\n25 April 2014\n\n{FIRST}\n\n{SECOND}\n\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}=====\n\n{ONE}",
        f"{ONE}* * *\n\n{ONE}***\n\n{ONE}",
        f"Headline: Beef\nDate: 2014-04-25\n\n{FIRST}\n\nHeadline: Rice\nDate: 2014-04-26\n\n{SECOND}",
        f"1 of 2 DOCUMENTS\n\n{ONE}2 of 2 DOCUMENTS\n\n{ONE}",
    ],
)
def test_several_reports_in_one_text_are_refused(text):
    assert "reports in this" in refusal(text)


def test_several_reports_are_refused_in_the_other_kinds_too():
    assert "front matter" in refusal(
        f"---\nheadline: Beef\n---\n{FIRST}\n\n---\nheadline: Rice\n---\n{SECOND}", "a.md"
    )
    assert "2 reports" in refusal(
        f"# Beef\n\nBy Jane Doe\n\n{FIRST}\n\n# Rice\n\nBy John Roe\n\n{SECOND}", "a.md"
    )
    two = [paragraph("Beef", "Heading1"), paragraph("By Jane Doe"), paragraph(FIRST)] * 2
    assert "2 reports" in refused_docx("".join(two))


@pytest.mark.parametrize(
    "text",
    [
        f"A headline of words\n\n{FIRST}\n\n=====\n\n{SECOND}\n\n=====\n\n{THIRD}",
        f"A headline of words\n\n{FIRST}\n\n***\n\nContact for media\n\nThe press office\n\n25 April 2014",
    ],
)
def test_rules_inside_one_report_are_no_sign_of_several(text):
    assert read(text).headline == "A headline of words"


def test_a_chronology_is_one_report():
    rounds = "## Lima\n\n15 May 2013\n\nTalks.\n\n## Brunei\n\n22 August 2013\n\nMore talks."
    text = f"# The rounds\n\nOne by one.\n\n{rounds}"
    assert read(text, "a.md").headline == "The rounds"


# --- anything at all --------------------------------------------------------------------------------------

PIECES = [
    b"<p>", b"<div>", b"<article><h1>", b"<table><tr><td>", b'<a href="http://x/">', b"---\n",
    b"headline: x\n",
    b"# ",
    b"date: 2014-02-30\n", b"\n\n", b"\r", b"\f", b"Some words of a text.", b"By Jane Doe\n", b"Source: x\n",
    b"\xe9",
    b"TOKYO, April 25 (AP) -- ", b"URL: http://[bad\n", b"\xff\xfe", b"\x00", b"<meta charset=utf-7>",
    b"<html lang=x>",
    b'<meta property="article:published_time" content="0000-13-99">', b"PK\x03\x04", b"- a\n", b"=====\n",
    b"<!--",
    b"\xe6\x97\xa5", b"<title>", b"<script>", b"[", b"&x", b"!!python", b"|", b'<link rel=canonical href="http://[">',
]  # fmt: skip
anything = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=5)), max_size=30).map(b"".join),
)


@settings(max_examples=300, deadline=None)
@given(data=anything, name=st.sampled_from(["", "a.txt", "a.md", "a.html", "a.docx", "a.xyz"]))
@example(data=b"A--", name="")
def test_any_bytes_give_a_report_or_a_refusal_in_time(data, name):
    before = time.process_time()
    try:
        report = read_report(data, name=name)
    except IntakeError as refused:
        assert str(refused)
    else:
        assert 0 < len(report.headline) <= 200
        assert report.text == text_of(report.body_html)
        assert report.body_html == clean_html(report.body_html)
    assert time.process_time() - before < 2


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=60), start=st.integers(0, 700))
def test_a_damaged_word_document_gives_a_report_or_a_refusal(data, start):
    whole = docx(paragraph(FIRST))
    try:
        assert read_report(whole[:start] + data + whole[start + len(data) :], name="a.docx").text
    except IntakeError as refused:
        assert str(refused)
