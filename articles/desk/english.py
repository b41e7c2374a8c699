"""What the desk knows of English: titles, verbs of saying and acting, and the small words between names."""

SPEECH_VERBS = frozenset(
    ["said", "says", "say", "saying", "told", "tells", "tell", "telling", "added", "adds", "add", "adding", "stated", "states", "noted", "notes", "explained", "explains", "argued", "argues", "warned", "warns", "insisted", "insists", "commented", "comments", "remarked", "remarks", "declared", "declares", "replied", "replies", "wrote", "writes", "tweeted", "announced", "announces", "concluded", "concludes", "continued", "continues", "observed", "observes", "acknowledged", "acknowledges", "admitted", "admits", "stressed", "stresses", "emphasised", "emphasized", "emphasises", "emphasizes", "claimed", "claims", "predicted", "predicts", "vowed", "vows", "pledged", "pledges", "quipped", "recalled", "recalls", "suggested", "suggests", "asked", "asks", "complained", "complains", "joked", "confirmed", "confirms", "reiterated", "reiterates", "cautioned", "cautions", "responded", "responds", "countered", "counters", "testified", "reported", "quoted", "reads", "read", "described", "describes", "called", "calls", "urged", "urges", "denied", "denies", "agreed", "conceded", "underscored", "underlined", "highlighted", "praised", "criticised", "criticized", "lamented", "contended", "contends", "asserted", "maintained", "promised", "welcomed", "hailed", "blasted", "cheered", "answered", "opined", "mused", "quoting", "asserts", "maintains", "conceding", "noting", "explaining", "warning", "arguing", "insisting", "stressing", "commenting", "declaring", "writing", "calling", "describing", "posted"]
)
# Verbs that take a quotation but also much else: alone they do not make quoted words a statement.
WEAK_SPEECH_VERBS = frozenset(
    ["called", "calls", "calling", "described", "describes", "describing", "welcomed", "hailed", "praised", "agreed", "reported", "continued"]
)

FUNCTION_WORDS = frozenset(
    ["a", "about", "above", "after", "again", "against", "all", "almost", "along", "already", "also", "although", "always", "amid", "among", "an", "and", "another", "any", "are", "as", "asked", "at", "away", "back", "be", "because", "been", "before", "behind", "being", "below", "beside", "besides", "between", "beyond", "both", "but", "by", "can", "could", "despite", "did", "do", "does", "down", "due", "during", "each", "earlier", "either", "else", "even", "ever", "every", "few", "for", "former", "from", "further", "had", "has", "have", "he", "her", "here", "hers", "him", "his", "how", "however", "i", "if", "in", "indeed", "instead", "into", "is", "it", "its", "itself", "just", "last", "late", "later", "least", "less", "like", "many", "may", "me", "meanwhile", "might", "more", "moreover", "most", "much", "must", "my", "nearly", "neither", "never", "nevertheless", "next", "no", "nor", "not", "nothing", "now", "of", "off", "often", "on", "once", "one", "only", "onto", "or", "other", "others", "our", "out", "outside", "over", "own", "per", "perhaps", "quite", "rather", "recently", "same", "she", "should", "since", "so", "some", "soon", "still", "such", "than", "that", "the", "their", "them", "then", "there", "therefore", "these", "they", "this", "those", "though", "through", "throughout", "thus", "to", "today", "together", "tomorrow", "too", "toward", "towards", "under", "unless", "unlike", "until", "up", "upon", "us", "very", "was", "we", "were", "what", "when", "where", "whereas", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "yes", "yesterday", "yet", "you", "your", "yours", "said", "says", "told", "added", "according", "speaking", "according", "thanks", "well", "let", "did", "please"]
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
CALENDAR = frozenset(WEEKDAYS + MONTHS)

HONORIFICS = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "hon", "honourable", "honorable", "right", "rt", "the", "datuk", "dato", "tun", "sri"]
)

# Titles that officials and politicians bear; the value is the kind of office, as in the record.
OFFICES = {
    "prime minister": "head-of-government",
    "pm": "head-of-government",
    "premier": "head-of-government",
    "president": "head-of-government",
    "chancellor": "head-of-government",
    "sultan": "head-of-government",
    "trade minister": "trade-minister",
    "trade and industry minister": "trade-minister",
    "international trade minister": "trade-minister",
    "trade and investment minister": "trade-minister",
    "commerce minister": "trade-minister",
    "economy minister": "trade-minister",
    "economics minister": "trade-minister",
    "economic minister": "trade-minister",
    "tpp minister": "trade-minister",
    "trade secretary": "trade-minister",
    "commerce secretary": "other",
    "trade representative": "trade-minister",
    "ustr": "trade-minister",
    "ambassador": "",
    "chief negotiator": "chief-negotiator",
    "negotiator": "chief-negotiator",
    "trade negotiator": "",
    "agriculture minister": "agriculture-minister",
    "farm minister": "agriculture-minister",
    "agriculture secretary": "agriculture-minister",
    "primary industries minister": "agriculture-minister",
    "foreign minister": "",
    "foreign affairs minister": "",
    "finance minister": "",
    "treasurer": "",
    "minister": "",
    "minister of state": "",
    "parliamentary secretary": "",
    "chief cabinet secretary": "",
    "cabinet secretary": "",
    "secretary of state": "",
    "secretary": "",
    "senator": "legislator",
    "sen": "legislator",
    "congressman": "legislator",
    "congresswoman": "legislator",
    "representative": "",
    "rep": "legislator",
    "reps": "legislator",
    "sens": "legislator",
    "speaker": "legislator",
    "majority leader": "legislator",
    "minority leader": "legislator",
    "opposition leader": "",
    "leader": "",
    "governor": "",
    "gov": "",
    "governor general": "",
    "commissioner": "",
    "trade commissioner": "trade-minister",
    "mp": "legislator",
    "vice president": "other",
    "vice minister": "",
    "deputy minister": "",
    "deputy prime minister": "",
    "king": "",
    "mayor": "",
    "attorney general": "",
    "under secretary": "",
    "undersecretary": "",
    "assistant secretary": "",
    "national security adviser": "",
    "national security advisor": "",
    "first minister": "",
    "shadow minister": "",
    "member": "",
    "spokesman": "",
    "spokeswoman": "",
    "spokesperson": "",
}
# A title that companies and associations give too: alone it does not make the bearer an official.
PRIVATE_TITLES = frozenset(
    ["president", "vice", "president", "secretary", "leader", "representative", "spokesman", "spokeswoman", "spokesperson", "commissioner", "treasurer", "chancellor", "speaker", "governor", "negotiator"]
)
TITLE_WORDS = (
    frozenset(word for title in OFFICES for word in title.split())
    | HONORIFICS
    | frozenset(
        ["acting", "deputy", "assistant", "chief", "vice", "former", "ex", "ceo", "chairman", "chairwoman", "chair", "director", "executive", "general", "chairperson", "economist", "analyst", "professor", "head", "manager", "managing"]
    )
)
# Endings by which a name is an organisation, a company, a paper, a law, a place, not a person.
ORGANISATION_WORDS = frozenset(
    ["association", "federation", "council", "committee", "commission", "department", "ministry", "office", "agency", "bureau", "board", "institute", "university", "college", "school", "academy", "bank", "group", "corporation", "corp", "company", "co", "inc", "ltd", "limited", "llc", "plc", "party", "congress", "parliament", "senate", "house", "cabinet", "government", "administration", "agreement", "treaty", "act", "chapter", "partnership", "pact", "round", "summit", "forum", "alliance", "union", "coalition", "society", "foundation", "trust", "fund", "center", "centre", "council", "authority", "organisation", "organization", "times", "post", "herald", "news", "journal", "daily", "press", "today", "tribune", "gazette", "guardian", "review", "report", "times", "radio", "television", "tv", "broadcasting", "airlines", "airways", "laboratories", "industries", "motor", "motors", "electric", "foods", "farms", "tower", "hotel", "court", "street", "avenue", "road", "square", "river", "lake", "mountain", "island", "islands", "bay", "beach", "county", "state", "city", "province", "district", "region", "sea", "ocean", "strait", "gulf", "war", "cup", "day", "week", "month", "year", "program", "programme", "plan", "initiative", "project", "states", "nations", "kingdom", "republic", "growers", "farmers", "producers", "exporters", "importers", "manufacturers", "cooperative", "cooperatives", "chamber", "league", "network", "service", "services", "exchange", "index", "award", "prize", "medal", "stadium", "airport"]
)

MEDIA_WORDS = frozenset(
    ["times", "post", "herald", "news", "journal", "daily", "press", "today", "tribune", "gazette", "guardian", "review", "globe", "star", "broadcasting", "radio", "television", "morning", "mail", "observer", "telegraph", "courier", "broadcaster", "newsroom"]
)

# Verbs by which a country or its government acts, speaks or holds a position (base forms; endings are added).
_ACTING = ["accept", "achieve", "act", "agree", "aim", "allow", "announce", "approach", "argue", "ask", "back", "ban", "begin", "block", "bring", "build", "buy", "call", "complete", "cite", "commit", "compete", "conclude", "consider", "continue", "cut", "decide", "decline", "delay", "demand", "deny", "deserve", "dispute", "drop", "eliminate", "end", "enjoy", "enter", "expect", "export", "face", "fail", "favour", "favor", "fear", "finalise", "finalize", "follow", "force", "gain", "get", "give", "grant", "guard", "have", "help", "hold", "hope", "host", "impose", "import", "include", "increase", "insist", "intend", "introduce", "join", "keep", "launch", "lead", "leave", "lift", "look", "lose", "lower", "maintain", "make", "meet", "move", "need", "negotiate", "offer", "open", "oppose", "outline", "pay", "persuade", "plan", "pledge", "point", "prefer", "prepare", "press", "pressure", "proceed", "produce", "promise", "propose", "protect", "provide", "pull", "push", "put", "raise", "ratify", "reach", "recognise", "recognize", "reduce", "refuse", "reject", "rely", "remain", "remove", "request", "resist", "resolve", "respond", "restrict", "retain", "return", "say", "secure", "see", "seek", "sell", "send", "set", "share", "shield", "show", "sign", "speak", "stand", "start", "state", "stay", "stop", "support", "suffer", "take", "tell", "think", "threaten", "trade", "try", "urge", "use", "want", "warn", "welcome", "win", "wish", "withdraw", "work", "worry", "emerge", "benefit", "struggle", "rank", "account", "represent", "become", "charge", "apply", "levy", "subsidise", "subsidize", "ship", "tax", "target", "view", "rebuff", "soften", "harden", "stick", "warm", "signal", "indicate", "report", "voice", "express", "note", "submit", "table", "adopt", "abolish", "phase", "scrap", "defend", "favours", "stall", "balk", "baulk", "concede", "compromise", "bow"]
_IRREGULAR = ["is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "should", "may", "might", "must", "shall", "does", "did", "do", "said", "says", "began", "begun", "brought", "built", "bought", "cut", "got", "gave", "given", "held", "kept", "led", "left", "lost", "made", "met", "paid", "put", "sent", "sold", "spoke", "spoken", "stood", "took", "taken", "told", "thought", "won", "withdrew", "withdrawn", "became", "sought", "saw", "seen", "stuck", "went", "goes", "gone", "came", "comes", "chose", "chosen", "fell", "rose", "grew", "let", "lets", "wanted", "wants", "wo", "ca", "isn't", "wasn't", "doesn't", "didn't", "won't", "wouldn't", "can't", "couldn't", "hasn't", "hadn't", "aren't", "weren't", "don't", "haven't", "shouldn't", "'d", "'ll", "remains"]


def _inflected(verb):
    """Yield the third person and the past of a regular verb."""
    yield verb
    if verb.endswith("e"):
        yield from (verb + "s", verb + "d")
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (verb[:-1] + "ies", verb[:-1] + "ied")
    else:
        yield verb + ("es" if verb.endswith(("s", "x", "sh", "ch")) else "s")
        yield verb + "ed"
        yield verb + verb[-1] + "ed"


ACTING_VERBS = frozenset(form for verb in _ACTING for form in _inflected(verb)) | frozenset(_IRREGULAR)

# Verbs that put a demand, a welcome or a duty on the country that follows them.
_PRESSING = ["urge", "press", "ask", "allow", "welcome", "invite", "push", "persuade", "pressure", "want", "expect", "require", "force", "convince", "let", "help", "lobby", "tell", "warn", "criticise", "criticize", "accuse", "blame", "praise", "admit", "include", "exclude", "drop", "expel", "target", "sue", "persuad", "join", "oblige", "compel", "encourage", "assist", "support", "oppose", "tempt", "entice", "coax", "congratulate", "thank", "prompt", "enable", "protect", "give", "grant", "offer", "hurt", "harm", "benefit", "affect", "cost", "leave", "see", "isolate", "beat", "overtake", "visit", "beseech", "bind", "represent", "approach", "engage"]
PRESSING_VERBS = frozenset(form for verb in _PRESSING for form in _inflected(verb)) | frozenset(
    ["urging", "pressing", "asking", "allowing", "welcoming", "inviting", "pushing", "persuading", "pressuring", "wanting", "requiring", "forcing", "helping", "letting", "including", "excluding", "dropping", "criticising", "criticizing", "accusing", "giving", "gave", "given", "granting", "offering", "enabling", "joining", "supporting", "opposing", "putting", "convincing", "warning", "benefiting", "leaving", "left", "representing", "against"]
)

PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i"])

# Words of everyday policy that the alias table may hold as firm names; each needs a sentence that speaks of trade.
# Goods are not among them: in a text about trade a car is a car.
EVERYDAY = frozenset(
    """services investment labour labor environment development competition climate currency customs transparency
    corruption secrecy connectivity insurance banking conservation accumulation cumulation snapback safeguard safeguards
    cream starch spirits sake generics biosecurity rules services-trade anti-corruption antitrust innovation""".split()
) | {
    "small businesses", "supply chains", "technical assistance", "capacity building", "food safety", "exchange rates",
    "inclusive growth", "business visas", "environmental protection", "environmental standards", "animal health",
    "plant health", "trade unions", "plain packaging", "technical standards", "financial services",
}  # fmt: skip

# What ministers are ministers of.
PORTFOLIO_WORDS = frozenset(
    """trade investment agriculture agricultural forestry fisheries industry industries primary foreign affairs finance
    economy economic economics commerce commercial tourism environment climate change energy water health education
    defence defense development competitiveness labour labor employment resources transport infrastructure
    communications justice home interior food international trans-pacific partnership tpp cooperation business innovation
    science small treasury policy revitalization revitalisation fiscal state and of for the external relations export
    exports growth regional rural asia pacific efficiency women immigration indigenous heritage arts sport attorney
    biosecurity veterans housing security""".split()
)
