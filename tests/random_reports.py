"""Random reports with their links, and a plain reading of filters to hold the site's answers against."""

import datetime
import random
from dataclasses import dataclass, field

from hypothesis import strategies as st
from taggit.models import Tag

from articles import search
from articles.choices import Status
from articles.models import Article, ArticleCountry, ArticleIssue, ArticleNegotiator, ArticleTag
from articles.models.issue import ancestors
from tests import factories

COUNTRIES = {"japan": ("JP", "JPN"), "peru": ("PE", "PER"), "canada": ("CA", "CAN"), "chile": ("CL", "CHL")}
ISSUES = {
    "agriculture": None,
    "beef": "agriculture",
    "rice": "agriculture",
    "cheese": "agriculture",
    "rules": None,
}
PEOPLE = ["akira-amari", "michael-froman", "tim-groser"]
TAGS = ["quota", "leak", "summit"]
MEETINGS = ["tokyo-2014", "lima-2013"]
WORDS = ["narrow", "walkout", "ledger", "quarrel"]
YEARS = [2012, 2013, 2014]
FACETS = {
    "country": list(COUNTRIES),
    "issue": list(ISSUES),
    "negotiator": PEOPLE,
    "meeting": MEETINGS,
    "tag": TAGS,
}
MANY = ["country", "issue", "negotiator", "tag"]


@dataclass
class Told:
    """What the test knows of one report: facet values as sets of slugs, years as text."""

    slug: str
    moment: datetime.datetime
    pk: int
    words: set[str]
    links: dict[str, set[str]] = field(default_factory=dict)


def write_reports(number, *, seed):
    """Write so many random reports, some of them drafts, withdrawn or to come; return the public ones."""
    chance = random.Random(seed)
    countries = {slug: factories.make_country(slug, *codes) for slug, codes in COUNTRIES.items()}
    issues = {}
    for slug, parent in ISSUES.items():
        issues[slug] = factories.make_issue(slug, parent=issues.get(parent))
    people = {slug: factories.make_negotiator(slug) for slug in PEOPLE}
    meetings = {slug: factories.make_meeting(slug) for slug in MEETINGS}
    tags = {slug: Tag.objects.create(name=slug.title(), slug=slug) for slug in TAGS}
    parents = {issue.pk: issue.parent_id for issue in issues.values()}
    by_pk = {issue.pk: issue for issue in issues.values()}
    told = []
    for place in range(number):
        # Many share a moment, so that the row number has to settle their order.
        moment = datetime.datetime(chance.choice(YEARS), chance.randint(1, 3), 1, 12, tzinfo=datetime.UTC)
        status = chance.choices([Status.PUBLISHED, Status.DRAFT, Status.WITHDRAWN, "to come"], [12, 1, 1, 1])[
            0
        ]
        if status == "to come":
            status, moment = Status.PUBLISHED, moment.replace(year=2190)
        words = chance.sample(WORDS, chance.randint(0, 2))
        article = Article.objects.create(
            headline=" ".join(["Report", str(place), *words]),
            slug=f"report-{place}",
            summary="What happened.",
            body="<p>Officials met.</p>",
            status=status,
            published_at=moment,
            first_public_at=moment,
            version=1,
            meeting=meetings[chance.choice(MEETINGS)] if chance.random() < 0.5 else None,
        )
        linked = {
            "country": chance.sample(list(COUNTRIES), chance.randint(0, 3)),
            "issue": chance.sample(list(ISSUES), chance.randint(0, 2)),
            "negotiator": chance.sample(PEOPLE, chance.randint(0, 2)),
            "tag": chance.sample(TAGS, chance.randint(0, 2)),
        }
        chosen = [issues[slug] for slug in linked["issue"]]
        with_parents = {pk for issue in chosen for pk in ancestors(issue.pk, parents)}
        for slug in linked["country"]:
            ArticleCountry.objects.create(article=article, country=countries[slug])
        for pk in with_parents:
            ArticleIssue.objects.create(article=article, issue=by_pk[pk], derived=by_pk[pk] not in chosen)
        for slug in linked["negotiator"]:
            ArticleNegotiator.objects.create(article=article, negotiator=people[slug])
        for slug in linked["tag"]:
            ArticleTag.objects.create(content_object=article, tag=tags[slug])
        if status != Status.PUBLISHED or moment.year > 2100:
            continue
        search.index(article)
        links = {name: set(values) for name, values in linked.items()}
        links["issue"] = {by_pk[pk].slug for pk in with_parents}
        links["meeting"] = {article.meeting.slug} if article.meeting else set()
        links["year"] = {str(moment.year)}
        told.append(Told(article.slug, moment, article.pk, set(words), links))
    return told


def passing(told, choice, *, skip=None):
    """Return the reports that pass a choice ({parameter: values}), newest first or as it asks."""

    def fits(report):
        for name in (*FACETS, "year"):
            wanted = set(choice.get(name, []))
            if name == skip or not wanted:
                continue
            have = wanted & report.links[name]
            if not have or (name in choice.get("all", []) and have != wanted):
                return False
        return set(choice.get("q", [])) <= report.words and before(report)

    def before(report):
        return all(report.moment.date() <= datetime.date.fromisoformat(day) for day in choice.get("asof", []))

    newest = "oldest" not in choice.get("order", [])
    return sorted(filter(fits, told), key=lambda report: (report.moment, report.pk), reverse=newest)


def counts(told, choice, name):
    """Return {value: how many} of one facet, its own choice left out."""
    found = {}
    for report in passing(told, choice, skip=name):
        for value in report.links[name]:
            found[value] = found.get(value, 0) + 1
    if name == "meeting" and choice.get("asof"):
        # All meetings begin after the days asked for, so that none is offered; one chosen can be taken off.
        return {value: n for value, n in found.items() if value in choice.get("meeting", [])}
    return found


choices = st.fixed_dictionaries(
    {},
    optional={
        **{
            name: st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)
            for name, values in FACETS.items()
        },
        "year": st.lists(st.sampled_from([str(year) for year in YEARS]), min_size=1, max_size=2, unique=True),
        "all": st.lists(st.sampled_from(MANY), min_size=1, max_size=2, unique=True),
        "q": st.lists(st.sampled_from(WORDS), min_size=1, max_size=1),
        "order": st.sampled_from([["newest"], ["oldest"]]),
        "asof": st.sampled_from([["2013-02-01"], ["2014-01-31"]]),
    },
)
