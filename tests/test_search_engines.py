"""Both engines find the same: this suite runs on each, against one matcher in plain Python."""

import datetime
import random

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles import search
from articles.choices import Status
from articles.models import Article
from articles.search.documents import LAST_PLACE, MAX_PLACES
from articles.search.tokens import index_tokens
from tests.search_corpus import PIECES, QUERIES

pytestmark = pytest.mark.django_db

DAY = datetime.datetime(2014, 4, 1, 12, tzinfo=datetime.UTC)


# PostgreSQL is also asked how frequent words are and, within a transaction as here, set back to its ways.
BUDGET = {
    "sqlite": {"matching": 1, "newest": 1, "best": 1, "count": 1},
    "postgresql": {"matching": 1, "newest": 3, "best": 3, "count": 2},
}


def make_article(number, *, headline, summary="", body="", names=(), status=Status.PUBLISHED, day=None):
    article = Article.objects.create(
        headline=headline,
        slug=f"report-{number}",
        summary=summary,
        body=body,
        status=status,
        published_at=DAY + datetime.timedelta(days=number if day is None else day),
        first_public_at=DAY,
        version=1,
    )
    search.index(article, names=names)
    return article


@pytest.fixture
def corpus():
    """Sixty articles as {id: their texts, apart where a phrase may not reach across}."""
    chance = random.Random(7)
    texts = {}
    for number in range(60):
        headline, summary, *paragraphs = (
            ". ".join(chance.sample(PIECES, chance.randint(1, 2))) for _ in range(chance.randint(3, 5))
        )
        names = chance.sample(["Akira Amari", "甘利明", "Viet Nam", "Michael Froman", "United States"], 2)
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        article = make_article(number, headline=headline, summary=summary, body=body, names=names)
        texts[article.pk] = [headline, summary, *names, *paragraphs]
    return texts


def expected_matches(query, corpus):
    """The ids that a query should find, by going through every text."""
    if query.is_futile:
        return set()
    return {
        article_id
        for article_id, texts in corpus.items()
        if all(has_group(group, texts) for group in query.wanted)
        and not any(has_group(group, texts) for group in query.unwanted)
    }


def has_group(group, texts):
    return any(all(has_phrase(phrase, texts) for phrase in alternative) for alternative in group)


def has_phrase(phrase, texts):
    def fits(found, wanted):
        return found.startswith(wanted) if phrase.prefix else found == wanted

    *before, last = phrase.tokens
    for ordered, beside in map(index_tokens, texts):
        if not before and any(fits(token, last) for token in beside):
            return True
        for end in range(len(before), len(ordered)):
            if ordered[end - len(before) : end] == before and fits(ordered[end], last):
                return True
    return False


def found(query, articles=None):
    articles = search.matching(query, Article.objects.all() if articles is None else articles)
    return set(articles.values_list("pk", flat=True))


def ranked(query, articles, **options):
    return [article_id for article_id, _score in search.best(query, articles, **options)]


def test_every_query_finds_what_the_plain_matcher_finds(corpus):
    assert len(QUERIES) >= 100
    sizes = set()
    for text in QUERIES:
        query = search.parse(text)
        expected = expected_matches(query, corpus)
        assert found(query) == expected, text
        assert set(search.newest(query, Article.objects.all(), limit=100)) == expected, text
        assert set(ranked(query, Article.objects.all())) == expected, text
        assert search.count(query, Article.objects.all()) == len(expected), text
        sizes.add(len(expected))
    assert len(sizes) > 15, "The queries should find many different numbers of articles."


def test_random_queries_find_what_the_plain_matcher_finds(corpus):
    chance = random.Random(11)
    words = " ".join(PIECES).split()
    for _ in range(150):
        terms = []
        for _ in range(chance.randint(1, 3)):
            start = chance.randrange(len(words) - 3)
            phrase = " ".join(words[start : start + chance.randint(1, 3)])
            terms.append(chance.choice(["{}", '"{}"', "-{}", '-"{}"', "{}*", "x OR {}"]).format(phrase))
        query = search.parse(" ".join(terms))
        assert found(query) == expected_matches(query, corpus), query


def test_spellings_of_a_name_find_each_other(corpus):
    query = search.parse("甘利明", resolve=lambda name: ["Akira Amari"] if name == "甘利明" else [])
    expected = expected_matches(query, corpus)
    assert found(query) == expected
    assert found("甘利明") | found('"Akira Amari"') == expected
    assert found("甘利明") != expected


def test_a_match_set_joins_with_other_filters(corpus):
    chosen = sorted(corpus)[::2]
    some = Article.objects.filter(pk__in=chosen)
    expected = expected_matches(search.parse("beef"), corpus) & set(chosen)
    assert 0 < len(expected) < len(chosen)
    assert found("beef", some) == expected
    assert set(search.newest("beef", some, limit=100)) == expected
    assert set(ranked("beef", some)) == expected
    assert search.count("beef", some) == len(expected)
    both = search.matching("pork", search.matching("beef", some)).order_by("-published_at")
    assert [article.pk for article in both] == search.newest("beef pork", some, limit=100)
    beef, pork = search.matching("beef", some), search.matching("pork", some)
    inside = Article.objects.filter(pk__in=beef).exclude(pk__in=pork)
    assert inside.count() == len(found("beef -pork", some))


def test_only_what_the_given_articles_hold_is_found():
    now = DAY + datetime.timedelta(days=10)
    public = make_article(1, headline="Beef talks")
    make_article(2, headline="Beef talks to come", day=20)
    make_article(3, headline="Beef talks withdrawn", status=Status.WITHDRAWN)
    readable = Article.objects.published(at=now)
    assert found("beef", readable) == {public.pk}
    assert search.newest("beef", readable, limit=5) == [public.pk]
    assert ranked("beef", readable) == [public.pk]
    assert search.count("beef", readable) == 1
    assert search.newest("beef", Article.objects.none(), limit=5) == []


def test_newest_pages_by_key_through_all_matches(corpus):
    everything = Article.objects.all()
    by_date = list(search.matching("beef", everything).newest_first())
    assert len(by_date) > 10
    pages, before = [], None
    while page := search.newest("beef", everything, limit=7, before=before):
        assert len(page) <= 7
        pages += page
        last = Article.objects.get(pk=page[-1])
        before = last.published_at, last.pk
    assert pages == [article.pk for article in by_date]


def test_the_order_is_by_report_date_and_not_by_entry():
    young = make_article(1, headline="Beef", day=5)
    ancient = make_article(2, headline="Beef", day=-40_000)
    old = make_article(3, headline="Beef", day=-3)
    twin = make_article(4, headline="Beef", day=5)
    assert search.newest("beef", Article.objects.all(), limit=9) == [twin.pk, young.pk, old.pk, ancient.pk]
    assert search.newest("beef", Article.objects.all(), limit=9, before=(old.published_at, old.pk)) == [
        ancient.pk
    ]


def test_the_first_and_the_last_date_there_are_can_be_indexed():
    dates = [datetime.datetime.min, DAY.replace(tzinfo=None), datetime.datetime.max]
    articles = [
        Article.objects.create(headline="Beef", slug=f"a-{n}", published_at=date.replace(tzinfo=datetime.UTC))
        for n, date in enumerate(dates)
    ]
    search.index_many((article, []) for article in articles)
    assert search.newest("beef", Article.objects.all(), limit=9) == [each.pk for each in reversed(articles)]


def test_a_match_counts_most_in_the_headline_and_least_in_the_text():
    filling = "<p>Officials met and spoke about many things on that day.</p>" * 3
    text = make_article(1, headline="Talks", summary="Officials met", body=f"{filling}<p>Beef came up.</p>")
    headline = make_article(2, headline="Beef talks", summary="Officials met", body=filling)
    named = make_article(3, headline="Talks", summary="Officials met", body=filling, names=["Beef"])
    summary = make_article(4, headline="Talks", summary="Officials spoke of beef", body=filling)
    for number in range(5, 25):
        make_article(number, headline="Talks", summary="Officials met", body=filling)
    first, *middle, last = ranked("beef", Article.objects.all())
    assert (first, set(middle), last) == (headline.pk, {summary.pk, named.pk}, text.pk)


def test_equal_scores_are_ordered_by_date():
    twins = [make_article(number, headline="Beef talks") for number in range(4)]
    assert ranked("beef", Article.objects.all()) == [article.pk for article in reversed(twins)]


def test_only_the_newest_matches_are_ranked(corpus):
    newest = search.newest("beef", Article.objects.all(), limit=5)
    best = ranked("beef", Article.objects.all(), newest=5)
    assert set(best) == set(newest)
    scores = [score for _article_id, score in search.best("beef", Article.objects.all(), newest=5)]
    assert scores == sorted(scores, reverse=True)


def test_a_count_stops_at_its_bound(corpus):
    assert search.count("beef", Article.objects.all(), up_to=3) == 4


def test_each_question_keeps_to_its_budget_of_queries(corpus):
    articles = Article.objects.published(at=DAY)
    questions = {
        "matching": lambda: list(search.matching("beef -pork", articles)),
        "newest": lambda: search.newest("beef -pork", articles, limit=5),
        "best": lambda: search.best("beef -pork", articles),
        "count": lambda: search.count("beef -pork", articles),
    }
    for name, ask in questions.items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask()
        assert len(queries) <= BUDGET[connection.vendor][name], name


def test_indexing_again_replaces_the_row():
    article = make_article(1, headline="Beef talks", body="<p>Sugar</p>")
    article.headline, article.body = "Pork talks", "<p>Milk</p>"
    article.published_at += datetime.timedelta(days=3)
    search.index(article, names=["Cheese"])
    assert not found("beef") | found("sugar")
    assert found("pork") == found("milk") == found("cheese") == {article.pk}
    assert search.newest("talks", Article.objects.all(), limit=5) == [article.pk]
    assert rows() == 1


def test_removed_and_deleted_articles_leave_no_row():
    removed, deleted, bulk = (make_article(number, headline="Beef") for number in range(3))
    search.remove([removed.pk, 10_000])
    assert found("beef") == {deleted.pk, bulk.pk}
    deleted.delete()
    assert rows() == 1
    Article.objects.filter(pk=bulk.pk).delete()
    assert rows() == 0


def test_many_are_indexed_at_once():
    articles = Article.objects.bulk_create(
        Article(headline=f"Beef {number}", slug=f"a-{number}", published_at=DAY) for number in range(450)
    )
    with CaptureQueriesContext(connection) as queries:
        assert search.index_many((article, ["Japan"]) for article in articles) == 450
    # At most four statements for each batch of 200, and none for each article.
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 12
    search.optimise()
    assert len(found("beef")) == 450
    search.remove(article.pk for article in articles)
    assert rows() == 0


def test_what_was_loaded_in_bulk_is_found():
    articles = [Article(headline=f"Beef {n}", slug=f"a-{n}", published_at=DAY) for n in range(3)]
    with pytest.raises(RuntimeError), search.loading():
        search.index_many((article, []) for article in Article.objects.bulk_create(articles))
        raise RuntimeError
    assert len(found("beef")) == 3


def test_a_row_is_undone_with_its_transaction():
    article = make_article(1, headline="Beef")
    with pytest.raises(RuntimeError), transaction.atomic():
        article.headline = "Pork"
        search.index(article)
        raise RuntimeError
    assert found("beef") == {article.pk}
    assert not found("pork")


def test_an_article_without_a_date_is_refused_with_the_reason():
    with pytest.raises(ValueError, match="no date"):
        search.index(Article.objects.create(headline="Beef", slug="beef"))


def test_phrases_stay_within_a_field_a_paragraph_and_a_name():
    article = make_article(
        1,
        headline="beef",
        summary="tariff",
        body="<p>rice cut</p><p>deep sea</p>",
        names=["Akira Amari", "Japan"],
    )
    assert found('"rice cut" "akira amari"') == {article.pk}
    for phrase in ("beef tariff", "tariff akira", "amari japan", "japan rice", "cut deep"):
        assert not found(f'"{phrase}"'), phrase


def test_words_beyond_the_limits_are_found_but_not_in_phrases():
    padding = " ".join(f"word{number}" for number in range(LAST_PLACE))
    common = "common " * MAX_PLACES
    article = make_article(
        1, headline="Treaty", body=f"<p>near phrase {common} common enough {padding} far phrase farther</p>"
    )
    assert found("far farther word16000") == {article.pk}
    assert found('"near phrase"') == found('"common common"') == found("enough common") == {article.pk}
    assert not found('"far phrase"') | found('"phrase farther"') | found('"common enough"')
    assert found("-farther") == set()


@pytest.mark.long
def test_a_huge_text_of_different_words_is_indexed():
    letters = [chr(0x20000 + number) for number in range(40_000)]
    article = make_article(
        1, headline="Beef", body=f"<p>{' '.join(x * 20 for x in letters)}</p>" + "<p>end</p>" * 9
    )
    assert found("beef") == {article.pk}
    assert found(letters[0] * 5) == {article.pk}


def test_installing_twice_changes_nothing_and_uninstalling_can_be_undone():
    article = make_article(1, headline="Beef")
    search.install(connection)
    assert found("beef") == {article.pk}
    search.uninstall(connection)
    search.install(connection)
    assert not found("beef")
    search.index(article)
    article.delete()
    assert rows() == 0


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_empties_the_index():
    make_article(1, headline="Beef")
    call_command("flush", interactive=False, verbosity=0)
    assert rows() == 0


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_search")
        return cursor.fetchone()[0]
