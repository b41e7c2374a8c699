"""Every model the desk shows, with its admin: all of them stand on base.BaseAdmin."""

from django.contrib.auth.models import Group as AccountGroup
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from ..models import (
    Alias,
    ApiToken,
    Article,
    Chapter,
    Correction,
    Country,
    Document,
    FrontChoice,
    Group,
    ImportRun,
    Issue,
    Linkage,
    LinkCheck,
    Meeting,
    Merge,
    Mistake,
    Negotiator,
    Offer,
    Outcome,
    Photo,
    Position,
    PublishingAct,
    Quote,
    Redirect,
    RedLine,
    Source,
    User,
    Version,
    Watch,
    Webhook,
    WebhookDelivery,
)
from .accounts import AccountGroupAdmin, UserAdmin, WatchAdmin
from .archive import (
    ChapterAdmin,
    CorrectionAdmin,
    PublishingActAdmin,
    RedirectAdmin,
    SourceAdmin,
    VersionAdmin,
)
from .article import ArticleAdmin
from .documents import DocumentAdmin
from .front import FrontChoiceAdmin
from .ledger import LinkageAdmin, OfferAdmin, OutcomeAdmin, PositionAdmin, QuoteAdmin, RedLineAdmin
from .links import LinkCheckAdmin
from .merging import MergeAdmin
from .mistakes import MistakeAdmin
from .photos import PhotoAdmin
from .record import AliasAdmin, CountryAdmin, GroupAdmin, IssueAdmin, MeetingAdmin, NegotiatorAdmin
from .sheets import ImportRunAdmin
from .tags import TagAdmin
from .tokens import ApiTokenAdmin
from .webhooks import WebhookAdmin, WebhookDeliveryAdmin

ADMINS = {
    Article: ArticleAdmin,
    FrontChoice: FrontChoiceAdmin,
    Correction: CorrectionAdmin,
    Mistake: MistakeAdmin,
    Quote: QuoteAdmin,
    Photo: PhotoAdmin,
    Document: DocumentAdmin,
    Tag: TagAdmin,
    Country: CountryAdmin,
    Group: GroupAdmin,
    Negotiator: NegotiatorAdmin,
    Issue: IssueAdmin,
    Meeting: MeetingAdmin,
    Chapter: ChapterAdmin,
    Alias: AliasAdmin,
    Position: PositionAdmin,
    Linkage: LinkageAdmin,
    RedLine: RedLineAdmin,
    Offer: OfferAdmin,
    Outcome: OutcomeAdmin,
    Source: SourceAdmin,
    LinkCheck: LinkCheckAdmin,
    PublishingAct: PublishingActAdmin,
    Version: VersionAdmin,
    Redirect: RedirectAdmin,
    Merge: MergeAdmin,
    ImportRun: ImportRunAdmin,
    Watch: WatchAdmin,
    Webhook: WebhookAdmin,
    WebhookDelivery: WebhookDeliveryAdmin,
    ApiToken: ApiTokenAdmin,
    User: UserAdmin,
    AccountGroup: AccountGroupAdmin,
}

SECTIONS = (
    ("reports", _("Reports"), (Article, FrontChoice, Correction, Mistake, Quote, Photo, Document, Tag)),
    ("record", _("The record"), (Negotiator, Country, Group, Issue, Meeting, Chapter, Alias)),
    ("ledger", _("Positions and figures"), (Position, Linkage, RedLine, Offer, Outcome, Source, LinkCheck)),
    (
        "house",
        _("The house"),
        (PublishingAct, Version, Redirect, Merge, ImportRun, Watch, ApiToken, User, AccountGroup),
    ),
)
NAVIGATION = (Article, Position, Negotiator, Meeting, Issue, Country, Source)
