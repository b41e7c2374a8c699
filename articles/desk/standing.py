"""The words by which English trade reporting says how somebody stands on something."""

import re

from ..choices import Stance

RESULT = "agreement|accord|breakthrough|deal|understanding"
WHOLE = "agreements?|accord|deal|pact|partnership|negotiations?|protocol|talks|text|treaty|TPP|CPTPP"

# One form a line, in which {result} and {whole} stand for the words above. Of two that begin at one place the
# first is meant: "failed to agree" is no agreement.
_FORMS = {
    Stance.DEADLOCK: r"""
        deadlock(?:ed)?
        stalemate|impasse|stand-?off
        (?:failed|unable) to (?:reach|agree|bridge|narrow|resolve|settle|break|close|make)
        f[ae]ll short of (?:an? )?(?:{result})
        (?:made|saw|reached|found|brought|produced) (?:no|little) (?:{result}|progress|headway)
        (?:ended|closed|left|parted|finished) without (?:an? |any )?(?:{result}|progress)
        (?:breaks|broke|broken) (?:off|up|down)
        collapsed
        remain(?:s|ed)? (?:far |wide |deeply )?(?:apart|divided|stuck)
        (?:are|were|is|was) (?:still )?(?:far apart|stuck|stalled|at odds)
    """,
    Stance.REJECTED: r"""
        refus(?:e|es|ed|ing|al)
        reject(?:s|ed|ing|ion)?
        rul(?:es|ed|ing) out
        resist(?:s|ed|ing|ance)?
        oppos(?:e|es|ed|ing|ition)
        turn(?:s|ed|ing) down
        rebuff(?:s|ed)?
        baul?k(?:s|ed|ing)?
        declin(?:es|ed|ing) to
        (?:will|would|could|can|did|does|do)(?: not|n['’]t) (?:accept|agree|yield|budge|give way|open)
        (?:has|have|had)(?: not|n['’]t) (?:accepted|agreed|yielded)
        cannot (?:accept|agree|yield|budge)
        (?:not |un)(?:prepared|willing|ready) to
    """,
    Stance.SUSPENDED: r"""
        suspend(?:s|ed|ing)?
        (?:put|puts|placed|places) on hold
        froze|shelv(?:es|ed|ing)
    """,
    Stance.WITHDRAWN: r"""
        withdr(?:aws|ew|awn|awing)(?: from)?
        pull(?:s|ed|ing) out
        quit(?:s|ting)?
        walk(?:s|ed) away
    """,
    Stance.RATIFIED: r"""
        ratif(?:ies|ied)
        complet(?:es|ed) (?:its |their )?(?:domestic |national |ratification )?(?:procedures|ratification)
        approv(?:es|ed) (?:the )?(?:{whole})
    """,
    Stance.FINAL: r"""
        (?:sign(?:s|ed)|seal(?:s|ed)|clinch(?:es|ed)|conclud(?:es|ed)) (?:\S+ ){0,4}?(?:{whole})
        (?:complet(?:es|ed)|finali[sz](?:es|ed)) (?:\S+ ){0,4}?(?:{whole})
    """,
    Stance.NARROWING: r"""
        narrow(?:s|ed|ing)?
        (?:mov(?:es|ed|ing)|comes?|came|coming|drew|draw(?:s|n|ing)) closer
        bridg(?:es|ed|ing)
        (?:makes?|making|made|report(?:s|ed)|saw|sees?|cit(?:es|ed)) (?:\w+ )?(?:progress|headway)
        (?:found|identified|outlined|sees?|saw) (?:a |the )?(?:path|way) forward
        soften(?:s|ed|ing)?
    """,
    Stance.AGREED: r"""
        agree(?:s|d)?(?: in principle)?(?: to| on| that)?
        (?:reach(?:es|ed)|str(?:ikes|uck)|found|secured) (?:\S+ ){0,4}?(?:{result}|consensus|compromise)
        accept(?:s|ed)?
        settl(?:es|ed)|resolv(?:es|ed)
    """,
    Stance.OFFER: r"""
        offer(?:s|ed|ing)?
        propos(?:es|ed|ing|als?)
        put(?:s|ting)? forward
        tabl(?:es|ed|ing)
        conced(?:es|ed|ing)
        (?:ready|willing|prepared) to
        (?:would|will) (?:cut|lower|reduce|scrap|eliminate|open)
        pledg(?:es|ed|ing) to
    """,
    Stance.DEMAND: r"""
        demand(?:s|ed|ing)?
        call(?:s|ed|ing)? (?:for|on)
        urg(?:es|ed|ing)
        press(?:es|ed|ing)?(?: for)?
        push(?:es|ed|ing)? for
        insist(?:s|ed|ing|ence)?(?: on| that)?
        seek(?:s|ing)?|sought
        want(?:s|ed)?
        ask(?:s|ed|ing)?(?: for| that)?
        request(?:s|ed|ing)?
        h[eo]ld(?:s|ing)? out for
    """,
}  # fmt: skip
STANCES = tuple(_FORMS)


def _one_of(forms):
    lines = "|".join(line.strip() for line in forms.strip().splitlines())
    return lines.replace("{result}", RESULT).replace("{whole}", WHOLE)


# Each stance is a group of its own, in the order of STANCES.
STANDING = re.compile("|".join(rf"\b({_one_of(forms)})\b" for forms in _FORMS.values()), re.IGNORECASE)

# Before words of standing: it did not happen, or not yet, or is another's to do, or a thing does it.
UNREAL = re.compile(
    r"(?:\b(?:not|never|no|nor|without|hardly|to|may|might|could|can|should|must|shall)|n['’]t)"
    r"(?: \w+ly| be| been| being| have| having| yet| also)* $"
    r"|\b(?:if|whether|unless|until)(?: [\w'’]+){0,4} $",
    re.IGNORECASE,
)
THING = re.compile(
    rf"\b(?:{WHOLE}|chapters?|reports?|plans?|rules?|quotas?|dut(?:y|ies)|tariffs?) $", re.IGNORECASE
)
# What a noun of standing is not its holder's for: "faces demands", "in response to offers".
NOUN = re.compile(r"(?:demands|offers|proposals?|requests?|calls for)$", re.IGNORECASE)
ANOTHERS = re.compile(
    r"\b(?:fac(?:es?|ed|ing)|meets?|met|under|despite|amid|against|on|to|from|with|of|in|all) $", re.I
)
PRONOUN = re.compile(
    r"\b(?:it|they|he|she)(?: has| have| had| would| will|['’]s|['’]d)?(?: \w+ly| also)* $", re.IGNORECASE
)
# Another sense: "press release", "the agreed text".
OTHER_SENSE = re.compile(
    r" (?:conference|release|secretary|reports?|price|coverage|statement)\b", re.IGNORECASE
)
ATTRIBUTE = re.compile(r"\b(?:the|an?|its|their|this|that|these|those|such)(?: \w+ly)? $", re.IGNORECASE)
PARTICIPLE = re.compile(r"(?:ed|narrowing)$", re.IGNORECASE)
PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)(?: \w+ly)? $", re.IGNORECASE)
BY = re.compile(r"(?: \w+){0,2} by(?: the)? ", re.IGNORECASE)

# Before a country that is no subject: where something happened, or what another is compared with.
PLACE = re.compile(r"\b(?:in|at|near|outside|across|than)(?: the)? $", re.IGNORECASE)
# Who speaks for a trade or a cause, not for a country: "Japanese farmers".
_INTERESTS = (
    "farmers? growers? producers? ranchers? cattlemen industr\\w+ compan\\w+ firms exporters? importers? "
    "manufacturers? makers processors? consumers? activists? unions? lobb\\w+ groups? critics campaigners? "
    "economists? analysts? media newspapers? press reporters? voters public association federation council "
    "opposition"
)
OF_AN_INTEREST = re.compile(
    rf"(?:['’]s?)? (?:[\w-]+ ){{0,2}}(?:{'|'.join(_INTERESTS.split())})\b", re.IGNORECASE
)
# What joins countries to one subject, and what turns the rest of a sentence to another country.
JOINED = re.compile(r"(?:\s|,|;|&|/|\b(?:and|the|as well as|along with|both|or|with)\b)*", re.IGNORECASE)
TOWARD = re.compile(
    r"(?:\b(?:from|of|on|upon|towards?|to|against|for|that)|\b(?:urg|press|ask|push|demand|tell|told|offer)\w*)"
    r"(?: the)? $",
    re.IGNORECASE,
)
BOTH = re.compile(
    r"\b(?:both|the two) (?:sides|countries|governments|nations|parties|delegations|ministers|leaders)\b",
    re.IGNORECASE,
)
PARTIES = re.compile(
    r"\b(nine|ten|eleven|twelve|9|10|11|12)(?: \w+){0,2}? "
    r"(?:countries|members|parties|nations|governments|partners|economies)\b",
    re.IGNORECASE,
)
NUMBERS = {"nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
