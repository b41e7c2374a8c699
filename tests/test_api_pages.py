"""The pages of the API and of open data in a browser, and the example of the documentation as a program."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.urls import resolve

from articles.api.openapi import describe
from tests import api_world

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "positions_over_time.py"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def world(transactional_db):
    cache.clear()
    return api_world.make_world()


@pytest.mark.parametrize("address", ["/data/", "/api/v1/docs"])
def test_a_page_is_accessible_and_fits(live_server, world, page, assert_accessible, address):
    page.goto(live_server.url + address)
    # All that is folded counts too.
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_the_description_needs_no_script_and_no_other_host(live_server, world, browser):
    context = browser.new_context(java_script_enabled=False)
    asked = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/api/v1/docs")
    shown = page.inner_text("main")
    assert all(url.startswith(live_server.url) for url in asked)
    for path, methods in describe()["paths"].items():
        assert path in shown
        for method in methods:
            assert f"{method.upper()} {path}" in shown
    context.close()


def test_every_link_inside_the_description_leads_somewhere(client, world):
    page = client.get("/api/v1/docs").content.decode()
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r' id="([^"]+)"', page)) | {"main"}


def test_every_address_described_is_there(client, world):
    for path in describe()["paths"]:
        assert resolve(path.replace("{name}", "x").replace("{number}", "1")).func.__name__ != "nothing_here"


def run(*arguments):
    return subprocess.run([sys.executable, EXAMPLE, *arguments], capture_output=True, text=True, check=False)


def test_the_example_draws_a_picture_of_what_the_api_tells(live_server, world):
    drawn = run("japan", "agriculture", "--base", live_server.url)
    assert drawn.returncode == 0, drawn.stderr
    dots = ElementTree.fromstring(drawn.stdout).findall(f"{SVG}circle")
    assert [dot.find(f"{SVG}title").text for dot in dots] == [
        f"2014-0{month}: Offers a safeguard." for month in (1, 2, 3)
    ]
    places = [float(dot.get("cx")) for dot in dots]
    assert places == sorted(places)
    assert len(set(places)) == 3


def test_the_example_says_what_was_wrong(live_server, world):
    refused = run("atlantis", "beef", "--base", live_server.url)
    assert refused.returncode == 1
    assert "atlantis" in refused.stderr
    assert "Nothing is on record" in run("peru", "beef", "--base", live_server.url).stderr
