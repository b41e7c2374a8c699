"""A table's way in: looked at and remembered, then written once it is confirmed, each row once.

Rows are written some hundreds at a time, each part in a transaction of its own that also says how far the run
has come. So a run that is killed goes on where it ended, two processes that were told to write the same run
take turns, and editors can save meanwhile.
"""

import csv
import hashlib
import io
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..choices import ImportKind, ImportState
from ..models import Edition, ImportedRow, ImportRun
from ..spreadsheets import harmless
from .columns import COLUMNS, NEEDED, known
from .names import Names
from .nouns import nouns_of, write_noun
from .reading import read
from .reports import reports_of
from .writing import write_reports

PART = 500
SAMPLE = 5


def look(*, data, name, kind, by, publish=False, encoding=""):
    """Return the saved ImportRun of a file: what is good, what is bad and why. Nothing else is written.

    SheetError says why the file cannot be read as a whole; then there is no run.
    """
    sheet = read(data, known=known(kind), needed=NEEDED[kind], encoding=encoding)
    found = _judged(kind, sheet.rows, Names(), publish=publish)
    good = [each for each in found if each.is_good]
    return ImportRun.objects.create(
        kind=kind,
        name=name[:200],
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        encoding=sheet.encoding,
        publish=publish,
        rows=len(found),
        good=len(good),
        known=sum(each.is_known and not each.row.problems for each in found),
        problems=_problems(found),
        sample=[[each.row.line, *each.told] for each in good[:SAMPLE]],
        unread=sheet.unread,
        made_by=by,
    )


def write(run, *, by, is_stopped=lambda: False):
    """Write what is good of a run and return it as it is then; nothing where it was written already.

    What is good is judged anew: the record may have changed since it was looked at.
    """
    run = ImportRun.objects.get(pk=run.pk)
    if run.state == ImportState.DONE:
        return run
    names = Names()
    kind = ImportKind(run.kind)
    sheet = read(bytes(run.data), known=known(kind), needed=NEEDED[kind], encoding=run.encoding)
    found = _judged(kind, sheet.rows, names, publish=run.publish)
    new = [each for each in found if each.is_good]
    while not is_stopped():
        run, is_done = _write_part(run, new, found, names, by=by)
        if is_done:
            break
    return run


@transaction.atomic
def _write_part(run, good, found, names, *, by):
    """Write the next rows of a run that nobody has written; return (the run, whether it is all written)."""
    # As every act of publishing does first; two imports take turns by it, too.
    Edition.objects.select_for_update().get(name=Edition.SITE)
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state == ImportState.DONE:
        return run, True
    begun = run.state == ImportState.WRITING
    part = list(islice((each for each in good if each.row.line > run.position), PART))
    if not begun:
        # What another import wrote since this one was looked at is known by now.
        run.problems = _problems(found)
        run.good, run.known = len(good), sum(each.is_known and not each.row.problems for each in found)
    written = (
        _write_reports(run, part, names, by=by) if run.kind == ImportKind.ARTICLES else _write_nouns(part)
    )
    run.written += written
    run.position = part[-1].row.line if part else run.position
    is_done = len(part) < PART
    run.state = ImportState.DONE if is_done else ImportState.WRITING
    run.done_at = timezone.now() if is_done else None
    run.save()
    return run, is_done


def _write_reports(run, part, names, *, by):
    """Write those Reports that no import wrote meanwhile, and remember each; return how many."""
    digests = [each.digest for each in part]
    there = set(ImportedRow.objects.filter(digest__in=digests).values_list("digest", flat=True))
    part = [each for each in part if each.digest not in there]
    written = write_reports(part, names, by=by, publish=run.publish) if part else []
    ImportedRow.objects.bulk_create(
        ImportedRow(run=run, line=each.report.row.line, digest=each.report.digest, article=each.article)
        for each in written
    )
    return len(written)


def _write_nouns(part):
    """Write those Nouns that are not there by now; return how many."""
    if not part:
        return 0
    model, slugs = type(part[0].made), [each.made.slug for each in part]
    there = set(model.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    return len([write_noun(each) for each in part if each.made.slug not in there])


def bad_rows(run):
    """Return the rows of a run that were not good as CSV text: as they came, with line and reason added."""
    kind = ImportKind(run.kind)
    sheet = read(bytes(run.data), known=known(kind), needed=NEEDED[kind], encoding=run.encoding)
    reasons = {}
    for line, column, sentence in run.problems:
        reasons.setdefault(line, []).append(f"{column}: {sentence}" if column else sentence)
    columns = [each for each in COLUMNS[kind] if any(each in row.cells for row in sheet.rows)]
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([*columns, _("line"), _("what is wrong")])
    for row in sheet.rows:
        if row.line in reasons:
            cells = [harmless(row.get(column)) for column in columns]
            table.writerow([*cells, row.line, harmless(" ".join(reasons[row.line]))])
    return text.getvalue()


def _judged(kind, rows, names, *, publish):
    if kind == ImportKind.ARTICLES:
        return reports_of(rows, names, publish=publish, now=timezone.now())
    return nouns_of(kind, rows, names)


def _problems(found):
    return [[each.row.line, column, sentence] for each in found for column, sentence in each.row.problems]
