"""The site as it stood on a day: what it shows, what it leaves out, and how the day is carried on."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Country
from tests import asof_world, factories

pytestmark = pytest.mark.django_db
DAY = asof_world.DAY
PAGES = [
    "/",
    "/articles/",
    "/articles/parties-meet/",
    "/articles/parties-meet/v1/",
    "/countries/",
    "/countries/japan/",
    "/countries/japan/rice/",
    "/issues/",
    "/issues/rice/",
    "/negotiators/",
    "/negotiators/akira-amari/",
    "/meetings/",
    "/meetings/round-18/",
    "/tags/tokyo/",
    "/search/?q=rice",
    "/state-of-play/",
    "/chapters/",
    "/about/",
    "/ja/",
]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), transaction.atomic():
        asof_world.make(tmp_path_factory.mktemp("record"))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(made, time_machine):
    time_machine.move_to(asof_world.TODAY)


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    return b"".join(response).decode()


def then(client, address, day=DAY):
    """Return the text of a page as of a day."""
    return text_of(client, f"{address}{'&' if '?' in address else '?'}asof={day}")


def main_of(page):
    return page[page.index('<main id="main"') : page.index("</main>")]


# ---------------------------------------------------------------------- the day


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_which_day_it_shows_and_leads_back(client, world, address):
    page = then(client, address)
    assert "The site as it stood on 25 April 2014" in page or "/ja/" in address
    assert f'href="{address}" data-today' in page
    assert page.count('<meta name="robots" content="noindex">') == 1
    day_before, day_after = (f"asof=2014-04-{day}" for day in (24, 26))
    assert day_before in page and day_after in page
    canonical = re.search(r'<link rel="canonical" href="([^"]*)"', page)[1]
    assert canonical.endswith(f"asof={DAY}") and canonical.startswith(
        f"http://testserver{address.partition('?')[0]}"
    )
    assert "data-today" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_the_page_of_a_day_is_one_of_its_own_to_every_cache(client, world, address):
    today = client.get(address).headers["ETag"]
    mark = "&" if "?" in address else "?"
    tags = {client.get(f"{address}{mark}asof={day}").headers["ETag"] for day in asof_world.DAYS[1:]}
    assert len({today, *tags}) == 3
    again = client.get(f"{address}{mark}asof={DAY}", headers={"if-none-match": tags.pop()})
    assert again.status_code in (200, 304)


@pytest.mark.parametrize(
    "day", ["yesterday", "2014-02-30", "20140425", "2014-W17-5", "2014-4-5", "\0", "x" * 500]
)
@pytest.mark.parametrize(
    "address",
    [
        "/", "/articles/parties-meet/", "/articles/parties-meet/v1/", "/articles/parties-meet/card.png",
        "/countries/", "/countries/japan/", "/issues/", "/issues/rice/", "/negotiators/",
        "/negotiators/akira-amari/", "/meetings/", "/meetings/round-18/", "/meetings.ics", "/tags/tokyo/",
        "/search/suggest", "/chapters/", "/embed/articles/parties-meet/",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_what_to_write(client, world, address, day):
    response = client.get(address, {"asof": day})
    assert response.status_code == 400
    page = response.content.decode()
    assert "is not a day. Write it as 2014-04-25." in page
    assert "data-today" not in page and len(page) < 20_000


@pytest.mark.parametrize("address", ["/articles/", "/search/", "/state-of-play/", "/countries/japan/rice/"])
def test_a_page_of_filters_names_a_bad_day_among_its_mistakes(client, world, address):
    page = client.get(address, {"asof": "yesterday"}).content.decode()
    assert "“yesterday” is not a day. Write it as 2014-04-25." in page
    assert "data-today" not in page


def test_a_day_to_come_counts_as_today(client, world):
    page = then(client, "/countries/japan/", "2199-01-01")
    assert "The site as it stood on 1 January 2020" in page
    assert "asof=2020-01-02" not in page and "2199" not in main_of(page)
    assert main_of(page).count("Stand 5.") == 1


@pytest.mark.parametrize("day", ["2009-12-31", "1900-01-01", "0001-01-01"])
@pytest.mark.parametrize(
    "address", ["/", "/articles/", "/countries/", "/issues/rice/", "/meetings/", "/chapters/"]
)
def test_before_the_talks_the_site_is_there_and_empty(client, world, address, day):
    page = main_of(then(client, address, day))
    assert "/articles/parties-meet/" not in page and "/meetings/round-18/" not in page and "Stand" not in page


# ---------------------------------------------------------------------- what was known


def test_a_country_is_told_by_what_had_happened(client, world):
    page = main_of(then(client, "/countries/japan/"))
    assert "July 2013" in page and "All parties agreed to it on 20 April 2010." in page
    assert "Two fifths of all trade" in page and "A tenth of all rice" not in page
    for later in ("Signed the", "in force", "withdrew", "The signature was", "of Economy", "The eleven"):
        assert later not in page
    assert "Stand 1." in page and "Stand 2." in page and "Stand 3." not in page
    assert "The two" in page or "TPP2" in page
    assert "Signed the TPP" in then(client, "/countries/japan/", "2016-02-04")
    assert "Signed the TPP" not in then(client, "/countries/japan/", "2016-02-03")


def test_countries_are_grouped_by_what_they_were(client, world):
    page = main_of(then(client, "/countries/"))
    assert "In the talks" in page and "Signatories" not in page and "2016" not in page
    assert "Signatories of 2016" in then(client, "/countries/", "2016-02-04")
    assert "candidate" not in page.casefold().replace("candidates and neighbours", "")


def test_offices_are_those_entered_by_the_day(client, world):
    page = main_of(then(client, "/negotiators/akira-amari/"))
    assert "Minister for TPP" in page and "2016" not in page
    assert (
        "Later post" not in page and "Later post" in client.get("/negotiators/akira-amari/").content.decode()
    )
    assert "He left office" not in page
    people = main_of(then(client, "/negotiators/"))
    assert "Akira Amari" in people and "Robert Lighthizer" not in people
    assert "Robert Lighthizer" in client.get("/negotiators/").content.decode()


def test_an_office_that_ended_in_a_month_is_held_to_its_last_day(client, world):
    address = "/negotiators/akira-amari/"
    assert ">January 2016<" not in main_of(then(client, address, "2016-01-30"))
    assert ">January 2016<" in main_of(then(client, address, "2016-01-31"))


def test_meetings_to_come_are_not_there_yet(client, world):
    for address in (
        "/",
        "/meetings/",
        "/negotiators/akira-amari/",
        "/articles/ministers-will-meet/",
        "/articles/",
    ):
        page = then(client, address)
        assert "sydney-talks" not in page and "Sydney" not in page, address
    assert client.get(f"/meetings/sydney-talks/?asof={DAY}").status_code == 404
    assert "sydney-talks" not in client.get(f"/meetings.ics?asof={DAY}").content.decode()
    assert "sydney-talks" in client.get("/meetings.ics?asof=2014-10-25").content.decode()
    assert client.get("/meetings/sydney-talks/?asof=2014-10-25").status_code == 200


def test_of_a_meeting_that_goes_on_neither_end_nor_outcome_is_known(client, world):
    page = main_of(then(client, "/meetings/tokyo-talks/"))
    assert "23 April 2014" in page and "28" not in page and "They agreed." not in page
    assert "They agreed." in then(client, "/meetings/tokyo-talks/", "2014-04-28")


def test_terms_and_chapters_are_known_once_the_text_is_signed(client, world):
    for day, known in (("2016-02-03", False), ("2016-02-04", True)):
        assert ("50,000" in then(client, "/issues/rice/", day)) is known
        assert ("Chapters of the text" in then(client, "/issues/rice/", day)) is known
        assert ("chapter-1" in then(client, "/chapters/", day)) is known


def test_prose_and_sources_that_name_a_later_date_are_left_out(client, world):
    page = main_of(then(client, "/issues/rice/"))
    assert "Its quota was settled" not in page
    assert "Joint statement" in page and "web.archive.org" not in page
    assert "Reading the text" not in page and "look-back" not in page
    assert "Its quota was settled" in then(client, "/issues/rice/", "2015-10-01")


def test_counts_are_those_of_the_day(client, world):
    assert "3 reports" in main_of(then(client, "/articles/"))
    assert "all 3 reports" in main_of(then(client, "/tags/tokyo/"))
    assert client.get(f"/tags/sydney/?asof={DAY}").status_code == 404
    for address in ("/countries/", "/issues/"):
        assert re.search(r">3<|\b3\b</", main_of(then(client, address)))


# ---------------------------------------------------------------------- reports as they read


@pytest.mark.parametrize(
    "address",
    [
        "/", "/articles/", "/articles/talks-in-tokyo/", "/countries/japan/", "/issues/market-access/",
        "/tags/tokyo/", "/search/?q=talks", "/meetings/tokyo-talks/", "/embed/articles/talks-in-tokyo/",
        "/articles.atom", "/articles.json", "/articles.csv", "/search/suggest?q=talks",
    ],
)  # fmt: skip
def test_a_report_reads_as_it_did_that_day(client, world, address):
    assert "Talks in Tokyo" in then(client, address) and "Talks in Kyoto" not in then(client, address)
    assert "Talks in Kyoto" in text_of(client, address)


def test_a_card_shows_the_links_that_a_report_had(client, world):
    chips = re.search(
        r"Talks in Tokyo.*?</li>\s*(?=<li class=\"card\"|</ul>)", then(client, "/articles/"), re.DOTALL
    )[0]
    assert "/issues/rice/" in chips and "/issues/tariffs/" not in chips


def test_later_corrections_versions_and_moments_of_change_are_not_told(client, world):
    page = then(client, "/articles/talks-in-tokyo/")
    assert "2015" not in page.replace("2015-05-06-", "")
    assert client.get(f"/articles/talks-in-tokyo/v2/?asof={DAY}").status_code == 404
    assert "Corrected on 2015-05-06." in then(client, "/articles/talks-in-tokyo/", "2015-05-06")
    feed = client.get(f"/articles.json?asof={DAY}").json()
    assert all(item["date_modified"][:10] <= DAY for item in feed["items"])
    assert all(f"asof={DAY}" in item["url"] for item in feed["items"])


def test_a_report_shows_what_it_changed_by_then(client, world):
    article = Article.objects.get(slug="parties-meet")
    for slug, since in (("m1", "2013-07-20"), ("m2", "2015-01-01")):
        position = article.positions.create(
            slug=slug,
            issue_id=article.issue_links.first().issue_id,
            stance="offer",
            summary=slug,
            since=since,
        )
        position.countries.add(Country.objects.get(slug="japan"))
    page = main_of(then(client, "/articles/parties-meet/"))
    assert "<p>m1</p>" in page and "<p>m2</p>" not in page


def test_a_card_picture_and_an_embedding_are_of_the_version_of_the_day(client, world):
    tags = {
        client.get(f"/articles/talks-in-tokyo/card.png{query}").headers["ETag"]
        for query in ("", f"?asof={DAY}")
    }
    assert len(tags) == 2
    address = f"http://testserver/articles/talks-in-tokyo/?asof={DAY}"
    told = client.get("/oembed", {"url": address}).json()
    assert told["title"] == "Talks in Tokyo" and f"asof={DAY}" in told["html"]
    assert f"asof={DAY}" in told["thumbnail_url"]
    assert (
        client.get("/oembed", {"url": f"http://testserver/articles/text-is-signed/?asof={DAY}"}).status_code
        == 404
    )


def test_search_finds_what_the_record_had(client, world):
    assert "Ministers met" not in then(client, "/search/?q=ministers")
    assert "Ministers will meet" in then(client, "/search/?q=ministers")
    assert "sydney-talks" not in then(client, "/search/?q=sydney")
    offered = client.get(f"/search/suggest?q=sydney&asof={DAY}").json()["suggestions"]
    assert offered == []
    offered = client.get(f"/search/suggest?q=amari&asof={DAY}").json()["suggestions"]
    assert [each["url"] for each in offered][:1] == [f"/negotiators/akira-amari/?asof={DAY}"]


# ---------------------------------------------------------------------- cost


def test_a_day_costs_a_few_queries_whatever_the_number_of_reports(client, world, time_machine):
    def queries(address, query):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{address}{'&' if '?' in address else '?'}{query}").status_code == 200
        return len(asked)

    addresses = ["/", "/articles/", "/countries/japan/", "/issues/rice/", "/search/?q=talks"]
    few = {address: queries(address, f"asof={DAY}") for address in addresses}
    for address in addresses:
        # The versions of that day for each list; where a report was changed since, the kinds of its links.
        assert few[address] <= queries(address, "x=1") + 9, address
    for number in range(12):
        article = factories.make_article(
            f"Talks {number}", date="2014-04-20", countries=["japan"], issues=["rice"]
        )
        asof_world.correct(time_machine, article.slug, "2019-01-01", summary="Put right.")
    for address in addresses:
        assert queries(address, f"asof={DAY}") <= few[address] + 1, address
