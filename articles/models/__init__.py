"""The record and the reports, one module a noun. Import from here, never from a submodule.

Layer rule: models may import choices, partial_dates, cleaning and querysets, nothing further up.
Within the package, content, drafts and articles stand on the nouns; the nouns do not know of them.
"""

from .alias import OWNERS, Alias
from .article import Article, ArticleCountry, ArticleIssue, ArticleNegotiator, ArticleTag
from .chapter import Chapter
from .content import Content
from .correction import Correction
from .country import Country, Group, Membership
from .draft import Draft, Version
from .edition import Edition
from .issue import Issue
from .meeting import Attendance, Meeting
from .negotiator import Appointment, Negotiator
from .photo import Photo
from .position import Position
from .publishing_act import PublishingAct
from .quote import Quote
from .record import RecordedFact
from .redirect import Redirect
from .source import Source
from .terms import Offer, OfferFigure, Outcome, OutcomeFigure
from .user import User
from .watch import Watch

__all__ = [
    "OWNERS",
    "Alias",
    "Appointment",
    "Article",
    "ArticleCountry",
    "ArticleIssue",
    "ArticleNegotiator",
    "ArticleTag",
    "Attendance",
    "Chapter",
    "Content",
    "Correction",
    "Country",
    "Draft",
    "Edition",
    "Group",
    "Issue",
    "Meeting",
    "Membership",
    "Negotiator",
    "Offer",
    "OfferFigure",
    "Outcome",
    "OutcomeFigure",
    "Photo",
    "Position",
    "PublishingAct",
    "Quote",
    "RecordedFact",
    "Redirect",
    "Source",
    "User",
    "Version",
    "Watch",
]
