"""The rows of a table in a file, whatever program wrote it: encoding, separator, lines, cells."""

import csv
import io
import re
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from ..cleaning import tidy_text
from ..desk.intake.encoding import MAGIC, MARKS
from ..spreadsheets import FORMULAS

# How a file may be read, and what a person calls it.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp932": "Shift-JIS (Windows)",
    "euc_jp": "EUC-JP",
    "cp1252": "Latin-1 (Windows-1252)",
    "gb18030": "GB 18030",
}
SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000
# Of letters beyond ASCII so many are kana in Japanese, and as good as none in what is Latin.
KANA_SHARE = 0.1
_KANA = re.compile("[\u3041-\u30fa]")
_UNUSED_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# What a spreadsheet writes in place of a value that it could not work out.
_BROKEN = re.compile(r"#(REF|NAME\?|VALUE|DIV/0|N/A|NULL|NUM)[!?]?|#{3,}")
csv.field_size_limit(LONGEST_CELL)


class SheetError(Exception):
    """Why a file cannot be read at all, and what to do; the message is meant for people."""


@dataclass
class Row:
    """One row: the line it begins in, from 1, its cells by column, and what is wrong: (column, sentence)."""

    line: int
    cells: dict
    problems: list = field(default_factory=list)

    def wrong(self, column, sentence):
        self.problems.append((column, sentence))

    def get(self, column):
        return self.cells.get(column, "")


@dataclass
class Sheet:
    """A file that was read. `unread` are the headings of columns that mean nothing to us."""

    encoding: str
    rows: list
    unread: list


def read(data, *, known, needed, encoding=""):
    """Return the Sheet of a file's bytes.

    known is {heading: column}, needed the columns that must be there; encoding one of ENCODINGS, "" to find
    out. SheetError says what is wrong with the file as a whole; what is wrong with a row stands in it.
    """
    text, encoding = _decoded(data, encoding)
    text = text.removeprefix("\ufeff")
    skipped = 0
    # Some programs say in a first line of its own what stands between the columns.
    if match := re.match(r'"?sep=(.)"?\r?\n', text, re.I):
        text, skipped = text[match.end() :], 1
    separator = _separator(text, known)
    lines = _records(text, separator, skipped)
    _line, headings = next(lines, (0, []))
    columns, unread = _columns(headings, known, needed)
    rows = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == settings.IMPORT_MAX_ROWS:
            raise SheetError(
                _("There are more than %(most)s rows. Send them in several files.")
                % {"most": f"{settings.IMPORT_MAX_ROWS:,}"}
            )
        rows.append(_row(line, cells, columns))
    if not rows:
        raise SheetError(_("There is no row below the headings."))
    return Sheet(encoding, rows, unread)


# --------------------------------------------------------------------------- encoding


def _decoded(data, asked):
    """Return the text of a file and its encoding, one of ENCODINGS."""
    most = settings.IMPORT_MAX_MB * 1024 * 1024
    if len(data) > most:
        raise SheetError(
            _("The file has more than %(most)d MB. Send it in parts.") % {"most": settings.IMPORT_MAX_MB}
        )
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise SheetError(_("The file is empty. Choose it again."))
    if data[:2] == b"PK" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SheetError(_("This is a workbook. In the spreadsheet, save the sheet as “CSV UTF-8”."))
    for magic, what in MAGIC:
        if re.match(magic, data, re.S):
            raise SheetError(_("This is no table but a file of another kind (%(kind)s).") % {"kind": what})
    codec = asked or _codec(data)
    try:
        text = data.decode("utf-8-sig" if codec == "utf-8" else codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SheetError(
            _("The file is not %(encoding)s from line %(line)s on. Save it as UTF-8, or choose its encoding.")
            % {"encoding": ENCODINGS.get(codec, codec), "line": f"{line:,}"}
        ) from error
    if "\0" in text:
        raise SheetError(_("There are zero bytes in the file, so it is no text. Save it as “CSV UTF-8”."))
    return text, codec


def _codec(data):
    """Return the codec that the bytes show: by a mark, else UTF-8 if they are, else by their letters."""
    for mark, codec in MARKS.items():
        if data.startswith(mark):
            return "utf-8" if codec == "utf-8" else codec.removesuffix("-le").removesuffix("-be")
    if _fits(data, "utf-8") is not None:
        return "utf-8"
    replaced = data.decode("utf-8", "replace")
    damaged = replaced.count("\ufffd")
    if sum(letter > "\x7f" for letter in replaced) - damaged > damaged:
        return "utf-8"
    for codec in ("cp932", "euc_jp"):
        text = _fits(data, codec)
        foreign = [letter for letter in text or "" if letter > "\x7f"]
        if foreign and len(_KANA.findall(text)) >= KANA_SHARE * len(foreign):
            return codec
    if not _UNUSED_1252.search(data):
        return "cp1252"
    raise SheetError(_("The encoding cannot be told. Save the file as UTF-8, or choose its encoding."))


def _fits(data, codec):
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


# --------------------------------------------------------------------------- lines and cells


def _separator(text, known):
    """Return what stands between columns: by which the first line names most columns that we know."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    counts = {
        mark: sum(heading(cell) in known for cell in next(csv.reader([first], delimiter=mark), []))
        for mark in SEPARATORS
    }
    best = max(counts, key=counts.get)
    if not counts[best]:
        raise SheetError(
            _("The first line names no column that is known. Columns are: %(columns)s.")
            % {"columns": ", ".join(dict.fromkeys(known.values()))}
        )
    return best


def _records(text, separator, skipped):
    """Yield (line, cells) of each record; a quotation mark that never closes is said with its line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = skipped + 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            message = _("From line %(line)s on the file cannot be read: a quotation mark in a cell is not "
                        "doubled or not closed, or a cell is too long (%(error)s).")  # fmt: skip
            raise SheetError(message % {"line": f"{line:,}", "error": error}) from error
        if cells is None:
            return
        if cells or line > skipped + 1:
            yield line, cells
        line = reader.line_num + skipped + 1


def _columns(headings, known, needed):
    """Return the column of each heading, None for those that mean nothing to us, and these headings."""
    columns = [known.get(heading(each)) for each in headings]
    named = [each for each in columns if each]
    for each in named:
        if named.count(each) > 1:
            raise SheetError(_("Two columns are headed %(column)s. Take one of them out.") % {"column": each})
    if missing := [each for each in needed if each not in named]:
        raise SheetError(
            _("There is no column %(columns)s. The first line must name it.")
            % {"columns": ", ".join(missing)}
        )
    unread = [each.strip() for each, column in zip(headings, columns, strict=True) if not column]
    return columns, [each for each in unread if each]


def _row(line, cells, columns):
    row = Row(line, {})
    if any(cell.strip() for cell in cells[len(columns) :]):
        row.wrong("", _("There are more cells than columns. Put text with a comma in it in quotation marks."))
    for column, cell in zip(columns, cells, strict=False):
        if not column:
            continue
        text = tidy_text(cell).strip()
        if text.startswith("'") and text[1:].startswith(FORMULAS):
            # The mark by which spreadsheets, and our own tables, keep a text from being a formula.
            text = text[1:]
        elif text.startswith("="):
            row.wrong(column, _("The cell is a formula. Put its value in its place."))
        elif _BROKEN.fullmatch(text):
            row.wrong(column, _("The spreadsheet could not work the cell out. Put a value in its place."))
        row.cells[column] = text
    return row


def heading(text):
    """Return a heading in the one form in which columns are known."""
    return re.sub(r"[\s_-]+", "_", tidy_text(text).strip(" *:\ufeff\n").casefold())
