"""How a reader's page looks, judged in a real browser that opens it once.

A page is laid out anew when its window or colour scheme changes, so everything is asked of one visit.
"""

from tests import browser

WIDTHS = (1600, 1280, 768, 390, 320)
PHONE = 390
# Each width and each scheme once; LOOKS is every pair of them, for `make test-long`.
TWO_LOOKS = [("light", 1280), ("dark", 390)]
LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
# The smallest side of what is pressed, by WCAG 2.2 (2.5.8), unless it stands in a line of text (CSS pixels).
TARGET = 24
SMALL = """minimum => [...document.querySelectorAll('a[href], button, input, select, summary')]
    .filter(each => {
        const box = each.getBoundingClientRect(), inline = getComputedStyle(each).display === 'inline';
        const hidden = box.width <= 1 || box.right < 0 || each.type === 'hidden';
        return !inline && !hidden && Math.min(box.width, box.height) < minimum;
    }).map(each => each.outerHTML.slice(0, 120))"""
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LEVELS = "[...document.querySelectorAll('h1,h2,h3,h4')].map(each => +each.tagName[1])"


def problems(page, address, *, looks=TWO_LOOKS):
    """Open a page and return what is wrong with it on any screen, one line each, its address first."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(address)
    found = [*_headings(page), *_widths(page), *axe(page, looks)]
    return [f"{address}: {each}" for each in found]


def _headings(page):
    levels = page.evaluate(LEVELS)
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"its headings do not begin with the only one of the first level: {levels}"
    if any(after > before + 1 for before, after in zip(levels, levels[1:], strict=False)):
        yield f"its headings leave a step out: {levels}"


def _widths(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate(OVER)
        if over > 0:
            yield f"{over} pixels too wide at {width}"
        if width == PHONE:
            yield from (f"too small to press: {each}" for each in page.evaluate(SMALL, TARGET))


def axe(page, looks):
    """Yield what axe finds wrong with an open page in each of the looks, one line each."""
    for scheme, width in looks:
        # Without motion: colours change at once.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        for violation in browser.accessibility_violations(page):
            yield f"{scheme}, {width}: {violation}"
