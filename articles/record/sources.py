"""How the record writes a source ("USTR release on fifth round - https://ustr.gov/…"), and what that says.

An outlet is named only where the title begins with one, and a kind only where the outlet or the host
leaves no doubt; else both stay empty, for an editor to fill.
"""

import re
from urllib.parse import urlsplit

from ..choices import SourceKind

MEMORY = re.compile(r"memory(?::\s*(.+))?")
# The address may lack its scheme, and may be followed by a place inside what it leads to.
ADDRESS = re.compile(
    r"(?P<title>.+) - (?P<url>(?:https?://|(?=[\w-]+(?:\.[\w-]+)+/))\S+)(?: (?P<place>\S.*))?"
)
TRANSLATED = "US Embassy Tokyo translation, "

# Beginning of a title -> outlet, where the two differ.
SHORT_FOR = {
    "AFR": "Australian Financial Review",
    "AP": "Associated Press",
    "Asahi": "Asahi Shimbun",
    "CNA": "Channel NewsAsia",
    "CRS": "Congressional Research Service",
    "DW": "Deutsche Welle",
    "MOFA Japan": "Ministry of Foreign Affairs of Japan",
    "Mexico SE": "Secretariat of Economy of Mexico",
    "NCC Washington Report": "National Chicken Council",
    "NUS CIL": "NUS Centre for International Law",
    "NZ MFAT": "New Zealand MFAT",
    "SCMP": "South China Morning Post",
    "Sankei": "Sankei Shimbun",
    "ToTA": "ToTA text corpus",
    "US Chamber": "US Chamber of Commerce",
    "Yomiuri": "Yomiuri Shimbun",
}

# Beginnings of titles, by what they are.
OUTLETS = {
    SourceKind.OFFICIAL: (
        "CRS", "DFAT", "Global Affairs Canada", "Library of Congress", "MAFF", "MITI", "MOFA Japan",
        "Mexico SE", "NZ MFAT", "SUBREI", "Singapore MFA", "US Treasury", "USTR", "White House",
        "openparliament.ca",
    ),
    SourceKind.PRESS: (
        "ABC Rural", "AFR", "AP", "AgFax", "AgWeb", "Agri-Pulse", "Asahi", "Asahi Shimbun",
        "AsiaOne", "Bernama", "BioCentury", "Biotech Dispatch", "BizJournals", "Bloomberg",
        "Bloomberg BNA", "Bloomberg Businessweek", "Borneo Post", "CNA",
        "Consumer Electronics Daily", "Country Guide", "DW", "Diario Financiero", "El Comercio",
        "El Desconcierto", "FERN", "Free Beacon", "Globe and Mail", "Hagstrom Report",
        "Health Industry News", "IBNews", "ICTSD Bridges", "International Sugar Journal",
        "International Trade Today", "JAcom", "Japan Agri News", "Japan Times", "Jiji", "Kyodo",
        "La Republica", "MEDIFAX", "MONOist", "Mainichi", "Manila Times", "NHK", "NZ Herald",
        "New Straits Times", "Nikkei Asia", "Nippon.com", "Oreanda", "Politico", "Politik NZ",
        "PortCalls", "QDND", "RNZ", "RealAgriculture", "Reuters", "Rural News", "SBS", "SCMP",
        "Sankei", "Sankei Express", "SankeiBiz", "Southeast Asia Globe", "Straits Times",
        "TODAY", "The Hill", "The Land", "The Malaysian Reserve", "The Star", "Tokyo Shimbun",
        "Trade Law Daily", "VietnamPlus", "VnExpress", "WardsAuto", "Xinhua", "Yomiuri",
        "eFeedLink", "iPolitics", "just-style",
    ),
    SourceKind.ASSOCIATION: (
        "AmCham Vietnam", "Canegrowers/ASA", "DCANZ", "Meat Institute",
        "NCC Washington Report", "US Chamber",
    ),
    SourceKind.ACADEMIC: ("IISD", "NUS CIL", "PIIE", "US Studies Centre"),
    SourceKind.REFERENCE: ("ToTA", "Wikipedia"),
}  # fmt: skip
_KIND_OF = {beginning: kind for kind, beginnings in OUTLETS.items() for beginning in beginnings}
_BEGINNING = re.compile(
    "(?:" + "|".join(re.escape(each) for each in sorted(_KIND_OF, key=len, reverse=True)) + r")(?![\w-])"
)
# Hosts that only a government, a parliament or an embassy of a state can have.
OFFICIAL_HOST = re.compile(r"(?:^|\.)(?:gov|go|gob|govt|gc)(?:\.[a-z]{2})?$|\.usembassy\.gov$")


def source_of(written):
    """Return the values of a Source (title, outlet, kind, url) for what the record writes."""
    written = " ".join(written.split())
    if memory := MEMORY.fullmatch(written):
        part = f" ({memory[1]})" if memory[1] else ""
        return {"title": f"From memory{part}", "outlet": "", "kind": SourceKind.MEMORY.value, "url": ""}
    title, url = _split(written)
    outlet, kind = _outlet(title)
    if not kind and url and OFFICIAL_HOST.search(urlsplit(url).hostname or ""):
        kind = SourceKind.OFFICIAL
    return {"title": title, "outlet": outlet, "kind": str(kind), "url": url}


def _split(written):
    match = ADDRESS.fullmatch(written)
    if not match:
        return written, ""
    url = match["url"] if match["url"].startswith("http") else f"https://{match['url']}"
    place = f" ({match['place']})" if match["place"] else ""
    return match["title"] + place, url


def _outlet(title):
    """Return the outlet that a title begins with and its kind, or two empty texts."""
    match = _BEGINNING.match(title.removeprefix(TRANSLATED))
    if not match:
        return "", ""
    return SHORT_FOR.get(match[0], match[0]), _KIND_OF[match[0]]
