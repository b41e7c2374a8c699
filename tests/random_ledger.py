"""Random ledgers of positions, and a plain reading of them to hold the grid against."""

import datetime
import itertools
from dataclasses import dataclass

from hypothesis import strategies as st

from articles.choices import Confidence, Grade, PositionStanding, Stance, Status
from articles.models import Article, Group, Membership, Position
from tests import factories

COUNTRIES = {"japan": ("JP", "JPN"), "peru": ("PE", "PER"), "canada": ("CA", "CAN")}
ISSUES = {"agriculture": None, "beef": "agriculture", "rules": None}
GROUPS = ["few", "many"]
FIRST, LAST = datetime.date(2012, 12, 1), datetime.date(2014, 3, 31)
# What a reader may ever see of an article, and what not.
ARTICLE_STATES = [None, "published", "draft", "withdrawn", "scheduled"]
GRADES = ["on-record", "official", "leak", "anonymous", "press", ""]
CONFIDENCES = ["high", "medium", "low", ""]

days = st.dates(FIRST, LAST)
# Few days and few months, so that ties and edges are common.
close_days = st.dates(datetime.date(2013, 5, 28), datetime.date(2013, 7, 4))


@st.composite
def partial_days(draw):
    text = draw(st.one_of(days, close_days)).isoformat()
    return text[: draw(st.sampled_from([4, 7, 10, 10, 10]))]


@dataclass
class Told:
    """A record as the test knows it; `published` is the day of its article, None without one."""

    since: str
    issue: str
    stance: str
    grade: str
    confidence: str
    standing: str
    countries: list[str]
    groups: list[str]
    state: str | None
    published: datetime.date
    pk: int = 0


records = st.builds(
    Told,
    since=partial_days(),
    issue=st.sampled_from(list(ISSUES)),
    stance=st.sampled_from(list(Stance.values)),
    grade=st.sampled_from([*Grade.values, ""]),
    confidence=st.sampled_from([*Confidence.values, ""]),
    standing=st.sampled_from(["standing", "standing", "disputed", "retracted"]),
    countries=st.lists(st.sampled_from(list(COUNTRIES)), max_size=2, unique=True),
    groups=st.lists(st.sampled_from(GROUPS), max_size=2, unique=True),
    state=st.sampled_from(ARTICLE_STATES),
    published=st.one_of(days, close_days),
)


@st.composite
def memberships(draw):
    """Return (group, country, start, end) with an end that does not come before the start, or none."""
    start = draw(partial_days())
    end = draw(st.one_of(st.just(""), partial_days()))
    if end and end[: len(start)] < start[: len(end)]:
        start, end = end, start
    return draw(st.sampled_from(GROUPS)), draw(st.sampled_from(list(COUNTRIES))), start, end


ledgers = st.tuples(
    st.lists(records, max_size=14),
    st.lists(memberships(), max_size=6, unique_by=lambda each: each[:3]),
)


def first_day(text):
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return datetime.date(year, month, day)


def last_day(text):
    day = first_day(text)
    while (day + datetime.timedelta(days=1)).isoformat().startswith(text):
        day += datetime.timedelta(days=1)
    return day


def make_world():
    """Make the countries, issues and groups that random ledgers speak of."""
    for slug, (iso2, iso3) in COUNTRIES.items():
        factories.make_country(slug, iso2, iso3)
    made = {}
    for slug, parent in ISSUES.items():
        made[slug] = factories.make_issue(slug, parent=made.get(parent))
    for label in GROUPS:
        Group.objects.create(code=label, label=label, name=label)


def write(ledger, world):
    """Write a random ledger; world is {slug or code: object}. The records get their row numbers."""
    told, spans = ledger
    for group, country, start, end in spans:
        Membership.objects.create(group=world[group], country=world[country], start=start, end=end)
    for number, each in zip(itertools.count(1), told, strict=False):
        position = Position.objects.create(
            slug=f"record-{number}",
            issue=world[each.issue],
            stance=each.stance,
            summary=f"Record {number}.",
            since=each.since,
            grade=each.grade,
            confidence=each.confidence,
            standing=each.standing,
            standing_note=""
            if each.standing == PositionStanding.STANDING
            else "The ministry says otherwise.",
            article=_article(each, number),
        )
        position.countries.set(world[slug] for slug in each.countries)
        position.groups.set(world[code] for code in each.groups)
        each.pk = position.pk


def _article(each, number):
    if each.state is None:
        return None
    day = "2199-01-01" if each.state == "scheduled" else each.published.isoformat()
    status = Status.PUBLISHED if each.state == "scheduled" else each.state
    fields = {"version": 1, "first_public_at": factories.at(day)} if status != Status.DRAFT else {}
    return Article.objects.create(
        headline=f"Report {number}",
        slug=f"report-{number}",
        status=status,
        published_at=factories.at(day),
        **fields,
    )


def readable(each, day):
    """Say whether a reader could read a record by the end of a day, and it counts."""
    if first_day(each.since) > day or each.standing == "retracted":
        return False
    return each.state is None or each.state == "published" and each.published <= day


def plain_grid(ledger, day):
    """Return {(country, issue): (pk of the record, group or None, articles)}, straight from the rule."""
    told, spans = ledger
    grid = {}
    for country in COUNTRIES:
        for issue in ISSUES:
            rivals, reports = [], set()
            for each in told:
                if each.issue != issue or not readable(each, day):
                    continue
                member_of = [
                    group
                    for group in sorted(each.groups)
                    if any(
                        (span[0], span[1]) == (group, country)
                        and first_day(span[2]) <= first_day(each.since)
                        and (not span[3] or first_day(each.since) <= last_day(span[3]))
                        for span in spans
                    )
                ]
                own = country in each.countries
                if not own and not member_of:
                    continue
                if each.state:
                    reports.add(each.pk)
                order = (
                    first_day(each.since),
                    -GRADES.index(each.grade),
                    -CONFIDENCES.index(each.confidence),
                    own,
                    each.pk,
                )
                rivals.append((order, each.pk, None if own else member_of[0]))
            if rivals:
                _order, pk, group = max(rivals)
                grid[country, issue] = (pk, group, len(reports))
    return grid
