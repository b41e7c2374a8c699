"""The signs by which a text, a sentence or a word shows that it is about trade between countries."""

import re

# Signs of trade. A text without one has no issues.
TRADE = re.compile(
    r"\b(?:TPPA?|TPP-?1[12]|CPTPP|TPSEP|RCEP|NAFTA|USMCA|FTAs?|EPAs?|FTAAP|WTO|GATT|Doha Round|TPA|"
    r"fast-track|"
    r"trade promotion authority|Trans[- ‐‑–]?Pacific (?:Strategic Economic )?Partnership|"
    r"(?:Trans[- ‐‑–]?)?Pacific (?:Rim )?(?:trade|free-trade|deal|pact|partnership|talks|agreement|accord|"
    r"treaty|round|negotiat\w+)|"
    r"free[- ]trade|"
    r"(?:trade|tariff|trading) (?:deals?|agreements?|pacts?|talks|negotiat\w+|barriers?|liberali[sz]ation|"
    r"ministers?|rules|"
    r"accord|bloc|treaty|treaties|representative|negotiators?|policy|concessions?|officials?|partners?|"
    r"zone|war|mission|"
    r"relations?|commitments?|surplus|deficit|arrangements?|system|preferences?|disputes?|remed\w+|"
    r"facilitation)|"
    r"barriers? to trade|tariffs?|import duties|duty[- ]free|quotas?|market access|customs dut\w+|"
    r"import (?:tax|taxes|levy|levies|ban|quotas?|duty)|export(?:s|ers?|ing|ed)?|imports?|importers?|"
    r"rules of origin|"
    r"most[- ]favou?red|economic partnership agreement|non-?tariff|anti-?dumping|bilateral trade|"
    r"world trade|global trade|"
    r"trade in goods)\b|環太平洋|自由貿易|関税|貿易|通商|关税|贸易",
    re.IGNORECASE,
)
# Of those, the ones that a text may use without being about trade policy.
FAINT = re.compile(
    r"(?:export\w*|import\w*|quotas?|tpa|"
    r"trade (?:policy|relations?|mission|partners?|ministers?|representative|officials?|system|deficit|"
    r"surplus))$",
    re.IGNORECASE,
)
DENSITY = 1.5  # firm signs in 1,000 characters that make a whole text one of trade
LEAD = 400  # characters at the head of a text in which one firm sign says what it is about

# In a text of trade, a sentence with one of these makes an everyday word a matter of the talks.
CLAUSE = re.compile(
    r"\b(?:chapters?|provisions?|commitments?|disciplines?|rules?|market access|access|liberali[sz]\w+|"
    r"barriers?|tariffs?|"
    r"dut(?:y|ies)|quotas?|export\w*|import\w*|negotiat\w+|texts?|agreement|deal|pact|TPP|CPTPP|RCEP|FTA|"
    r"partnership|talks|"
    r"standards|protections?|enforce\w*|obligations?|sensitive|safeguards?|exempt\w*|carve-?outs?|sectors?|"
    r"concessions?|"
    r"subsid\w+|open(?:ing|ed)?|goods|trade in|clauses?)\b",
    re.IGNORECASE,
)
# Words right beside a word that make it a matter of policy.
MATTER_AFTER = re.compile(
    r" (?:and \w+ |or \w+ )?(?:chapters?|provisions?|rules?|standards|commitments|disciplines|obligations|"
    r"issues|sectors?|"
    r"industr\w+|firms|providers|suppliers|exporters?|exports|markets?|trade|protections?|clauses?|texts?|"
    r"annex|barriers|"
    r"regime|thresholds?|flows)\b",
    re.IGNORECASE,
)
MATTER_BEFORE = re.compile(
    r"\b(?:chapters?|provisions?|rules|commitments?|disciplines|text|obligations?|standards|talks|"
    r"negotiations|language|"
    r"issues|areas|article) (?:on|such as|including|covering|for|about|"
    r"dealing with) (?:the )?(?:\w+,? (?:and )?){0,3}$|\btrade in (?:goods and )?$|"
    r"\bliberali[sz]\w+ of $",
    re.IGNORECASE,
)
# What comes before or after a word and shows that it names an office, not the matter.
OFFICE_BEFORE = re.compile(
    r"\b(?:Ministers?|Ministry|Minist[eé]re|Department|Secretary|Secretariat|Bureau|Office|Committee|"
    r"Subcommittee|"
    r"Commissioner|Faculty|Commission|Agency|Institute|School|Chair|Chairman|Undersecretary|Spokesman|"
    r"portfolio)"
    r"(?: (?:of|for|on|to|in)(?: the)?)? (?:[A-Z][\w-]+,? |and |& |of |the |for )*$"
)
OFFICE_AFTER = re.compile(
    r"^(?: (?:and|&) [A-Z]\w+)?,? (?:Ministers?|Ministry|Secretary|Department|Committee|Subcommittee|"
    r"Commissioner|Bureau|"
    r"ministers?|ministry|secretary|Agency|Commission|spokesman|portfolio|Workers Union)\b"
)
OFFICE_IN_SMALL = re.compile(r" (?:ministers?|ministry|secretary|department|spokes\w+|commissioner)\b")
# Farming, and access to markets, however they are put.
FARM = re.compile(
    r"\b(?:farmers?|growers?|farming|farms?|graziers|ranchers?|cattlemen|agri-?food|agribusiness\w*|"
    r"agri\w*al|"
    r"primary (?:industries|producers|production)|rural|crops?|livestock)\b",
    re.IGNORECASE,
)
ACCESS = re.compile(
    r"\b(?:market access|(?<!non-)(?<!non )tariffs?|(?:trade|import) barriers?|barriers? to trade|"
    r"duty[- ]free|quotas?|"
    r"(?:import|customs) dut(?:y|ies)|(?:better|greater|improved|increased|more|new|preferential|"
    r"guaranteed|full|open|free) "
    r"(?:and \w+ )?access (?:to|into|for)|access (?:to|into) (?:\S+ ){0,3}markets?|"
    r"(?:open(?:s|ed|ing)?|closed|protected) (?:up )?(?:\S+ ){0,3}markets?)\b",
    re.IGNORECASE,
)
# Signs that a sentence speaks of particular duties, or of a dispute over them, not of freer trade at large.
DUTIES = re.compile(
    r"\btariff (?:cuts?|reductions?|eliminations?|lines?|rates?|schedules?|concessions?|offers?|talks|"
    r"negotiations|barriers|"
    r"peaks|phase-?outs?|commitments|preferences|walls?|removal|regime|system|hikes?|war|escalation|"
    r"quotas?)\b|"
    r"\b(?:lower|higher|zero|high|steep|prohibitive|remaining|applied|bound|punitive|"
    r"steepest) (?:import )?tariffs?\b|"
    r"\b\d[\d.]*[ -]?(?:per ?cent|percent|%|percentage points?)(?! of)\b|"
    r"tariffs? (?:is|are|was|were|of|at) (?:\w+ ){0,2}(?:\d|zero)|"
    r"\b(?:stall\w*|disput\w*|refus\w*|resist\w*|demand\w*|protect\w*|oppos\w*|insist\w*|press\w*|hurdles?|"
    r"sticking|gaps?|"
    r"stalemate|deadlock\w*|concessions?|impose\w*|retaliat\w*|negotiat\w*|offer\w*|bargain\w*|fear\w*)\b",
    re.IGNORECASE,
)
# "financial, legal and transport services": adjectives that share one noun.
SHARED_NOUN = re.compile(r"\b([a-z]+)(?:,| and)(?= [^.;:]{0,90}?\b(services|goods|products)\b)")


def firm_signs(text):
    """Return the firm signs of trade in a text, as matches."""
    return [found for found in TRADE.finditer(text) if not FAINT.match(found.group())]
