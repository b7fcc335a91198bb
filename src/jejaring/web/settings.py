"""Django's settings. Everything that differs between sites comes from the environment (docs/running.md)."""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from jejaring.web.environment import (
    data_folder,
    demand_safe,
    listed,
    reached_by_others,
    secret_key,
    truth,
    whole,
)
from jejaring.web.mail_server import mail_server
from jejaring.web.operations.logs import logging_of

HERE = Path(__file__).parent
DATA = data_folder()

# Who may reach the site
DEBUG = truth("JEJARING_DEBUG", otherwise=False)
ALLOWED_HOSTS = listed("JEJARING_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("JEJARING_ORIGINS", "")
ONLY_HTTPS = truth("JEJARING_HTTPS", otherwise=False)
if reached_by_others(ALLOWED_HOSTS, ONLY_HTTPS):
    demand_safe(ALLOWED_HOSTS, ONLY_HTTPS)
SECRET_KEY = secret_key(DATA)
SECRET_KEY_FALLBACKS = listed("JEJARING_OLD_SECRET_KEYS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.forms",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
    "jejaring.web.common",
    "jejaring.web.accounts",
    "jejaring.web.cooperatives",
    "jejaring.web.trade",
    "jejaring.web.agreements",
    "jejaring.web.money",
    "jejaring.web.clearing",
    "jejaring.web.finance",
    "jejaring.web.rounds",
    "jejaring.web.telling",
    "jejaring.web.national",
    "jejaring.web.pages",
    "jejaring.web.api",
    "jejaring.web.operations",
    "jejaring.web.privacy",
    "jejaring.web.demo",
]
MIDDLEWARE = [
    "jejaring.web.operations.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jejaring.web.common.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jejaring.web.accounts.lately.DevicesMiddleware",
    "jejaring.web.accounts.privately.privately",
    "jejaring.web.common.methods.known_methods",
]
ROOT_URLCONF = "jejaring.web.urls"
WSGI_APPLICATION = "jejaring.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "common" / "templates"],  # before allauth's own templates, which these restyle
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "jejaring.web.common.templatetags.quick",
                "jejaring.web.common.templatetags.figures",
                "jejaring.web.accounts.templatetags.people",
            ],
        },
    }
]

FORM_RENDERER = "jejaring.web.common.renderer.FormRenderer"

# The database: one file unless DATABASE_URL names another
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'jejaring.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers wait for each other instead of failing half-way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {  # a question asked often is understood once, not at each asking
        "server_side_binding": True,
        "prepare_threshold": 5,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "template_fragments": {  # pieces of pages that are the same for everybody; each process keeps its own
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# People
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    )
] + [{"NAME": "jejaring.web.accounts.passwords.NotOurWords"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "mine"
ACCOUNT_ADAPTER = "jejaring.web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone", "email", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "jejaring.web.accounts.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "jejaring.web.accounts.entrance.LoginForm",
    "request_login_code": "jejaring.web.accounts.entrance.CodeForm",
    "signup": "jejaring.web.accounts.entrance.SignupForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True  # for whoever has forgotten the password and has no e-mail address
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before the ways of signing in are changed
SILENCED_SYSTEM_CHECKS = ["account.W001"]  # a phone number or an e-mail address: either will do
MFA_ADAPTER = "jejaring.web.accounts.sealing.Sealed"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Jejaring"
MFA_TOTP_TOLERANCE = 1  # half minutes that a phone's clock may be wrong, as RFC 6238 (5.2) recommends
USERSESSIONS_TRACK_ACTIVITY = True
BEHIND_PROXY = truth("JEJARING_BEHIND_PROXY", otherwise=False)
ALLAUTH_TRUSTED_PROXY_COUNT = whole("JEJARING_PROXIES", 1) if BEHIND_PROXY else 0
"""How many proxies in front write X-Forwarded-For: tries are counted by the address before them."""
SMS_BACKEND = os.environ.get("JEJARING_SMS", "jejaring.web.accounts.sms.to_log")
SITE_ADDRESS = os.environ.get("JEJARING_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
CONTROLLER = os.environ.get("JEJARING_CONTROLLER", "")
"""Who answers for people's data, and how they are reached: shown on the page about it."""
DEFAULT_FROM_EMAIL = os.environ.get("JEJARING_EMAIL_FROM", "jejaring@localhost")
EMAIL_BACKEND = os.environ.get("JEJARING_EMAIL", "django.core.mail.backends.console.EmailBackend")
MAIL = mail_server()
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
EMAIL_TIMEOUT = 30

# The API
REPLANNED = whole("JEJARING_REPLANNED", 5_000)
"""Listings: of a larger market nothing is told that takes planning it again and again."""
API_RATE = whole("JEJARING_API_RATE", 600)
"""Requests a minute of one token; of an address without one API_RATE_ANYBODY."""
API_RATE_ANYBODY = whole("JEJARING_API_RATE_ANYBODY", 120)

WEBHOOKS_ANYWHERE = truth("JEJARING_WEBHOOKS_ANYWHERE", otherwise=False)
"""Whether webhooks may lead into one's own network, and go by http: for sites that are closed themselves."""

# Language, time and numbers
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# Files
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = DATA / "media"
PLANS_ROOT = DATA / "plans"
FILE_UPLOAD_HANDLERS = [
    "jejaring.web.common.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Safety
SESSION_COOKIE_AGE = int(timedelta(days=90).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = ONLY_HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
OF_THIS_HOST = "__Host-" if ONLY_HTTPS else ""
"""Before a cookie's name: browsers then take it from this host alone, and over HTTPS alone."""
SESSION_COOKIE_NAME = f"{OF_THIS_HOST}sessionid"
CSRF_COOKIE_NAME = f"{OF_THIS_HOST}csrftoken"
LANGUAGE_COOKIE_NAME = f"{OF_THIS_HOST}django_language"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if ONLY_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ONLY_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [NONE],  # the site has none
        "style-src": [SELF],
    }
}

# For who runs it
LOGGING = logging_of(os.environ.get("JEJARING_LOG") or "text")
METRICS_TOKEN = os.environ.get("JEJARING_METRICS_TOKEN", "")
"""Whoever brings it is told figures; without one nobody is."""
