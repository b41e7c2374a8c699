"""Pictures of every kind of page, to be looked at one by one.

    python -m tests.screenshots                  fill a database of its own, serve it, photograph it
    python -m tests.screenshots home article     only these pages
    python -m tests.screenshots --site URL …     photograph a site that is running with the sample reports

They go to var/screenshots/<page>-<look>.png: desktop, phone, dark, dark on a phone, narrow (320 pixels, which
is also 1280 at 400 %), and print.
"""

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import browser

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "screenshots"
START_SECONDS = 30

PAGES = {
    "home": "/",
    "article": "/articles/us-japan-tokyo-talks-path-forward-no-deal/",
    "article-version": "/articles/us-japan-tokyo-talks-path-forward-no-deal/v1/",
    "articles": "/articles/",
    "articles-filtered": "/articles/?country=japan&issue=beef",
    "articles-nothing": "/articles/?country=peru&issue=beef&year=2009&tag=nowhere",
    "archive": "/archive/",
    "archive-month": "/archive/2014/4/",
    "countries": "/countries/",
    "country": "/countries/japan/",
    "issues": "/issues/",
    "issue": "/issues/dairy/",
    "people": "/negotiators/",
    "negotiator": "/negotiators/akira-amari/",
    "meetings": "/meetings/",
    "meeting": "/meetings/round-18/",
    "quotes": "/quotes/",
    "corrections": "/corrections/",
    "glossary": "/glossary/",
    "follow": "/follow/",
    "as-of": "/?asof=2014-04-25",
    "tag": "/tags/ministerial/",
    "search": "/search/?q=beef",
    "search-empty": "/search/",
    "chapters": "/chapters/",
    "state-of-play": "/state-of-play/",
    "dossier": "/countries/japan/beef/",
    "about": "/about/",
    "not-found": "/nowhere/",
    "japanese": "/ja/",
    "spanish": "/es/countries/japan/",
}
# {look: (width, colour scheme, medium)}
LOOKS = {
    "desktop": (1280, "light", "screen"),
    "phone": (390, "light", "screen"),
    "dark": (1280, "dark", "screen"),
    "dark-phone": (390, "dark", "screen"),
    "narrow": (320, "light", "screen"),
    "print": (1000, "light", "print"),
}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Photograph every kind of page into var/screenshots/.")
    parser.add_argument("pages", nargs="*", metavar="page", help=f"of {', '.join(PAGES)}")
    parser.add_argument("--site", help="the address of a running site, such as http://127.0.0.1:8000")
    options = parser.parse_args(arguments)
    unknown = set(options.pages) - set(PAGES)
    if unknown:
        parser.error(f"there is no page {', '.join(sorted(unknown))}; choose of {', '.join(PAGES)}")
    pages = {name: PAGES[name] for name in options.pages or PAGES}
    with contextlib.ExitStack() as stack:
        site = options.site or stack.enter_context(served())
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=browser.chromium(), args=browser.FLAGS)
        stack.callback(chromium.close)
        photograph(chromium, site.rstrip("/"), pages)
    print(f"{len(pages) * len(LOOKS)} pictures in {FOLDER.relative_to(ROOT)}/")


def photograph(chromium: Browser, site: str, pages: dict[str, str]) -> None:
    """Save a picture of each page in each look, the whole length of it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for look, (width, scheme, medium) in LOOKS.items():
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        page.emulate_media(media=medium, color_scheme=scheme, reduced_motion="reduce")
        for name, path in pages.items():
            page.goto(site + path, wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}-{look}.png", full_page=True)
        context.close()


@contextlib.contextmanager
def served() -> Iterator[str]:
    """Yield the address of a site with the record and the sample reports, there only for this purpose."""
    with tempfile.TemporaryDirectory(prefix="tpp-screenshots-") as folder:
        environment = {
            **os.environ,
            "ENVIRONMENT": "development",
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        }
        manage = [sys.executable, str(ROOT / "manage.py")]
        for command in (["migrate", "--verbosity", "0"], ["load_reference"], ["load_samples"]):
            subprocess.run([*manage, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        address = f"127.0.0.1:{free_port()}"
        server = subprocess.Popen(
            [*manage, "runserver", "--noreload", address],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(f"http://{address}/healthz", server)
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, server: subprocess.Popen) -> None:
    """Return once the server answers; leave with a message if it does not."""
    for _attempt in range(START_SECONDS * 10):
        if server.poll() is not None:
            sys.exit("The server for the screenshots did not start. Try `make run`, which says why.")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    sys.exit(f"The server for the screenshots did not answer in {START_SECONDS} seconds.")


if __name__ == "__main__":
    main(sys.argv[1:])
