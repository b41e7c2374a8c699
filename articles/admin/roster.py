"""Every model the desk shows, with its admin: all of them stand on base.BaseAdmin."""

from django.contrib.auth.models import Group as AccountGroup
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from ..models import (
    Alias,
    Article,
    Chapter,
    Correction,
    Country,
    Group,
    Issue,
    Meeting,
    Negotiator,
    Offer,
    Outcome,
    Photo,
    Position,
    PublishingAct,
    Quote,
    Redirect,
    Source,
    User,
    Version,
    Watch,
)
from .accounts import AccountGroupAdmin, UserAdmin, WatchAdmin
from .archive import (
    ChapterAdmin,
    CorrectionAdmin,
    PhotoAdmin,
    PublishingActAdmin,
    RedirectAdmin,
    SourceAdmin,
    VersionAdmin,
)
from .article import ArticleAdmin
from .ledger import OfferAdmin, OutcomeAdmin, PositionAdmin, QuoteAdmin
from .record import AliasAdmin, CountryAdmin, GroupAdmin, IssueAdmin, MeetingAdmin, NegotiatorAdmin
from .tags import TagAdmin

ADMINS = {
    Article: ArticleAdmin,
    Correction: CorrectionAdmin,
    Quote: QuoteAdmin,
    Photo: PhotoAdmin,
    Tag: TagAdmin,
    Country: CountryAdmin,
    Group: GroupAdmin,
    Negotiator: NegotiatorAdmin,
    Issue: IssueAdmin,
    Meeting: MeetingAdmin,
    Chapter: ChapterAdmin,
    Alias: AliasAdmin,
    Position: PositionAdmin,
    Offer: OfferAdmin,
    Outcome: OutcomeAdmin,
    Source: SourceAdmin,
    PublishingAct: PublishingActAdmin,
    Version: VersionAdmin,
    Redirect: RedirectAdmin,
    Watch: WatchAdmin,
    User: UserAdmin,
    AccountGroup: AccountGroupAdmin,
}

SECTIONS = (
    ("reports", _("Reports"), (Article, Correction, Quote, Photo, Tag)),
    ("record", _("The record"), (Negotiator, Country, Group, Issue, Meeting, Chapter, Alias)),
    ("ledger", _("Positions and figures"), (Position, Offer, Outcome, Source)),
    ("house", _("The house"), (PublishingAct, Version, Redirect, Watch, User, AccountGroup)),
)
NAVIGATION = (Article, Position, Negotiator, Meeting, Issue, Country, Source)
