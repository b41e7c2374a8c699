"""The one allow-list for HTML on this site, and the ways between HTML and plain text.

Every door (form, import, command, `save()`) cleans through `clean_html`; templates trust nothing else.
What may stand in a body is small on purpose: headings h2-h4 (h1 is the page's own), paragraphs, quotations,
lists, links, tables and emphasis. Images, figures and captions are not part of a body, because a photograph
is a record of its own with credit and alternative text; the words of a caption stay as a paragraph.

nh3 reads first (whatever arrives becomes a valid tree), `_Body` then turns that tree into the house form, and
nh3 with the allow-list has the last word, so that a fault in between can never let a script through.
"""

import hashlib
import re
import unicodedata
from html import escape, unescape
from os.path import commonprefix

import nh3
from django.utils.text import slugify

INLINE = frozenset({"a", "strong", "em", "s", "sup", "sub"})
HEADINGS = frozenset({"h2", "h3", "h4"})
TABLE_PARTS = frozenset({"table", "thead", "tbody", "tr"})
SPANS = {"scope": "(?:row|col)(?:group)?", "colspan": "[2-9]|[1-9][0-9]", "rowspan": "[2-9]|[1-9][0-9]"}

# What may stand directly in what; "" is the body itself. Elements not named here hold text only.
CHILDREN = {
    "": HEADINGS | {"p", "blockquote", "ul", "ol", "table", "hr"},
    "blockquote": {"p", "ul", "ol"},
    "ul": {"li"},
    "ol": {"li"},
    "li": {"p", "ul", "ol"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "th": {"p", "ul", "ol"},
    "td": {"p", "ul", "ol"},
}
ALLOWED_TAGS = INLINE | frozenset().union(*CHILDREN.values()) | {"br"}
ALLOWED_ATTRIBUTES = {"a": {"href", "title", "hreflang", "rel"}, "th": set(SPANS), "td": set(SPANS)}

# Other hosts are not told which page a reader came from, wherever the text is copied to. Links are not
# "nofollow": an editor chose them as sources.
OUTSIDE_REL = "noopener noreferrer"

READ_AS = {
    "h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "cite": "em", "dfn": "em", "var": "em",
    # Struck words stay struck: shown as standing, they would turn the meaning of a negotiating text round.
    "strike": "s", "del": "s", "tfoot": "tbody",
}  # fmt: skip
BREAKS = frozenset({
    "div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "fieldset",
    "form", "legend", "dl", "dt", "dd", "pre", "figure", "figcaption", "details", "summary", "hgroup",
})  # fmt: skip
STYLED = frozenset({"span", "font", "b", "strong", "i", "em"})
# Readings above Chinese characters (rt, rp) go too: without their markup they would double the word.
DROPPED_WITH_CONTENT = frozenset({
    "script", "style", "title", "textarea", "select", "option", "button", "noscript", "template", "iframe",
    "object", "svg", "math", "audio", "video", "canvas", "map", "xml", "rt", "rp", "noembed", "noframes",
})  # fmt: skip

_BOTH = {
    "clean_content_tags": set(DROPPED_WITH_CONTENT),
    "url_schemes": {"http", "https", "mailto"},
    "link_rel": None,
}
_READER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS | READ_AS.keys() | BREAKS | STYLED | {"q"}),
    attributes=ALLOWED_ATTRIBUTES | {tag: {"style"} for tag in STYLED},
    filter_style_properties={"font-weight", "font-style"},
    **_BOTH,
)
_LAST_WORD = nh3.Cleaner(tags=set(ALLOWED_TAGS), attributes=ALLOWED_ATTRIBUTES, **_BOTH)

# Control characters, soft hyphens, zero-width and direction marks, byte order marks, half surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff]+"
)
# Spaces of other widths are layout; C1 controls are Windows-1252 that was decoded as Latin-1.
_REPLACED = dict.fromkeys([0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200B), 0x205F, 0x3000], " ")
_REPLACED |= {0x2007: "\xa0", 0x202F: "\xa0"}
_REPLACED |= {code: bytes([code]).decode("windows-1252", "ignore") for code in range(0x80, 0xA0)}
# Normalising takes time quadratic in the number of marks on one letter.
_MARKS = re.compile(r"[^\w\s\x00-\u02ff]{31,}")
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_EDGES = (" ", "&nbsp;")
_UNUSUAL_SPACES = ("\n", "  ", "&nbsp;", "\t", "\r", "\f")
_SPACE_RUN = re.compile(r"(?:[ \t\n\r\f]|&nbsp;){2,}|[\t\n\r\f]")

PLAIN_TAGS = 1000  # Up to this many tags even the worst nesting costs the parser milliseconds.
MAX_DEPTH = 400
MAX_REOPENED = 500_000
_LETTERS = str.maketrans(
    {"đ": "d", "Đ": "D", "ð": "d", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "AE",
     "œ": "oe", "Œ": "OE", "þ": "th", "ı": "i", "–": "-", "—": "-", "/": "-"}
)  # fmt: skip
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*(?:>|\Z)", re.S)
_MACHINERY = re.compile(
    rf"<({'|'.join(sorted(DROPPED_WITH_CONTENT - {'rt', 'rp'}))})\b[^>]*>.*?(?:</\1[^>]*>|\Z)", re.S | re.I
)
_REGULAR_TAG = re.compile(
    r"""<(/?)([a-zA-Z][\w:.-]*)(?:\s+[^\s"'<>/=]++(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]++))?)*+\s*/?>"""
)
_TAG_LIKE = re.compile(r"<[a-zA-Z/!?]")
_ANY_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>?")
_BLOCK_TAG = re.compile(r"</?(?:p|div|h[1-6]|li|[uo]l|t[rdh]|table|br|hr|blockquote)\b[^<>]*>?", re.I)
_NEVER_NESTED = frozenset({  # empty elements, and those that end where the next of their kind begins
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "dt", "dd", "option",
})  # fmt: skip
_FORMATTING = frozenset({
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
})  # fmt: skip


def tidy_text(text):
    """Return text in Unicode NFC without characters nobody can see; line ends become "\\n"."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", _without_invisible(text))


def clean_html(html):
    """Return html in the form bodies are kept in: the allow-list's elements, well nested, nothing empty.

    Cleaning cleaned HTML changes nothing. A long text nested or misnested beyond all need is reduced to its
    words, since a parser may take minutes over it.
    """
    html = _without_invisible(html)
    if html.count("<") > PLAIN_TAGS:
        html = _MACHINERY.sub("", _COMMENT.sub("", html))
        if not _is_regular(html):
            html = html_of_text(unescape(_ANY_TAG.sub("", _BLOCK_TAG.sub("\n\n", html))))
    valid = _without_invisible(_READER.clean(html)).replace("\xa0", "&nbsp;")
    return _LAST_WORD.clean(_Body().read(valid))


def text_of(html):
    """Return cleaned HTML as plain text: a blank line between paragraphs, a line for each item and row."""
    text = re.sub(r"<br>|</li>|</tr>|(?<!>)<(?:ul|ol)>", "\n", html)
    text = re.sub(r"</t[dh]>(?=<t)", "\t", text)
    text = re.sub(r"</(?:p|h2|h3|h4|caption|ul|ol|table|blockquote)>|<hr>", "\n\n", text)
    text = tidy_text(unescape(re.sub(r"<[^>]*>", "", text)).replace("\xa0", " "))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", text)).strip(" \n")


def html_of_text(text):
    """Return plain text as paragraphs; a single line end inside a paragraph becomes a break."""
    paragraphs = (p.strip() for p in re.split(r"\n[ \t]*\n\s*", tidy_text(text)))
    return "".join(f"<p>{escape(p, quote=False).replace(chr(10), '<br>')}</p>" for p in paragraphs if p)


def slug_of(headline, max_length=80):
    """Return the address of a headline: ASCII, cut between words, never empty.

    Latin letters lose their marks. Other scripts are left out rather than transliterated, since a table of
    sounds reads Japanese as Chinese; a headline with nothing left gets a name made from its own letters.
    """
    latin = unicodedata.normalize("NFKD", headline.translate(_LETTERS))
    slug = slugify(re.sub(r"['\u2018\u2019]", "", latin))
    if len(slug) > max_length:
        slug = (slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]).strip("-_")
    if len(slug.replace("-", "")) >= 3:
        return slug
    return f"report-{hashlib.sha256(headline.encode('utf-8', 'replace')).hexdigest()[:8]}"[:max_length]


def _without_invisible(text):
    text = _INVISIBLE.sub("", text.translate(_REPLACED))
    return _MARKS.sub(lambda run: run[0][: 30 if any(map(unicodedata.combining, run[0])) else None], text)


def _is_regular(html):
    """Whether markup is well nested (but for ends HTML lets out) and within the limits.

    Judged without a parser, and strictly: where this reading and a parser's could differ, the answer is no.
    """
    nesting, formatting, deepest_formatting = [], 0, 0
    for match in _TAG_LIKE.finditer(html):
        tag = _REGULAR_TAG.match(html, match.start())
        if tag is None or len(nesting) > MAX_DEPTH:
            return False
        closing, name = tag[1], tag[2].lower()
        if name in _NEVER_NESTED:
            continue
        if not closing:
            nesting.append(name)
            formatting += name in _FORMATTING
            deepest_formatting = max(deepest_formatting, formatting)
        elif nesting and nesting[-1] == name:
            nesting.pop()
            formatting -= name in _FORMATTING
        else:
            return False
    return deepest_formatting * html.count("<") <= MAX_REOPENED


def _link(attributes):
    """Return the start tag of a link worth keeping, or None: absolute, to mail, or to a page of this site."""
    href = re.sub(r"\s+", "", unescape(attributes.get("href", "")))
    if href.startswith("//") and "href" in _READER.clean(f'<a href="https:{escape(href)}">link</a>'):
        href = f"https:{href}"
    outside = re.match(r"https?://[^/]", href, re.I)
    if not (outside or re.match(r"mailto:.", href, re.I) or re.match(r"/(?![/\\])", href)):
        return None
    start = f'<a href="{escape(href)}"'
    if title := " ".join(unescape(attributes.get("title", "")).split()):
        start += f' title="{escape(title)}"'
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", attributes.get("hreflang", "")):
        start += f' hreflang="{attributes["hreflang"]}"'
    return start + (f' rel="{OUTSIDE_REL}">' if outside else ">")


def _cell(tag, attributes):
    start = f"<{tag}"
    for name, valid in SPANS.items():
        if (name != "scope" or tag == "th") and re.fullmatch(valid, attributes.get(name, "")):
            start += f' {name}="{attributes[name]}"'
    return start + ">"


def _emphasis(tag, attributes):
    """Return strong, em or None for an element that word processors style instead of naming its meaning."""
    style = attributes.get("style", "").replace(" ", "").lower()
    bold, slant = re.search(r"font-weight:(\w+)", style), re.search(r"font-style:(\w+)", style)
    if bold and bold[1] in {"bold", "bolder", "600", "700", "800", "900"}:
        return "strong"
    if slant and slant[1] in {"italic", "oblique"}:
        return "em"
    named = READ_AS.get(tag, tag)
    # Google Docs wraps a whole paste in <b style="font-weight:normal">.
    undone = (named == "strong" and bold) or (named == "em" and slant)
    return named if named in INLINE and not undone else None


class _Body:
    """Rebuilds a valid tree, read as tokens, in the house form.

    Loose words in the body or a quotation become paragraphs; emphasis and links are opened only when words
    come and closed at the end of a block; a block is written when it gets words, so none is empty. `gap` is
    what lies between the last words and the next: nothing, a space, a break or the end of a paragraph.
    """

    GAPS = ("", "&nbsp;", " ", "<br>", "par")

    def __init__(self):
        self.out, self.open, self.unwritten, self.read_open = [], [""], [], []
        self.inlines, self.written_inlines = [], []
        self.gap, self.has_words, self.in_pre = "", False, 0

    def read(self, html):
        for closing, tag, attributes, text in _TOKEN.findall(html):
            if text:
                self.add_lines(text) if self.in_pre else self.add(text)
            elif closing:
                self.end(tag)
            else:
                self.start(tag, dict(_ATTRIBUTE.findall(attributes)))
        self.close_to(1)
        return _nfc("".join(self.out))

    def widen(self, gap):
        if gap == self.gap and gap in {"<br>", "&nbsp;"}:
            gap = "par" if gap == "<br>" else " "
        self.gap = max(self.gap, gap, key=self.GAPS.index)

    def start(self, tag, attributes):
        if tag == "br":
            return self.widen("<br>")
        if tag == "hr":
            self.boundary()
            return self.out.append("<hr>") if self.open[-1] == "" else None
        inline = _emphasis(tag, attributes) if tag in STYLED else READ_AS.get(tag, tag)
        if tag == "q":
            self.add("\u201c")
            self.read_open.append(("quotation", None))
        elif inline in INLINE or tag in STYLED:
            start = _link(attributes) if inline == "a" else f"<{inline}>"
            fresh = bool(inline and start) and inline not in (name for name, _ in self.inlines)
            if fresh:
                self.inlines.append((inline, start))
            self.read_open.append(("inline", fresh))
        else:
            self.in_pre += tag == "pre"
            depth = self.start_block(inline, attributes)
            self.read_open.append(("pre" if tag == "pre" else "block", depth))
        return None

    def end(self, tag):
        kind, detail = self.read_open.pop()
        if kind == "quotation":
            self.add("\u201d")
        elif kind == "inline":
            del self.inlines[len(self.inlines) - detail :]
        else:
            self.in_pre -= kind == "pre"
            self.boundary() if detail is None else self.close_to(detail)

    def start_block(self, tag, attributes):
        """Open the block and return how many were open before it, or None where it may not stand."""
        self.boundary()
        if self.open[-1] in {"ul", "ol"} and tag != "li":
            self.open_item(again=tag in {"ul", "ol"})
        if tag not in CHILDREN.get(self.open[-1], ()):
            if tag not in HEADINGS or "p" not in CHILDREN.get(self.open[-1], ()):
                return None
            tag = "p"
        depth = len(self.open)
        self.open_block(tag, _cell(tag, attributes) if tag in {"td", "th"} else f"<{tag}>")
        return depth

    def boundary(self):
        """Keep apart what stands before and after, as far as the place allows."""
        self.close_to(len(self.open) - 1) if self.open[-1] == "p" else self.widen("par")

    def open_block(self, tag, start):
        self.open.append(tag)
        self.unwritten.append(start)
        if tag in {"td", "th"}:  # An empty cell keeps the others in their columns.
            self.write_open()

    def open_item(self, *, again=False):
        """Begin an item for what a list may not hold itself; a list in a list joins the item before it."""
        if again and not self.unwritten and self.out[-1] == "</li>":
            self.open.append("li")
            del self.out[-1]
        else:
            self.open_block("li", "<li>")

    def write_open(self):
        if self.unwritten:
            self.close_inlines()
            self.out += self.unwritten
            self.unwritten, self.gap, self.has_words = [], "", False

    def add_lines(self, text):
        for index, line in enumerate(text.split("\n")):
            if index:
                self.widen("<br>")
            self.add(line)

    def add(self, text):
        words = _SPACE_RUN.sub(" ", text) if any(map(text.__contains__, _UNUSUAL_SPACES)) else text
        before = next(filter(words.startswith, _EDGES), "")
        after = next(filter(words.endswith, _EDGES), "")
        self.widen(before)
        if words := words.removeprefix(before).removesuffix(after):
            self.add_words(words)
            self.widen(after)

    def add_words(self, words):
        while self.open[-1] in TABLE_PARTS:
            self.close_to(len(self.open) - 1)
        if self.gap == "par" and self.open[-1] == "p" and not self.unwritten:
            self.close_to(len(self.open) - 1)
            self.open_block("p", "<p>")
        elif self.open[-1] in {"ul", "ol"}:
            self.open_item()
        elif self.open[-1] in {"", "blockquote"}:
            self.open_block("p", "<p>")
        self.write_open()
        kept = len(commonprefix([self.inlines, self.written_inlines]))
        self.close_inlines(kept)
        if self.has_words and self.gap:
            self.out.append(self.gap_here())
        for inline in self.inlines[kept:]:
            self.out.append(inline[1])
            self.written_inlines.append(inline)
        self.out.append(words)
        self.gap, self.has_words = "", True

    def gap_here(self):
        if self.gap not in {"<br>", "par"}:
            return self.gap
        return " " if self.open[-1] in HEADINGS or self.open[-1] == "caption" else "<br>"

    def close_inlines(self, kept=0):
        while len(self.written_inlines) > kept:
            self.out.append(f"</{self.written_inlines.pop()[0]}>")

    def close_to(self, depth):
        while len(self.open) > depth:
            tag = self.open.pop()
            if self.unwritten:
                self.unwritten.pop()
                self.widen("par")
            else:
                self.close_inlines()
                self.out.append(f"</{tag}>")
                self.gap, self.has_words = "", False


def _nfc(html):
    if unicodedata.is_normalized("NFC", html):
        return html
    return re.sub(r"(?<=>)[^<]+", lambda match: unicodedata.normalize("NFC", match[0]), html)
