"""What the browser tests of the desk share: a small record, signing in, opening and watching the form."""

import contextlib
import json
import time

from django.contrib.auth.models import Group
from django.core.signals import request_finished, request_started

from articles import drafting
from articles.models import Alias, Article
from articles.roles import EDITOR
from tests import factories

PASSWORD = "correct horse"
ADD = "/admin/articles/article/add/"


def make_record():
    """Make the few countries, issues and people that the tests' reports name; return Japan."""
    japan = factories.make_country()
    states = factories.make_country("united-states", "US", "USA")
    beef = factories.make_issue("beef", parent=factories.make_issue("agriculture"))
    factories.make_negotiator(country=japan)
    for owner, field, text in [
        (japan, "country", "Japan"),
        (states, "country", "United States"),
        (beef, "issue", "beef"),
    ]:
        Alias.objects.create(text=text, kind="name", **{field: owner})
    return japan


def make_editor(name="editor"):
    user = factories.make_user(name)
    user.groups.add(Group.objects.get(name=EDITOR))
    return user


@contextlib.contextmanager
def settled(*contexts):
    """At the end close all pages and wait for their last words: they save when they are left.

    Else the next test's empty database would get them, or this one's be locked.
    """
    changes = {"started": 0, "finished": 0}

    def started(**kwargs):
        changes["started"] += 1

    def finished(**kwargs):
        changes["finished"] += 1

    request_started.connect(started)
    request_finished.connect(finished)
    try:
        yield
        for context in contexts:
            for page in context.pages:
                page.close()
        _wait_until_still(changes)
    finally:
        request_started.disconnect(started)
        request_finished.disconnect(finished)


def _wait_until_still(changes):
    end = time.monotonic() + 10
    before = None
    while changes["finished"] < changes["started"] or changes != before:
        assert time.monotonic() < end, f"The server is still busy: {changes}"
        before = dict(changes)
        time.sleep(0.3)


def sign_in(page, site, name="editor"):
    """Sign in with the form of the site, and return the page."""
    page.goto(site + "/admin/")
    fill_in_sign_in(page, name)
    page.wait_for_selector(".desk-front")
    return page


def fill_in_sign_in(page, name="editor"):
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")


def address_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def write(page, words):
    """Put words into the text, as a paste would."""
    page.click(".tiptap")
    page.keyboard.insert_text(words)


def wait_until_saved(page):
    page.wait_for_selector("#safe:text('Saved at')")


def wait_for_copy(page, words):
    """Wait until the browser keeps a copy with these words."""
    end = time.monotonic() + 5
    while words not in page.evaluate("Object.values(localStorage).join()"):
        assert time.monotonic() < end, "The browser keeps no copy of it."
        page.wait_for_timeout(50)


def wait_for_content(page, is_so, *, seconds=15):
    """Return the first report's working copy as soon as it is so; fail with what it was instead."""
    end = time.monotonic() + seconds
    content = None
    while not (content and is_so(content)):
        shown = json.dumps(content.to_json(), ensure_ascii=False) if content else "no report"
        assert time.monotonic() < end, f"The server has not got it: {shown}"
        # Not time.sleep: the browser's requests that a test answers wait for this.
        page.wait_for_timeout(100)
        content = present_content() or content
    return content


def present_content():
    """Return the first report's working copy, or None where there is no report."""
    article = Article.objects.first()
    return drafting.working_copy(article) if article else None
