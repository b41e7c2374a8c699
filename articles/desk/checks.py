"""What must hold before an article goes public. Never in the way of saving a draft."""

from django.utils.translation import gettext as _


class Refusal(Exception):
    """An act that would put something unfit before readers; problems are sentences for the editor."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__(" ".join(self.problems))


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
    problems += [
        _("A quotation has no speaker: “%(words)s”. Say who spoke.") % {"words": quote["text"][:60]}
        for quote in content.quotes
        if not quote.get("speaker") and not quote.get("speaker_name")
    ]
    return problems
