"""What the tests of the newsroom's work share: a reporter, two editors, a report, and how forms are sent."""

import re

from django.contrib.auth.models import Group

from articles import drafting
from articles.roles import EDITOR, REPORTER
from tests import factories

ADD = "/admin/articles/article/add/"
LIST = "/admin/articles/article/"
CALENDAR = f"{LIST}calendar/"
TEXT = (
    "<p>Ministers met in Lima on Friday.</p><p>The gaps are <strong>narrowing</strong>, officials said.</p>"
)


def account(name, group, **fields):
    user = factories.make_user(name, **fields)
    user.groups.add(Group.objects.get(name=group))
    return user


def make_newsroom():
    """Return the accounts by name, and make the country that reports are about."""
    factories.make_country()
    return {
        "reporter": account("reporter", REPORTER),
        "other": account("other", REPORTER),
        "editor": account("editor", EDITOR),
        "second": account("second", EDITOR),
    }


def make_draft(newsroom, headline="Talks in Lima", *, by="reporter", **fields):
    fields = {"body": TEXT, "countries": ["japan"]} | fields
    return factories.make_draft(headline, by=newsroom[by], **fields)


def desk_of(article):
    return f"{LIST}{article.pk}/change/"


def form(article=None, **more):
    """Return what the desk's form sends of a report's working copy; more is what was typed or pressed."""
    head = drafting.head(article) if article else None
    content = head.content if head else None
    data = {}
    for prefix in ("sources", "quotes", "positions_new"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    data |= {
        "sources-TOTAL_FORMS": "1",
        "sources-0-uid": content.sources[0]["uid"] if content and content.sources else "",
        "sources-0-title": "Joint statement",
        "sources-0-outlet": "Government",
        "sources-0-kind": "official",
        "sources-0-url": "https://example.org/statement",
        "headline": content.headline if content else "Talks in Lima",
        "summary": content.summary if content else "",
        "body": content.body if content else TEXT,
        "language": "en",
        "slug": content.slug if content else "",
        "countries": _ids(content) if content else [],
        "revision": str(head.number) if head else "",
    }
    if content and content.date:
        data |= {"published_at_0": f"{content.date:%Y-%m-%d}", "published_at_1": f"{content.date:%H:%M}"}
    return data | more


def _ids(content):
    return [each.pk for each in content.linked("countries")]


def act(client, article, **more):
    """Send the desk's form with one of its buttons and return the answer."""
    return client.post(desk_of(article), form(article, **more))


def said(response):
    """Return the messages that a page after an answer shows."""
    return [str(each) for each in response.wsgi_request._messages] if response.status_code == 200 else []


def hidden(page, name):
    """Return the value of a hidden field of a page."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]
