"""Draw where one country stood on one issue over the years, as an SVG picture, from the site's API.

    python docs/examples/positions_over_time.py japan beef > japan-beef.svg

Needs Python 3.11 and nothing else. With matplotlib at hand, plt.scatter(dates, stances) on what positions()
returns draws the same.
"""

import argparse
import datetime
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from xml.sax.saxutils import escape, quoteattr

WIDTH, LANE, LEFT, TOP = 900, 34, 170, 50


def positions(base, **filters):
    """Return all positions that pass the filters, oldest first; the API gives them a page at a time."""
    address = f"{base}/api/v1/positions/?{urllib.parse.urlencode(filters)}"
    found = []
    while address:
        with urllib.request.urlopen(address) as response:
            page = json.load(response)
        found += page["items"]
        address = page["next"]
    return found[::-1]


def first_day(date):
    """Return the first day that a date known to the year, the month or the day can mean."""
    return datetime.date.fromisoformat((date + "-01-01")[:10])


def picture(title, items):
    """Return an SVG picture: a lane for each stance, a dot for each record, its day and words on pointing."""
    stances = list(dict.fromkeys(each["stance"] for each in items))
    first, last = (first_day(each["since"]) for each in (items[0], items[-1]))
    days = max((last - first).days, 1)
    height = TOP + LANE * (len(stances) + 1)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">',
        f'<text x="20" y="26" font-size="18" font-weight="bold">{escape(title)}</text>',
    ]
    for number, stance in enumerate(stances):
        y = TOP + LANE * number + LANE / 2
        lines.append(f'<text x="20" y="{y + 5}" font-size="14">{escape(stance)}</text>')
        lines.append(f'<line x1="{LEFT}" x2="{WIDTH - 20}" y1="{y}" y2="{y}" stroke="#ccc"/>')
    for each in items:
        x = LEFT + (WIDTH - LEFT - 30) * (first_day(each["since"]) - first).days / days
        y = TOP + LANE * stances.index(each["stance"]) + LANE / 2
        told = f"{each['since']}: {each['summary']}"
        lines.append(
            f'<circle cx="{x:.1f}" cy="{y}" r="6" fill="#0a5b63" aria-label={quoteattr(told)}>'
            f"<title>{escape(told)}</title></circle>"
        )
    for x, day in ((LEFT, first), (WIDTH - 90, last)):
        lines.append(f'<text x="{x}" y="{height - 10}" font-size="13">{day.isoformat()}</text>')
    return "\n".join([*lines, "</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("country", help="slug, as in the address of its page")
    parser.add_argument("issue", help="slug; what lies below it counts too")
    parser.add_argument("--base", default="http://127.0.0.1:8000", help="the site")
    asked = parser.parse_args()
    try:
        items = positions(asked.base, country=asked.country, issue=asked.issue, size=100)
    except urllib.error.HTTPError as refused:
        sys.exit("\n".join(json.load(refused)["errors"]))
    if not items:
        sys.exit(f"Nothing is on record of {asked.country} on {asked.issue}.")
    sys.stdout.write(picture(f"{asked.country}: {asked.issue}", items))


if __name__ == "__main__":
    main()
