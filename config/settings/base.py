"""What holds in every profile. Switches and secrets only: numbers of the domain live in the rooms."""

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import env

ROOT = env.ROOT
DATA = env.path("DATA", ROOT / ".data")
DEBUG = False
PROFILE = "base"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.weixin",
    "allauth.usersessions",
    "liangxin.core",
    "liangxin.accounts",
    "liangxin.trees",
    "liangxin.access",
    "liangxin.notifications",
    "liangxin.files",
    "liangxin.search",
    "liangxin.spreadsheets",
    "liangxin.places",
    "liangxin.people",
    "liangxin.rulebook",
    "liangxin.organisations",
    "liangxin.enterprises",
    "liangxin.members",
    "liangxin.venues",
    "liangxin.activities",
    "liangxin.dashboards",
    "liangxin.jobs",
    "liangxin.api",
    "liangxin.backstage",
    "liangxin.web.apps.WebConfig",
]

MIDDLEWARE = [
    "liangxin.web.shared.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "liangxin.web.shared.middleware.ActorMiddleware",
    "liangxin.api.middleware.ApiMiddleware",
    "liangxin.web.shared.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # unique by a constraint on the lower-case name

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((ROOT / "liangxin" / "web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "liangxin.web.shared.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "liangxin.web.shared.templatetags.lx",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [ROOT / "liangxin" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
FIRST_DAY_OF_WEEK = 1

SITE_NAME = env.text("SITE_NAME", "滨港两新")
HOTLINE = env.text("HOTLINE", "")
ICP_NUMBER = env.text("ICP_NUMBER", "")
PUBLIC_SECURITY_NUMBER = env.text("PUBLIC_SECURITY_NUMBER", "")
COMPLAINTS_EMAIL = env.text("COMPLAINTS_EMAIL", "")
COMPLAINTS_ADDRESS = env.text("COMPLAINTS_ADDRESS", "")

# Reaching people beyond the app: a channel whose settings are not complete is not offered.
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "")
EMAIL_SECURITY = env.text("EMAIL_SECURITY", "starttls")  # starttls, tls, none
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_FROM = env.text("EMAIL_FROM", "")
EMAIL_DOMAIN = EMAIL_FROM.rpartition("@")[2] or "localhost"
EMAIL_TIMEOUT = 15  # seconds
DEFAULT_FROM_EMAIL = EMAIL_FROM or "liangxin@localhost"
SMS_PROVIDER = env.text("SMS_PROVIDER", "")  # aliyun, tencent
SMS_KEY_ID = env.text("SMS_KEY_ID", "")
SMS_KEY_SECRET = env.text("SMS_KEY_SECRET", "")
SMS_SIGN = env.text("SMS_SIGN", "")
SMS_TEMPLATES = env.pairs("SMS_TEMPLATES")
SMS_APP_ID = env.text("SMS_APP_ID", "")
SMS_REGION = env.text("SMS_REGION", "")
SMS_ENDPOINT = env.text("SMS_ENDPOINT", "")
WECHAT_APP_ID = env.text("WECHAT_APP_ID", "")
WECHAT_APP_SECRET = env.text("WECHAT_APP_SECRET", "")
WECHAT_TEMPLATE = env.text("WECHAT_TEMPLATE", "")
WECHAT_FIELDS = env.pairs("WECHAT_FIELDS")
WECHAT_PAGES = env.text("WECHAT_PAGES", "https://open.weixin.qq.com").rstrip("/")
WECHAT_ENDPOINT = env.text("WECHAT_ENDPOINT", "https://api.weixin.qq.com").rstrip("/")
WEBHOOK_NETWORKS = env.words("WEBHOOK_NETWORKS")  # private networks that events may go to

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = sorted((ROOT / "liangxin" / "web").glob("*/static"))
MEDIA_ROOT: Path = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["liangxin.accounts.backends.SignInBackend"]

CSRF_FAILURE_VIEW = "liangxin.web.shared.views.csrf_failure"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk-home"
ACCOUNT_ADAPTER = "liangxin.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "liangxin.web.accounts.forms.SignInForm",
    "change_password": "liangxin.web.accounts.forms.OwnPasswordForm",
    "set_password": "liangxin.web.accounts.guest_forms.FirstPasswordForm",
    "reauthenticate": "liangxin.web.accounts.forms.ConfirmForm",
}
MFA_FORMS = {
    "authenticate": "liangxin.web.accounts.two_step.CodeForm",
    "reauthenticate": "liangxin.web.accounts.two_step.CodeAgainForm",
    "activate_totp": "liangxin.web.accounts.two_step.OpenTOTPForm",
    "add_webauthn": "liangxin.web.accounts.two_step.AddKeyForm",
    "edit_webauthn": "liangxin.web.accounts.two_step.EditKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]  # no such page; allauth wants e-mail named
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "5/15m/key,60/15m/ip",
    "change_password": "5/m/user",
    "feedback": "60/h/ip",
    "feedback_account": "20/d/user",
    "feedback_code": "30/h/ip",  # R-PLA-22
}
SOCIALACCOUNT_ADAPTER = "liangxin.web.accounts.wechat.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "liangxin.web.accounts.wechat.WechatNameForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False  # a name is asked for first
SOCIALACCOUNT_PROVIDERS = {
    "weixin": {
        "APPS": [{"client_id": WECHAT_APP_ID, "secret": WECHAT_APP_SECRET, "key": ""}] if WECHAT_APP_ID else [],
        "AUTHORIZE_URL": f"{WECHAT_PAGES}/connect/oauth2/authorize",
        "SCOPE": ["snsapi_base"],
    }
}
MFA_ADAPTER = "liangxin.web.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "liangxin.web.shared.sessions"
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'", *([WECHAT_PAGES] if WECHAT_APP_ID else [])],  # entering inside WeChat leads there
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "KEY_PREFIX": "lx",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "liangxin.core.logs.RequestIdFilter"}},
    "formatters": {"json": {"()": "liangxin.core.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
    },
}
