"""The record and the reports, one module a noun. Import from here, never from a submodule.

Layer rule: models may import choices, partial_dates, cleaning and querysets, nothing further up.
Within the package, content, drafts and articles stand on the nouns; the nouns do not know of them.
"""

from .alias import OWNERS, Alias
from .api_token import ApiToken
from .article import Article, ArticleCountry, ArticleIssue, ArticleNegotiator, ArticleTag
from .assignment import Assignment
from .chapter import Chapter
from .comment import Comment
from .content import Content
from .correction import Correction
from .country import Country, Group, Membership
from .desk_act import DeskAct
from .desk_mail import DeskMail
from .document import Document
from .draft import Draft, Version
from .edition import Edition
from .front import FrontChoice, FrontPlace, FrontState
from .import_run import ImportedRow, ImportRun
from .issue import Issue
from .link_check import LinkCheck
from .linkage import Linkage
from .meeting import Attendance, Meeting
from .merge import Merge
from .mistake import Allowance, Mistake
from .negotiator import Appointment, Negotiator
from .photo import Photo
from .position import Position
from .presence import Presence
from .publishing_act import PublishingAct
from .quote import Quote
from .record import RecordedFact
from .red_line import RedLine, RedLineStatus
from .redirect import Redirect
from .revision import Revision
from .saved_list import SavedList
from .share_link import ShareLink
from .source import Source
from .terms import Offer, OfferFigure, Outcome, OutcomeFigure
from .user import User
from .watch import AlertItem, AlertMail, Watch
from .webhook import Webhook, WebhookDelivery

__all__ = [
    "OWNERS",
    "AlertItem",
    "AlertMail",
    "Alias",
    "Allowance",
    "ApiToken",
    "Appointment",
    "Article",
    "ArticleCountry",
    "ArticleIssue",
    "ArticleNegotiator",
    "ArticleTag",
    "Assignment",
    "Attendance",
    "Chapter",
    "Comment",
    "Content",
    "Correction",
    "Country",
    "DeskAct",
    "DeskMail",
    "Document",
    "Draft",
    "Edition",
    "FrontChoice",
    "FrontPlace",
    "FrontState",
    "Group",
    "ImportRun",
    "ImportedRow",
    "Issue",
    "LinkCheck",
    "Linkage",
    "Meeting",
    "Membership",
    "Merge",
    "Mistake",
    "Negotiator",
    "Offer",
    "OfferFigure",
    "Outcome",
    "OutcomeFigure",
    "Photo",
    "Position",
    "Presence",
    "PublishingAct",
    "Quote",
    "RecordedFact",
    "RedLine",
    "RedLineStatus",
    "Redirect",
    "Revision",
    "SavedList",
    "ShareLink",
    "Source",
    "User",
    "Version",
    "Watch",
    "Webhook",
    "WebhookDelivery",
]
