"""Two records of one thing made one, and parted again: every link, every address, nothing else."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from taggit.models import Tag, TaggedItem

from articles import drafting, news, publishing, uniting
from articles.choices import Verb
from articles.models import (
    Alias,
    Appointment,
    Article,
    Attendance,
    Chapter,
    Edition,
    Issue,
    Linkage,
    Merge,
    Negotiator,
    Offer,
    Outcome,
    PublishingAct,
    Quote,
    Redirect,
    RedLine,
)
from articles.uniting.relations import relations
from tests import factories
from tests.small_record import SmallRecord
from tests.uniting_world import World, person_twice

pytestmark = pytest.mark.django_db


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


# --------------------------------------------------------------------------- what readers and tools find


@pytest.fixture
def two():
    return person_twice()


def listed(client, address):
    return [each["title"] for each in client.get(address).json()["items"]]


@pytest.mark.parametrize("prefix", ["", "/ja", "/vi"])
def test_an_old_address_leads_to_the_one_kept(client, two, prefix):
    kept, gone = two
    merge = uniting.merge(kept=kept, gone=gone, by=None)
    answer = client.get(f"{prefix}/negotiators/amari-akira/?asof=2014-04-25")
    assert (answer.status_code, answer["Location"]) == (
        301,
        f"{prefix}/negotiators/akira-amari/?asof=2014-04-25",
    )
    assert client.get("/api/v1/negotiators/amari-akira/").status_code == 301
    uniting.undo(merge=merge, by=None)
    assert client.get(f"{prefix}/negotiators/amari-akira/").status_code == 200


def test_an_old_slug_in_a_filter_means_the_one_kept_on_page_feed_and_api(client, two):
    kept, gone = two
    uniting.merge(kept=kept, gone=gone, by=None)
    both = {"About akira-amari", "About amari-akira"}
    for slug in ("amari-akira", "akira-amari"):
        assert set(listed(client, f"/articles.json?negotiator={slug}")) == both
        found = client.get(f"/api/v1/articles/?negotiator={slug}").json()["items"]
        assert {each["headline"] for each in found} == both
    assert "About amari-akira" in client.get("/articles/?negotiator=amari-akira").text


def test_a_watch_on_the_one_that_went_follows_the_one_kept(two):
    kept, gone = two
    uniting.merge(kept=kept, gone=gone, by=None)
    filters = news.filters_of("negotiator=amari-akira")
    assert filters.errors == []
    assert filters.articles().count() == 2


@pytest.mark.parametrize("words", ["amari akira", "甘利明", "akira amari"])
def test_a_search_by_any_name_of_either_finds_all(client, two, words):
    kept, gone = two
    uniting.merge(kept=kept, gone=gone, by=None)
    found = client.get("/articles.json", {"q": words}).json()["items"]
    assert {each["title"] for each in found} == {"About akira-amari", "About amari-akira"}


def test_the_one_kept_takes_what_it_lacks_and_what_was_chosen(two):
    kept, gone = two
    uniting.merge(kept=kept, gone=gone, by=None, takes={"name", "native_name"})
    kept.refresh_from_db()
    assert (kept.name, kept.native_name, kept.note) == ("Amari Akira", "甘利明", "")


def test_the_edition_counts_and_the_act_is_recorded(two):
    before = Edition.objects.get(name=Edition.SITE).number
    editor = factories.make_user()
    uniting.merge(kept=two[0], gone=two[1], by=editor)
    assert Edition.objects.get(name=Edition.SITE).number > before
    act = PublishingAct.objects.get(verb=Verb.MERGE)
    assert (act.headline, act.done_by) == ("Amari Akira → Akira Amari", editor)


def test_a_draft_and_an_old_version_that_name_the_one_that_went_name_the_one_kept(client, two):
    kept, gone = two
    words = [
        {"uid": "words1", "speaker": "amari-akira", "text": "We agree.", "said_on": "", "issues": ["beef"]}
    ]
    draft = factories.make_draft("Not yet", countries=["japan"], negotiators=[gone], quotes=words)
    told = factories.make_article("Told", countries=["japan"], negotiators=[gone], quotes=words)
    drafting.save(
        article=told, content=factories.content("Told", countries=["japan"], negotiators=[gone]), by=None
    )
    uniting.merge(kept=kept, gone=gone, by=None)
    assert "/negotiators/akira-amari/" in client.get(f"/articles/{told.slug}/v1/").text
    assert drafting.working_copy(draft).linked("negotiators") == [kept]
    for article in (draft, told):
        publishing.publish(article=article, by=None)
    assert [each.speaker for each in draft.quotes.all()] == [kept]
    assert list(draft.negotiators.all()) == list(told.negotiators.all()) == [kept]


def test_a_tag_that_went_is_not_brought_back_by_a_draft_that_names_it():
    japan = factories.make_country()
    kept, gone = Tag.objects.create(name="Quota"), Tag.objects.create(name="Quotas")
    draft = factories.make_draft("Not yet", countries=[japan], tags=["Quotas"])
    merge = uniting.merge(kept=kept, gone=gone, by=None)
    publishing.publish(article=draft, by=None)
    assert list(draft.tags.names()) == ["Quota"]
    uniting.undo(merge=merge, by=None)
    other = factories.make_article("Later", countries=[japan], tags=["Quotas"])
    assert list(other.tags.names()) == ["Quotas"]


# --------------------------------------------------------------------------- issues stand in a tree


def test_issues_above_are_linked_anew(client):
    japan, farm = factories.make_country(), factories.make_issue("agriculture")
    kept, gone = factories.make_issue("dairy", parent=farm), factories.make_issue("milk")
    child = factories.make_issue("cheese", parent=gone)
    factories.make_article("On cheese", countries=[japan], issues=[child])
    factories.make_article("On milk", countries=[japan], issues=[gone])
    merge = uniting.merge(kept=kept, gone=gone, by=None)
    assert listed(client, "/articles.json?issue=agriculture") == ["On milk", "On cheese"]
    uniting.undo(merge=merge, by=None)
    assert listed(client, "/articles.json?issue=agriculture") == []
    assert listed(client, "/articles.json?issue=milk") == ["On milk", "On cheese"]


def test_an_issue_can_take_over_the_one_above_it_and_the_one_above_that():
    top = factories.make_issue("market-access")
    farm = factories.make_issue("agriculture", parent=top)
    dairy = factories.make_issue("dairy", parent=farm)
    cheese = factories.make_issue("cheese", parent=dairy)
    before = everything()
    merge = uniting.merge(kept=cheese, gone=farm, by=None)
    assert dict(Issue.objects.values_list("slug", "parent__slug")) == {
        "market-access": None, "cheese": "market-access", "dairy": "cheese",
    }  # fmt: skip
    uniting.undo(merge=merge, by=None)
    assert everything() == before


def test_issues_that_a_linkage_ties_to_each_other_are_refused():
    beef, cars = factories.make_issue(), factories.make_issue("cars")
    Linkage.objects.create(slug="l", issue=beef, in_return=cars, summary="Beef if cars.", since="2014")
    before = everything()
    with pytest.raises(uniting.Clash, match="“Beef if cars.”"):
        uniting.merge(kept=beef, gone=cars, by=None)
    assert everything() == before


# --------------------------------------------------------------------------- undoing after later changes


def test_what_was_done_since_stays_and_is_told(two):
    kept, gone = two
    article = Article.objects.get(slug="about-amari-akira")
    merge = uniting.merge(kept=kept, gone=gone, by=None)
    Negotiator.objects.filter(pk=kept.pk).update(note="Corrected since.")
    article.negotiator_links.all().delete()
    late = factories.make_article("Later", countries=["japan"], negotiators=[kept])
    undone = uniting.undo(merge=merge, by=None)
    assert "note was changed since and stays." in undone.notes
    assert any("of “article negotiators”" in note or "articles" in note for note in undone.notes)
    kept.refresh_from_db()
    assert kept.note == "Corrected since."
    assert list(late.negotiators.all()) == [kept]


def test_undoing_is_refused_where_something_stands_in_the_way(two):
    kept, gone = two
    merge = uniting.merge(kept=kept, gone=gone, by=None)
    other = factories.make_negotiator("third-person")
    second = uniting.merge(kept=other, gone=kept, by=None)
    with pytest.raises(uniting.Clash, match="merged into “Third Person” since"):
        uniting.undo(merge=merge, by=None)
    uniting.undo(merge=second, by=None)
    Redirect.objects.filter(old_slug="amari-akira").delete()
    taken = factories.make_negotiator("amari-akira", name="Somebody Else")
    with pytest.raises(uniting.Clash, match="has the address “amari-akira”"):
        uniting.undo(merge=merge, by=None)
    taken.delete()
    uniting.undo(merge=merge, by=None)
    with pytest.raises(uniting.Clash, match="undone already"):
        uniting.undo(merge=merge, by=None)


def test_chains_of_merges_lead_in_one_step_and_come_back_step_by_step(client, two):
    kept, gone = two
    third = factories.make_negotiator("third-person")
    before = everything()
    first = uniting.merge(kept=kept, gone=gone, by=None)
    second = uniting.merge(kept=third, gone=kept, by=None)
    assert client.get("/negotiators/amari-akira/")["Location"] == "/negotiators/third-person/"
    for merge in (second, first):
        uniting.undo(merge=merge, by=None)
    assert everything() == before


def test_one_that_is_no_more_or_the_same_is_refused(two):
    kept, gone = two
    with pytest.raises(uniting.Clash, match="one and the same"):
        uniting.merge(kept=kept, gone=kept, by=None)
    uniting.merge(kept=kept, gone=gone, by=None)
    with pytest.raises(uniting.Clash, match="no longer on record"):
        uniting.merge(kept=kept, gone=gone, by=None)


# --------------------------------------------------------------------------- the record's own loader


def test_loading_the_record_leaves_a_merge_alone_and_its_undoing_too(tmp_path):
    record = SmallRecord(tmp_path)
    record.load()
    kept = Negotiator.objects.get(slug="akira-amari")
    gone = Negotiator.objects.get(slug="michael-froman")
    before = everything()
    merge = uniting.merge(kept=kept, gone=gone, by=None)
    after = everything()
    record.load()
    assert everything() == after
    uniting.undo(merge=merge, by=None)
    record.load()
    assert everything() == before
