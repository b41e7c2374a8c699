"""The edition of the site, and the page cache built on it.

Every public page is a pure function of its version: the edition number (raised by the database whenever
something a reader can see changes), the last scheduled publication that has come due, the last set time at
which the front page changed, the UTC date, the language, the address and the code that renders it. So a
cached copy need never be thrown away: once anything changes, nobody asks for its key again.
"""

import datetime
import functools
import hashlib
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import cache
from django.db.models import Subquery
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

from .models import Article, Edition, FrontState

# Files that decide what a page looks like.
SHAPING = {".py", ".html", ".css", ".js", ".mo", ".yaml"}
# No copy lives longer than this, so that a cache which never evicts does not grow for ever.
LONGEST = datetime.timedelta(days=1)
# Called with at=moment when the time has come at which a report is to be withdrawn. The verb stands above
# this module, so apps.py hands it in.
END_ACTS = []


@dataclass(frozen=True)
class SiteVersion:
    """What every public page depends on, beside its own address and language.

    last_live is the newest report date that has come due, next_live the first still to come, next_end the
    first set time at which a report is to be withdrawn; last_front and next_front are the moments around this
    one at which a choice for the front page begins or ends (aware datetimes or None); day is the UTC date.
    """

    edition: int
    last_live: datetime.datetime | None
    next_live: datetime.datetime | None
    next_end: datetime.datetime | None
    last_front: datetime.datetime | None
    next_front: datetime.datetime | None
    day: datetime.date

    @classmethod
    def at(cls, moment=None):
        """Return the version of a moment (default now), in one query."""
        moment = moment or timezone.now()
        due = Article.objects.published(at=moment).newest_first()
        coming = Article.objects.scheduled(at=moment).order_by("published_at")
        front = [
            Subquery(states(moment, name=name).values(name)[:1])
            for states in (FrontState.objects.passed, FrontState.objects.coming)
            for name in ("starts_at", "ends_at")
        ]
        edition, last_live, next_live, next_end, *changes = (
            Edition.objects.filter(name=Edition.SITE)
            .values_list(
                "number",
                Subquery(due.values("published_at")[:1]),
                Subquery(coming.values("published_at")[:1]),
                Subquery(Article.objects.ending().values("unpublish_at")[:1]),
                *front,
            )
            .get()
        )
        last_front = max(filter(None, changes[:2]), default=None)
        next_front = min(filter(None, changes[2:]), default=None)
        day = moment.astimezone(datetime.UTC).date()
        return cls(edition, last_live, next_live, next_end, last_front, next_front, day)

    @classmethod
    def current(cls, moment):
        """Return the version of now, when what was to be withdrawn by now has been.

        No worker has to run at the minute: the first request after it does the work, before it is answered.
        """
        version = cls.at(moment)
        if version.next_end and version.next_end <= moment:
            for act in END_ACTS:
                act(at=moment)
            version = cls.at(moment)
        return version

    def key(self, address):
        """Return the key under which the page at a canonical address is kept, and its ETag."""
        parts = (release(), self.edition, self.last_live, self.last_front, self.day, get_language(), address)
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()

    def seconds_left(self, moment):
        """Return for how long a copy made now may be kept."""
        until = [each - moment for each in (self.next_live, self.next_end, self.next_front) if each]
        return max(1, min([*until, LONGEST]).total_seconds())


@functools.cache
def release():
    """Return what tells this state of the code and the templates from the last one deployed."""
    folders = [settings.BASE_DIR / name for name in ("articles", "templates", "static")]
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix in SHAPING)
    return settings.RELEASE or max(path.stat().st_mtime_ns for path in files)


def canonical_address(request):
    """Return the address with its parameters in the order of their names."""
    # Values of one name keep their order, and empty ones stay: a view may go by the last one.
    pairs = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    pairs.sort(key=lambda pair: pair[0])
    host = request.get_host()
    return f"{request.scheme}://{host}{request.path}" + (f"?{urlencode(pairs)}" if pairs else "")


def public_page(view):
    """Serve a view from the page cache, with an ETag; for pages that are the same for every reader."""

    @functools.wraps(view)
    def serve(request, *args, **kwargs):
        now = timezone.now()
        version = SiteVersion.current(now)
        key = version.key(canonical_address(request))
        if _already_has(request, key):
            return _fresh(HttpResponseNotModified(), key)
        page = cache.get(f"page:{key}")
        if page is None:
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
            if response.status_code != 200:
                return response
            if response.streaming:
                return _fresh(response, key)
            page = (response.content, response.headers["Content-Type"])
            cache.set(f"page:{key}", page, version.seconds_left(now))
        content, content_type = page
        return _fresh(HttpResponse(content, content_type=content_type), key)

    return serve


def up_to_date(view):
    """Let a view that is not kept in the page cache see nothing whose time is over, either."""

    @functools.wraps(view)
    def serve(request, *args, **kwargs):
        SiteVersion.current(timezone.now())
        return view(request, *args, **kwargs)

    return serve


def _already_has(request, key):
    sent = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return f'"{key}"' in [tag.removeprefix("W/") for tag in sent]


def _fresh(response, key):
    """Let caches keep the page but ask each time whether it is still the current one."""
    response.headers["ETag"] = f'W/"{key}"'
    response.headers["Cache-Control"] = "public, max-age=0, s-maxage=1, must-revalidate"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
