"""The vocabularies of the site: what a column may hold and the words shown for it.

This module imports nothing of ours, so that querysets and models can share it.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """Where an article stands. A scheduled article is PUBLISHED with a date still to come."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    BINNED = "binned", _("in the bin")


class Language(TextChoices):
    ENGLISH = "en", "English"
    JAPANESE = "ja", "日本語"
    SPANISH = "es", "Español"
    FRENCH = "fr", "Français"
    VIETNAMESE = "vi", "Tiếng Việt"


class Confidence(TextChoices):
    """How firmly a fact of the record is held."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class Grade(TextChoices):
    """On whose word a position, an offer or a quotation rests."""

    ON_RECORD = "on-record", _("on record")
    OFFICIAL = "official", _("official, not named")
    LEAK = "leak", _("leaked text")
    ANONYMOUS = "anonymous", _("anonymous")
    PRESS = "press", _("press report")


class SourceKind(TextChoices):
    OFFICIAL = "official", _("government or official text")
    PRESS = "press", _("press")
    ASSOCIATION = "association", _("association or company")
    ACADEMIC = "academic", _("academic")
    REFERENCE = "reference", _("reference work")
    MEMORY = "memory", _("from memory, no page seen")


class DocumentKind(TextChoices):
    """What a file that goes with a report is."""

    STATEMENT = "statement", _("text of a statement")
    FACT_SHEET = "fact-sheet", _("fact sheet")
    LETTER = "letter", _("letter")
    TREATY_TEXT = "treaty-text", _("treaty text")
    OTHER = "other", _("other document")


class MediaType(TextChoices):
    """The kinds of file that may go with a report, by what they hold."""

    PDF = "application/pdf", "PDF"
    TEXT = "text/plain", _("plain text")
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"
    OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text", "OpenDocument"

    @property
    def ending(self):
        """The end of a file's name by which other machines know the kind."""
        return {MediaType.PDF: "pdf", MediaType.TEXT: "txt", MediaType.WORD: "docx"}.get(self, "odt")


class CheckLevel(TextChoices):
    """How far something that a report lacks stands in the way of publishing it."""

    IMPOSSIBLE = "impossible", _("Cannot be published")
    BLOCKING = "blocking", _("Stops publishing")
    WARNING = "warning", _("Look at this")

    @property
    def mark(self):
        """A one-character mark, so that a level never depends on colour alone."""
        return {CheckLevel.IMPOSSIBLE: "✕", CheckLevel.BLOCKING: "■", CheckLevel.WARNING: "▲"}[self]


class CountryStanding(TextChoices):
    SIGNATORY = "signatory", _("signatory of the 2016 text")
    CANDIDATE = "candidate", _("candidate or neighbour of the talks")


class IssueKind(TextChoices):
    COMMODITY = "commodity", _("commodity")
    SECTOR = "sector", _("sector")
    RULE = "rule", _("rule")


class SensitiveGroup(TextChoices):
    """The five Japanese product groups that the Diet asked to keep out of tariff elimination."""

    RICE = "rice", _("rice")
    WHEAT_BARLEY = "wheat-barley", _("wheat and barley")
    BEEF_PORK = "beef-pork", _("beef and pork")
    DAIRY = "dairy", _("dairy")
    SUGAR = "sugar", _("sugar")
    ALL = "all", _("all five")


class AppointmentKind(TextChoices):
    HEAD_OF_GOVERNMENT = "head-of-government", _("head of government")
    TRADE_MINISTER = "trade-minister", _("trade minister")
    CHIEF_NEGOTIATOR = "chief-negotiator", _("chief negotiator")
    AGRICULTURE_MINISTER = "agriculture-minister", _("agriculture minister")
    LEGISLATOR = "legislator", _("legislator")
    OTHER = "other", _("other office")


class MeetingKind(TextChoices):
    ROUND = "round", _("round")
    MINISTERIAL = "ministerial", _("ministerial")
    LEADERS = "leaders", _("leaders’ meeting")
    CHIEF_NEGOTIATORS = "chief-negotiators", _("chief negotiators’ meeting")
    BILATERAL = "bilateral", _("bilateral talks")
    SIGNING = "signing", _("signing")
    ACCESSION = "accession", _("accession")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    RATIFICATION = "ratification", _("ratification")
    ENTRY_INTO_FORCE = "entry-into-force", _("entry into force")
    LEGISLATIVE = "legislative", _("legislative step")
    ANNOUNCEMENT = "announcement", _("announcement")
    COMMISSION = "commission", _("commission")


class AliasKind(TextChoices):
    """How far a written form can be trusted to mean its owner."""

    NAME = "name", _("name")
    DEMONYM = "demonym", _("demonym")
    METONYM = "metonym", _("metonym: needs a verb of saying or acting")
    AMBIGUOUS = "ambiguous", _("ambiguous: needs context")
    MISSPELLING = "misspelling", _("known misspelling")


class Stance(TextChoices):
    """What a holder of a position does about an issue, from a day on."""

    DEMAND = "demand", _("Demands")
    OFFER = "offer", _("Offers")
    REJECTED = "rejected", _("Refuses")
    DEADLOCK = "deadlock", _("Deadlock")
    NARROWING = "narrowing", _("Narrowing")
    AGREED = "agreed-in-principle", _("Agreed in principle")
    FINAL = "final", _("Final")
    SUSPENDED = "suspended", _("Suspended")
    WITHDRAWN = "withdrawn", pgettext_lazy("stance", "Withdrawn")
    RATIFIED = "ratified", _("Ratified")
    STATEMENT = "statement", _("Statement")

    @property
    def mark(self):
        """A one-character mark, so that a stance never depends on colour alone."""
        return STANCE_MARKS[self]


STANCE_MARKS = {
    Stance.DEMAND: "▲",
    Stance.OFFER: "◇",
    Stance.REJECTED: "✕",
    Stance.DEADLOCK: "■",
    Stance.NARROWING: "≈",
    Stance.AGREED: "✓",
    Stance.FINAL: "●",
    Stance.SUSPENDED: "‖",
    Stance.WITHDRAWN: "←",
    Stance.RATIFIED: "★",
    Stance.STATEMENT: "“",
}


# What may still move: the rest is settled, or only says something.
OPEN_STANCES = (Stance.DEMAND, Stance.OFFER, Stance.REJECTED, Stance.DEADLOCK, Stance.NARROWING)


class PositionStanding(TextChoices):
    """Whether a recorded position still counts; a record is marked, never deleted."""

    STANDING = "standing", _("stands")
    DISPUTED = "disputed", _("disputed")
    RETRACTED = "retracted", _("retracted")


class RedLineState(TextChoices):
    """What became of a limit that was set at home."""

    DRAWN = "drawn", _("drawn")
    REPEATED = "repeated", _("repeated")
    KEPT = "kept", _("kept")
    KEPT_IN_PART = "kept-in-part", _("kept in part")
    GIVEN_UP = "given-up", _("given up")


class OfferState(TextChoices):
    ASKED = "asked", _("asked")
    OFFERED = "offered", _("offered")
    AGREED = "agreed", _("agreed")


class CorrectionKind(TextChoices):
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    WITHDRAWAL = "withdrawal", _("Withdrawal")


class MistakeState(TextChoices):
    """What became of a reader's note that something is wrong."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    DISMISSED = "dismissed", _("dismissed")


class Verb(TextChoices):
    """The acts that change what readers see; each is recorded with who did it and when."""

    PUBLISH = "publish", _("published")
    SCHEDULE = "schedule", _("scheduled")
    REPUBLISH = "republish", _("published changes")
    WITHDRAW = "withdraw", _("withdrew")
    CORRECT = "correct", _("corrected")
    MERGE = "merge", _("merged")


class Stage(TextChoices):
    """How far a working copy is on its way to readers. It ends with the working copy: by publishing."""

    WRITING = "writing", _("being written")
    IN_REVIEW = "in-review", _("in review")
    RETURNED = "returned", _("sent back")


class Step(TextChoices):
    """What the newsroom does about a report without readers seeing anything of it."""

    SEND = "send", _("sent to review")
    RETURN = "return", _("sent back")
    ASSIGN = "assign", _("assigned")
    COMMENT = "comment", _("commented")


class CommentAbout(TextChoices):
    """The part of a working copy that a comment is about."""

    BODY = "body", _("Text")
    HEADLINE = "headline", _("Headline")
    SUMMARY = "summary", _("Summary")
    SOURCES = "sources", _("Sources")
    QUOTES = "quotes", _("Quotations")
    POSITIONS = "positions", _("Positions")
    REPORT = "report", _("The whole report")


class DeskMailRate(TextChoices):
    """When an account is told by mail that something waits for it."""

    AT_ONCE = "at-once", _("at once")
    NEVER = "never", _("not at all")


class RevisionKind(TextChoices):
    """How a state of a working copy came to be kept."""

    AUTOSAVE = "autosave", _("saved by itself")
    SAVE = "save", _("saved")
    PUBLISH = "publish", _("published")
    RESTORE = "restore", _("brought back an earlier state")
    ASIDE = "aside", _("kept aside: typed while somebody else changed the same")


class RedirectKind(TextChoices):
    ARTICLE = "article", _("article")
    COUNTRY = "country", _("country")
    ISSUE = "issue", _("issue")
    NEGOTIATOR = "negotiator", _("negotiator")
    MEETING = "meeting", _("meeting")
    TAG = "tag", _("tag")


class WatchRate(TextChoices):
    IMMEDIATELY = "immediately", _("immediately")
    DAILY = "daily", _("daily")
    WEEKLY = "weekly", _("weekly")


class WatchStop(TextChoices):
    """Who or what stopped a reader's alert."""

    READER = "reader", _("the reader")
    BOUNCED = "bounced", _("mail came back")
    COMPLAINED = "complained", _("mail was reported as spam")


class OutgoingState(TextChoices):
    """Where a mail or a webhook's message stands on its way to another machine."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("handed over")
    FAILED = "failed", _("given up")
    DROPPED = "dropped", _("nothing left to tell")


class WebhookEvent(TextChoices):
    """What a webhook is told of; the values are part of its contract."""

    ARTICLE = "article.published", _("new report")
    CORRECTION = "article.corrected", _("correction")
    MOVE = "position.recorded", _("position recorded")


class ImportKind(TextChoices):
    """What the rows of a table are."""

    ARTICLES = "articles", _("reports")
    PEOPLE = "people", _("people")
    MEETINGS = "meetings", _("meetings")
    POSITIONS = "positions", _("positions")


class ImportState(TextChoices):
    """How far a table has come that was sent to be taken in."""

    LOOKED_AT = "looked-at", _("waits to be confirmed")
    WRITING = "writing", _("being written")
    DONE = "done", _("written")


class LinkState(TextChoices):
    """What is at a source's address."""

    ALIVE = "alive", _("there")
    MOVED = "moved", _("moved")
    DEAD = "dead", _("gone")
    UNSURE = "unsure", _("no clear answer")
    REFUSED = "refused", _("may not be asked")
