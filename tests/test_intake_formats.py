"""Getting a report in: Markdown, web pages and Word documents."""

import datetime
import io
import zipfile

import pytest

from articles.cleaning import clean_html
from articles.desk.intake import read_report
from tests.intake_files import FIRST, SECOND, THIRD, cell, docx, paragraph, read, refusal, refused_docx

# --- Markdown ---------------------------------------------------------------------------------------------


def test_front_matter_gives_the_fields_and_is_kept_whole():
    report = read(
        "---\nheadline: 'Rice: a sacred crop'\nsummary: In two lines.\nplace: Tokyo\ndate: 2014-04-25\n"
        "byline: Jane Doe\ncountries: [JP, NO]\nsample: true\nround: 05\nlanguage: en\n"
        "sources:\n- {outlet: The Example, url: 'https://example.org/a'}\n---\n"
        f"# Rice: a sacred crop\n\n{FIRST} **Bold** and *slanted*.\n\n"
        "- a\n- b\n\n| Good | Duty |\n|---|---|\n| Beef | 9 |\n\n<script>x</script>\n",
        "a.md",
    )
    assert (report.headline, report.summary, report.dateline) == (
        "Rice: a sacred crop",
        "In two lines.",
        "Tokyo",
    )
    assert (report.date, report.byline) == (datetime.date(2014, 4, 25), "Jane Doe")
    assert (report.source, report.source_url) == ("The Example", "https://example.org/a")
    assert report.metadata["countries"] == ["JP", "NO"]
    assert report.metadata["sample"] is True
    assert report.body_html.startswith(
        f"<p>{FIRST} <strong>Bold</strong> and <em>slanted</em>.</p><ul><li>a</li>"
    )
    assert "<th>Good</th>" in report.body_html
    assert report.text.endswith("<script>x</script>")


def test_markdown_without_front_matter_takes_its_heading_as_headline():
    report = read(f"# Rice\n\nBy Jane Doe\n\n{FIRST}\n\n## What is next\n\n{SECOND}", "a.md")
    assert (report.headline, report.byline) == ("Rice", "Jane Doe")
    assert report.body_html == f"<p>{FIRST}</p><h2>What is next</h2><p>{SECOND}</p>"


@pytest.mark.parametrize(
    ("front_matter", "says"),
    [
        ("headline: a: b", "line 2"),
        ("headline: [a", "not valid YAML"),
        ("- a\n- b", "key: value"),
        ("date: 2014-02-30", "does not exist"),
        ("date: some day in spring", "2014-04-25"),
        ("a: &a [x]\nb: *a", "refers to itself"),
        ("a: !!python/object:os.system x", "type tag"),
        ("a: " + "[" * 60 + "]" * 60, "nested too deeply"),
        ("headline: {a: b}", "plain words"),
        ("headline: " + "x" * 201, "too long"),
    ],
)
def test_bad_front_matter_is_refused_with_the_reason(front_matter, says):
    assert says in refusal(f"---\n{front_matter}\n---\n{FIRST}", "a.md")


def test_front_matter_that_is_not_closed_is_refused():
    assert "not closed" in refusal(f"---\nheadline: Rice\n\n{FIRST}", "a.md")


def test_a_month_is_not_made_into_a_day():
    report = read(f"---\nheadline: Rice\ndate: 2013-06\n---\n{FIRST}", "a.md")
    assert report.date is None
    assert report.metadata["date"] == "2013-06"


# --- web pages --------------------------------------------------------------------------------------------

PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Beef deal near | The Example</title>
<meta name="author" content="Jane Doe"><meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2014-04-25T10:00:00Z">
<meta name="description" content="Two days of talks brought an understanding on beef.">
<link rel="canonical" href="https://example.org/news/1"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Beef deal near</h1>
<p class="byline">By Jane Doe</p><p>{FIRST} <a href="/tags/beef" onclick="x()">More on beef</a>.</p>
<figure><img src="data:image/png;base64,AAAA"><figcaption>The hotel</figcaption></figure>
<h2>What is next</h2><ol><li>rice <em>and</em> wheat</li><li>sugar</li></ol>
<table><caption>Duties</caption><tr><th scope="col">Good</th><th>Duty</th></tr>
<tr><td>Beef</td><td>9</td></tr></table>
<p>{SECOND}</p><p>{THIRD}</p><script>alert(1)</script></article>
<aside><a href="/2">Another story</a></aside><footer>© 2016 The Example</footer></body></html>"""


def test_a_saved_page_gives_the_report_without_what_stands_around_it():
    report = read(PAGE, "page.html")
    assert (report.headline, report.byline, report.source) == ("Beef deal near", "Jane Doe", "The Example")
    assert (report.date, report.source_url) == (datetime.date(2014, 4, 25), "https://example.org/news/1")
    assert report.summary == "Two days of talks brought an understanding on beef."
    assert report.language == "en"
    assert report.text.startswith(FIRST)
    assert report.text.endswith(THIRD)
    assert not {"Home", "Sport", "Another story", "© 2016", "The hotel"} & set(report.text.splitlines())


def test_a_saved_page_keeps_headings_lists_tables_and_links():
    body = read(PAGE, "page.html").body_html
    for kept in (
        '<a href="https://example.org/tags/beef" rel="noopener noreferrer">More on beef</a>',
        "<h2>What is next</h2><ol><li>rice <em>and</em> wheat</li><li>sugar</li></ol>",
        '<table><caption>Duties</caption><tbody><tr><th scope="col">Good</th>',
    ):
        assert kept in body
    assert body == clean_html(body)
    assert "data:" not in body


def test_the_report_is_found_where_much_stands_around_it():
    around = "".join(
        f'<div class="teaser"><a href="/{n}">Another story of the day, number {n}</a></div>'
        for n in range(60)
    )
    page = PAGE.replace("<article>", f"{around}<div>").replace("</article>", f"</div>{around}")
    report = read(page, "page.html")
    assert "Another story" not in report.text
    assert SECOND in report.text
    assert "<ol><li>rice <em>and</em> wheat</li>" in report.body_html


def test_an_extract_is_taken_where_links_stand_between_the_paragraphs():
    teaser = '<div class="teaser"><a href="/2">Another story of the same day</a></div>'
    report = read(PAGE.replace("<h2>", f"{teaser * 60}<h2>"), "page.html")
    assert "Another story" not in report.text
    assert report.text.startswith(FIRST)
    assert report.text.endswith(THIRD)


def test_a_year_in_the_footer_is_no_date():
    page = PAGE.replace('<meta property="article:published_time" content="2014-04-25T10:00:00Z">', "")
    assert read(page, "page.html").date is None


def test_a_page_of_several_articles_is_refused_and_teasers_are_not():
    article = f"<article><h2>Beef</h2><p>{(FIRST + SECOND + THIRD) * 3}</p></article>"
    teaser = "<article><h2>Another story</h2><p>Read more.</p></article>"
    assert "2 articles" in refusal(f"<body>{article * 2}</body>", "a.html")
    assert SECOND in read(f"<body>{article}{teaser * 5}</body>", "a.html").text


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<div>" * 5000 + FIRST, "nested too deeply"),
        ("<table>" + "<tr><td>9</td></tr>" * 6000 + f"</table><p>{FIRST}</p>", "too large"),
        ("<span>x</span>" * 25_000, "too many parts"),
        ("<!-- nothing -->", "no"),
        ("<script>alert(1)</script>", "no text"),
    ],
    ids=["deep", "table", "many", "comment", "script"],
)
def test_pages_no_report_can_be_are_refused(page, says):
    assert says in refusal(page, "a.html")


# --- Word -------------------------------------------------------------------------------------------------


def test_a_word_document_keeps_headings_emphasis_links_and_tables():
    link = '<w:p><w:hyperlink r:id="l1"><w:r><w:t>The source</w:t></w:r></w:hyperlink></w:p>'
    table = f"<w:tbl><w:tr>{cell('Beef')}{cell('9')}</w:tr></w:tbl>"
    body = [
        paragraph("Beef deal near", "Title"),
        paragraph("Two days of talks.", "Subtitle"),
        paragraph("By Jane Doe"),
        paragraph(f"TOKYO, April 25, 2014 — {FIRST}"),
        paragraph("What is next", "Heading2"),
        paragraph("bold", run="<w:b/>"),
        "<w:p/>",
        link,
        table,
    ]
    report = read_report(docx("".join(body)), name="Report.DOCX")
    assert (report.headline, report.summary, report.byline) == (
        "Beef deal near",
        "Two days of talks.",
        "Jane Doe",
    )
    assert (report.dateline, report.date) == ("Tokyo", datetime.date(2014, 4, 25))
    assert report.body_html == (
        f"<p>TOKYO, April 25, 2014 — {FIRST}</p><h2>What is next</h2><p><strong>bold</strong></p>"
        '<p><a href="https://example.org/a" rel="noopener noreferrer">The source</a></p>'
        "<table><tbody><tr><td><p>Beef</p></td><td><p>9</p></td></tr></tbody></table>"
    )


def test_a_word_document_is_known_whatever_it_is_called():
    assert read_report(docx(paragraph(FIRST)), name="report.txt").text == FIRST


def test_word_documents_made_to_exhaust_or_reach_out_are_refused():
    entity = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
    assert "definitions" in refused_docx(paragraph("&b;"), head=entity)
    assert "unpacks" in refused_docx(paragraph(FIRST), word__media="0" * 5_000_000)
    assert "unpacks" in refused_docx(paragraph(FIRST), **{f"word__{n}.xml": "x" for n in range(1200)})
    assert "unpacks" in refused_docx("".join(paragraph(f"{n} {FIRST}") for n in range(30_000)))
    assert "damaged" in refused_docx("<w:sdt><w:sdtContent>" * 2000 + "</w:sdtContent></w:sdt>" * 2000)
    assert "damaged" in refused_docx("<w:p>")
    assert "too large" in refused_docx(f"<w:tbl><w:tr>{''.join(map(cell, range(25_000)))}</w:tr></w:tbl>")


@pytest.mark.parametrize(
    ("part", "says"), [("xl/workbook.xml", "Excel"), ("ppt/a.xml", "PowerPoint"), ("report.txt", "archive")]
)
def test_other_zip_files_are_named(part, says):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(part, "x")
    assert says in refusal(packed.getvalue(), "a.docx")
