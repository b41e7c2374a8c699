"""What the desk proposes beside a text that is being written, and what an editor took of it."""

from hashlib import blake2b

from django.utils import timezone
from django.utils.functional import cached_property

from .. import drafting
from ..choices import Stance
from ..cleaning import text_of
from ..desk import duplicates
from ..desk.checks import all_checks
from ..desk.from_database import current_index
from ..desk.suggestions import suggest
from ..ledger.membership import Memberships
from ..models import Country, Issue, Meeting, Negotiator, Position

# kind of owner: (attribute of Content, attribute of Suggestions, model)
KINDS = {
    "country": ("countries", "countries", Country),
    "negotiator": ("negotiators", "people", Negotiator),
    "issue": ("issues", "issues", Issue),
}
SHOWN_WORDS = 3
SUMMARY_LENGTH = Position._meta.get_field("summary").max_length


class Reading:
    """The desk's reading of a Content: what it would add to it, leaving out what was refused.

    refused holds "kind:slug" of proposals that an editor did not want for this report.
    """

    def __init__(self, content, refused=(), article=None, among=None):
        self.content = content
        self.among = among
        self.article = article
        self.refused = set(refused)

    @cached_property
    def text(self):
        return text_of(self.content.body)

    @cached_property
    def suggestions(self):
        day = self.content.date
        return suggest(
            self.text,
            index=current_index(),
            headline=self.content.headline or None,
            on=day.date().isoformat() if day else None,
        )

    @cached_property
    def groups(self):
        """Return {kind: proposals not yet linked} in the shape the panel shows."""
        if not self.text.strip():
            return {}
        found = {kind: self._fresh(kind) for kind in KINDS}
        found["meeting"] = self._meeting()
        return {kind: proposals for kind, proposals in found.items() if proposals}

    def _fresh(self, kind):
        linked, proposed, model = KINDS[kind]
        wanted = [
            proposal
            for proposal in getattr(self.suggestions, proposed)
            if proposal.owner.slug and proposal.owner.slug not in getattr(self.content, linked)
        ]
        ids = dict(
            model.objects.filter(slug__in=[each.owner.slug for each in wanted]).values_list("slug", "pk")
        )
        return [
            self._shown(kind, proposal.owner, ids[proposal.owner.slug], proposal.spans, proposal.reason)
            for proposal in wanted
            if proposal.owner.slug in ids and f"{kind}:{proposal.owner.slug}" not in self.refused
        ]

    def _meeting(self):
        mention = self.suggestions.meeting
        if not mention or self.content.meeting or f"meeting:{mention.owner.slug}" in self.refused:
            return []
        pk = Meeting.objects.filter(slug=mention.owner.slug).values_list("pk", flat=True).first()
        spans = [(mention.start, mention.end)] if mention.end > mention.start else []
        return [self._shown("meeting", mention.owner, pk, spans, mention.reason)] if pk else []

    def _shown(self, kind, owner, pk, spans, reason):
        words = list(dict.fromkeys(self.text[start:end] for start, end in spans))[:SHOWN_WORDS]
        return {
            "kind": kind,
            "slug": owner.slug,
            "pk": pk,
            "name": owner.name,
            "words": words,
            "reason": reason,
        }

    @cached_property
    def names(self):
        """Return the misspelt names found, each with the mend."""
        if not self.text.strip():
            return []
        return [
            {"written": flag.written, "suggested": flag.suggested, "reason": flag.reason}
            for flag in self.suggestions.flagged_names
            if f"name:{flag.written}" not in self.refused
        ]

    @cached_property
    def quotes(self):
        """Return the quotations found that are not recorded with the report yet."""
        if not self.text.strip():
            return []
        recorded = [_bare(quote["text"]) for quote in self.content.quotes]
        found = []
        for number, quote in enumerate(self.suggestions.quotes):
            words = self.text[quote.start : quote.end].strip("\"'“”„‘’«»「」『』 \n")
            if _bare(words) not in recorded:
                found.append({"number": number, "text": words, "name": quote.name, "speaker": quote.speaker})
        return found

    @cached_property
    def positions(self):
        """Return the positions found, as documents and as shown; those recorded or refused are left out."""
        if not self.text.strip():
            return []
        recorded = {_told(each) for each in self.content.positions}
        found = [self._position(each) for each in self.suggestions.positions]
        return [
            each
            for each in found
            if (each["countries"] or each["groups"])
            and _told(each) not in recorded
            and f"position:{each['number']}" not in self.refused
        ]

    def _position(self, mention):
        sentence = " ".join(self.text[mention.start : mention.end].split())
        groups = self._groups_of(mention.parties) if mention.parties else []
        shown = {
            "countries": [owner.slug for owner in mention.holders],
            "groups": [group.code for group in groups],
            "counterparts": [owner.slug for owner in mention.counterparts],
            "issue": mention.issue.slug,
            "stance": mention.stance.value,
        }
        # A number that stays with its proposal while the text around it changes.
        number = blake2b(repr([*shown.values(), sentence]).encode(), digest_size=5).hexdigest()
        return shown | {
            "number": number,
            "sentence": sentence,
            "words": mention.words,
            "holders": [*(owner.name for owner in mention.holders), *(group.label for group in groups)],
            "toward": [owner.name for owner in mention.counterparts],
            "issue_name": mention.issue.name,
            "label": Stance(mention.stance).label,
        }

    def _groups_of(self, size):
        """Return the group that had so many members on the report's day, if there was just one."""
        day = self.content.date.date() if self.content.date else timezone.now().date()
        memberships = Memberships()
        found = [group for pk, group in memberships.groups.items() if len(memberships.on(pk, day)) == size]
        return found if len(found) == 1 else []

    @cached_property
    def duplicates(self):
        """Return the reports that may tell the same story."""
        if self.among is None or not (self.content.headline.strip() or self.text.strip()):
            return []
        return duplicates.likely(self.content, among=self.among, article=self.article)

    @cached_property
    def checks(self):
        """Return the Checks of the content, the gravest first."""
        return all_checks(self.content, article=self.article, reading=self)

    @property
    def total(self):
        return sum(map(len, self.groups.values())) + len(self.names) + len(self.quotes)

    def accept(self, data):
        """Put into the content what was accepted: accept=kind:slug, mend=…, quote=number."""
        everything = "_accept_all" in data
        accepted = set(data.getlist("accept"))
        for kind, proposals in self.groups.items():
            taken = [each["slug"] for each in proposals if everything or f"{kind}:{each['slug']}" in accepted]
            if kind == "meeting":
                self.content.meeting = taken[0] if taken else self.content.meeting
            else:
                getattr(self.content, KINDS[kind][0]).extend(taken)
        numbers = data.getlist("quote")
        self.content.quotes += [
            self._recorded(quote)
            for quote in self.quotes
            if everything and quote["name"] or str(quote["number"]) in numbers
        ]
        # Never with all the rest: a position is the editor's own judgement.
        self.content.positions += [
            self._first_told(each) for each in self.positions if f"position:{each['number']}" in accepted
        ]
        wanted = data.getlist("mend")
        for name in self.names:
            if everything or name["written"] in wanted:
                self.content.body = self.content.body.replace(name["written"], name["suggested"])

    def _first_told(self, position):
        """Return the document of a position first recorded with this report."""
        columns = ("countries", "groups", "counterparts", "issue", "stance")
        sentence = position["sentence"]
        fits = len(sentence) <= SUMMARY_LENGTH
        return {name: position[name] for name in columns} | {
            "slug": drafting.new_reference(),
            "counterpart_groups": [],
            "summary": sentence if fits else f"{sentence[: SUMMARY_LENGTH - 1]}…",
            "since": self.content.published_at[:10],
            "grade": "",
        }

    def _recorded(self, quote):
        speaker = quote["speaker"]
        return {
            "speaker": speaker.slug if speaker and speaker.kind == "negotiator" else "",
            "speaker_name": quote["name"],
            "text": " ".join(quote["text"].split()),
            "said_on": self.content.published_at[:10],
            "issues": [],
        }


def _bare(words):
    return " ".join(words.split()).casefold()


def _told(position):
    """Return what makes two documents of positions the same; one that only names a record has no issue."""
    holders = (tuple(sorted(position.get(name, ()))) for name in ("countries", "groups"))
    return position.get("issue"), position.get("stance"), *holders
