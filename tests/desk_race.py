"""Four editors save one report at the same instants; prints what they got and which words are gone.

`python -m tests.desk_race ROUNDS` works in the database of DATABASE_URL, which must be empty, with a thread
and a connection for each editor, as a server's workers have. Its answer is JSON: {"answers": {status: how
often}, "lost": [words that no state holds], "states": number, "findings": [what check_integrity says]}.
"""

import json
import os
import sys
import threading
from collections import Counter

EDITORS = 4
CHECKED = ("draft", "article", "version")


def main(rounds):
    os.environ["DJANGO_SETTINGS_MODULE"] = "tpp_tracker.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    print(json.dumps(race(rounds)))


def race(rounds):
    from articles import integrity
    from articles.models import Revision
    from tests import factories

    japan = factories.make_country()
    user = factories.make_user("racer", superuser=True)
    article = factories.make_draft("Talks in Tokyo", by=user, countries=[japan])
    answers, sent = Counter(), set()
    at_once = threading.Barrier(EDITORS)
    editors = [
        threading.Thread(target=edit, args=(number, user, article, rounds, at_once, answers, sent))
        for number in range(EDITORS)
    ]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    kept = "\n".join(json.dumps(state.document) for state in Revision.objects.filter(article=article))
    return {
        "answers": answers,
        "lost": sorted(word for word in sent if word not in kept),
        "states": Revision.objects.filter(article=article).count(),
        "findings": [
            str(each) for _name, found in integrity.check() for each in found if each.model in CHECKED
        ],
    }


def edit(number, user, article, rounds, at_once, answers, sent):
    """Type and save round after round, each at the same instant as all the others."""
    from django.db import connections
    from django.test import Client

    from tests.plain_desk import Page

    client = Client(raise_request_exception=False)
    client.force_login(user)
    page = Page(client, article)
    for turn in range(rounds):
        word = f"w{number}x{turn}"
        # All four write one field in every third round, else each its own.
        field = "headline" if turn % 3 == 0 else ("byline", "dateline", "summary", "tags")[number]
        page.type(field, word)
        at_once.wait()
        if number == 0 and turn % 5 == 4:
            response = page.submit("_publish")
        else:
            response = page.autosave() if turn % 2 else page.submit()
        answers[str(response.status_code)] += 1
        sent.add(word)
    connections.close_all()


if __name__ == "__main__":
    main(int(sys.argv[1]))
