"""The edition counts up when anything a reader can see changes, by whichever door, and not otherwise."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from taggit.models import Tag

from articles import drafting, publishing
from articles.models import (
    Alias,
    Appointment,
    Article,
    ArticleCountry,
    Attendance,
    Chapter,
    Correction,
    Country,
    Document,
    Edition,
    FrontChoice,
    FrontPlace,
    FrontState,
    Group,
    Issue,
    Linkage,
    Meeting,
    Membership,
    Mistake,
    Negotiator,
    Offer,
    OfferFigure,
    Outcome,
    OutcomeFigure,
    Photo,
    Position,
    Quote,
    Redirect,
    RedLine,
    RedLineStatus,
    Source,
    Version,
    Watch,
)
from articles.triggers import PUBLIC
from tests import factories

pytestmark = pytest.mark.django_db


def edition(name=Edition.SITE):
    return Edition.objects.get(name=name).number


@pytest.fixture
def world():
    japan = factories.make_country()
    beef = factories.make_issue()
    amari = factories.make_negotiator(country=japan)
    meeting = factories.make_meeting()
    group = factories.make_group(countries=[japan])
    article = factories.make_article("Open report", countries=[japan], issues=[beef], negotiators=[amari])
    return {
        "country": japan,
        "issue": beef,
        "negotiator": amari,
        "meeting": meeting,
        "group": group,
        "article": article,
    }


# How to make one row of every public model, beside what the world has.
MAKERS = {
    Alias: lambda w: Alias(country=w["country"], text="Nippon"),
    Appointment: lambda w: Appointment(negotiator=w["negotiator"], title="Envoy", kind="other", start="2016"),
    Attendance: lambda w: Attendance(meeting=w["meeting"], negotiator=w["negotiator"]),
    Chapter: lambda w: Chapter(number=1, name="Initial provisions"),
    Correction: lambda w: Correction(article=w["article"], kind="correction", text="Misspelt.", version=1),
    Document: lambda w: Document(
        file="documents/a.pdf", name="Joint statement", kind="statement", size=9, media_type="application/pdf"
    ),
    Country: lambda w: Country(slug="peru", iso2="PE", iso3="PER", name="Peru", standing="signatory"),
    FrontPlace: lambda w: FrontPlace(state=_front(), article=w["article"]),
    FrontState: lambda w: FrontState(choice=FrontChoice.objects.create(), number=1, starts_at=timezone.now()),
    Group: lambda w: Group(code="p4", label="P4", name="P4"),
    Issue: lambda w: Issue(slug="rice", name="Rice", kind="commodity"),
    Linkage: lambda w: Linkage(
        slug="l1", issue=w["issue"], in_return=_rice(), summary="Beef if rice.", since="2014"
    ),
    Meeting: lambda w: Meeting(slug="lima", name="Lima", kind="round", start="2011-10-19", end="2011-10-28"),
    Membership: lambda w: Membership(group=w["group"], country=w["country"], start="2012"),
    Negotiator: lambda w: Negotiator(slug="tim-groser", name="Tim Groser"),
    Offer: lambda w: Offer(
        slug="o1", giver=w["country"], issue=w["issue"], measure="quota", state="asked", since="2014"
    ),
    OfferFigure: lambda w: OfferFigure(offer=_offer(w), label="quota", value=1, unit="t"),
    Outcome: lambda w: Outcome(slug="jp-beef", giver=w["country"], issue=w["issue"], measure="tariff cut"),
    OutcomeFigure: lambda w: OutcomeFigure(outcome=_outcome(w), label="duty", value=9, unit="percent"),
    Photo: lambda w: Photo(
        image="photos/a.jpg", alt="Two men at a table", credit="Government", width=1, height=1
    ),
    Position: lambda w: Position(
        slug="p1", issue=w["issue"], stance="offer", summary="Offers.", since="2014-04"
    ),
    Quote: lambda w: Quote(article=w["article"], speaker_name="A spokesman", text="We agree."),
    RedLine: lambda w: RedLine(
        slug="r", country=w["country"], drawn_by="A committee", summary="No cut.", since="2013-04"
    ),
    RedLineStatus: lambda w: RedLineStatus(
        red_line=_red_line(w), state="kept", since="2015-10", reason="The duty stayed."
    ),
    Redirect: lambda w: Redirect(kind="article", old_slug="old", new_slug="open-report"),
    Source: lambda w: Source(title="A paper", url="https://example.org/paper"),
    Version: lambda w: Version(
        article=w["article"], number=2, document={}, current_from=w["article"].published_at
    ),
}


def _front():
    return FrontState.objects.create(choice=FrontChoice.objects.create(), number=1, starts_at=timezone.now())


def _offer(w):
    return Offer.objects.create(
        slug="o", giver=w["country"], issue=w["issue"], measure="quota", state="asked", since="2014"
    )


def _rice():
    return Issue.objects.get_or_create(slug="rice", defaults={"name": "Rice", "kind": "commodity"})[0]


def _red_line(w):
    return RedLine.objects.create(
        slug="drawn", country=w["country"], drawn_by="A committee", summary="No cut.", since="2013"
    )


def _outcome(w):
    return Outcome.objects.create(slug="x", giver=w["country"], issue=w["issue"], measure="quota")


def test_the_table_has_every_public_model():
    assert {model._meta.model_name for model in MAKERS} == set(PUBLIC)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "door", ["save", "bulk_create", "update", "bulk_update", "delete", "queryset delete", "plain SQL"]
)
def test_every_door_of_every_public_model_counts(world, model, door):
    made = MAKERS[model](world)
    if door in ("save", "bulk_create"):
        before = edition()
        made.save() if door == "save" else model.objects.bulk_create([made])
        assert edition() > before
        return
    made.save()
    before = edition()
    column = next(
        field for field in model._meta.concrete_fields if not field.primary_key and not field.unique
    )
    if door == "update":
        model.objects.filter(pk=made.pk).update(**{column.attname: getattr(made, column.attname)})
    elif door == "bulk_update":
        model.objects.bulk_update([made], [column.name])
    elif door == "delete":
        made.delete()
    elif door == "queryset delete":
        model.objects.filter(pk=made.pk).delete()
    else:
        with connection.cursor() as cursor:
            quoted = connection.ops.quote_name(column.column)
            cursor.execute(f"UPDATE {model._meta.db_table} SET {quoted} = {quoted} WHERE id = %s", [made.pk])
    assert edition() > before


def many_to_many_fields():
    for name in PUBLIC:
        model = apps.get_model("articles", name)
        for field in model._meta.local_many_to_many:
            if field.remote_field.through._meta.auto_created:
                yield model, field.name


@pytest.mark.parametrize(
    "model, name", list(many_to_many_fields()), ids=lambda each: getattr(each, "__name__", each)
)
def test_every_many_to_many_counts(world, model, name):
    made = MAKERS[model](world)
    made.save()
    related = model._meta.get_field(name).related_model
    other = MAKERS[related](world) if related is not Article else world["article"]
    if related is not Article:
        if related is model:
            other.slug = "another"
        for unique in ("iso2", "iso3", "code", "label"):
            if related is model and hasattr(other, unique):
                setattr(other, unique, "XX")
        other.save()
    before = edition()
    getattr(made, name).add(other)
    added = edition()
    assert added > before
    getattr(made, name).clear()
    assert edition() > added


@pytest.mark.parametrize(
    "act", ["publish", "publish changes", "schedule", "withdraw", "correct", "slug", "update", "tag", "link"]
)
def test_every_act_on_a_public_article_counts(world, act):
    article, japan = world["article"], world["country"]
    other = factories.make_country("peru", "PE", "PER")
    draft = factories.make_draft("Second report", countries=[japan])
    if act == "publish changes":
        drafting.save(article=article, content=drafting.working_copy(article), by=None)
    before = edition()
    match act:
        case "publish":
            publishing.publish(article=draft, by=None)
        case "publish changes":
            publishing.publish(article=article, by=None)
        case "schedule":
            factories.make_article("Later report", date="2099-01-01", countries=[japan])
        case "withdraw":
            publishing.withdraw(article=article, by=None)
        case "correct":
            publishing.correct(article=article, by=None, kind="correction", text="A name was misspelt.")
        case "slug":
            article.slug = "another-slug"
            article.save()
        case "update":
            Article.objects.filter(pk=article.pk).update(headline="Changed")
        case "tag":
            article.tags.add("Tokyo")
        case "link":
            ArticleCountry.objects.bulk_create([ArticleCountry(article=article, country=other)])
    assert edition() > before


def test_a_tag_renamed_counts(world):
    world["article"].tags.add("Tokyo")
    before = edition()
    Tag.objects.update(name="Tôkyô")
    assert edition() > before


def test_the_admin_counts(world, admin_client):
    before = edition()
    chapter = Chapter.objects.create(number=2, name="Goods")
    before = edition()
    response = admin_client.post(
        f"/admin/articles/chapter/{chapter.pk}/change/",
        {"number": 2, "name": "National treatment", "names": "", "confidence": ""},
    )
    assert response.status_code == 302
    assert edition() > before


@pytest.mark.parametrize(
    "act",
    [
        "begin",
        "autosave",
        "autosave of a published one",
        "links of a draft",
        "account",
        "alert",
        "mistake",
        "nothing",
    ],
)
def test_what_no_reader_sees_does_not_count(world, act):
    article, japan = world["article"], world["country"]
    draft = factories.make_draft("Second report", countries=[japan])
    Source.objects.get_or_create(title=factories.SOURCE["title"], url=factories.SOURCE["url"])
    content = factories.content("Third report", countries=[japan])
    before = edition()
    match act:
        case "begin":
            drafting.begin(content=content, by=None)
        case "autosave":
            drafting.save(article=draft, content=content, by=None)
        case "autosave of a published one":
            drafting.save(article=article, content=content, by=None)
        case "links of a draft":
            draft.set_links(countries=[], issues=[world["issue"]], negotiators=[], tags=[])
        case "account":
            factories.make_user("reporter")
        case "alert":
            Watch.objects.create(email="reader@example.org", query="country=japan", rate="daily")
        case "mistake":
            Mistake.objects.create(article=article, version=1, key="k", wrong="The date is another one.")
        case "nothing":
            Country.objects.filter(slug="nowhere").update(role="none")
    assert edition() == before


def test_what_names_are_found_by_has_a_number_of_its_own(world):
    before = edition(Edition.ALIASES)
    Alias.objects.create(country=world["country"], text="Nihon")
    assert edition(Edition.ALIASES) > before
    before = edition(Edition.ALIASES)
    factories.make_article("Third report", countries=[world["country"]])
    assert edition(Edition.ALIASES) == before


def test_a_rolled_back_change_does_not_count(world):
    before = edition()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        world["country"].save()
        1 / 0  # noqa: B018
    assert edition() == before
