"""What the desk knows of English: verbs of saying and acting, small words, names of months and
organisations."""


def words(text):
    """Return the words of a text as a set."""
    return frozenset(text.split())


SPEECH_VERBS = words(
    """
    said says say saying told tells tell telling added adds add adding stated states noted notes explained
    explains argued argues warned warns insisted insists commented comments remarked remarks declared declares
    replied replies wrote writes tweeted announced announces concluded concludes continued continues observed
    observes acknowledged acknowledges admitted admits stressed stresses emphasised emphasized emphasises
    emphasizes claimed claims predicted predicts vowed vows pledged pledges quipped recalled recalls suggested
    suggests asked asks complained complains joked confirmed confirms reiterated reiterates cautioned cautions
    responded responds countered counters testified reported quoted reads read described describes called
    calls urged urges denied denies agreed conceded underscored underlined highlighted praised criticised
    criticized lamented contended contends asserted maintained promised welcomed hailed blasted cheered
    answered opined mused quoting asserts maintains conceding noting explaining warning arguing insisting
    stressing commenting declaring writing calling describing posted endorsed endorses applauded branded
    dubbed
    """
)
# Verbs that take a quotation but also much else: alone they do not make quoted words a statement.
WEAK_SPEECH_VERBS = words(
    """
    called calls calling described describes describing welcomed hailed praised agreed reported continued read
    reads posted endorsed endorses applauded branded dubbed
    """
)

FUNCTION_WORDS = words(
    """
    a about above after again against all almost along already also although always amid among an and another
    any are as asked at away back be because been before behind being below beside besides between beyond both
    but by can could despite did do does down due during each earlier either else even ever every few for
    former from further had has have he her here hers him his how however i if in indeed instead into is it
    its itself just last late later least less like many may me meanwhile might more moreover most much must
    my nearly neither never nevertheless next no nor not nothing now of off often on once one only onto or
    other others our out outside over own per perhaps quite rather recently same she should since so some
    soon still such than that the their them then there therefore these they this those though through
    throughout thus to today together tomorrow too toward towards under unless unlike until up upon us very
    was we were what when where whereas whether which while who whom whose why will with within without
    would yes yesterday yet you your yours said says told added according speaking thanks well let please
    """
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
CALENDAR = frozenset(WEEKDAYS + MONTHS)

# Endings by which a name is an organisation, a company, a paper, a law, a place, not a person.
ORGANISATION_WORDS = words(
    """
    association federation council committee commission department ministry office agency bureau board
    institute university college school academy bank group corporation corp company co inc ltd limited llc
    plc party congress parliament senate house cabinet government administration agreement treaty act
    chapter partnership pact round summit forum alliance union coalition society foundation trust fund
    center centre authority organisation organization times post herald news journal daily press today
    tribune gazette guardian review report radio television tv broadcasting airlines airways laboratories
    industries motor motors electric foods farms tower hotel court street avenue road square river lake
    mountain island islands bay beach county state city province district region sea ocean strait gulf war
    cup day week month year program programme plan initiative project states nations kingdom republic
    growers farmers producers exporters importers manufacturers cooperative cooperatives chamber league
    network service services exchange index award prize medal stadium airport
    """
)
MEDIA_WORDS = words(
    """
    times post herald news journal daily press today tribune gazette guardian review globe star broadcasting
    radio television morning mail observer telegraph courier broadcaster newsroom
    """
)

# Verbs by which a country or its government acts, speaks or holds a position (base forms; endings are added).
_ACTING = words(
    """
    accept achieve act agree aim allow announce approach argue ask back ban begin block bring build buy call
    complete cite commit compete conclude consider continue cut decide decline delay demand deny deserve
    dispute drop eliminate end enjoy enter expect export face fail favour favor fear finalise finalize
    follow force gain get give grant guard have help hold hope host impose import include increase insist
    intend introduce join keep launch lead leave lift look lose lower maintain make meet move need negotiate
    offer open oppose outline pay persuade plan pledge point prefer prepare press pressure proceed produce
    promise propose protect provide pull push put raise ratify reach recognise recognize reduce refuse
    reject rely remain remove request resist resolve respond restrict retain return say secure see seek sell
    send set share shield show sign speak stand start state stay stop support suffer take tell think
    threaten trade try urge use want warn welcome win wish withdraw work worry emerge benefit struggle rank
    account represent become charge apply levy subsidise subsidize ship tax target view rebuff soften harden
    stick warm signal indicate report voice express note submit table adopt abolish phase scrap defend
    favours stall balk baulk concede compromise bow
    """
)
_IRREGULAR = words(
    """
    is are was were has have had will would can could should may might must shall does did do said says began
    begun brought built bought cut got gave given held kept led left lost made met paid put sent sold spoke
    spoken stood took taken told thought won withdrew withdrawn became sought saw seen stuck went goes gone
    came comes chose chosen fell rose grew let lets wanted wants wo ca isn't wasn't doesn't didn't won't
    wouldn't can't couldn't hasn't hadn't aren't weren't don't haven't shouldn't 'd 'll remains
    """
)
# Verbs that put a demand, a welcome or a duty on the country that follows them.
_PRESSING = words(
    """
    urge press ask allow welcome invite push persuade pressure want expect require force convince let help
    lobby tell warn criticise criticize accuse blame praise admit include exclude drop expel target sue join
    oblige compel encourage assist support oppose tempt entice coax congratulate thank prompt enable protect
    give grant offer hurt harm benefit affect cost leave see isolate beat overtake visit beseech bind
    represent approach engage
    """
)
_PRESSING_FORMS = words(
    """
    urging pressing asking allowing welcoming inviting pushing persuading pressuring wanting requiring forcing
    helping letting including excluding dropping criticising criticizing accusing giving gave given granting
    offering enabling joining supporting opposing putting convincing warning benefiting leaving left
    representing against
    """
)


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


ACTING_VERBS = frozenset(form for verb in _ACTING for form in _inflected(verb)) | _IRREGULAR
PRESSING_VERBS = frozenset(form for verb in _PRESSING for form in _inflected(verb)) | _PRESSING_FORMS

# The branches of the issue tree that are goods.
GOODS = frozenset(["agriculture", "industrial-goods", "wood-products"])
# Words of everyday policy that the alias table may hold as firm names; each needs a sentence that speaks of
# trade.
# Goods are not among them: in a text about trade a car is a car.
_EVERYDAY_WORDS = words(
    """
    services investment labour labor environment development competition climate currency customs transparency
    corruption secrecy connectivity insurance banking conservation accumulation cumulation snapback safeguard
    safeguards cream starch spirits sake generics biosecurity rules anti-corruption antitrust
    """
)
EVERYDAY = _EVERYDAY_WORDS | {
    "small businesses",
    "supply chains",
    "technical assistance",
    "capacity building",
    "food safety",
    "exchange rates",
    "inclusive growth",
    "business visas",
    "environmental protection",
    "environmental standards",
    "animal health",
    "plant health",
    "trade unions",
    "plain packaging",
    "technical standards",
    "financial services",
}
# Words for the deal, its course and the world around it: an issue only where "chapter" or "rules" stands
# beside them.
BACKGROUND = words(
    """
    accession ratification docking development rules rule-making connectivity poverty broadcasting unions
    innovation
    """
) | {
    "accession process",
    "accession request",
    "accession negotiations",
    "behind the border",
    "behind-the-border",
    "capacity building",
    "come into force",
    "comes into force",
    "coming into force",
    "came into force",
    "consumer protection",
    "developing countries",
    "domestic procedures",
    "domestic regulation",
    "economic development",
    "enter into force",
    "entered into force",
    "entering into force",
    "enters into force",
    "entry into force",
    "entry-into-force",
    "film industry",
    "global value chains",
    "high-standard rules",
    "inclusive growth",
    "poverty reduction",
    "red tape",
    "regional economic integration",
    "regional integration",
    "regional value chains",
    "regulatory cooperation",
    "regulatory reform",
    "rules of the road",
    "rules-based trade",
    "rules-based trading system",
    "small businesses",
    "small companies",
    "small firms",
    "smaller businesses",
    "supply chain",
    "supply chains",
    "sustainable development",
    "technical assistance",
    "technical cooperation",
    "trade rules",
    "value chains",
    "21st-century rules",
}
