"""What the desk costs beside Django's own admin with django-reversion, in processor time.

`python -m tests.desk_cost` opens and saves the same report at both by turns and prints the medians in
milliseconds and their ratio as JSON.
"""

import json
import os
import re
import statistics
import time

TIMES = 25
ROWS = {"countries": 3, "negotiators": 5, "issues": 4}


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.stock_admin"
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    print(json.dumps(measured(), indent=1))


def measured():
    client, article = prepared()
    ours, stock = (
        f"/admin/articles/article/{article.pk}/change/",
        f"/stock/articles/article/{article.pk}/change/",
    )
    found = {"opens": {"desk": [], "stock": []}, "saves": {"desk": [], "stock": []}}
    for turn in range(TIMES + 2):
        for name, address in (("desk", ours), ("stock", stock)):
            opened, page = timed(lambda address=address: client.get(address))
            data = typed(page, turn)
            saved, answer = timed(lambda address=address, data=data: client.post(address, data))
            assert page.status_code == 200 and answer.status_code == 302, (name, page, answer)
            if turn > 1:  # the first turns fill caches of templates
                found["opens"][name].append(opened)
                found["saves"][name].append(saved)
    return {act: compared(times) for act, times in found.items()}


def compared(times):
    medians = {name: round(statistics.median(each) * 1000, 1) for name, each in times.items()}
    return medians | {"ratio": round(medians["desk"] / medians["stock"], 2)}


def timed(act):
    begun = time.process_time()
    response = act()
    response.content  # noqa: B018
    return time.process_time() - begun, response


def prepared():
    """Return a signed-in client and a draft of 600 words with 12 links and 3 quotations."""
    from django.test import Client

    from tests import factories

    links = {
        "countries": [
            factories.make_country(f"country-{n}", f"C{n}", f"CC{n}") for n in range(ROWS["countries"])
        ],
        "issues": [factories.make_issue(f"issue-{n}") for n in range(ROWS["issues"])],
    }
    links["negotiators"] = [
        factories.make_negotiator(f"Person {n}", country=links["countries"][0])
        for n in range(ROWS["negotiators"])
    ]
    user = factories.make_user("measuring", superuser=True)
    article = factories.make_draft(
        "Talks in Tokyo",
        by=user,
        body="<p>" + "The ministers met again on market access. " * 85 + "</p>",
        quotes=[{"speaker_name": "An official", "text": f"Words {n}."} for n in range(3)],
        **links,
    )
    client = Client()
    client.force_login(user)
    return client, article


def typed(page, turn):
    """Return the fields of a page's form with a changed headline."""
    import lxml.html

    forms = lxml.html.fromstring(page.content.decode()).forms
    form = next(form for form in forms if "headline" in form.fields)
    data = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(re.sub(r"^\n", "", value))
    return data | {"headline": f"Talks in Tokyo, day {turn}", "_continue": "1"}


if __name__ == "__main__":
    main()
