"""What must hold for the aliases, groups and translations of the record, read as plain YAML."""

import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
import yaml

from articles.choices import AliasKind, Language, MeetingKind

REFERENCE = Path(__file__).resolve().parent.parent / "articles" / "reference"
# Ten times as fast; not every build of PyYAML has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LANGUAGES = {"en", "ja", "zh", "ko", "vi", "es", "fr", "ms", "th", "id", "km", "uk", "ar"}
SITE_LANGUAGES = set(Language.values) - {Language.ENGLISH}
# Owner kind -> the files that hold its owners; field -> the kind of alias its texts are.
OWNER_FILES = {
    "country": ["countries.yaml"],
    "negotiator": ["negotiators.yaml", "people_more.yaml"],
    "issue": ["issues.yaml"],
    "meeting": ["meetings.yaml"],
}
FIELDS = {
    "country": {
        "name": "name",
        "official_name": "name",
        "native_name": "name",
        "aliases": "name",
        "demonym": "demonym",
        "metonyms": "metonym",
    },
    "negotiator": {
        "name": "name",
        "native_name": "name",
        "aliases": "name",
        "ambiguous_aliases": "ambiguous",
        "misspellings": "misspelling",
    },
    "issue": {"name": "name", "aliases": "name"},
    "meeting": {"name": "name"},
}
ORDINARY_WORDS = {
    "issue": [
        "cream", "currency", "secrecy", "corruption", "generics", "climate", "conservation",
        "sanctuaries", "services", "coal", "fish", "fruit", "spirits", "cotton", "lamb", "steel",
        "chicken", "vehicles", "milk", "tobacco", "quota", "accumulation", "banking", "insurance",
        "transparency", "safeguards", "snapback", "mark-up", "smoking", "unions", "development", "rules",
        "environment", "investment",
    ],
    "meeting": [
        "Round 1", "18th round", "Bali ministerial", "Singapore ministerial", "UK applies",
        "Text published",
    ],
}  # fmt: skip
# The trade words the record promises to know. Each shows its issue alone.
TRADE_WORDS = {
    "chilled beef": "beef",
    "powdered milk": "milk-powder",
    "investor-to-state": "isds",
    "follow-on biologics": "biologics-data-exclusivity",
    "state-owned firms": "state-owned-enterprises",
    "supply managed": "supply-management",
    "kiwifruit": "fruit-vegetables",
    "carmakers": "autos",
    "mad cow disease": "sps",
    "cabotage": "services",
    "MRLs": "sps",
    "genetically modified organisms": "gmo-labelling",
    "cross-border data flows": "e-commerce",
    "currency manipulators": "currency",
    "in-quota": "tariff-rate-quotas",
    "notice and takedown": "copyright-term",
    "乳製品": "dairy",
    "関税": "tariffs",
    "propiedad intelectual": "intellectual-property",
    "gestion de l'offre": "supply-management",
    "dệt may": "textiles-apparel",
}


def normal(text):
    """Return the form in which two texts are the same."""
    return unicodedata.normalize("NFC", text).casefold()


@cache
def load(name):
    path = REFERENCE / name
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) if path.exists() else None


@cache
def owners():
    """Return {(kind, slug): record} of everything that may own an alias."""
    return {
        (kind, record["slug"]): record
        for kind, names in OWNER_FILES.items()
        for name in names
        for record in load(name) or []
    }


def additions():
    """Yield (file, owner, row) for every row of the alias files."""
    for path in sorted(REFERENCE.glob("aliases*.yaml")):
        for kind, by_slug in load(path.name).items():
            for slug, rows in by_slug.items():
                for row in rows:
                    yield path.name, (kind, slug), row


@cache
def recorded():
    """Return {(owner, normal text): kind} of what the records themselves say."""
    kinds = {}
    for owner, record in owners().items():
        for field, kind in FIELDS[owner[0]].items():
            value = record.get(field) or []
            for text in [value] if isinstance(value, str) else value:
                kinds.setdefault((owner, normal(text)), kind)
    bearers = defaultdict(set)
    for owner, text in kinds:
        if owner[0] == "meeting":
            bearers[text].add(owner)
    for text, sharing in bearers.items():
        if len(sharing) > 1:  # "Amari-Froman talks": loaded as ambiguous for each
            kinds.update({(owner, text): "ambiguous" for owner in sharing})
    return kinds


@cache
def effective():
    """Return {normal text: {owner: kind}} with the alias files laid over the records."""
    kinds = dict(recorded())
    for _file, owner, row in additions():
        kinds[owner, normal(row["text"])] = row["kind"]
    by_text = defaultdict(dict)
    for (owner, text), kind in kinds.items():
        by_text[text][owner] = kind
    return by_text


def members(group, day):
    return {
        each["country"]
        for each in group["memberships"]
        if each["joined"] <= day and (each["left"] is None or day < each["left"])
    }


def days_that_name(slug):
    """Return the days on which the record names a group: of a month its first days and its last."""
    days = set()
    for meeting in load("meetings.yaml"):
        if meeting["participants"] == slug:
            days |= {meeting["start"], meeting["end"]}
    for position in load("positions.yaml"):
        if slug in position["countries"] + position["counterparts"]:
            date = position["date"]
            days |= {date} if len(date) == 10 else {f"{date}-01", f"{date}-28"}
    return days


def test_alias_rows_have_the_agreed_shape():
    bad = [
        (file, owner, row)
        for file, owner, row in additions()
        if set(row) != {"text", "kind", "language"}
        or row["kind"] not in AliasKind.values
        or row["language"] not in LANGUAGES
        or not isinstance(row["text"], str)
        or row["text"] != " ".join(unicodedata.normalize("NFC", row["text"]).split())
        or not row["text"]
    ]
    assert bad == []


def test_aliases_belong_to_records():
    assert {owner for _file, owner, _row in additions()} - set(owners()) == set()


def test_no_owner_has_a_text_twice():
    seen, twice = set(), []
    for _file, owner, row in additions():
        key = owner, normal(row["text"])
        if key in seen:
            twice.append(key)
        seen.add(key)
    assert twice == []


def test_a_text_of_the_records_is_repeated_only_to_change_its_kind():
    repeated = [
        (file, owner, row["text"])
        for file, owner, row in additions()
        if recorded().get((owner, normal(row["text"]))) == row["kind"]
    ]
    assert repeated == []


def test_a_text_has_one_owner_unless_it_is_ambiguous_for_all():
    clashes = {
        text: claims
        for text, claims in effective().items()
        if len(claims) > 1 and set(claims.values()) != {"ambiguous"}
    }
    assert clashes == {}


def test_every_issue_has_trade_words_of_its_own():
    words = defaultdict(int)
    for _file, owner, row in additions():
        words[owner] += row["kind"] != "misspelling"
    assert [slug for (kind, slug) in owners() if kind == "issue" and words[kind, slug] < 5] == []


@pytest.mark.parametrize(("word", "issue"), TRADE_WORDS.items())
def test_trade_words_show_their_issue(word, issue):
    assert effective()[normal(word)] == {("issue", issue): "name"}


@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind, words in ORDINARY_WORDS.items() for word in words]
)
def test_ordinary_words_need_context(kind, word):
    claims = {owner: how for owner, how in effective()[normal(word)].items() if owner[0] == kind}
    assert claims and set(claims.values()) == {"ambiguous"}


def test_groups_have_the_agreed_shape():
    known = {country["iso3"] for country in load("countries.yaml")}
    for group in load("groups.yaml"):
        assert set(group) == {"slug", "name", "description", "confidence", "sources", "memberships"}
        assert group["sources"] != []
        for membership in group["memberships"]:
            assert set(membership) == {"country", "joined", "left", "sources"}
            assert membership["country"] in known
            assert membership["left"] is None or membership["joined"] < membership["left"]


def test_every_group_that_the_record_names_is_there():
    codes = {country["iso3"] for country in load("countries.yaml")}
    positions, outcomes = load("positions.yaml"), load("final_outcomes.yaml")
    named = {code for each in positions for code in each["countries"] + each["counterparts"]}
    named |= {
        meeting["participants"]
        for meeting in load("meetings.yaml")
        if not set(meeting["participants"].split("-")) <= codes
    }
    named |= {code for outcome in outcomes for code in outcome["partners"]}
    assert named - codes - {group["slug"] for group in load("groups.yaml")} == set()


@pytest.mark.parametrize(
    ("slug", "size"),
    [("P4+US", 5), ("TPP8", 8), ("TPP9", 9), ("TPP11-pre-Japan", 11), ("TPP12", 12), ("TPP11", 11)],
)
def test_a_negotiating_group_is_complete_whenever_the_record_names_it(slug, size):
    (group,) = (each for each in load("groups.yaml") if each["slug"] == slug)
    sizes = {day: len(members(group, day)) for day in days_that_name(slug)}
    assert sizes and set(sizes.values()) == {size}, sizes


def test_negotiating_groups_follow_each_other_without_gap_or_overlap():
    groups = {group["slug"]: group["memberships"] for group in load("groups.yaml")}
    order = ["P4+US", "TPP8", "TPP9", "TPP11-pre-Japan", "TPP12", "TPP11"]
    spans = [{(each["joined"], each["left"]) for each in groups[slug]} for slug in order]
    assert [len(span) for span in spans] == [1] * len(order)
    ends = [left for span in spans for _joined, left in span]
    assert [joined for span in spans[1:] for joined, _left in span] == ends[:-1]
    assert ends[-1] == min(each["joined"] for each in groups["CPTPP"])


def test_parties_of_the_cptpp_are_in_from_the_day_it_came_into_force_for_them():
    (group,) = (each for each in load("groups.yaml") if each["slug"] == "CPTPP")
    in_force = {
        country["iso3"]: country["cptpp"]["entered_into_force"]
        for country in load("countries.yaml")
        if country["cptpp"]["member"]
    }
    assert {each["country"]: each["joined"] for each in group["memberships"]} == in_force


@pytest.mark.parametrize(("kind", "file"), [("country", "countries.yaml"), ("issue", "issues.yaml")])
def test_every_country_and_issue_has_a_name_of_its_own_in_every_language(kind, file):
    names = load("translations.yaml")[kind]
    assert set(names) == {record["slug"] for record in load(file)}
    incomplete = [
        slug for slug, each in names.items() if set(each) != SITE_LANGUAGES or not all(each.values())
    ]
    assert incomplete == []
    for language in SITE_LANGUAGES:
        assert len({normal(name[language]) for name in names.values()}) == len(names)


def test_translated_meetings_and_groups_are_in_the_record():
    translations = load("translations.yaml")
    assert set(translations["meeting"]) <= {meeting["slug"] for meeting in load("meetings.yaml")}
    assert set(translations["group"]) <= {group["slug"] for group in load("groups.yaml")}
    named = [*translations["meeting"].values(), *translations["group"].values()]
    assert [names for names in named if not set(names) <= SITE_LANGUAGES] == []


def test_meeting_kinds_and_the_pattern_of_rounds_are_translated():
    translations = load("translations.yaml")
    assert set(translations["meeting_kind"]) == set(MeetingKind.values)
    assert all(set(names) == SITE_LANGUAGES for names in translations["meeting_kind"].values())
    assert set(translations["round"]) == SITE_LANGUAGES
    for pattern in translations["round"].values():
        name = pattern.format(number=18, city="Kota Kinabalu")
        assert "18" in name and "Kota Kinabalu" in name
