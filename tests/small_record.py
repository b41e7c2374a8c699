"""A record of a handful of rows, with the shapes of the real one, for tests that change and break it."""

import copy
from io import StringIO

import yaml
from django.core.management import call_command

HELD = {"sources": ["USTR release - https://ustr.gov/release"], "confidence": "high"}

_COUNTRY = {
    "official_name": None,
    "native_name": None,
    "demonym": None,
    "aliases": [],
    "metonyms": [],
    "capital": None,
    "group": "signatory",
    "role": "joined",
    "joined_talks": "2010-03-15",
    "joined_note": None,
    "lead_ministry": None,
    "trade_facts": [],
    "sensitivities": [],
    "demands": [],
    "tpp": None,
    "cptpp": {"member": True, "signed": "2018-03-08", "ratified": None, "entered_into_force": None},
    **HELD,
}
_PERSON = {
    "native_name": None,
    "aliases": [],
    "ambiguous_aliases": [],
    "misspellings": [],
    "dates_basis": "page",
    **HELD,
}
_ISSUE = {
    "parent": None,
    "kind": "sector",
    "aliases": [],
    "hs_codes": [],
    "sensitive_for": [],
    "demanded_by": [],
    "sacred_five": False,
    "sacred_five_group": None,
    "description": "",
    **HELD,
}
_MEETING = {"round_number": None, "city": "Tokyo", "country": "JPN", "outcome": "", **HELD}

ROWS = {
    "countries.yaml": [
        {
            **_COUNTRY,
            "slug": "japan",
            "iso2": "JP",
            "iso3": "JPN",
            "name": "Japan",
            "native_name": "日本",
            "demonym": "Japanese",
            "aliases": ["Japan", "Nippon"],
            "metonyms": ["Tokyo"],
            "lead_ministry": {"name": "Cabinet Secretariat", "abbr": "TPP HQ"},
            "sensitivities": ["rice"],
            "joined_talks": "2013-07",
        },
        {
            **_COUNTRY,
            "slug": "united-states",
            "iso2": "US",
            "iso3": "USA",
            "name": "United States",
            "demands": ["rice"],
            "tpp": {
                "signed": "2016-02-04",
                "domestic_procedures_notified": None,
                "withdrew": "2017-01-30",
                "note": None,
            },
        },
    ],
    "issues.yaml": [
        {
            **_ISSUE,
            "slug": "rice",
            "name": "Rice",
            "kind": "commodity",
            "parent": "agriculture",
            "hs_codes": ["1006"],
            "aliases": ["paddy"],
            "sacred_five": True,
            "sacred_five_group": "rice",
            "sensitive_for": ["USA"],
        },
        {**_ISSUE, "slug": "agriculture", "name": "Agriculture", "parent": "market-access"},
        {**_ISSUE, "slug": "market-access", "name": "Market access", "sensitive_for": ["JPN"]},
        {**_ISSUE, "slug": "tariffs", "name": "Tariffs", "kind": "rule", "parent": "market-access"},
    ],
    "groups.yaml": [
        {
            "slug": "TPP2",
            "name": "The two",
            "description": "",
            **HELD,
            "memberships": [
                {"country": "JPN", "joined": "2013-07-23", "left": None, "sources": ["memory"]},
                {"country": "USA", "joined": "2010-03-15", "left": "2017-01-30", "sources": ["memory"]},
            ],
        }
    ],
    "negotiators.yaml": [
        {
            **_PERSON,
            "slug": "akira-amari",
            "name": "Akira Amari",
            "native_name": "甘利明",
            "country": "JPN",
            "aliases": ["Amari"],
            "misspellings": ["Akira Amara"],
            "posts": [
                {
                    "title": "Minister for TPP",
                    "kind": "trade-minister",
                    "start": "2012-12-26",
                    "end": "2016-01",
                },
                {"title": "Member of the House", "kind": "legislator", "start": None, "end": None},
            ],
        },
        {
            **_PERSON,
            "slug": "michael-froman",
            "name": "Michael Froman",
            "country": "USA",
            "posts": [
                {"title": "USTR", "kind": "trade-minister", "start": "2013-06-21", "end": "2017-01-20"}
            ],
        },
    ],
    "people_more.yaml": [
        {
            **_PERSON,
            "slug": "pascal-lamy",
            "name": "Pascal Lamy",
            "country": None,
            "country_code": "FRA",
            "note": "Head of the WTO",
            "posts": [{"title": "Director-General, WTO", "kind": "other", "start": "2005", "end": "2013"}],
        }
    ],
    "meetings.yaml": [
        {
            **_MEETING,
            "slug": "round-18",
            "name": "Round 18",
            "kind": "round",
            "round_number": 18,
            "start": "2013-07-15",
            "end": "2013-07-25",
            "city": "Kota Kinabalu",
            "country": "MYS",
            "participants": "TPP2",
        },
        {
            **_MEETING,
            "slug": "us-japan-2014-04",
            "name": "Amari-Froman talks",
            "kind": "bilateral",
            "start": "2014-04-09",
            "end": "2014-04-10",
            "participants": "JPN-USA",
        },
        {
            **_MEETING,
            "slug": "us-japan-2014-09",
            "name": "Amari-Froman talks",
            "kind": "bilateral",
            "start": "2014-09",
            "end": "2014-09",
            "participants": "JPN-USA",
        },
    ],
    "positions.yaml": [
        {
            "id": "pos-001",
            "date": "2014-04",
            "countries": ["JPN"],
            "counterparts": ["TPP2"],
            "issue": "rice",
            "stage": "rejected",
            "summary": "No tariff-free rice.",
            "people": ["akira-amari"],
            "meeting": "us-japan-2014-04",
            **HELD,
        },
        {
            "id": "pos-002",
            "date": "2014-04-10",
            "countries": ["TPP2"],
            "counterparts": [],
            "issue": "agriculture",
            "stage": "narrowing",
            "summary": "Gaps are smaller.",
            "people": [],
            "meeting": None,
            **HELD,
        },
    ],
    "final_outcomes.yaml": [
        {
            "slug": "jp-rice",
            "importer": "JPN",
            "partners": ["USA", "TPP2"],
            "issue": "rice",
            "measure": "country quota",
            "figures": [
                {"label": "quota", "value": 50000, "unit": "t", "year": 1},
                {"label": "quota", "value": 62.5, "unit": "t", "year": 13, "note": "of a kind"},
            ],
            "summary": "A quota.",
            **HELD,
        }
    ],
    "chapters.yaml": [{"number": 1, "title": "Goods", "issues": ["tariffs"], **HELD}],
    "aliases.yaml": {
        "country": {"japan": [{"text": "the Diet", "kind": "metonym", "language": "en"}]},
        "issue": {"rice": [{"text": "paddy", "kind": "ambiguous", "language": "en"}]},
    },
    "translations.yaml": {
        "country": {"japan": {"ja": "日本", "fr": "Japon"}},
        "round": {"ja": "第{number}回（{city}）"},
        "meeting_kind": {"round": {"ja": "会合"}},
    },
}


class SmallRecord:
    """The rows above in a folder of their own, to be changed at will before each load()."""

    def __init__(self, folder):
        self.folder = folder
        self.rows = copy.deepcopy(ROWS)

    def row(self, file, key):
        """Return the row of a file with a slug (or id), to be changed in place."""
        return next(row for row in self.rows[file] if key in (row.get("slug"), row.get("id")))

    def write(self):
        for name, rows in self.rows.items():
            text = rows if isinstance(rows, str) else yaml.safe_dump(rows, allow_unicode=True)
            (self.folder / name).write_text(text, encoding="utf-8")

    def load(self, **options):
        """Write the files and run load_reference over them; return what it printed."""
        self.write()
        return said("load_reference", folder=self.folder, **options)


def said(command, *arguments, **options):
    """Run a management command and return what it printed."""
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()
