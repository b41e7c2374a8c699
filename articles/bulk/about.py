"""What a bulk file is: whose, of which edition and day, under which licence, and what its columns mean."""

import datetime
from dataclasses import dataclass

from django.conf import settings

from ..api.schemas import View
from ..asof import AsOf
from ..edition import SiteVersion
from .tables import TABLES

README = """\
{title}

Edition {edition} of {day}, from {base}
Licence: {licence} ({licence_url}). Name the source: {site}, {base}

{description}

Tables
{tables}
The meaning of every column is in datapackage.json, a Data Package of the Frictionless standard.
Dates are ISO 8601; a date known to the month or the year is written so (2013-06, 2013). Times are UTC.
A list in one cell has semicolons between its values. A cell that a spreadsheet would take for a formula has
an apostrophe before it.
"""


@dataclass(frozen=True)
class About:
    """The record at one moment, told with whole addresses on `base`, the site's origin."""

    base: str
    version: SiteVersion
    now: datetime.datetime

    @property
    def view(self):
        return View(self.base, AsOf(now=self.now))

    @property
    def title(self):
        return f"{settings.SITE_NAME}: the public record"

    @property
    def day(self):
        return self.version.day.isoformat()

    def package(self):
        """Return the Data Package: the licence, the edition and the dictionary of every table."""
        return {
            "profile": "tabular-data-package",
            "name": "tpp-tracker",
            "title": self.title,
            "description": str(settings.SITE_DESCRIPTION),
            "homepage": f"{self.base}/data/",
            "version": str(self.version.edition),
            "created": self.now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
            "licenses": [
                {
                    "name": settings.DATA_LICENCE_ID,
                    "title": settings.DATA_LICENCE,
                    "path": settings.DATA_LICENCE_URL,
                }
            ],
            "resources": [_resource(table) for table in TABLES],
        }

    def readme(self):
        return README.format(
            title=self.title,
            edition=self.version.edition,
            day=self.day,
            base=self.base,
            licence=settings.DATA_LICENCE,
            licence_url=settings.DATA_LICENCE_URL,
            site=settings.SITE_NAME,
            description=settings.SITE_DESCRIPTION,
            tables="".join(f"  {table.name}: {table.description}\n" for table in TABLES),
        )


def _resource(table):
    fields = [
        {"name": column.name, "type": column.kind, "description": column.description}
        for column in table.columns
    ]
    keys = [
        {
            "fields": each.name,
            "reference": {"resource": each.links_to.replace("_", "-"), "fields": _key_of(each.links_to)},
        }
        for each in table.columns
        if each.links_to
    ]
    schema = {"fields": fields, "missingValues": [""]}
    schema |= {"primaryKey": table.key} if table.key else {}
    schema |= {"foreignKeys": keys} if keys else {}
    return {
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _key_of(name):
    return next(table.key for table in TABLES if table.name == name)
