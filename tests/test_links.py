"""Sources' links: what is found at each, what readers see of it, and what cannot be reached by one."""

import datetime
import io
import json
import socket

import pytest
from django.contrib.auth.models import Group as AccountGroup
from django.core.management import call_command
from django.utils import timezone

from articles import links
from articles.choices import LinkState
from articles.models import Edition, LinkCheck, Source
from articles.roles import EDITOR, REPORTER
from tests import factories, web

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings):
    settings.LINK_PRIVATE_NETWORKS = ["127.0.0.0/8"]
    settings.LINK_DELAY = 0
    with web.running() as pages:
        yield pages


def source(site, path, **fields):
    return Source.objects.create(**{"title": f"The page {path}", "url": site.url(path)} | fields)


def check(**options):
    out = io.StringIO()
    call_command("check_links", stdout=out, **options)
    return out.getvalue()


def found(each):
    return LinkCheck.objects.get(source=each)


def edition():
    return Edition.objects.get(name=Edition.SITE).number


# --------------------------------------------------------------------------- what is found


def test_what_is_there_is_asked_by_its_head_alone(site):
    site.pages["/there"] = (200, {})
    each = source(site, "/there")
    assert "1 alive" in check()
    assert (found(each).state, found(each).status) == (LinkState.ALIVE, 200)
    assert site.methods("/there") == ["HEAD"]


def test_a_server_that_refuses_head_is_asked_for_the_page(site):
    site.pages["/there"], site.refuses_head = (200, {}), True
    each = source(site, "/there")
    check()
    assert found(each).state == LinkState.ALIVE
    assert site.methods("/there") == ["HEAD", "GET"]


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_dead_at_once_and_an_archived_copy_is_proposed(site, status):
    site.pages["/gone"] = (status, {})
    each = source(site, "/gone", accessed_on=datetime.date(2014, 4, 25))
    assert "1 dead; 1 shown otherwise" in check().replace(", 0 unsure, 0 refused", "")
    each.refresh_from_db()
    assert each.dead_since == timezone.now().date()
    assert found(each).proposed == f"https://web.archive.org/web/20140425/{each.url}"


@pytest.mark.parametrize("status", [401, 403, 429])
def test_one_who_turns_programs_away_is_not_dead_however_often(site, status):
    site.pages["/closed"] = (status, {})
    each = source(site, "/closed")
    for _night in range(4):
        check()
    each.refresh_from_db()
    assert (found(each).state, each.dead_since) == (LinkState.UNSURE, None)


def test_a_server_in_trouble_is_dead_after_three_misses_in_a_row(site):
    site.pages |= {"/well": (200, {}), "/trouble": (503, {})}
    source(site, "/well")
    each = source(site, "/trouble")
    for state in (LinkState.UNSURE, LinkState.UNSURE, LinkState.DEAD):
        check()
        assert found(each).state == state
    site.pages["/trouble"] = (200, {})
    check()
    each.refresh_from_db()
    assert (found(each).state, found(each).misses, each.dead_since) == (LinkState.ALIVE, 0, None)


def test_where_nobody_answers_it_is_this_machine_that_is_cut_off(settings):
    settings.LINK_PRIVATE_NETWORKS, settings.LINK_DELAY = ["127.0.0.0/8"], 0
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        each = Source.objects.create(title="A", url=f"http://127.0.0.1:{closed.getsockname()[1]}/")
        for _night in range(4):
            check()
    assert (found(each).state, found(each).misses) == (LinkState.UNSURE, 0)


@pytest.mark.parametrize(
    "status, state, moved",
    [(301, LinkState.MOVED, True), (308, LinkState.MOVED, True), (302, LinkState.ALIVE, False)],
)
def test_a_redirect_for_ever_is_a_move(site, status, state, moved):
    site.pages |= {"/old": (status, {"Location": "/new page"}), "/new%20page": (200, {})}
    each = source(site, "/old")
    check()
    assert found(each).state == state
    assert found(each).moved_to == (site.url("/new%20page") if moved else "")


def test_a_redirect_to_the_front_page_is_for_a_person_to_judge(site):
    site.pages |= {"/story": (301, {"Location": "/"}), "/": (200, {})}
    each = source(site, "/story")
    check()
    assert (found(each).state, found(each).note[:15]) == (LinkState.UNSURE, "It leads to a f")


def test_a_circle_ends(site):
    site.pages["/round"] = (302, {"Location": "/round"})
    assert "1 unsure" in (source(site, "/round") and check())
    assert len(site.asked) < 20


def test_an_address_in_other_letters_is_asked_as_a_browser_would(site):
    site.pages["/%E6%97%A5%E6%9C%AC"] = (200, {})
    each = source(site, "/日本")
    check()
    assert found(each).state == LinkState.ALIVE


# --------------------------------------------------------------------------- what cannot be reached


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost:8080/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://0/", "http://2130706433/",
        "ftp://example.org/", "http://user:secret@127.0.0.1/",
    ],
)  # fmt: skip
def test_an_address_within_is_refused(url):
    assert links.ask(url).state == LinkState.REFUSED


def test_a_port_of_another_service_is_refused_on_the_open_web(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: [(0, 0, 0, "", ("93.184.216.34", 25))])
    assert links.ask("http://example.org:25/").state == LinkState.REFUSED


def test_a_redirect_into_this_machine_is_refused(site, settings, monkeypatch):
    site.pages["/out"] = (302, {"Location": "http://[::1]:1/secret"})
    assert links.ask(site.url("/out")).state == LinkState.REFUSED


def test_a_redirect_to_a_file_is_refused(site):
    site.pages["/out"] = (302, {"Location": "file:///etc/passwd"})
    assert links.ask(site.url("/out")).state == LinkState.REFUSED


# --------------------------------------------------------------------------- how it goes about it


def test_one_host_is_not_asked_again_within_the_delay(site, settings):
    settings.LINK_DELAY = 2
    site.pages |= {"/a": (200, {}), "/b": (200, {})}
    for path in ("/a", "/b"):
        source(site, path)
    # Nobody listens there, which is an answer, too.
    other = Source.objects.create(title="Elsewhere", url=site.url("/c", host="127.0.0.2"))
    waited = []
    links.check([*Source.objects.exclude(pk=other.pk), other], wait=waited.append)
    assert [path for _method, path, _moment in site.asked] == ["/a", "/b"]
    # The other host fills the pause of the first.
    assert found(other).checked_at < LinkCheck.objects.get(source__url=site.url("/b")).checked_at
    assert len(waited) == 1 and 1 < waited[0] <= 2


def test_a_run_that_was_stopped_goes_on_where_it_ended(site):
    for path in ("/a", "/b", "/c"):
        site.pages[path] = (200, {})
        source(site, path)
    links.check(links.due(), is_stopped=lambda: len(site.asked) == 2)
    assert LinkCheck.objects.count() == 2
    check(older_than=1)
    assert [path for _method, path, _moment in site.asked] == ["/a", "/b", "/c"]
    check(older_than=1)
    assert len(site.asked) == 3


def test_the_oldest_come_first_and_a_changed_address_is_asked_for_anew(site):
    site.pages |= {"/a": (200, {}), "/b": (200, {})}
    first, second = source(site, "/a"), source(site, "/b")
    check(limit=1)
    check(limit=1)
    assert [path for _method, path, _moment in site.asked] == ["/a", "/b"]
    Source.objects.filter(pk=first.pk).update(url=site.url("/gone"))
    check(older_than=7)
    assert found(first).state == LinkState.DEAD and found(second).state == LinkState.ALIVE


def test_the_edition_counts_only_what_readers_see(site):
    site.pages["/there"] = (200, {})
    source(site, "/there")
    each = source(site, "/gone")
    before = edition()
    check()
    changed = edition()
    assert changed > before
    check()
    assert edition() == changed
    site.pages["/gone"] = (200, {})
    check()
    assert edition() > changed
    each.refresh_from_db()
    assert each.dead_since is None


def test_the_archive_itself_can_be_asked(site, settings):
    settings.ARCHIVE_API = site.url("/available")
    site.pages["/available"] = (200, {})
    copy = "http://web.archive.org/web/20140501/http://x.example/"
    site.texts["/available"] = json.dumps(
        {"archived_snapshots": {"closest": {"available": True, "url": copy}}}
    ).encode()
    each = source(site, "/gone", accessed_on=datetime.date(2014, 4, 25))
    check(ask_archive=True)
    assert found(each).proposed == copy.replace("http:", "https:", 1)
    assert any("timestamp=20140425" in path for _method, path, _moment in site.asked)


@pytest.mark.parametrize("text", [b"", b"<html>", b"[]", b'{"archived_snapshots": {}}'])
def test_an_archive_that_knows_nothing_proposes_nothing(site, settings, text):
    settings.ARCHIVE_API = site.url("/available")
    site.pages["/available"], site.texts["/available"] = (200, {}), text
    each = source(site, "/gone")
    check(ask_archive=True)
    assert (found(each).state, found(each).proposed) == (LinkState.DEAD, "")


# --------------------------------------------------------------------------- who sees what


def test_readers_are_led_to_the_archived_copy_where_the_page_is_gone(client, site):
    each = source(site, "/gone")
    told = {"title": each.title, "url": each.url, "outlet": "", "kind": ""}
    article = factories.make_article(countries=[factories.make_country()], sources=[told])
    page = client.get(article.get_absolute_url()).text
    assert f'href="{each.url}"' in page
    check()
    page = client.get(article.get_absolute_url()).text
    assert f'href="{each.url}"' not in page and "the page is gone" in page
    assert links.use_archived(LinkCheck.objects.all()) == 1
    page = client.get(article.get_absolute_url()).text
    assert f'href="https://web.archive.org/web/{each.url}"' in page and "archived copy" in page


@pytest.fixture
def editor(client):
    user = factories.make_user()
    user.groups.add(AccountGroup.objects.get(name=EDITOR))
    client.force_login(user)
    return client


def test_an_editor_takes_the_archived_copy_by_one_click(editor, site):
    site.pages["/there"] = (200, {})
    source(site, "/there")
    each = source(site, "/gone")
    check()
    page = editor.get("/admin/articles/linkcheck/").text
    assert each.title in page and "/there" not in page
    address = f"/admin/articles/linkcheck/{found(each).pk}/archive/"
    assert f'formaction="{address}"' in page
    told = editor.post(address, follow=True).text
    assert "Readers are led to the archived copy." in told
    each.refresh_from_db()
    assert each.archived_url == f"https://web.archive.org/web/{each.url}"
    assert "There is an archived copy in use already" in editor.post(address, follow=True).text


def test_an_editor_takes_the_new_address_by_one_click(editor, site):
    site.pages |= {"/old": (301, {"Location": "/new"}), "/new": (200, {})}
    each = source(site, "/old", title="A paper")
    check()
    address = f"/admin/articles/linkcheck/{found(each).pk}/follow/"
    assert address in editor.get("/admin/articles/linkcheck/?found=moved").text
    editor.post(address)
    each.refresh_from_db()
    assert each.url == site.url("/new")
    assert "was changed since" in editor.post(address, follow=True).text


def test_a_new_address_that_another_source_has_gets_a_clear_word(editor, site):
    site.pages |= {"/old": (301, {"Location": "/new"}), "/new": (200, {})}
    each = source(site, "/old", title="A paper")
    source(site, "/new", title="A paper")
    check()
    told = editor.post(f"/admin/articles/linkcheck/{found(each).pk}/follow/", follow=True).text
    assert "Another source has this title" in told


def test_a_reporter_cannot_change_a_source_this_way(client, site):
    each = source(site, "/gone")
    check()
    user = factories.make_user("reporter")
    user.groups.add(AccountGroup.objects.get(name=REPORTER))
    client.force_login(user)
    assert client.post(f"/admin/articles/linkcheck/{found(each).pk}/archive/").status_code == 403
    each.refresh_from_db()
    assert each.archived_url == ""
