"""The reading room: mentions that lead on, portraits, the archive, quotations, corrections, the glossary."""

import gzip
import re
from xml.etree import ElementTree

import pytest
import yaml

from articles import drawing, glossary, publishing, timeline
from articles.mentions import Known, link_first_mentions, mentioned
from articles.models import Correction, Quote
from tests import factories
from tests.test_reading import page

pytestmark = pytest.mark.django_db

JAPAN = Known("/countries/japan/", ("Japan", "日本"))
FIVE = Known("/issues/five/", ("Japan's five sensitive farm categories", "five products"), is_proper=False)
BEEF = Known("/issues/beef/", ("Beef", "beef cuts"), is_proper=False)
ISDS = Known("/glossary/#isds", ("ISDS",), is_proper=False, kind="term")


@pytest.mark.parametrize(
    "html, linked",
    [
        ("<p>Japan met Japan.</p>", '<p><a href="/countries/japan/">Japan</a> met Japan.</p>'),
        ("<p>Japanese beef</p>", '<p>Japanese <a href="/issues/beef/">beef</a></p>'),
        ("<p>japan, ISDSs and isds</p>", "<p>japan, ISDSs and isds</p>"),
        ("<p>ISDS</p>", '<p><a class="term" href="/glossary/#isds">ISDS</a></p>'),
        ("<h2>Beef</h2><p>Beef</p>", '<h2>Beef</h2><p><a href="/issues/beef/">Beef</a></p>'),
        ('<p><a href="/x/">Japan</a></p>', '<p><a href="/x/">Japan</a></p>'),
        (
            '<p>Japan <a href="/countries/japan/">there</a></p>',
            '<p>Japan <a href="/countries/japan/">there</a></p>',
        ),
        ("<p>政府は日本で</p>", '<p>政府は<a href="/countries/japan/">日本</a>で</p>'),
        (
            "<p>Japan’s five sensitive farm categories</p>",
            '<p><a href="/issues/five/">Japan’s five sensitive farm categories</a></p>',
        ),
        ("<p>a &lt;b&gt; Beef &amp; c</p>", '<p>a &lt;b&gt; <a href="/issues/beef/">Beef</a> &amp; c</p>'),
    ],
)
def test_the_first_mention_of_each_known_thing_is_linked(html, linked):
    assert link_first_mentions(html, [JAPAN, FIVE, BEEF, ISDS]) == linked


def test_a_name_with_signs_of_html_is_linked_as_it_is_written():
    known = Known("/issues/r/", ("R&D <rules>",), is_proper=False)
    assert link_first_mentions("<p>R&amp;D &lt;rules&gt;</p>", [known]) == (
        '<p><a href="/issues/r/">R&amp;D &lt;rules&gt;</a></p>'
    )


def test_terms_are_found_where_the_text_links_them_elsewhere_too():
    assert mentioned('<p><a href="/x/">ISDS</a> and beef</p>', [ISDS, FIVE, BEEF]) == [ISDS, BEEF]


def test_no_letter_case_of_any_script_breaks_the_linking():
    known = [Known(f"/{number}/", (name,), is_proper=False) for number, name in enumerate("İiıIſsK")]
    known += [Known("/tpp/", ("İTALİA", "straße"), is_proper=False)]
    assert link_first_mentions("<p>italia STRASSE İtalia ſtraße</p>", known)


def test_an_article_links_what_it_is_about_and_explains_its_terms(client):
    japan = factories.make_country()
    beef = factories.make_issue("beef")
    amari = factories.make_negotiator(country=japan)
    amari.aliases.create(text="Minister Amari", kind="name", language="en")
    japan.aliases.create(text="Tokyo", kind="metonym", language="en")
    body = "<p>Tokyo: Minister Amari of Japan spoke on beef. Japan has a gate price.</p>"
    factories.make_article(
        "Talks", body=body, countries=[japan], issues=[beef], negotiators=[amari], dateline="Tokyo"
    )
    for address in ("/articles/talks/", "/articles/talks/v1/"):
        text = re.search(r'<div class="body">(.*?)</div>', page(client, address), re.DOTALL)[1]
        assert re.findall(r'<a[^>]* href="([^"]+)">([^<]+)</a>', text) == [
            ("/negotiators/akira-amari/", "Minister Amari"),
            ("/countries/japan/", "Japan"),
            ("/issues/beef/", "beef"),
            ("/glossary/#gate-price", "gate price"),
        ]
        assert "depends on its import price" in page(client, address)


def test_related_reports_say_what_they_share(client):
    japan, peru = factories.make_country(), factories.make_country("peru", "PE", "PER")
    beef = factories.make_issue("beef")
    factories.make_article("First", countries=[japan, peru], issues=[beef])
    factories.make_article("Second", countries=[japan], issues=[beef])
    assert re.search(r"<time[^>]*>25 April 2014</time> · Beef, Japan</p>", page(client, "/articles/first/"))


def test_a_version_is_cited_as_bibtex(client):
    factories.make_article(
        "Beef & {rice}", slug="talks", byline="A. Writer", countries=[factories.make_country()]
    )
    response = client.get("/articles/talks/v1.bib")
    assert response.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    entry = response.content.decode()
    assert entry.startswith("@misc{talks-v1,\n")
    assert r"title = {Beef \& \{rice\}}" in entry
    assert "url = {http://testserver/articles/talks/v1/}" in entry
    assert client.get("/articles/talks/v2.bib").status_code == 404


def test_home_tells_the_latest_of_each_issue(client):
    beef = factories.make_issue("beef", parent=factories.make_issue("agriculture"))
    japan = factories.make_country()
    factories.make_article("Older on beef", countries=[japan], issues=[beef], date="2013-04-24")
    factories.make_article("Newer on beef", countries=[japan], issues=[beef])
    strip = re.search(r'<ul class="strip">(.*?)</ul>', page(client, "/"), re.DOTALL)[1]
    assert "Newer on beef" in strip
    assert "Older on beef" not in strip
    assert "2 reports, last on" in strip
    assert "Agriculture" not in strip


def test_a_portrait_draws_its_coverage_and_says_it_in_words(client):
    japan, beef = factories.make_country(), factories.make_issue("beef")
    for date in ("2012-01-01", "2014-04-25", "2014-12-31"):
        factories.make_article(countries=[japan], issues=[beef], date=date)
    for address, query in (("/countries/japan/", "country=japan"), ("/issues/beef/", "issue=beef")):
        shown = page(client, address)
        assert 'aria-label="Reports a year: 2012, 1; 2013, 0; 2014, 2"' in shown
        assert f'<a href="/articles/?{query}&amp;year=2014">2014</a> <span class="meta">2</span>' in shown
        assert "all 3 reports, with filters" in shown


def test_a_country_tells_who_is_in_office_and_who_was(client):
    japan = factories.make_country(tpp_signed="2016-02-04")
    factories.make_negotiator(country=japan, end="2016-01-28")
    factories.make_negotiator("taro-kono", country=japan, office="Foreign minister")
    factories.make_meeting(country=japan)
    shown = page(client, "/countries/japan/")
    now, earlier = (
        shown.partition(f"<h2>{heading}</h2>")[2].partition("</ul>")[0]
        for heading in ("In office, as far as recorded", "In office earlier")
    )
    assert "/negotiators/taro-kono/" in now
    assert "/negotiators/akira-amari/" in earlier
    events = re.search(r'<ol class="events">(.*?)</ol>', shown, re.DOTALL)[1]
    assert "Signed the TPP" in events
    assert "/meetings/tokyo-2014/" in events


def test_columns_stand_for_every_year_between_the_first_and_the_last():
    bars = drawing.columns({2012: 1, 2014: 4})
    assert [(bar.label, bar.total, bar.height) for bar in bars] == [
        ("2012", 1, 25.0),
        ("2013", 0, 0.0),
        ("2014", 4, 100.0),
    ]
    assert all(bar.y + bar.height == 100 for bar in bars)
    assert drawing.columns({}) == []


@pytest.mark.parametrize(
    "start, end, place",
    [
        ("2010", "2010", (0, 50)),
        ("2011-01-01", "", (50, 50)),
        ("", "2010-12", (0, 50)),
        ("2009", "2012-06", (0, 100)),
        ("2011-07", "2011-12-31", (75, 25)),
        ("2012", "2013", None),
        ("2008", "2009", None),
    ],
)
def test_a_stretch_lies_where_its_dates_do(start, end, place):
    shape = drawing.stretch(start, end, first=2010, last=2011)
    assert (shape and (shape.x, shape.width)) == place


def test_the_lanes_hold_every_meeting_once():
    kinds = ["round", "ministerial", "leaders", "bilateral", "signing", "commission"]
    meetings = [factories.make_meeting(kind, kind=kind) for kind in kinds]
    lanes = timeline.lanes(meetings, first=2014, last=2014)
    assert sum(lane.total for lane in lanes) == len(meetings)
    assert [lane.name for lane in lanes][-1] == "other steps"


def test_an_empty_archive_and_lists_say_so(client):
    for address, said in (
        ("/archive/", "No report has been published yet."),
        ("/quotes/", "No quotation matches."),
        ("/corrections/", "No report has been corrected so far."),
    ):
        assert said in page(client, address)


def test_the_archive_leads_to_each_month_by_utc(client):
    japan = factories.make_country()
    factories.make_article("In April", countries=[japan], date="2014-04-30")
    factories.make_article("In May", countries=[japan], date="2014-05-01")
    factories.make_article("To come", countries=[japan], date="2099-01-01")
    shown = page(client, "/archive/")
    assert re.findall(r'href="(/archive/[^"]+)"', shown) == ["/archive/2014/4/", "/archive/2014/5/"]
    assert "In April" in page(client, "/archive/2014/4/")
    assert "In May" not in page(client, "/archive/2014/4/")
    for address in ("/archive/2099/1/", "/archive/2014/13/", "/archive/0/1/", "/archive/99999/1/"):
        assert client.get(address).status_code == 404


def test_the_archive_pages_a_full_month(client):
    japan = factories.make_country()
    for number in range(25):
        factories.make_article(f"Report {number:02}", countries=[japan])
    first = page(client, "/archive/2014/4/")
    onward = re.search(r'rel="next" href="([^"]+)"', first)[1]
    found = re.findall(r"Report \d\d", first) + re.findall(r"Report \d\d", page(client, onward))
    assert len(set(found)) == 25


@pytest.fixture
def quoted():
    japan = factories.make_country()
    beef = factories.make_issue("beef", parent=factories.make_issue("agriculture"))
    amari = factories.make_negotiator(
        country=japan, office="Minister for Economic Revitalization", end="2016-01-28"
    )
    quotes = [
        {"speaker": "akira-amari", "text": "The gaps narrow.", "issues": ["beef"], "said_on": "2014-04-24"},
        {"speaker": "", "speaker_name": "An official", "text": "Not so fast."},
    ]
    return factories.make_article(
        "Talks in Tokyo", quotes=quotes, countries=[japan], issues=[beef], negotiators=[amari]
    )


@pytest.mark.parametrize(
    "query, texts",
    [
        ("", ["The gaps narrow.", "Not so fast."]),
        ("speaker=akira-amari", ["The gaps narrow."]),
        ("issue=beef", ["The gaps narrow."]),
        ("issue=agriculture", ["The gaps narrow."]),
        ("issue=agriculture&speaker=akira-amari", ["The gaps narrow."]),
        ("asof=2014-04-24", []),
    ],
)
def test_quotations_are_listed_by_speaker_and_issue(client, quoted, query, texts):
    shown = page(client, f"/quotes/?{query}")
    assert sorted(re.findall(r"<blockquote[^>]*><p>“([^<]+)”</p>", shown)) == sorted(texts)


def test_a_quotation_filter_that_is_not_known_is_said(client, quoted):
    assert "There is no person “nobody”." in page(client, "/quotes/?speaker=nobody")


def test_a_quotation_has_a_page_of_its_own_while_its_report_is_public(client, quoted):
    quote = Quote.objects.get(said_on="2014-04-24")
    shown = page(client, quote.get_absolute_url())
    assert "“The gaps narrow.”" in shown
    assert "Minister for Economic Revitalization" in shown
    assert '"@type":"Quotation"' in shown
    assert quote.get_absolute_url() in page(client, "/articles/talks-in-tokyo/")
    publishing.withdraw(article=quoted, by=None, note="It was not so.")
    assert client.get(quote.get_absolute_url()).status_code == 404
    assert "The gaps narrow" not in page(client, "/quotes/")


def test_quotations_page_by_key(client):
    japan = factories.make_country()
    words = [{"speaker_name": "An official", "text": f"Words {number:02}."} for number in range(25)]
    factories.make_article("Talks", quotes=words, countries=[japan])
    first = page(client, "/quotes/")
    onward = re.search(r'rel="next" href="([^"]+)"', first)[1]
    found = re.findall(r"Words \d\d", first) + re.findall(r"Words \d\d", page(client, onward))
    assert len(found) == len(set(found)) == 25


def test_corrections_are_listed_with_what_was_taken_back(client):
    japan = factories.make_country()
    article = factories.make_article("Talks in Tokyo", countries=[japan])
    Correction.objects.create(article=article, kind="correction", text="A name was misspelt.", version=1)
    draft = factories.make_article("Not out yet", countries=[japan], date="2099-01-01")
    Correction.objects.create(article=draft, kind="correction", text="Nobody saw this.", version=1)
    gone = factories.make_article("Mistaken", countries=[japan])
    publishing.withdraw(article=gone, by=None, note="It was not so.")
    shown = page(client, "/corrections/")
    assert "A name was misspelt." in shown
    assert "It was not so." in shown
    assert "Nobody saw this." not in shown
    feed = ElementTree.fromstring(client.get("/corrections.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    told = [entry.findtext(f"{atom}content") for entry in feed.iter(f"{atom}entry")]
    assert sorted(told) == ["A name was misspelt.", "It was not so."]
    links = [entry.find(f"{atom}link").get("href") for entry in feed.iter(f"{atom}entry")]
    assert any("/articles/talks-in-tokyo/#correction-" in link for link in links)


def test_every_term_has_a_source_and_an_address_of_its_own(client):
    shown = page(client, "/glossary/")
    terms = glossary.terms()
    assert len({term.slug for term in terms}) == len(terms)
    for term in terms:
        assert f'id="{term.slug}"' in shown
        assert term.meaning.endswith(".")
        assert all(title and url.startswith("http") for title, url in term.sources) and term.sources


def test_the_glossary_names_only_issues_and_sources_that_the_record_holds():
    folder = glossary.FILE.parent
    issues = {row["slug"] for row in yaml.safe_load((folder / "issues.yaml").read_text())}
    record = "".join(path.read_text() for path in folder.glob("*.yaml") if path != glossary.FILE)
    for term in glossary.terms():
        assert term.issue in issues | {""}
        assert [url for _title, url in term.sources if url not in record] == []


@pytest.mark.parametrize("address", ["/", "/articles.json", "/static/css/site.css"])
def test_text_is_sent_compressed_to_who_can_read_it(client, address):
    factories.make_article(countries=[factories.make_country()])
    plain = client.get(address)
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.getvalue()) == plain.getvalue()
    assert "Content-Encoding" not in plain.headers


def test_what_is_compressed_in_itself_is_sent_as_it_is(client):
    factories.make_article("Talks", countries=[factories.make_country()])
    for address in ("/articles/talks/card.png", "/static/fonts/record-serif-latin.woff2"):
        answer = client.get(address, headers={"accept-encoding": "gzip"})
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers
