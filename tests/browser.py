"""The browser of the tests: finding Chromium, watching its console, checking accessibility.

    python -m tests.browser    print the path of Chromium

As root on Debian a missing Chromium is installed first.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

NAMES = ["chromium", "chromium-browser", "google-chrome"]
# Debian's Chromium as root and in a container, silent on the network beyond this machine.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
# A new machine may have no font at all, and Chromium only recommends one.
PACKAGES = ["chromium", "fonts-liberation"]
# Two workers of pytest-xdist may ask at the same time: the later waits for the package manager's lock.
APT_GET = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]


class BrowserError(Exception):
    """No browser can be had; the message says what to do about it."""


def chromium(environment: Mapping[str, str] = os.environ) -> str:
    """Return the path of Chromium: $CHROMIUM, else one on the PATH, else one installed by apt-get as root."""
    if given := environment.get("CHROMIUM"):
        if not shutil.which(given):
            raise BrowserError(f"CHROMIUM is {given}, which is no program. Correct or unset it.")
        return given
    if found := on_path():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install()
        if found := on_path():
            return found
    raise BrowserError(
        "found no Chromium, which the browser tests need. Install it (on Debian, as root: apt-get install"
        " chromium) or set CHROMIUM to the path of a Chromium or Chrome."
    )


def on_path() -> str | None:
    """Return the path of the first known browser on the PATH, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install Debian's Chromium; the package lists of a new machine are empty, so they come first."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in [["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]]:
        try:
            # Standard output belongs to the path that this module prints.
            subprocess.run([*APT_GET, *command], env=environment, check=True, stdout=sys.stderr)
        except subprocess.CalledProcessError as error:
            raise BrowserError(f"apt-get {command[0]} failed, for the reason above.") from error


def watch_console(context: BrowserContext, errors: list[str]) -> None:
    """Add to `errors` what the console of any page calls an error: CSP violations and exceptions too."""

    def on_console(message):
        if message.type == "error":
            errors.append(f"{message.text} ({message.location['url']})")

    context.on("console", on_console)
    context.on("weberror", lambda error: errors.append(str(error.error)))


def accessibility_violations(page: Page) -> list[str]:
    """Return what axe finds wrong with a page, one line a rule with the elements that break it."""
    # Without "preload" axe would read style sheets again by putting <style> into a page, against our policy.
    violations = Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: "
        + ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"])
        for violation in violations
    ]


if __name__ == "__main__":
    try:
        print(chromium())
    except BrowserError as error:
        sys.exit(f"Browser for the tests: {error}")
