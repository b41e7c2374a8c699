"""Turns of phrase in which a word that names a product or a matter of the talks means something else."""

import re

from .text import fold

WINDOW = 40  # characters on either side of the word in which a turn of phrase stands

_ENVIRONMENTS = (
    "business investment security political working learning home built economic global regulatory policy "
    "operating "
    "strategic trading trade uncertain current challenging"
)
_DEVELOPMENTS = (
    "economic regional industry skills business community recent latest new key major further exciting "
    "positive product "
    "rural property career professional"
)
_SERVICES = (
    "secret intelligence security emergency public civil health prison armed ambulance news wire memorial "
    "church "
    "religious postal fire community police social"
)


def _any(words):
    return "(?:" + "|".join(words.split()) + ")"


# The first letters of the word as written -> the phrases it may stand in.
_TURNS = {
    "beef": r"\bbeef(?:ed|ing|s)?[- ]up\b|\bbeef wellington\b|\bbeef(?:s|ed)? (?:about|with)\b",
    "sugar": r"\bsugar[- ]?coat\w*",
    "bread": r"\bbread and butter\b",
    "butter": r"\bbread[- ]and[- ]butter\b|\bbutter(?:ed|ing)? \w* ?up\b",
    "chees": r"\bbig cheese\b|\bcheesed off\b|\bsay cheese\b",
    "cream": r"\bcream of the crop\b|\bcream[- ]colou?red\b",
    "milk": r"\bspil(?:led|t) milk\b|\bmilk(?:ed|ing|s)? (?:it|the|this|them)\b",
    "fish": r"\bfish(?:ing)? (?:expedition|for)\b|\b(?:big|small|bigger|other) fish\b",
    "potato": r"\bhot potato\w*\b",
    "chicken": r"\bchicken(?:ed)? out\b|\bchicken[- ]and[- ]egg\b|\bchickens? come home\b",
    "egg": r"\begg(?:s|ed|ing)? (?:on|in one basket)\b|\bchicken[- ]and[- ]egg\b|\beggs? on (?:his|her|"
    "their) face\b",
    "turkey": r"\b(?:cold|talk) turkey\b",
    "grape": r"\bsour grapes\b|\bgrape ?vine\b",
    "fruit": r"\b(?:low-hanging|bears?|bearing|bore|borne|forbidden) fruits?\b|\bfruits? of\b",
    "apple": r"\bapples? (?:to|and|with) (?:apples|oranges)\b|\bapple of\b|\bbig apple\b",
    "orange": r"\bapples? (?:to|and|with) oranges\b",
    "cherr": r"\bcherry[- ]pick\w*|\bcherr(?:y|ies) on\b",
    "rice": r"\brice university\b",
    "car": r"\bcar ?parks?\b|\bcar (?:crash|accident|bomb)\w*\b",
    "vehicle": r"\bvehicles? (?:for|through|to)\b",
    "steel": r"\bsteel(?:ed|ing)? (?:himself|herself|themselves|itself|ourselves)\b|\bnerves? of steel\b",
    "cotton": r"\bcotton(?:ed|ing)? on\b|\bcotton wool\b",
    "pork": r"\bpork[- ]?barrel\w*",
    "spirit": r"\bin (?:good|high|low|better|the) spirits?\b|\b(?:fighting|team|public|same|that|"
    "this) spirits?\b|\bspirit of\b",
    "sake": r"\bfor (?:the|our|their|god'?s) sake\b|\bsake of\b",
    "wheat": r"\bwheat from (?:the )?chaff\b",
    "coal": r"\bcoals to\b|\bhauled? over the coals\b",
    "shoe": r"\bin (?:his|her|their|our|my) shoes\b",
    "service": rf"\b{_any(_SERVICES)} services?\b|\bservices to (?:the|his|her)\b|\bservice of\b",
    "environment": rf"\b{_any(_ENVIRONMENTS)} environment\b",
    "climate": r"\bclimate of\b|\b(?:investment|business|political|economic) climate\b",
    "development": rf"\b{_any(_DEVELOPMENTS)} developments?\b|\bdevelopment (?:assistance|aid|cooperation|"
    "bank|scholarship)",
    "labo": r"\blabou?r (?:party|government|opposition|leaders?|mps?|day|senators?|caucus|prime|conference|"
    "backbench|spokes)",
    "custom": r"\bcustoms and traditions\b|\bcustoms union\b",
    "competition": r"\b(?:sporting|football|swimming|music|fierce|chess|singing) competition\b|"
    "\bcompetition winner",
    "investment": r"\binvestment in (?:education|schools|hospitals|our|skills|people|children)\b",
    "currency": r"\bcurrency of\b|\bgain(?:ed|ing|s)? currency\b|\bcurrency exchange\b",
    "generic": r"\bgeneric (?:term|name|word)\b",
}
_PATTERNS = {stem: re.compile(pattern, re.IGNORECASE) for stem, pattern in _TURNS.items()}
_LONGEST_STEM, _SHORTEST_STEM = max(map(len, _TURNS)), min(map(len, _TURNS))
_TABLE = re.compile(
    r"\b(?:dinner|lunch|breakfast|menus?|dish|dishes|recipes?|restaurants?|cafe|chef|(?:cup|glass|bottle|"
    r"bowl|plate) of|"
    r"served|ate|eating|drank|cooked|steamed|fried)\b",
    re.IGNORECASE,
)


def in_turn_of_phrase(reading, match):
    """Does the match stand in a turn of phrase: "beef up", "sugar coating", "bore fruit"?"""
    for word in fold(match.written).replace("-", " ").split():
        for size in range(_SHORTEST_STEM, _LONGEST_STEM + 1):
            pattern = _PATTERNS.get(word[:size]) if len(word) >= size else None
            if pattern is None:
                continue
            begin = max(0, match.start - WINDOW)
            for found in pattern.finditer(reading.text, begin, match.end + WINDOW):
                if found.start() < match.end and match.start < found.end():
                    return True
    return False


def on_the_table(reading, match):
    """Does the sentence speak of a meal?"""
    return bool(_TABLE.search(reading.text, *reading.sentence(match.start)))
