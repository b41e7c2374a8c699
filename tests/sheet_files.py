"""Tables of reports for tests, and the little of the record that they name."""

import csv
import io

from articles import sheets
from articles.choices import ImportKind
from articles.models import Alias
from tests import factories

COLUMNS = [
    "headline", "date", "summary", "body", "countries", "issues", "people", "meeting", "tags",
    "source title", "source address",
]  # fmt: skip
GOOD = {
    "headline": "Talks in Tokyo",
    "date": "2014-04-25",
    "summary": "What happened.",
    "body": "The two governments spoke.\n\nThey will speak again.",
    "countries": "Japan; US",
    "issues": "beef",
    "people": "Amari",
    "meeting": "tokyo-2014",
    "tags": "Quota; tariff",
    "source title": "Joint statement",
    "source address": "https://example.org/statement",
}


def record():
    """Make the little of the record that GOOD names, and return Japan."""
    japan = factories.make_country()
    factories.make_country("united-states", "US", "USA")
    farm = factories.make_issue("agriculture")
    factories.make_issue(parent=farm)
    amari = factories.make_negotiator(country=japan)
    Alias.objects.create(negotiator=amari, text="Amari")
    factories.make_meeting()
    return japan


def table(*rows, columns=COLUMNS, delimiter=",", codec="utf-8"):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([(GOOD | row).get(column, "") for column in columns])
    return text.getvalue().encode(codec)


def look(data, kind=ImportKind.ARTICLES, **more):
    return sheets.look(data=data, name="table.csv", kind=kind, by=None, **more)
