"""Django's settings. What an installation may choose comes from the environment (docs/reference/settings.md)."""

from __future__ import annotations

from pathlib import Path

from noren.config.environment import database, load

NOREN = load()
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
    "django.contrib.staticfiles",
    "django_tasks",
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
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "noren.config.urls"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

TASKS = {"default": {"BACKEND": "noren.platform.jobs.backend.LeasedRowsBackend"}}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = sorted(str(path) for path in SOURCE.rglob("locale") if path.is_dir())
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "/static/"
STATIC_ROOT = NOREN.home / "static"
MEDIA_ROOT = NOREN.media_root
MEDIA_URL = "/media/"

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_COOKIE_SECURE = NOREN.secure
CSRF_COOKIE_NAME = "__Host-csrf" if NOREN.secure else "noren_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
SILENCED_SYSTEM_CHECKS: list[str] = []
