"""Production: refuses to start with a weak secret, DEBUG on, demo accounts, or a key missing."""

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.settings.base import *  # noqa: F403

WEAK_SECRET_BELOW = 40  # characters

PROFILE = "prod"
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
SITE_URL = env.text("SITE_URL", f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "").rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
FIELD_KEYS = dict(pair.split(":", 1) for pair in env.words("FIELD_KEYS"))
FIELD_KEY_CURRENT = env.text("FIELD_KEY_CURRENT", next(iter(FIELD_KEYS), ""))
FIELD_CIPHER = env.text("FIELD_CIPHER", "AES-GCM")
BLIND_INDEX_KEY = env.text("BLIND_INDEX_KEY")
DEMO_ACCOUNTS_ALLOWED = False
DATABASES = {"default": env.database()}
DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 2, "max_size": env.number("DATABASE_POOL", 16), "timeout": 10}}

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", True) else None
SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SILENCED_SYSTEM_CHECKS = [
    *SILENCED_SYSTEM_CHECKS,
    "security.W021",
]  # preloading binds the whole domain: its owner's call
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

if DEBUG:
    raise ImproperlyConfigured("LIANGXIN_DEBUG must be off in production.")
for _name, _secret in {"SECRET_KEY": SECRET_KEY, "BLIND_INDEX_KEY": BLIND_INDEX_KEY, **FIELD_KEYS}.items():
    if len(_secret) < WEAK_SECRET_BELOW or len(set(_secret)) < 12:
        raise ImproperlyConfigured(f"{_name} is too weak: use `./lx secret` to make one.")
if not FIELD_KEYS or FIELD_KEY_CURRENT not in FIELD_KEYS:
    raise ImproperlyConfigured("LIANGXIN_FIELD_KEYS is missing: personal data cannot be encrypted without it.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("LIANGXIN_ALLOWED_HOSTS is missing.")
