"""Comments on a passage: found again after edits, answered, resolved, with and without JavaScript."""

import pytest

from articles import drafting, workflow
from articles.models import Comment
from articles.workflow import anchors, comments
from tests.workflow_world import LIST, TEXT, act, desk_of, hidden, make_draft, make_newsroom

TWICE = "The duty on beef falls at once. The duty on pork falls in ten years, that on beef rises."


# ---------------------------------------------------------------------- anchors, without a database


def placed(text, words, *, before=""):
    return anchors.anchor(text, words, before=before)


@pytest.mark.parametrize(
    ("words", "before", "start"),
    [
        ("beef", "", 12),
        ("beef", "in ten years, that on ", 77),
        ("The  duty\non pork", "", 32),
        ("The duty", "falls at once. ", 32),
    ],
)
def test_words_are_anchored_where_they_are_meant(words, before, start):
    assert placed(TWICE, words, before=before).start == start


def test_words_that_are_not_there_have_no_anchor():
    assert placed(TWICE, "lamb") is None
    assert placed(TWICE, "") is None


@pytest.mark.parametrize(
    ("words", "before", "now", "found"),
    [
        # Words added before, after and around.
        ("falls in ten years", "", "On Monday it was said: " + TWICE, "falls in ten years"),
        ("beef", "that on ", "A new first sentence about nothing at all. " + TWICE, "beef"),
        # The words themselves were changed.
        ("The duty on pork falls in ten years", "", TWICE.replace("ten", "twelve"),
         "The duty on pork falls in twelve years"),
        # Gone.
        ("The duty on pork falls in ten years", "", "The duty on beef falls at once.", None),
        ("pork", "", TWICE.replace("pork", "rice"), None),
        ("pork", "", "", None),
    ],
)  # fmt: skip
def test_words_are_found_again_after_edits(words, before, now, found):
    place = anchors.find(now, placed(TWICE, words, before=before))
    assert (place.words if place else None) == found
    if place:
        assert now[place.start :].startswith(place.words)


def test_of_two_places_the_one_that_was_meant_is_found_after_edits():
    now = "It was Friday. " + TWICE
    place = anchors.find(now, placed(TWICE, "beef", before="that on "))
    assert place.start == now.rindex("beef")


def test_a_short_word_of_a_deleted_passage_is_not_found_elsewhere():
    long = TWICE + " " + "Nothing else was said on that day by anybody there. " * 8 + "They ate lamb."
    kept = placed(long, "lamb")
    assert anchors.find("Lamb, or lamb, is not what it was. " + TWICE, kept) is None


# ---------------------------------------------------------------------- by plain requests


@pytest.fixture
def newsroom(db):
    return make_newsroom()


def test_an_editor_comments_the_reporter_answers_and_it_is_resolved(client, newsroom):
    article = make_draft(newsroom)
    client.force_login(newsroom["editor"])
    sent = {
        "_comment": "new", "work-about": "body", "work-words": "The gaps are narrowing", "work-text": "Who?",
        "work-uid": "a1b2",
    }  # fmt: skip
    assert act(client, article, **sent).status_code == 302
    act(client, article, **sent)
    thread = Comment.objects.get()
    assert (thread.words, thread.uid, thread.author) == (
        "The gaps are narrowing",
        "a1b2",
        newsroom["editor"],
    )
    client.force_login(newsroom["reporter"])
    page = client.get(desk_of(article)).content.decode()
    assert "Who?" in page and 'data-words="The gaps are narrowing"' in page
    answer = {"_comment": "answer:a1b2", "work-answer-a1b2": "Two of them.", "work-uid": "c3d4"}
    act(client, article, **answer)
    act(client, article, **answer)
    assert [each.text for each in thread.answers.all()] == ["Two of them."]
    client.force_login(newsroom["editor"])
    act(client, article, _comment="resolve:a1b2")
    page = client.get(desk_of(article)).content.decode()
    assert "1 resolved" in page and "Resolved by editor" in page
    act(client, article, _comment="reopen:a1b2")
    assert Comment.objects.unresolved().get() == thread
    assert [each.step for each in article.desk_acts.all()] == ["comment", "comment"]


def test_an_answer_opens_a_resolved_thread_again(newsroom):
    article = make_draft(newsroom)
    thread = write(article, newsroom)
    comments.resolve(thread=thread, by=newsroom["editor"])
    comments.answer(thread=thread, by=newsroom["reporter"], text="Not yet.")
    assert Comment.objects.unresolved().get() == thread


def write(article, newsroom, **fields):
    fields = {"by": newsroom["editor"], "text": "Who?", "about": "body", "words": "officials said"} | fields
    return comments.write(article=article, content=drafting.working_copy(article), **fields)


def test_the_page_says_that_a_passage_was_changed_or_is_gone(client, newsroom):
    article = make_draft(newsroom)
    write(article, newsroom, words="The gaps are narrowing, officials said.")
    write(article, newsroom, words="Ministers met in Lima on Friday.")
    write(article, newsroom, words="Talks", about="headline")
    client.force_login(newsroom["editor"])
    body = "<p>The gaps are closing, officials said.</p>"
    act(client, article, body=body)
    page = client.get(desk_of(article)).content.decode()
    assert "Now: “The gaps are closing, officials said.”" in page
    assert page.count("These words are no longer in the text.") == 1
    assert "Ministers met in Lima on Friday." in page, "The words are still told."
    act(client, article, body=TEXT)
    assert "no longer in the text" not in client.get(desk_of(article)).content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"work-words": "never written"}, "does not stand in that part"),
        ({"work-text": "  "}, "A comment needs words"),
        ({"work-text": "x" * 5001}, "at most 5000 characters"),
        ({"work-about": "nothing"}, "Choose the part"),
        ({"_comment": "answer:nobody"}, "no longer there"),
        ({"_comment": "forget:nobody"}, "no longer there"),
        ({"_comment": ""}, "no longer there"),
    ],
)
@pytest.mark.parametrize("live", [False, True])
def test_a_comment_that_cannot_be_is_refused_and_nothing_is_lost(client, newsroom, sent, sentence, live):
    article = make_draft(newsroom)
    client.force_login(newsroom["editor"])
    sent = {"_comment": "new", "work-about": "body", "work-text": "My question", "work-words": ""} | sent
    if live:
        answer = client.post(f"{LIST}comment/", sent | {"article": article.pk})
        assert sentence in answer.json()["said"]
    else:
        answer = act(client, article, headline="Typed meanwhile", **sent)
        page = answer.content.decode()
        assert sentence in page and "Typed meanwhile" in page
        assert sent["work-text"].strip() in page and sent["work-words"] in page
        assert drafting.working_copy(article).headline == "Typed meanwhile"
    assert answer.status_code == 400
    assert not Comment.objects.exists()


def test_a_thread_of_another_report_is_not_reached_through_this_one(client, newsroom):
    thread = write(make_draft(newsroom, "Another", by="editor"), newsroom)
    article = make_draft(newsroom)
    client.force_login(newsroom["reporter"])
    answer = client.post(
        f"{LIST}comment/",
        {
            "article": article.pk,
            "_comment": f"answer:{thread.uid}",
            f"work-answer-{thread.uid}": "Mine now",
        },
    )
    assert answer.status_code == 400
    assert not thread.answers.exists()


def test_with_javascript_the_panel_comes_back_with_the_comment(client, newsroom):
    article = make_draft(newsroom)
    client.force_login(newsroom["editor"])
    uid = hidden(client.get(desk_of(article)).content.decode(), "work-uid")
    sent = {"article": article.pk, "_comment": "new", "work-about": "body", "work-text": "Who?"}
    answer = client.post(f"{LIST}comment/", sent | {"work-words": "officials said", "work-uid": uid})
    assert answer.status_code == 200
    assert 'data-words="officials said"' in answer.json()["panel"] and "Who?" in answer.json()["panel"]
    assert hidden(answer.json()["panel"], "work-uid") != uid


def test_what_is_written_in_a_comment_is_shown_as_text(client, newsroom):
    article = make_draft(newsroom)
    write(article, newsroom, text="<script>alert(1)</script>\nA second line")
    client.force_login(newsroom["reporter"])
    page = client.get(desk_of(article)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>A second line" in page


def test_comments_cost_the_desk_the_same_however_many_there_are(newsroom, django_assert_num_queries):
    article = make_draft(newsroom)
    for _each in range(5):
        thread = write(article, newsroom)
        comments.answer(thread=thread, by=newsroom["reporter"], text="The minister.")
    content = drafting.working_copy(article)
    with django_assert_num_queries(2):
        found = comments.threads(article, content)
        assert [str(each.author) for thread in found for each in thread.answers] == ["reporter"] * 5


@pytest.mark.parametrize(
    ("about", "words"),
    [("headline", "Lima"), ("summary", "happened"), ("sources", "Joint statement"), ("report", "")],
)
def test_a_comment_can_be_about_any_part(newsroom, about, words):
    article = make_draft(newsroom)
    write(article, newsroom, about=about, words=words)
    [thread] = comments.threads(article, drafting.working_copy(article))
    assert not thread.is_gone and bool(thread.place) == bool(words)


def test_review_and_comments_wait_for_those_they_are_for(newsroom):
    article = make_draft(newsroom)
    workflow.send_to_review(article=article, by=newsroom["reporter"])
    thread = write(article, newsroom)

    def lists(name):
        return [each.name for each in workflow.waiting_for(newsroom[name])]

    assert lists("editor") == ["review"]
    assert lists("reporter") == ["comments"]
    assert lists("other") == []
    comments.answer(thread=thread, by=newsroom["reporter"], text="The minister.")
    assert lists("reporter") == []
    assert lists("editor") == ["comments", "review"]
    comments.resolve(thread=thread, by=newsroom["editor"])
    workflow.send_back(article=article, by=newsroom["editor"], note="Shorter.")
    assert lists("editor") == []
    assert lists("reporter") == ["returned"]
