"""Corrections as typed acts: from the desk to readers, the feed, structured data, and the earlier version."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.core.cache import cache

from articles import drafting, publishing
from articles.models import Correction
from tests import factories
from tests.workflow_world import LIST, TEXT, act, form, make_draft, make_newsroom

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "/articles/talks-in-lima/"
KINDS = {"correction": "Correction", "clarification": "Clarification", "update": "Update"}
NOTE = "The ministers met in Quito."


@pytest.fixture
def newsroom():
    return make_newsroom()


@pytest.fixture
def article(client, newsroom):
    article = make_draft(newsroom)
    publishing.publish(article=article, by=newsroom["editor"])
    client.force_login(newsroom["editor"])
    return article


def publish(client, article, **sent):
    address = f"{LIST}{article.pk}/publish/"
    return client.post(address, {"number": drafting.head(article).number} | sent)


def page(client, address, status=200):
    cache.clear()
    response = client.get(address)
    assert response.status_code == status, address
    return b"".join(response).decode()


def entries(client):
    """Return (type, title, content, link) of the feed of corrections, the newest first."""
    root = ElementTree.fromstring(page(client, "/corrections.atom"))
    return [
        (
            entry.find(f"{ATOM}category").get("term"),
            entry.find(f"{ATOM}title").text,
            entry.find(f"{ATOM}content").text,
            entry.find(f"{ATOM}link").get("href"),
        )
        for entry in root.iter(f"{ATOM}entry")
    ]


def structured(html):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1]
    told = json.loads(found)
    return next(
        each for each in (told if isinstance(told, list) else [told]) if each["@type"] == "NewsArticle"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_note_of_each_kind_is_told_everywhere_and_the_old_text_stays(client, article, kind):
    act(client, article, body=TEXT.replace("Lima", "Quito"), _publish="1")
    assert "Quito" not in page(client, ADDRESS), "Readers get it with the note, not before."
    publish(client, article, note=kind, note_text=NOTE)
    note = Correction.objects.get()
    assert (note.kind, note.version, str(note.created_by)) == (kind, 2, "editor")

    html = page(client, ADDRESS)
    assert "Quito on Friday" in html and f"{KINDS[kind]}, " in html and NOTE in html
    assert f'id="correction-{note.pk}"' in html
    [told] = structured(html)["correction"]
    assert (told["@type"], told["name"], told["text"]) == ("CorrectionComment", KINDS[kind], NOTE)
    assert told["datePublished"].startswith(f"{note.published_at:%Y-%m-%dT%H:%M}")
    assert told["url"].endswith(f"{ADDRESS}#correction-{note.pk}")

    listed = page(client, "/corrections/")
    assert KINDS[kind] in listed and NOTE in listed
    [(term, title, content, link)] = entries(client)
    assert (term, title, content) == (kind, f"{KINDS[kind]}: Talks in Lima", NOTE)
    assert link.endswith(f"{ADDRESS}#correction-{note.pk}")

    earlier = page(client, f"{ADDRESS}v1/")
    assert "Lima on Friday" in earlier and "Quito on Friday" not in earlier and NOTE in earlier
    assert [each.verb for each in article.acts.all()][:2] == ["correct", "republish"]


def test_a_withdrawal_with_a_note_is_told_and_the_report_is_gone(client, article):
    act(client, article, _withdraw="1", withdraw_note="The statement was not authentic.")
    note = Correction.objects.get()
    assert note.kind == "withdrawal"
    for address in (ADDRESS, f"{ADDRESS}v1/"):
        gone = page(client, address, 410)
        assert "The statement was not authentic." in gone and f'id="correction-{note.pk}"' in gone
        assert "Lima on Friday" not in gone
    assert "The statement was not authentic." in page(client, "/corrections/")
    [(term, title, content, _link)] = entries(client)
    assert (term, title) == ("withdrawal", "Withdrawal: Talks in Lima")
    assert content == "The statement was not authentic."
    for address in ("/articles/", "/articles.atom", "/search/?q=narrowing", "/countries/japan/"):
        assert "Talks in Lima" not in page(client, address), address


def test_a_clarification_needs_no_change_of_the_text(client, article):
    address = f"{LIST}{article.pk}/publish/"
    assert "Publish the note" in page(client, address)
    nothing = publish(client, article)
    assert nothing.status_code == 400 and "Nothing was changed" in nothing.content.decode()
    assert publish(client, article, note="clarification", note_text=NOTE).status_code == 302
    article.refresh_from_db()
    assert article.version == 2 and NOTE in page(client, ADDRESS)
    assert NOTE not in page(client, f"{ADDRESS}?asof=2014-05-01")


@pytest.mark.parametrize(
    "sent",
    [
        {"note": "gossip"},
        {"note": "withdrawal"},
        {"note": ""},
        {"note": "correction", "number": "99"},
        {"note": "correction", "number": "x"},
    ],
)
def test_a_note_that_cannot_be_published_is_handed_back(client, article, sent):
    act(client, article, headline="Talks in Quito")
    answer = publish(client, article, **({"note_text": NOTE} | sent))
    assert answer.status_code == 400 and NOTE in answer.content.decode()
    assert not Correction.objects.exists()
    article.refresh_from_db()
    assert article.version == 1


def test_only_who_may_publish_corrects(client, newsroom, article):
    client.force_login(newsroom["reporter"])
    act(client, article, headline="Talks in Quito")
    assert publish(client, article, note="correction", note_text=NOTE).status_code == 403
    answer = client.post(f"{LIST}{article.pk}/change/", form(article, _withdraw="1", withdraw_note="No."))
    assert answer.status_code == 403
    assert not Correction.objects.exists() and "Talks in Lima" in page(client, ADDRESS)


def test_several_notes_stand_newest_first_in_every_place(client, article):
    for n, kind in enumerate(KINDS):
        act(client, article, headline=f"Talks in Quito {n}")
        publish(client, article, note=kind, note_text=f"Note {n}.")
    factories.make_article("Another report", countries=["japan"])
    html = page(client, ADDRESS)
    assert html.index("Note 2.") < html.index("Note 1.") < html.index("Note 0.")
    assert [content for _term, _title, content, _link in entries(client)] == ["Note 2.", "Note 1.", "Note 0."]
    assert [each["text"] for each in structured(html)["correction"]] == ["Note 2.", "Note 1.", "Note 0."]
