"""The sample reports agree with the reference facts and with the house's rules for copy.

Reads the files alone: no database, no settings.
"""

import calendar
import datetime
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
import yaml

REFERENCE = Path(__file__).resolve().parent.parent / "articles" / "reference"
PATHS = sorted((REFERENCE / "reports").glob("*.md"))
KEYS = {
    "headline",
    "slug",
    "summary",
    "date",
    "place",
    "language",
    "sample",
    "meeting",
    "countries",
    "negotiators",
    "issues",
    "tags",
    "positions",
    "outcomes",
    "quotes",
    "sources",
}
OPTIONAL = {"place", "meeting", "outcomes"}
SOURCE_KINDS = {"official", "press", "association", "academic", "reference", "memory"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Straight and curly double quotes, guillemets, and single quotes that open as such (an apostrophe does not).
QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|(?:^|(?<=\s))‘([^’]*)’')
# A report may be dated when a meeting's result became known rather than when the meeting closed.
DAYS_OFF_MEETING = 2
DAYS_AFTER_POSITION = 31


@cache
def record(name):
    """The records of one reference file, by slug or id."""
    rows = yaml.safe_load((REFERENCE / f"{name}.yaml").read_text(encoding="utf-8"))
    return {row.get("slug") or row["id"]: row for row in rows}


@cache
def people():
    """Everyone a report may link, by slug."""
    rows = dict(record("negotiators"))
    if (REFERENCE / "people_more.yaml").exists():
        rows |= record("people_more")
    return rows


@cache
def read(path):
    """Return (front matter, body) of one report."""
    opening, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == "", f"{path.name} must start with its front matter"
    return yaml.safe_load(front), body.strip()


def partial_span(text):
    """First and last day that an ISO date of day, month or year precision may mean."""
    year, month, day = (int(part) for part in (str(text).split("-") + ["0", "0"])[:3])
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return datetime.date(year, month or 1, day or 1), datetime.date(year, last_month, last_day)


def countries_of(code):
    """Slugs of the countries behind an ISO alpha-3 code or a group code of the positions."""
    rows = record("countries")
    joined = {slug: row["joined_talks"] for slug, row in rows.items() if row["joined_talks"]}
    groups = {
        "TPP8": {slug for slug, day in joined.items() if day <= "2010-03-15"},
        "TPP9": {slug for slug, day in joined.items() if day <= "2010-10-05"},
        "TPP11-pre-Japan": {slug for slug, day in joined.items() if day <= "2012-10-08"},
        "TPP12": set(joined),
        "TPP11": set(joined) - {"united-states"},
    }
    return groups.get(code) or {slug for slug, row in rows.items() if row["iso3"] == code}


def held_office(person, day):
    """Say whether one of the person's posts may have covered the day; a post without dates always does."""
    for post in person["posts"]:
        start = partial_span(post["start"])[0] if post["start"] else datetime.date.min
        end = partial_span(post["end"])[1] if post["end"] else datetime.date.max
        if start <= day <= end:
            return True
    return False


def plain(text):
    """Fold accents, so that Piñera is found where the copy writes Pinera."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def mentions(text, names):
    """Say whether one of the names stands in the text as words; short capitals (US, IP) in their own case."""
    for name in map(plain, names):
        flags = 0 if name.isupper() and len(name) <= 5 else re.IGNORECASE
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags):
            return True
    return False


def full_text(path):
    """What a reader of links has to go by: headline, summary and body."""
    front, body = read(path)
    return plain("\n".join([front["headline"], front["summary"], body]))


def each_report(test):
    """Run the test once for every report, named by its file."""
    return pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])(test)


def test_there_are_at_least_sixty_reports():
    assert len(PATHS) >= 60


def test_no_two_reports_share_a_slug():
    slugs = [read(path)[0]["slug"] for path in PATHS]
    assert sorted(set(slugs)) == sorted(slugs)


def test_no_position_is_reported_twice():
    used = [position for path in PATHS for position in read(path)[0]["positions"]]
    assert sorted(set(used)) == sorted(used)


def test_every_signatory_is_the_subject_of_some_report():
    linked = {slug for path in PATHS for slug in read(path)[0]["countries"]}
    signatories = {slug for slug, row in record("countries").items() if row["group"] == "signatory"}
    assert signatories <= linked


@each_report
def test_front_matter_has_the_agreed_keys(path):
    front, _ = read(path)
    assert set(front) <= KEYS
    assert set(front) >= KEYS - OPTIONAL
    assert front["sample"] is True
    assert front["language"] == "en"
    assert SLUG.fullmatch(front["slug"])
    assert isinstance(front["date"], datetime.date)
    assert path.name.startswith(f"{front['date']}-")
    assert 1 <= len(front["tags"]) <= 3


@each_report
def test_headline_summary_and_body_keep_to_length(path):
    front, body = read(path)
    assert len(front["headline"]) <= 90
    assert not front["headline"].endswith(".")
    assert 15 <= len(front["summary"].split()) <= 35
    assert front["summary"].endswith(".")
    words = [word for word in body.split() if re.search(r"\w", word)]
    assert 150 <= len(words) <= 500


@each_report
def test_every_link_leads_to_a_record(path):
    front, _ = read(path)
    assert set(front["countries"]) <= set(record("countries"))
    assert set(front["negotiators"]) <= set(people())
    assert set(front["issues"]) <= set(record("issues"))
    assert set(front["positions"]) <= set(record("positions"))
    assert front.get("meeting") is None or front["meeting"] in record("meetings")
    for field in ("countries", "negotiators", "issues", "positions"):
        assert len(set(front[field])) == len(front[field]), f"{field} repeats a slug"


@each_report
def test_date_falls_in_its_meeting_or_next_to_it(path):
    front, _ = read(path)
    if "meeting" not in front:
        return
    meeting = record("meetings")[front["meeting"]]
    margin = datetime.timedelta(days=DAYS_OFF_MEETING)
    first, last = partial_span(meeting["start"])[0], partial_span(meeting["end"])[1]
    assert first - margin <= front["date"] <= last + margin


@each_report
def test_positions_are_of_the_month_before_and_of_the_report_s_countries(path):
    front, _ = read(path)
    for identifier in front["positions"]:
        position = record("positions")[identifier]
        first, last = partial_span(position["date"])
        assert first <= front["date"] <= last + datetime.timedelta(days=DAYS_AFTER_POSITION), identifier
        for code in position["countries"]:
            assert countries_of(code) <= set(front["countries"]), f"{identifier}: {code}"
        assert position["issue"] in front["issues"], f"{identifier}: {position['issue']}"


@each_report
def test_people_held_an_office_that_day_or_are_called_former(path):
    front, body = read(path)
    for slug in front["negotiators"]:
        person = people()[slug]
        if held_office(person, front["date"]):
            continue
        name = re.escape(plain(person["name"]))
        pattern = rf"\bformer\b[^.]{{0,80}}{name}|{name},[^.]{{0,30}}\bformer\b"
        assert re.search(pattern, plain(body), re.IGNORECASE), f"{slug} held no office on {front['date']}"


@each_report
def test_linked_countries_people_and_issues_are_named_in_the_text(path):
    front, _ = read(path)
    text = full_text(path)
    missing = []
    for slug in front["countries"]:
        row = record("countries")[slug]
        if not mentions(text, [row["name"], row["demonym"], *row["aliases"], *row["metonyms"]]):
            missing.append(slug)
    missing += [slug for slug in front["negotiators"] if not mentions(text, [people()[slug]["name"]])]
    for slug in front["issues"]:
        row = record("issues")[slug]
        if not mentions(text, [row["name"], *row["aliases"]]):
            missing.append(slug)
    assert missing == []


@each_report
def test_nothing_is_quoted_that_is_not_recorded_as_a_quotation(path):
    front, body = read(path)
    recorded = [quote["text"] for quote in front["quotes"]]
    for groups in QUOTED.findall(body):
        words = "".join(groups).strip()
        if len(words.split()) > 4:
            assert any(words.rstrip(",.") in text or text in words for text in recorded), words


@each_report
def test_quotations_have_a_known_speaker_and_stand_in_the_text(path):
    front, body = read(path)
    for quote in front["quotes"]:
        assert quote["speaker"] in front["negotiators"], quote
        assert set(quote.get("issues", [])) <= set(record("issues")), quote
        assert quote["text"].rstrip(",.") in body, quote


@each_report
def test_sources_have_an_address_or_say_why_not(path):
    front, _ = read(path)
    assert front["sources"]
    for source in front["sources"]:
        assert source["title"].strip()
        assert source["kind"] in SOURCE_KINDS, source
        if not re.match(r"https?://\S+$", source.get("url") or ""):
            assert "without address" in source["title"] or source["kind"] == "memory", (
                f"no address, no reason: {source}"
            )


@each_report
def test_some_source_is_one_that_the_reference_facts_rest_on(path):
    lines = {
        line
        for name in ("countries", "negotiators", "issues", "meetings", "positions", "final_outcomes")
        for row in record(name).values()
        for line in row["sources"]
    }
    front, _ = read(path)
    assert any(f"{source['title']} - {source.get('url')}" in lines for source in front["sources"])
