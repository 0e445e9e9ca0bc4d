"""Django's settings. What an installation may choose comes from the environment (docs/reference/settings.md)."""

from __future__ import annotations

from pathlib import Path

from noren.config.email import email_settings
from noren.config.environment import database, load
from noren.config.log import LOGGING as LOGGING  # noqa: PLC0414 - Django reads it here

NOREN = load()
EMAIL = email_settings(NOREN)
SOURCE = Path(__file__).resolve().parent.parent

SECRET_KEY = NOREN.secret_key
DEBUG = NOREN.debug
ALLOWED_HOSTS = list(NOREN.allowed_hosts)
DATABASES = {"default": database(NOREN)}
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "noren.config",
    "noren.platform.tenancy",
    "noren.platform.privacy",
    "noren.platform.audit",
    "noren.platform.jobs",
    "noren.platform.outbox",
    "noren.platform.idempotency",
    "noren.platform.accounts",
    "noren.platform.media",
    "noren.shops",
    "noren.customers",
    "noren.pricing",
    "noren.catalog",
    "noren.inventory",
    "noren.shipping",
    "noren.payments",
    "noren.messaging",
    "noren.promotions",
    "noren.carts",
    "noren.orders",
    "noren.checkout",
    "noren.settlement",
    "noren.importexport",
    "noren.surfaces.web",
    "noren.surfaces.storefront",
    "noren.surfaces.console",
    "noren.surfaces.operator",
    "noren.surfaces.callbacks",
    "noren.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "noren.surfaces.web.middleware.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "noren.surfaces.web.middleware.SameOriginMiddleware",
    "noren.surfaces.web.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "noren.surfaces.web.sessions.RealmSessionMiddleware",
    "noren.surfaces.web.middleware.ShopMiddleware",
    "noren.surfaces.storefront.gate.ShopGateMiddleware",
    "noren.surfaces.web.errors.NotFoundMiddleware",
]
# What is under no shop; storefront and console pages of a shop have address lists of their own (ShopMiddleware).
ROOT_URLCONF = "noren.config.urls"
STOREFRONT_URLCONF = "noren.surfaces.storefront.urls"
CONSOLE_SHOP_URLCONF = "noren.surfaces.console.urls"
# Hosts on which shops live under /{slug}/; any other allowed host is a shop's own.
SHARED_HOSTS = frozenset(ALLOWED_HOSTS)
FORM_TARGETS = [base for base in (NOREN.sandbox_provider_base, NOREN.line_access_base) if base]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(str(path) for path in (SOURCE / "surfaces").glob("*/templates")),
        "OPTIONS": {"environment": "noren.surfaces.web.jinja.environment"},
    }
]

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

EMAIL_BACKEND = EMAIL.backend
EMAIL_FILE_PATH = EMAIL.file_path
EMAIL_HOST, EMAIL_PORT = EMAIL.host, EMAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL.user, EMAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.use_tls, EMAIL.use_ssl
EMAIL_TIMEOUT = EMAIL.timeout
DEFAULT_FROM_EMAIL = EMAIL.sender

TASKS = {"default": {"BACKEND": "noren.platform.jobs.backend.LeasedRowsBackend"}}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = sorted(str(path) for path in SOURCE.rglob("locale") if path.is_dir())
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "/static/"
# Built files are served from where they were built; their names carry a hash of their content.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+-[\w-]{8}\.(css|js|svg|woff2)$"
MEDIA_ROOT = NOREN.media_root
MEDIA_URL = "/media/"

if NOREN.trusted_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if NOREN.secure else 0
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # CSRF is refused by SameOriginMiddleware, without tokens: public pages are cached (decision 0007)
]
