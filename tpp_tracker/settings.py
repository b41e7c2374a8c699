"""All settings, read from the environment (and from a file named .env beside manage.py, if there is one).

With nothing set this is a development site: SQLite, answering on this machine only, DEBUG off.
ENVIRONMENT=production refuses to start without SECRET_KEY, ALLOWED_HOSTS and DATABASE_URL.
"""

import secrets
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

PRODUCTION = env.str("ENVIRONMENT", "development") == "production"
DEBUG = env.bool("DEBUG", False)

if PRODUCTION:
    missing = [name for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL") if not env.str(name, "")]
    if missing:
        raise ImproperlyConfigured(
            f"In production these must be set in the environment: {', '.join(missing)}."
        )
    if DEBUG:
        raise ImproperlyConfigured("DEBUG shows secrets to readers: unset it in production.")


def development_secret():
    """Return a secret of this checkout's own, made on first use and kept, so that sessions survive."""
    VAR_DIR.mkdir(exist_ok=True)
    path = VAR_DIR / "secret-key"
    if not path.exists():
        # Written whole or not at all: two processes may start at once.
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.write_text(secrets.token_urlsafe(50))
        fresh.chmod(0o600)
        fresh.rename(path)
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", "") or development_secret()
# Keys of before: the links in readers' old mails are signed with them.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "articles.apps.ArticlesConfig",
    "articles.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "anymail",
    "csp",
    "js_asset",
    "django_prose_editor",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Above WhiteNoise, which compresses files of its own only in production.
    "articles.middleware.CompressedTextMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.middleware.PathLanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "tpp_tracker.urls"
WSGI_APPLICATION = "tpp_tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # Readers' pages are rendered without the request (views.pages), so that they cannot
            # come to depend on a session; these serve the admin and the sign-in pages.
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# ---------------------------------------------------------------------------- database

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'tpp.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # Several processes share the file: readers never wait for the writer (WAL), and a transaction
        # that will write takes its turn when it begins, so that it cannot fail half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# ---------------------------------------------------------------------------- cache

# Pages live under their version (edition.py). One process keeps its own copies; several machines share Redis.
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}

# ---------------------------------------------------------------------------- accounts

AUTH_USER_MODEL = "articles.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/admin/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "articles.accounts.StaffAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_SESSION_REMEMBER = True
# In production a proxy stands before the site, and says in X-Forwarded-For where a request comes from.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 1 if PRODUCTION else 0)
# Beside allauth's own: how often a form for readers may be sent from one place, and mail one address.
ACCOUNT_RATE_LIMITS = {"follow": "30/h/ip", "follow_mail": "3/h/key,8/d/key"}

# ---------------------------------------------------------------------------- languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("ja", "日本語"),
    ("es", "Español"),
    ("fr", "Français"),
    ("vi", "Tiếng Việt"),
]
FORMAT_MODULE_PATH = "articles.formats"
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# ---------------------------------------------------------------------------- files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
DOCUMENT_MAX_MB = env.int("DOCUMENT_MAX_MB", 20)
PHOTO_MAX_MB = env.int("PHOTO_MAX_MB", 25)
PHOTO_MAX_MEGAPIXELS = env.int("PHOTO_MAX_MEGAPIXELS", 64)  # unpacked, four bytes or so for each pixel
# Where nginx has var/private as an internal location ("/private/"), it sends the files that a view allows.
PRIVATE_ACCEL = env.str("PRIVATE_ACCEL", "")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Served from one folder, compressed and named by content; else each from where it lies, as it is.
STATIC_COLLECTED = env.bool("STATIC_COLLECTED", PRODUCTION)
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Served by a view that asks who may read them, never by a web server as they lie.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private"},
    },
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if STATIC_COLLECTED
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

# ---------------------------------------------------------------------------- security

# No inline script or style, nothing from another host. The admin's editor needs a nonce for its import
# map and one hashed style, which articles.admin.site adds to its own pages only.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tpp_tracker.csrf.failure"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# ---------------------------------------------------------------------------- mail

# Any SMTP server, or a provider's API: EMAIL_BACKEND=anymail.backends.mailgun.EmailBackend with that
# provider's settings in ANYMAIL (docs/alerts.md). In development a mail is a file in var/mail.
EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND",
    f"django.core.mail.backends.{'smtp' if PRODUCTION else 'filebased'}.EmailBackend",
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 30  # seconds; much less than ALERT_CLAIM
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "TPP Tracker <alerts@localhost>")
ANYMAIL = {
    **env.json("ANYMAIL", {}),
    # Readers are not followed: no picture that reports an opened mail, no rewritten links.
    "SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},
    "IGNORE_UNSUPPORTED_FEATURES": True,
}

ALERT_MAILS_A_RUN = env.int("ALERT_MAILS_A_RUN", 2000)
ALERT_MAILS_A_SECOND = env.float("ALERT_MAILS_A_SECOND", 10.0)  # 0: as quickly as it goes
ALERT_MAILS_A_DAY = env.int("ALERT_MAILS_A_DAY", 24)  # to one address
ALERT_ITEMS_A_MAIL = env.int("ALERT_ITEMS_A_MAIL", 20)  # reports, and positions; long mails are cut off
ALERT_CLAIM = env.int("ALERT_CLAIM", 300)  # seconds after which another run may try a mail again

# ---------------------------------------------------------------------------- mistakes that readers report

MISTAKES_AN_HOUR_FROM_ONE = env.int("MISTAKES_AN_HOUR_FROM_ONE", 5)
MISTAKES_AN_HOUR = env.int("MISTAKES_AN_HOUR", 100)
MISTAKE_ADDRESS_DAYS = env.int("MISTAKE_ADDRESS_DAYS", 90)  # then tend_mistakes forgets who wrote

# ---------------------------------------------------------------------------- webhooks

# Networks that a webhook may lead into though they are not of the open internet ("10.1.0.0/16"), http too.
WEBHOOK_PRIVATE_NETWORKS = env.list("WEBHOOK_PRIVATE_NETWORKS", default=[])
WEBHOOK_PORTS = [int(port) for port in env.list("WEBHOOK_PORTS", default=["443", "8443"])]

# ---------------------------------------------------------------------------- tables that are taken in

IMPORT_MAX_MB = env.int("IMPORT_MAX_MB", 20)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", 20_000)

# ---------------------------------------------------------------------------- sources' links

LINK_DELAY = env.float("LINK_DELAY", 2.0)  # seconds between two requests to one host
LINK_PRIVATE_NETWORKS = env.list("LINK_PRIVATE_NETWORKS", default=[])  # that may be asked, too
# Who tells whether there is an archived copy; asked only with check_links --ask-archive.
ARCHIVE_API = env("ARCHIVE_API", default="https://archive.org/wayback/available")

# ---------------------------------------------------------------------------- libraries

TAGGIT_CASE_INSENSITIVE = True
# An import of a whole report is one form post; Django's own limit is 2.5 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}

# ---------------------------------------------------------------------------- the site

# Part of every page's version; where it is empty, the age of the newest file of code stands for it.
RELEASE = env.str("RELEASE", "")

SITE_NAME = "TPP Tracker"
SITE_DESCRIPTION = _("Who stands where in the Trans-Pacific Partnership talks, since when, and who says so.")
# Absolute addresses in feeds, sitemaps and mail; a request's own host where this is empty.
SITE_URL = env.str("SITE_URL", "").rstrip("/")
# What the record and the reports may be used for; said in every file of data.
DATA_LICENCE_ID = env.str("DATA_LICENCE_ID", "CC-BY-4.0")
DATA_LICENCE = env.str("DATA_LICENCE", "Creative Commons Attribution 4.0 International")
DATA_LICENCE_URL = env.str("DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/")
# Where the files of the whole record are kept; they can be thrown away at any time.
DATA_DIR = Path(env.str("DATA_DIR", "") or VAR_DIR / "data")
