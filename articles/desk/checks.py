"""What must hold before an article goes public. Never in the way of saving a draft."""

from django.utils.translation import gettext as _

from ..models import Issue, Negotiator
from ..models.content import by_slug


class Refusal(Exception):
    """An act that would put something unfit before readers; problems are sentences for the editor."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__(" ".join(self.problems))


def impossible(content):
    """Return what no reason can override: quotations and positions that cannot be stored, as sentences."""
    problems = []
    for quote in content.quotes:
        speakers = by_slug(Negotiator, [quote["speaker"]] if quote.get("speaker") else [])
        if not speakers and not quote.get("speaker_name"):
            problems.append(
                _("A quotation has no speaker: “%(words)s”. Say who spoke.") % {"words": quote["text"][:60]}
            )
    for told in content.positions:
        if told.get("issue") and not by_slug(Issue, [told["issue"]]):
            problems.append(
                _("A position’s issue is gone: “%(summary)s”. Choose another.")
                % {"summary": told.get("summary", "")[:60]}
            )
    return problems


def blocking(content):
    """Return what stands in the way of publishing a Content, as sentences; empty when nothing does."""
    problems = []
    if not content.headline.strip():
        problems.append(_("There is no headline. Write one."))
    if not content.body.strip():
        problems.append(_("There is no text. Paste or write the report."))
    if not content.countries:
        problems.append(_("No country is linked. Choose the countries the report is about."))
    if not content.sources:
        problems.append(_("No source is named. Say what the report rests on."))
    return problems + impossible(content)
