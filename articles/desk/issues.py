"""What the text says of trade: issues named in a text that is about trade, in words that mean them there.

Three gates, from the text down to the word. The text must speak of trade at all. A sentence must, where the word is an
everyday one ("services", "environment") or where trade is only an aside of the text. And the word must not be part of a
name ("Minister for Agriculture", "Susan Rice") or of a turn of phrase ("beef up", "sugar coating").
"""

import re
from dataclasses import dataclass
from functools import cached_property

from .aliases import Owner
from .english import EVERYDAY, FUNCTION_WORDS
from .text import fold

# Words by which a text shows that it is about trade between countries.
_TRADE = re.compile(
    r"\b(?:TPPA?|TPP-?1[12]|CPTPP|TPSEP|RCEP|NAFTA|USMCA|FTAs?|EPAs?|FTAAP|WTO|GATT|Doha Round|TPA|fast-track|trade promotion authority|"
    r"Trans[- ‐‑–]?Pacific (?:Strategic Economic )?Partnership|Pacific (?:trade )?(?:deal|pact|partnership)|free[- ]trade|"
    r"(?:trade|tariff|trading) (?:deals?|agreements?|pacts?|talks|negotiat\w+|barriers?|liberali[sz]ation|ministers?|rules|accord|bloc|"
    r"treaty|treaties|representative|negotiators?|policy|concessions?|officials?|partners?|zone|war|mission|relations?|commitments?|"
    r"surplus|deficit|arrangements?|system|preferences?|disputes?|remed\w+|facilitation)|tariffs?|import duties|duty[- ]free|quotas?|market access|customs dut\w+|"
    r"import (?:tax|taxes|levy|levies|ban|quotas?|duty)|export(?:s|ers?|ing|ed)?|imports?|importers?|rules of origin|most[- ]favou?red|"
    r"economic partnership agreement|non-?tariff|anti-?dumping|bilateral trade|world trade|global trade|trade in goods)\b"
    r"|環太平洋|自由貿易|関税|貿易|通商",
    re.IGNORECASE,
)
# Of those, the ones that a text may use without being about trade policy.
_FAINT = re.compile(
    r"^(?:export\w*|import\w*|quotas?|trade (?:policy|relations?|mission|partners?|ministers?|representative|officials?|system|deficit|surplus)|tpa)$",
    re.IGNORECASE,
)
# In a sentence with one of these an everyday word is a matter of the talks.
_CLAUSE = re.compile(
    r"\b(?:chapters?|provisions?|commitments?|disciplines?|rules?|market access|access|liberali[sz]\w+|barriers?|tariffs?|dut(?:y|ies)|quotas?|"
    r"export\w*|import\w*|negotiat\w+|text|agreement|deal|pact|TPP|CPTPP|RCEP|FTA|partnership|talks|standards|protections?|enforce\w*|"
    r"obligations?|sensitive|safeguards?|exempt\w*|carve-?outs?|sectors?|concessions?|subsid\w+|open(?:ing|ed)?|goods|trade in)\b",
    re.IGNORECASE,
)
LEAD = 400  # characters at the head of a text in which one firm sign of trade says what it is about
TRADE_DENSITY = 1.5  # firm signs of trade in 1,000 characters that make a whole text one of trade

# What comes before or after a word and shows that it names an office, not the matter.
_OFFICE_BEFORE = re.compile(
    r"\b(?:Minister|Ministers|Ministry|Minist[eé]re|Department|Secretary|Secretariat|Bureau|Office|Committee|Subcommittee|Commissioner|Faculty|"
    r"Commission|Agency|Institute|School|Chair|Chairman|Undersecretary|Under Secretary|Parliamentary Secretary|Spokesman|portfolio)"
    r"(?: (?:of|for|on|to|in)(?: the)?)? (?:[A-Z][\w-]+,? |and |& |of |the |for )*$"
)
_OFFICE_AFTER = re.compile(
    r"^(?: (?:and|&) [A-Z]\w+)?,? (?:Minister|Ministry|Ministers|Secretary|Department|Committee|Subcommittee|Commissioner|Bureau|minister|ministers|ministry|secretary|Agency|Commission|spokesman|portfolio|Workers Union|Department)\b"
)
# Turns of phrase in which a product is not the product. Each is tried on the words around the match.
_PHRASES = re.compile(
    r"\bbeef(?:ed|ing|s)?[- ]up\b|\bsugar[- ]?coat\w*|\bbread and butter\b|\bbutter(?:ed|ing)? up\b|\bbig cheese\b|\bcheesed off\b|\bcream of the crop\b|"
    r"\bcrocodile tears\b|\bspill(?:ed)? milk\b|\bmilk(?:ed|ing|s)? (?:it|the|this|them)\b|\bfishing expedition\b|\bfish(?:ing)? for\b|\bbig fish\b|\bsmall fish\b|"
    r"\bhot potato\w*\b|\bchicken(?:ed)? out\b|\bchicken[- ]and[- ]egg\b|\bcold turkey\b|\btalk turkey\b|\bsour grapes\b|\blow-hanging fruit\b|"
    r"\b(?:bear|bears|bearing|bore|borne) fruit\b|\bfruits? of\b|\bapples? (?:to|and|with) (?:apples|oranges)\b|\bapple of\b|\b(?:on the|on) back burner\b|"
    r"\begg(?:s|ed|ing)? (?:on|in one basket)\b|\bcherry[- ]pick\w*|\bcherries on\b|\bcar ?park\w*|\bsteel(?:ed|ing)? (?:himself|herself|themselves|itself)\b|"
    r"\bnerves of steel\b|\bcotton on\b|\bpork[- ]?barrel\w*|\bin (?:good|high|low|better) spirits\b|\b(?:fighting|team|spirit) spirits?\b|\bfor (?:the|our|their) sake\b|\bsake of\b|"
    r"\bpolitical capital\b|\b(?:secret|intelligence|security|emergency|public|civil|health|prison|armed|ambulance|news|wire|memorial|church|religious|postal|fire) services?\b|"
    r"\b(?:business|investment|security|political|working|learning|home|built|economic|global|regulatory|policy|operating|strategic|trading|trade|uncertain|current|challenging) environment\b|"
    r"\bgood governance\b|\bclimate of\b|\b(?:investment|business|political|economic) climate\b|\b(?:economic|regional|industry|skills|business|community|recent|latest|new|key|major|further|exciting|positive|product|rural|property) developments?\b|"
    r"\bdevelopment (?:assistance|aid|cooperation|bank|scholarships?)\b|\blabou?r (?:party|government|opposition|leader|leaders|mp|mps|day|senator|caucus|prime minister|conference|backbencher|spokes\w+)\b|\bcustoms (?:and traditions|union)\b|\bfoot(?:ball|ing)\b|"
    r"\b(?:red|black) wine glass\b|\bwheat from (?:the )?chaff\b|\btrade rules\b|\brice university\b|\bcoals to\b|\bcurrenc(?:y|ies) of\b|\bprivate eyes?\b|\bvehicles? for\b|\bvehicle through\b|"
    r"\b(?:dinner|lunch|breakfast|menu|dish|dishes|recipe|recipes|restaurant|cafe|cup of|glass of|bottle of|bowl of|plate of|served|ate|eating|drank)\b",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"dinner|lunch|breakfast|menu|dish|recipe|restaurant|cafe|cup of|glass of|bottle of|bowl of|plate of|served|ate|eating|drank",
    re.IGNORECASE,
)
_FARM = re.compile(
    r"\b(?:farmers?|growers?|farming|farms?|graziers|ranchers?|cattlemen|agri-?food|agribusiness\w*|agri\w*al|primary (?:industries|producers|production)|rural|crops?|livestock)\b",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"\b(?:market access|(?<!non-)(?<!non )tariffs?|(?:trade|import) barriers?|duty[- ]free|quotas?|(?:import|customs) dut(?:y|ies)|"
    r"(?:better|greater|improved|increased|more|new|preferential|guaranteed|full|open|free) (?:and \w+ )?access (?:to|into|for)|access (?:to|into) (?:\S+ ){0,3}markets?|"
    r"(?:open(?:s|ed|ing)?|closed|protected) (?:up )?(?:\S+ ){0,3}markets?)\b",
    re.IGNORECASE,
)
GOODS = frozenset({"agriculture", "industrial-goods", "wood-products"})
FARM_PRODUCTS = 3  # so many farm products together are farm trade


_SHARED_NOUN = re.compile(r"\b([a-z]+)(?:,| and)(?= [^.;:]{0,90}?\b(services|goods|products)\b)")
# Words of the law of intellectual property that add nothing beside its name.
_INSTANCES = frozenset(["copyright", "copyrights", "patent", "patents"])
# Signs that a sentence speaks of particular duties, or of a dispute over them, not of freer trade at large.
_DUTIES = re.compile(
    r"\btariff (?:cuts?|reductions?|eliminations?|lines?|rates?|schedules?|concessions?|offers?|talks|negotiations|barriers|peaks|"
    r"phase-?outs?|commitments|preferences|walls?|removal|regime|system|hikes?|war|escalation|quotas?)\b|"
    r"\b(?:lower|higher|zero|high|steep|prohibitive|remaining|applied|bound|punitive|steepest) (?:import )?tariffs?\b|"
    r"\b\d[\d.]*[ -]?(?:per ?cent|percent|%|percentage points?)(?! of)\b|tariffs? (?:is|are|was|were|of|at) (?:\w+ ){0,2}(?:\d|zero)|"
    r"\b(?:stall\w*|disput\w*|refus\w*|resist\w*|demand\w*|protect\w*|oppos\w*|insist\w*|press\w*|hurdles?|sticking|gaps?|"
    r"stalemate|deadlock\w*|concessions?|impose\w*|retaliat\w*|negotiat\w*|offer\w*|bargain\w*|fear\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class IssueMention:
    start: int
    end: int
    owner: Owner
    reason: str


class IssueReader:
    """Reads one text for issues. `people` and `countries` are mentions already found, which products cannot be part of."""

    def __init__(self, reading, index, matches, nested, people, ignored=()):
        self.reading, self.index, self.matches, self.nested = reading, index, matches, nested
        self.people = [(mention.start, mention.end) for mention in people]
        self.signs = [found for found in _TRADE.finditer(reading.text)]
        self._firm_signs = [found for found in self.signs if not _FAINT.match(found.group())]
        dense = len(self._firm_signs) >= TRADE_DENSITY * len(reading.text) / 1000
        leads = any(sign.start() < LEAD for sign in self._firm_signs)
        self._trade_text = bool(self._firm_signs) and (
            dense or leads or bool(_TRADE.search(reading.headline or ""))
        )
        self._countries = [match.span for match in matches if match.rows_of("country")]

    @cached_property
    def _phrases(self):
        return [found.span() for found in _PHRASES.finditer(self.reading.text)]

    def is_trade(self):
        """Does the text as a whole speak of trade between countries?"""
        return bool(self._firm_signs)

    def mentions(self):
        if not self.is_trade():
            return []
        found = []
        for match in self._candidates():
            for row in match.rows_of("issue"):
                if row.kind != "misspelling" and self._means_it(match, row):
                    found.append(IssueMention(match.start, match.end, row.owner, f"“{match.written}”"))
        found += self._shared_nouns()
        found = self._without_asides(found)
        return found + self._access(found) + self._agriculture(found)

    def _candidates(self):
        """The longest matches, and of those inside them the one the words end on: tariffs in "auto tariffs"."""
        yield from self.matches
        longest = {match.end: match for match in self.matches}
        for match in self.nested:
            outer = longest.get(match.end)
            if not outer or outer.start > match.start:
                continue
            owners = {row.owner.slug for row in outer.rows_of("issue")}
            above = {slug for row in outer.rows_of("issue") for slug in row.owner.ancestors}
            rows = [row for row in match.rows_of("issue") if row.owner.slug not in owners | above]
            if rows and owners and fold(match.written) in {"tariff", "tariffs", "quotas", "import quotas"}:
                yield match

    # -- one word ---------------------------------------------------------------------------------------------------

    def _means_it(self, match, row):
        text = self.reading.text
        if any(start < match.end and match.start < end for start, end in self.people):
            return False
        if self._in_phrase(match) or self._names_office(match) or self._is_name(match, row):
            return False
        sentence = self.reading.sentence(match.start)
        goods = bool(GOODS & {row.owner.slug, *row.owner.ancestors})
        if fold(match.written) in EVERYDAY or (row.kind == "ambiguous" and not goods):
            return self._speaks_of_trade(sentence, match)
        technical = "rules" in row.owner.ancestors and (
            " " in match.written or "-" in match.written or match.written.isupper()
        )
        return self._trade_text or technical or bool(_TRADE.search(text, *sentence))

    def _in_phrase(self, match):
        for start, end in self._phrases:
            if start < match.end and match.start < end:
                return True
            if _MENU.fullmatch(self.reading.text[start:end]) and self.reading.sentence_index(
                start
            ) == self.reading.sentence_index(match.start):
                return not _TRADE.search(self.reading.text, *self.reading.sentence(match.start))
        return False

    def _names_office(self, match):
        text = self.reading.text
        before, after = text[max(0, match.start - 90) : match.start], text[match.end : match.end + 60]
        if not match.written[0].isupper():
            return bool(
                re.match(
                    r"^ (?:minister|ministry|ministers|secretary|department|spokes\w+|commissioner)\b", after
                )
            )
        return bool(_OFFICE_BEFORE.search(before) or _OFFICE_AFTER.match(after))

    def _is_name(self, match, row):
        """Is a word written with a capital a name: Rice, Turkey, Labor the party?"""
        if (
            row.text != row.text.lower()
            or not match.written[0].isupper()
            or (match.written.isupper() and len(match.written) > 1)
            or self.reading.in_title(match.start)
        ):
            return False
        if " " in match.written or "-" in match.written:
            return False
        if self.reading.starts_sentence(match.start):
            return fold(match.written) in self._names or bool(
                re.match(r" (?:said|says|told|University|Street)\b", self._after(match))
            )
        return self._name_in_sentence(match)

    @cached_property
    def _names(self):
        """Words which the text writes with a capital in mid-sentence: there they are names, and so at its start."""
        return {
            fold(match.written)
            for match in self.matches
            for row in match.rows_of("issue")[:1]
            if match.written[0].isupper()
            and row.text == row.text.lower()
            and " " not in match.written
            and not self.reading.in_title(match.start)
            and not self.reading.starts_sentence(match.start)
            and self._name_in_sentence(match)
        }

    def _name_in_sentence(self, match):
        text, after = self.reading.text, self._after(match)
        before = re.search(r"(\S+) $", text[max(0, match.start - 30) : match.start])
        opening = before and fold(before.group(1)) in FUNCTION_WORDS  # "Unlike Labor", "If Rice"
        in_capitals = before and before.group(1)[0].isupper() and not opening
        if re.match(r" [A-Z][a-z]", after) or (not in_capitals and re.match(r"(?:,| and| &) [A-Z]", after)):
            # "Beef Association", "Dairy, Beef and Sugar": the name says what it is about.
            return False
        if in_capitals:
            adjective = before.group(1).isupper() or before.group(1).endswith(",")
            return not adjective and not any(start <= match.start - 2 < end for start, end in self._countries)
        return not re.match(r"(?:'s|’s)? ?(?:chapter|provisions|sector|annex|talks)|\s*[:–—-]\s", after)

    def _after(self, match):
        return self.reading.text[match.end : match.end + 40]

    def _speaks_of_trade(self, sentence, match):
        """Does the sentence speak of trade, the words themselves left out?"""
        text, (start, end) = self.reading.text, sentence
        place = match.span() if callable(match.span) else match.span
        for found in _TRADE.finditer(text, start, end):
            if found.end() <= place[0] or found.start() >= place[1]:
                return True
        if self._trade_text:
            for found in _CLAUSE.finditer(text, start, end):
                if found.end() <= place[0] or found.start() >= place[1]:
                    return True
        return False

    def _shared_nouns(self):
        """Find "financial, legal and transport services": adjectives that share one noun."""
        found = []
        for each in _SHARED_NOUN.finditer(self.reading.text):
            for row in self.index.lookup(f"{each.group(1)} {each.group(2)}"):
                if row.owner.kind == "issue" and self._speaks_of_trade(
                    self.reading.sentence(each.start()), each
                ):
                    found.append(
                        IssueMention(*each.span(1), row.owner, f"“{each.group(1)} … {each.group(2)}”")
                    )
        return found

    def _without_asides(self, found):
        """Leave out what is only an instance of a wider matter: tariffs in general, patents beside intellectual property."""
        wider = {
            self.reading.sentence_index(each.start)
            for each in found
            if each.owner.slug == "intellectual-property"
        }
        kept = []
        for mention in found:
            written = fold(self.reading.text[mention.start : mention.end])
            sentence = self.reading.sentence_index(mention.start)
            if written in _INSTANCES and sentence in wider:
                continue
            if mention.owner.slug == "tariffs" and not self._duties_at_issue(mention):
                continue
            kept.append(mention)
        return kept

    def _duties_at_issue(self, mention):
        """Does the text speak of particular duties or a dispute over them? Else it speaks of market access at large."""
        text = self.reading.text
        start, end = self.reading.sentence(mention.start)
        if fold(text[mention.start : mention.end]) not in {
            "tariff",
            "tariffs",
            "import tariff",
            "import tariffs",
        }:
            return True
        return bool(self.reading.in_title(mention.start) or _DUTIES.search(text, start, end))

    # -- what follows from the words --------------------------------------------------------------------------------

    def _access(self, found):
        owner = self.index.owner("issue", "market-access")
        if owner is None or any(mention.owner is owner for mention in found):
            return []
        access = [each for each in _ACCESS.finditer(self.reading.text)]
        return [IssueMention(*access[0].span(), owner, f"“{access[0].group()}”")] if access else []

    def _agriculture(self, found):
        owner = self.index.owner("issue", "agriculture")
        if owner is None or any(mention.owner is owner for mention in found):
            return []
        products = {
            mention.owner.slug: mention for mention in found if "agriculture" in mention.owner.ancestors
        }
        tops = [mention for mention in products.values() if not set(mention.owner.ancestors) & set(products)]
        farm = [each for each in _FARM.finditer(self.reading.text) if not self._names_office_at(each)]
        if len(tops) >= FARM_PRODUCTS:
            return [IssueMention(tops[0].start, tops[0].end, owner, "several farm products")]
        for each in farm:
            sentence = self.reading.sentence(each.start())
            if tops or self._speaks_of_trade(sentence, each):
                return [IssueMention(*each.span(), owner, f"“{each.group()}” where the text speaks of trade")]
        return []

    def _names_office_at(self, found):
        before, after = (
            self.reading.text[max(0, found.start() - 90) : found.start()],
            self.reading.text[found.end() : found.end() + 40],
        )
        return found.group()[0].isupper() and bool(
            _OFFICE_BEFORE.search(before) or _OFFICE_AFTER.match(after)
        )
