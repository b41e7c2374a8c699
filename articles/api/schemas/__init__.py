"""What is told of each noun: one class a noun, its fields with their types and meaning.

A class says three things at once: how OpenAPI describes the noun, how a row becomes plain data (told), and
what the data dictionary of the bulk files says. A field is the row's attribute of that name, or what the
static method tell_<field>(row, view) returns.
"""

from .article import ArticleSchema
from .base import View, told, told_whole
from .chapter import AliasSchema, ChapterSchema
from .correction import CorrectionSchema
from .country import CountrySchema, GroupSchema
from .issue import IssueSchema
from .linkage import LinkageSchema, RedLineSchema
from .meeting import MeetingSchema
from .negotiator import AppointmentSchema, NegotiatorSchema
from .position import PositionSchema
from .quote import QuoteSchema
from .terms import OfferSchema, OutcomeSchema

__all__ = [
    "AliasSchema",
    "AppointmentSchema",
    "ArticleSchema",
    "ChapterSchema",
    "CorrectionSchema",
    "CountrySchema",
    "GroupSchema",
    "IssueSchema",
    "LinkageSchema",
    "MeetingSchema",
    "NegotiatorSchema",
    "OfferSchema",
    "OutcomeSchema",
    "PositionSchema",
    "QuoteSchema",
    "RedLineSchema",
    "View",
    "told",
    "told_whole",
]
