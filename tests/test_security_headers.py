"""The strict policy, on every kind of page."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/articles/",
    "/nowhere/",
    "/accounts/login/",
    "/admin/login/",
    "/admin/",
    "/sitemap.xml",
    "/healthz",
]


@pytest.mark.parametrize("address", PAGES)
def test_nothing_inline_and_nothing_from_another_host(client, address):
    policy = client.get(address).headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert directives["default-src"] == "'none'"
    assert directives["script-src"].split()[0] == "'self'"
    for source in policy.split():
        assert source not in ("'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:")
    assert "'sha256-" not in directives["style-src"] or address.startswith("/admin")


@pytest.mark.parametrize("address", PAGES)
def test_the_other_headers(client, address):
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_readers_cannot_sign_up(client):
    page = client.get("/accounts/signup/").content.decode()
    assert 'name="password1"' not in page


def test_the_admin_asks_for_an_account(client):
    response = client.get("/admin/articles/article/")
    assert response.status_code == 302
    assert (
        "/accounts/login/" in response.headers["Location"] or "/admin/login/" in response.headers["Location"]
    )


def test_body_is_cleaned_by_whichever_door(client):
    japan = factories.make_country()
    article = factories.make_article(
        "Talks", countries=[japan], body='<p onclick="x()">Good<script>alert(1)</script></p>'
    )
    type(article).objects.filter(pk=article.pk).update(body="<p>Good<script>alert(2)</script></p>")
    page = client.get("/articles/talks/").content.decode()
    assert "<p>Good</p>" in page
    assert "alert(" not in page and "onclick" not in page
