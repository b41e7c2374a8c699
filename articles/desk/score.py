"""How well the desk reads: its suggestions beside what a careful reader would link, for a folder of texts.

The folder holds texts and `expected.yaml` (a list: file, countries, people, issues, their `*_optional`,
quotes, misspelt). `python -m articles.desk.score DIR` prints the figures; `-v` also each difference. It
reads the reference YAML, not a database.

F1 is micro-averaged over all texts. What is optional is neither rewarded nor punished. For issues two
figures are given. "exact" counts every proposed slug that the reader did not list as wrong. "kinship"
leaves out of the count a proposed issue that is an ancestor or a descendant of one the reader listed
for the text: the reader who lists dairy has not denied cheese, nor agriculture, and the site links
ancestors by itself.
"""

import argparse
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .index import AliasIndex
from .reference_rows import rows_from
from .suggestions import suggest
from .text import fold

REFERENCE = Path(__file__).resolve().parent.parent / "reference"
# Plain words that readers use for issues whose slug in the record differs.
PLAIN_SLUGS = {
    "soes": "state-owned-enterprises",
    "soe": "state-owned-enterprises",
    "biologics": "biologics-data-exclusivity",
    "medicines": "pharmaceutical-reimbursement",
    "pharmaceuticals": "pharmaceutical-reimbursement",
    "copyright": "copyright-term",
    "textiles": "textiles-apparel",
    "apparel": "textiles-apparel",
    "clothing": "textiles-apparel",
    "ip": "intellectual-property",
    "labor": "labour",
    "cars": "autos",
    "automobiles": "autos",
    "wine": "wine-spirits",
    "spirits": "wine-spirits",
    "lumber": "wood-products",
    "timber": "wood-products",
    "forestry": "wood-products",
    "fish": "seafood",
    "fisheries": "seafood",
    "horticulture": "fruit-vegetables",
    "fruit": "fruit-vegetables",
    "vegetables": "fruit-vegetables",
    "sheep-meat": "lamb",
    "sheepmeat": "lamb",
    "canola": "canola-oilseeds",
    "oilseeds": "canola-oilseeds",
    "soybeans": "canola-oilseeds",
    "telecoms": "telecommunications",
    "digital-trade": "e-commerce",
    "ecommerce": "e-commerce",
    "procurement": "government-procurement",
    "quotas": "tariff-rate-quotas",
    "trqs": "tariff-rate-quotas",
    "safeguards": "agricultural-safeguards",
    "gis": "geographical-indications",
    "food-safety": "sps",
    "machinery": "machinery-electronics",
    "electronics": "machinery-electronics",
    "chemicals": "chemicals-plastics",
    "manufactured-goods": "industrial-goods",
    "manufacturing": "industrial-goods",
    "insurance": "financial-services",
    "banking": "financial-services",
    "ntbs": "non-tariff-measures",
    "non-tariff-barriers": "non-tariff-measures",
    "currency-manipulation": "currency",
    "anti-corruption": "transparency",
    "tobacco": "tobacco-control",
    "dispute-resolution": "dispute-settlement",
}


@dataclass
class Tally:
    """Right, wrong and missed, over all texts."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    notes: list = field(default_factory=list)

    def add(self, name, proposed, expected, optional=(), excused=()):
        proposed, expected, optional = set(proposed), set(expected), set(optional)
        wrong = proposed - expected - optional - set(excused)
        missed = expected - proposed
        self.right += len(proposed & expected)
        self.wrong += len(wrong)
        self.missed += len(missed)
        if wrong or missed:
            self.notes.append(f"  {name}: wrong {sorted(wrong)}  missed {sorted(missed)}")

    @property
    def precision(self):
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self):
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self):
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def line(self, name):
        counts = f"{self.right:4d} right {self.wrong:4d} wrong {self.missed:4d} missed"
        return (
            f"{name:20} precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}  {counts}"
        )


def plain_slug(slug):
    return PLAIN_SLUGS.get(slug, slug)


def kin(index, slugs):
    """Return the slugs of all ancestors and descendants of the issues given."""
    issues = [owner for (kind, _), owner in index.owners.items() if kind == "issue"]
    above = {slug for owner in issues if owner.slug in slugs for slug in owner.ancestors}
    return above | {owner.slug for owner in issues if slugs & set(owner.ancestors)}


def score_folder(folder, index):
    """Return ({name: Tally}, quotations with the right speaker, quotations found) for a folder of texts."""
    tallies = {
        name: Tally()
        for name in (
            "countries",
            "people",
            "issues, exact",
            "issues, kinship",
            "quotations",
            "misspelt names",
        )
    }
    speakers_right = speakers = 0
    for expected in yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8")):
        name = expected["file"]
        text = (folder / name).read_text(encoding="utf-8")
        read = suggest(text, index=index).as_json()
        tallies["countries"].add(
            name, read["countries"], expected["countries"], expected.get("countries_optional") or ()
        )
        tallies["people"].add(
            name,
            map(fold, read["people"]),
            map(fold, expected["people"]),
            map(fold, expected.get("people_optional") or ()),
        )
        wanted = {plain_slug(slug) for slug in expected["issues"]}
        optional = {plain_slug(slug) for slug in expected.get("issues_optional") or ()}
        tallies["issues, exact"].add(name, read["issues"], wanted, optional)
        tallies["issues, kinship"].add(name, read["issues"], wanted, optional, kin(index, wanted | optional))
        tallies["misspelt names"].add(
            name,
            {_plain(*pair) for pair in read["flagged_names"]},
            {_plain(*pair) for pair in expected.get("misspelt") or ()},
        )
        mine = {_start(quote["start"]): quote["speaker"] for quote in read["quotes"]}
        theirs = {_start(quote["start"]): quote["speaker"] for quote in expected.get("quotes") or ()}
        tallies["quotations"].add(name, mine, theirs)
        for start in mine.keys() & theirs.keys():
            speakers += 1
            if fold(mine[start]) == fold(theirs[start]):
                speakers_right += 1
            else:
                tallies["quotations"].notes.append(
                    f"  {name}: speaker {mine[start]!r}, expected {theirs[start]!r}"
                )
    return tallies, speakers_right, speakers


def _start(words):
    """Return the first six words without case and marks, so that a comma decides nothing."""
    return " ".join(re.sub(r"[^\w' ]", "", fold(words)).split()[:6])


def _plain(written, suggested):
    return fold(written), fold(suggested)


def main(argv=None):
    parser = argparse.ArgumentParser(
        prog="desk-score", description="Score the desk on a folder with texts and expected.yaml."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="print each difference")
    options = parser.parse_args(argv)
    if not (options.folder / "expected.yaml").is_file():
        parser.error(
            f"{options.folder} has no expected.yaml: give a folder that holds texts and expected.yaml."
        )
    tallies, right, found = score_folder(options.folder, AliasIndex(rows_from(REFERENCE)))
    for name, tally in tallies.items():
        print(tally.line(name))
        if options.verbose and tally.notes:
            print("\n".join(tally.notes))
    print(
        f"{'right speaker':20} {right} of {found} quotations found"
        + (f" ({right / found:.0%})" if found else "")
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
