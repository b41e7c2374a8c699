"""Two records of one thing made one, and parted again: every link, every address, nothing else."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from taggit.models import Tag, TaggedItem

from articles import uniting
from articles.models import (
    Alias,
    Appointment,
    Article,
    Attendance,
    Chapter,
    Edition,
    Issue,
    Linkage,
    Meeting,
    Merge,
    Negotiator,
    Offer,
    Outcome,
    Position,
    PublishingAct,
    Quote,
    RedLine,
    Source,
)
from articles.uniting.relations import relations
from tests import factories

pytestmark = pytest.mark.django_db


class World:
    """What the links of a test hang on, and the two things of one kind that are to be one."""

    def __init__(self, model):
        self.model = model
        self.japan = factories.make_country()
        self.beef = factories.make_issue()
        self.amari = factories.make_negotiator(country=self.japan)
        self.tokyo = factories.make_meeting()
        self.source = Source.objects.create(title="A paper", url="https://example.org/paper")
        self.article = factories.make_article("A report", countries=[self.japan])
        self.kept, self.gone = (self._thing(number) for number in (1, 2))

    def _thing(self, number):
        if self.model is Negotiator:
            return Negotiator.objects.create(slug=f"person-{number}", name=f"Person {number}")
        if self.model is Issue:
            return factories.make_issue(f"cheese-{number}")
        if self.model is Meeting:
            return factories.make_meeting(f"talks-{number}")
        return Tag.objects.create(name=f"Quota {number}")

    def position(self, **fields):
        fields = {
            "slug": "p",
            "issue": self.beef,
            "stance": "offer",
            "summary": "Offers.",
            "since": "2014",
        } | fields
        return Position.objects.create(**fields)


def _linked(relation):
    """Return a maker for one side of a link table that Django made; the other side is named."""
    others = {
        "Chapter": lambda w: Chapter.objects.create(number=1, name="Goods"),
        "Country": lambda w: w.japan,
        "Group": lambda w: factories.make_group(),
        "Issue": lambda w: w.beef,
        "Negotiator": lambda w: w.amari,
        "Position": lambda w: w.position(),
        "Quote": lambda w: _quote(w),
        "RedLine": lambda w: RedLine.objects.create(
            slug="r", country=w.japan, drawn_by="A committee", summary="No cut.", since="2013"
        ),
        "Source": lambda w: w.source,
    }

    def make(world, thing):
        model = relation.model
        [other] = [
            each
            for each in model._meta.concrete_fields
            if each.is_relation and each.name != relation.field.name
        ]
        row = others[other.related_model.__name__](world)
        return model.objects.create(**{relation.field.name: thing, other.name: row})

    return make


def _quote(w, **fields):
    return Quote.objects.create(
        article=w.article, text="We agree.", **{"speaker_name": "A spokesman"} | fields
    )


def _article_link(name, column):
    model = apps.get_model("articles", name)
    return lambda w, thing: model.objects.create(**{model.article_name: w.article, column: thing})


# One row for every way that a row of the database leads to one of these things.
MAKERS = {
    "articles.Alias.negotiator": lambda w, t: Alias.objects.create(negotiator=t, text="The minister"),
    "articles.Alias.issue": lambda w, t: Alias.objects.create(issue=t, text="Hard cheese"),
    "articles.Alias.meeting": lambda w, t: Alias.objects.create(meeting=t, text="The talks"),
    "articles.Appointment.negotiator": lambda w, t: Appointment.objects.create(
        negotiator=t, title="Envoy", kind="other", start="2013"
    ),
    "articles.ArticleNegotiator.negotiator": _article_link("ArticleNegotiator", "negotiator"),
    "articles.ArticleIssue.issue": _article_link("ArticleIssue", "issue"),
    "articles.ArticleTag.tag": _article_link("ArticleTag", "tag"),
    "articles.Article.meeting": lambda w, t: Article.objects.filter(pk=w.article.pk).update(meeting=t),
    "articles.Attendance.negotiator": lambda w, t: Attendance.objects.create(meeting=w.tokyo, negotiator=t),
    "articles.Attendance.meeting": lambda w, t: Attendance.objects.create(meeting=t, negotiator=w.amari),
    "articles.Quote.speaker": lambda w, t: _quote(w, speaker=t),
    "articles.Issue.parent": lambda w, t: factories.make_issue("child", parent=t),
    "articles.Linkage.issue": lambda w, t: Linkage.objects.create(
        slug="l", issue=t, in_return=w.beef, summary="One for the other.", since="2014"
    ),
    "articles.Linkage.in_return": lambda w, t: Linkage.objects.create(
        slug="l", issue=w.beef, in_return=t, summary="One for the other.", since="2014"
    ),
    "articles.Offer.issue": lambda w, t: Offer.objects.create(
        slug="o", giver=w.japan, issue=t, measure="quota", state="asked", since="2014"
    ),
    "articles.Outcome.issue": lambda w, t: Outcome.objects.create(
        slug="o", giver=w.japan, issue=t, measure="quota"
    ),
    "articles.Position.issue": lambda w, t: w.position(issue=t),
    "articles.Position.meeting": lambda w, t: w.position(meeting=t),
    "taggit.TaggedItem.tag": lambda w, t: TaggedItem.objects.create(
        tag=t, content_type=ContentType.objects.get_for_model(Article), object_id=w.article.pk
    ),
}
EVERY = [(model, relation) for model in uniting.KINDS for relation in relations(model)]


def maker(relation):
    made = relation.model._meta.auto_created
    return MAKERS.get(relation.label) or (_linked(relation) if made else None)


def everything():
    """Return all rows of all tables, as far as a merge has to do with them, without their own traces."""
    left_out = {Merge, Edition, PublishingAct}
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in ("articles", "taggit") and model not in left_out:
            rows = model._base_manager.order_by("pk").values()
            # Links above those chosen are made anew, with new numbers.
            rows = [{k: v for k, v in row.items() if k != "id" or "derived" not in row} for row in rows]
            found[model._meta.label] = sorted(map(str, rows))
    return found


def test_the_table_has_a_row_for_every_relation():
    assert [relation.label for _model, relation in EVERY if maker(relation) is None] == []
    assert set(MAKERS) <= {relation.label for _model, relation in EVERY}


def named(pairs):
    return {"argnames": "model, relation", "argvalues": pairs, "ids": [each.label for _model, each in pairs]}


@pytest.mark.parametrize(**named(EVERY))
def test_every_link_moves_and_comes_back(model, relation):
    world = World(model)
    maker(relation)(world, world.gone)
    there_and_back(world, relation)


@pytest.mark.parametrize(**named([each for each in EVERY if each[1].uniques]))
def test_a_link_that_both_have_stays_once_and_both_come_back(model, relation):
    world = World(model)
    maker(relation)(world, world.gone)
    _copy(relation, world)
    there_and_back(world, relation)


def there_and_back(world, relation):
    before = everything()
    merge = uniting.merge(kept=world.kept, gone=world.gone, by=None)
    assert not world.model.objects.filter(pk=world.gone.pk).exists()
    assert not relation.model._base_manager.filter(**{relation.field.attname: world.gone.pk}).exists()
    # The name of the one that went is a further name of the one that stays.
    assert relation.of(world.kept).count() == (2 if relation.model is Alias else 1)
    assert uniting.undo(merge=merge, by=None).notes == []
    assert everything() == before


def _copy(relation, world):
    [row] = relation.of(world.gone)
    row.pk, row.id = None, None
    setattr(row, relation.field.name, world.kept)
    row.save()
