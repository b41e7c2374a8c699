"""A reader who opens every page of the site as of a day, and names all on them that is of a later one.

Dates are read by rules of this file: a mistake that it shared with the code, it would not find.
"""

import html
import re
from collections import deque
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

# What a query says of the place on a list and of the day; all else narrows the list.
PLACES = ("asof", "before", "after", "page")
ORIGIN = "http://testserver"
TEXTS = ("html", "json", "xml", "csv", "calendar", "markdown", "plain", "bibtex")
# What has no day: files, what is not for all readers, asking for news to come, the data as they are now.
UNDATED = re.compile(
    r"(?:/[a-z]{2})?/(?:static|media|admin|accounts|shared|documents|follow|data|api)/", re.ASCII
)
# The strip that says which day is shown leads to the days around it, and back to today.
STRIP = re.compile(r'<aside class="asof".*?</aside>', re.DOTALL)
LINK = re.compile(r'\s(?:href|src|content|data-suggest)="([^"]*)"')
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
# Addresses of feeds hold the year in which they were coined, events the first day on which they are over;
# what is said of how to write a day has examples; a source is known by its row's number.
NO_DATES = re.compile(
    r"tag:[\w.]+,\d{4}:|DTEND;VALUE=DATE:\d{8}|source-\d+|“since June 2013”|year:2014|"
    r'placeholder="2014-02-25"'
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NAMED = rf"({'|'.join(MONTHS)})[a-z]*\.?"
WORDS = re.compile(rf"(?:(?<![\d.,])(\d{{1,2}})\s+)?\b{NAMED}\s+(?:(\d{{1,2}}),\s+)?(\d{{4}})\b")
NUMBERS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([-/]?)(\d\d)(?:\2(\d\d)(?:\d{6})?)?)?(?!\d)")


def later(text, day):
    """Return what a text names after a day, each in the words around it. A month means its first day."""
    return [text[max(0, at.start() - 50) : at.end() + 20] for at in _later(text, day)]


def looking_ahead(texts, day):
    """Return a pattern of the words by which these texts themselves name what is after a day, or None."""
    words = {
        re.search(r"(?:\S+\s+){0,2}\S*$", text[: at.start()])[0] + at[0]
        for text in texts
        for at in _later(text, day)
    }
    return re.compile("|".join(map(re.escape, sorted(words)))) if words else None


def _later(text, day):
    found = []
    for match in WORDS.finditer(text):
        before, month, after, year = match.groups()
        named = f"{year}-{MONTHS.index(month) + 1:02}-{int(before or after or 1):02}"
        found += [(named, match)]
    for match in NUMBERS.finditer(text):
        year, mark, month, date = match.groups()
        if month is None or "01" <= month <= "12":
            found += [(f"{year}-{month or '01'}-{date or '01'}", match)]
        elif mark:
            # Two years, as in 2013-14.
            found += [(f"{year}-01-01", match)]
    return [at for named, at in found if named > day]


class Crawl:
    """All pages reached from `start` as of a day.

    `found` is {address: what there is of a later day}, `statuses` {address: what it answered}. `leave_out` is
    a pattern of what is no statement of the site, such as the words of a report; `but` one of paths that are
    not opened.
    """

    def __init__(self, client, day, *, start=("/",), leave_out=None, but=None):
        self.client, self.day, self.leave_out, self.but = client, day, leave_out, but
        self.found, self.statuses = {}, {}
        self.waiting = deque(f"{address}{'&' if '?' in address else '?'}asof={day}" for address in start)
        while self.waiting:
            address = self.waiting.popleft()
            if address not in self.statuses:
                self._open(address)

    def _open(self, address):
        response = self.client.get(address)
        self.statuses[address] = response.status_code
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.status_code != 200 or not kind.endswith(TEXTS):
            return
        text = NO_DATES.sub("", b"".join(response).decode())
        text = self.leave_out.sub(" ", text) if self.leave_out else text
        if problems := self._of_page(text) if kind == "text/html" else later(text, self.day):
            self.found[address] = problems

    def _of_page(self, page):
        page = STRIP.sub("", page)
        problems = [
            f"a form without the day: {form}" for form in FORM.findall(page) if self._is_dayless(form)
        ]
        for link in map(html.unescape, LINK.findall(page)):
            own = link.removeprefix(ORIGIN)
            if own.startswith("/") and not UNDATED.match(own):
                # An earlier day is as good: a meeting shows what stood when it ended.
                [day] = parse_qs(urlsplit(own).query).get("asof", ["none"])
                if day > self.day:
                    problems.append(f"leads out of the day: {link}")
                if day == self.day and not self.is_passed_by(own):
                    self.waiting.append(own.partition("#")[0])
        # Both what is shown and what stands in attributes and data, with the tags' own marks evened out.
        return problems + later(unquote(html.unescape(re.sub(r"<(?=/?[a-z])|(?<=\")>", " ", page))), self.day)

    def is_passed_by(self, address):
        """Say whether a page is one of the very many that combine filters, or not asked for."""
        parts = urlsplit(address)
        # A filter can hold several values, and lists offer to add one more.
        filters = [name for name, _value in parse_qsl(parts.query) if name not in PLACES]
        # A feed tells what its list tells, so it is opened without filters.
        most = 0 if parts.path.startswith("/articles.") else 1
        return len(filters) > most or bool(self.but and self.but.match(parts.path))

    def _is_dayless(self, form):
        return 'method="post"' not in form and f'name="asof" value="{self.day}"' not in form
