"""What editors do with a note on a mistake: correct the report, dismiss it, forget who wrote it."""

import datetime
import io
import re
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import alerts, drafting, publishing
from articles.models import Correction, Mistake
from articles.roles import EDITOR, REPORTER
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/mistake/"


def account(name, group):
    user = factories.make_user(name)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(client):
    user = account("editor", EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def article():
    return factories.make_article("Talks in Tokyo", countries=[factories.make_country()])


@pytest.fixture
def note(article):
    return report(article)


def report(article, key="k", **fields):
    fields = {
        "words": "the duty is 38.5 per cent",
        "wrong": "The duty was 50 per cent.",
        "name": "A reader",
        "email": "reader@example.org",
        "wants_answer": True,
    } | fields
    return Mistake.objects.create(article=article, version=article.version, key=key, **fields)


def act(client, note, act, **typed):
    return client.post(f"{LIST}{note.pk}/change/", {"act": act} | typed)


def change_draft(article):
    content = drafting.working_copy(article)
    content.body = "<p>The duty is 50 per cent.</p>"
    drafting.save(article=article, content=content, by=None)


def publish_page(client, article):
    page = unescape(client.get(f"/admin/articles/article/{article.pk}/publish/").content.decode())
    return page, re.search(r'name="number" value="(\d+)"', page)[1]


def publish(client, article, number, **typed):
    return client.post(f"/admin/articles/article/{article.pk}/publish/", {"number": number} | typed)


def test_a_note_becomes_a_correction_and_its_reader_is_told(
    client, editor, article, note, django_capture_on_commit_callbacks
):
    assert "The duty was 50 per cent." in client.get(LIST).content.decode()
    response = act(client, note, "correct")
    assert response.headers["Location"] == f"/admin/articles/article/{article.pk}/change/"
    change_draft(article)
    page, number = publish_page(client, article)
    assert "The report said: “the duty is 38.5 per cent”." in page
    assert re.search(rf'name="mistake" value="{note.pk}" checked', page)
    with django_capture_on_commit_callbacks(execute=True):
        publish(
            client, article, number, note="correction", note_text="The duty is 50 per cent.", mistake=note.pk
        )
    correction = Correction.objects.get()
    note.refresh_from_db()
    assert (note.state, note.handled_by, note.correction) == ("answered", editor, correction)
    assert note.told_at
    [told] = mail.outbox
    assert told.to == ["reader@example.org"] and told.subject == "Corrected: Talks in Tokyo"
    assert f"/articles/talks-in-tokyo/#correction-{correction.pk}" in told.body
    assert "The duty is 50 per cent." in told.body and "38.5" not in told.body
    seen = client.get(f"/admin/articles/correction/{correction.pk}/change/").content.decode()
    assert f"{LIST}?correction__id__exact={correction.pk}" in seen
    assert "The duty was 50" in client.get(f"{LIST}?correction__id__exact={correction.pk}").content.decode()
    assert "The duty was 50" not in client.get(LIST).content.decode()


def test_what_is_not_ticked_or_of_another_report_stays_open(client, editor, article, note):
    other = report(factories.make_article("Other", countries=["japan"]), key="other")
    beside = report(article, key="beside")
    change_draft(article)
    page, number = publish_page(client, article)
    assert "checked" not in page.partition("What readers reported")[2].partition("</fieldset>")[0]
    publish(client, article, number, mistake=[note.pk, other.pk, "x", "9" * 18])
    states = {each.key: each.state for each in Mistake.objects.all()}
    assert states == {"k": "answered", "other": "open", "beside": "open"}
    assert beside.correction is None and mail.outbox == []


def test_a_publication_that_fails_answers_nothing(client, editor, article, note):
    change_draft(article)
    publish(client, article, 99, note="correction", note_text="The duty is 50 per cent.", mistake=note.pk)
    note.refresh_from_db()
    assert note.state == "open" and not Correction.objects.exists()


def test_a_reader_who_did_not_ask_is_not_told(client, editor, article, django_capture_on_commit_callbacks):
    note = report(article, wants_answer=False)
    correction = corrected(article)
    with django_capture_on_commit_callbacks(execute=True):
        assert act(client, note, "answer", correction=correction.pk).status_code == 302
    assert mail.outbox == []


def corrected(article):
    change_draft(article)
    return publishing.correct(article=article, by=None, kind="correction", text="The duty is 50 per cent.")


def test_a_note_can_be_answered_by_a_correction_made_already(client, editor, article, note):
    assert act(client, note, "answer").status_code == 400
    assert act(client, note, "answer", correction="x").status_code == 400
    correction = corrected(article)
    assert "It was corrected already" in client.get(f"{LIST}{note.pk}/change/").content.decode()
    act(client, note, "answer", correction=correction.pk)
    note.refresh_from_db()
    assert (note.state, note.correction) == ("answered", correction)


def test_a_dismissal_has_a_reason_and_can_be_taken_back(client, editor, note):
    response = act(client, note, "dismiss", reason=" ")
    assert response.status_code == 400 and "what was found" in response.content.decode()
    act(client, note, "dismiss", reason="The ministry confirms the figure.")
    note.refresh_from_db()
    assert (note.state, note.handled_by, note.reason) == (
        "dismissed", editor, "The ministry confirms the figure.",
    )  # fmt: skip
    act(client, note, "reopen")
    note.refresh_from_db()
    assert (note.state, note.handled_by) == ("open", None)


@pytest.mark.parametrize("second", ["dismiss", "correct", "answer"])
def test_of_two_editors_the_second_is_told(client, editor, article, note, second):
    correction = corrected(article)
    act(client, note, "dismiss", reason="Nothing is wrong.")
    response = act(client, note, second, reason="Mine.", correction=correction.pk)
    assert "Somebody else was quicker" in client.get(response.headers["Location"]).content.decode()
    note.refresh_from_db()
    assert (note.state, note.reason) == ("dismissed", "Nothing is wrong.")


def test_reporters_see_notes_on_their_own_reports_and_handle_none(client, article, note):
    reporter = account("reporter", REPORTER)
    own = report(
        factories.make_article("Own report", countries=["japan"], by=reporter), key="own", wrong="Mine."
    )
    client.force_login(reporter)
    page = client.get(LIST).content.decode()
    assert "Mine." in page and "The duty was" not in page
    assert client.get(f"{LIST}{note.pk}/change/").status_code == 302
    assert 'name="act"' not in client.get(f"{LIST}{own.pk}/change/").content.decode()
    assert act(client, own, "dismiss", reason="No.").status_code == 403


def test_names_and_addresses_go_by_themselves_by_hand_and_by_their_owner(client, editor, article, settings):
    settings.MISTAKE_ADDRESS_DAYS = 30
    old = report(article, key="old", sent_at=timezone.now() - datetime.timedelta(days=31))
    for key in ("hand", "list", "owner", "late"):
        report(article, key=key, email="Owner@Example.org" if key == "owner" else "reader@example.org")
    out = io.StringIO()
    call_command("tend_mistakes", stdout=out)
    assert "1 names and addresses forgotten" in out.getvalue()
    by_key = {each.key: each for each in Mistake.objects.all()}
    act(client, by_key["hand"], "forget")
    client.post(f"{LIST}?state=open", {"action": "forget_who_wrote", "_selected_action": by_key["list"].pk})
    assert alerts.export("owner@example.org")["mistakes_reported"][0]["report"] == "talks-in-tokyo"
    address = alerts.sign(alerts.Purpose.DATA, "owner@example.org")
    assert "The duty was 50" in client.get(f"/follow/data/{address}/").content.decode()
    client.post(f"/follow/data/{address}/")
    kept = {each.key: (each.name, each.email) for each in Mistake.objects.all()}
    assert {key for key, who in kept.items() if who != ("", "")} == {"late"}
    old.refresh_from_db()
    assert old.wrong == "The duty was 50 per cent."


def test_a_mail_that_did_not_go_is_sent_by_the_command_and_only_once(
    client, editor, article, note, settings, django_capture_on_commit_callbacks
):
    correction = corrected(article)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        assert act(client, note, "answer", correction=correction.pk).status_code == 302
    note.refresh_from_db()
    assert (note.state, note.told_at) == ("answered", None)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for _run in range(2):
        call_command("tend_mistakes", stdout=io.StringIO())
    assert len(mail.outbox) == 1


def test_of_a_report_taken_away_nobody_is_told(article, note):
    correction = corrected(article)
    Mistake.objects.update(correction=correction, state="answered", handled_at=timezone.now())
    publishing.withdraw(article=article, by=None)
    call_command("tend_mistakes", stdout=io.StringIO())
    assert mail.outbox == []


def test_a_reader_is_told_in_the_language_of_the_page(article):
    note = report(article, language="fr")
    correction = corrected(article)
    Mistake.objects.filter(pk=note.pk).update(
        correction=correction, state="answered", handled_at=timezone.now()
    )
    call_command("tend_mistakes", stdout=io.StringIO())
    assert 'lang="fr"' in mail.outbox[0].alternatives[0][0]


def test_a_note_costs_the_same_few_queries_however_many_there_are(client, editor, article, note):
    for n in range(30):
        report(article, key=f"more{n}")
    for address in (LIST, f"{LIST}{note.pk}/change/"):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= 12, "\n".join(query["sql"] for query in asked)
