"""The suite: harsh, fast, alone."""

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, STORAGES, TEMPLATES

PROFILE = "test"
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SECRET_KEY = "for tests only, never served " * 2
FIELD_KEYS = {"1": "for tests only: field key one", "2": "for tests only: field key two"}
FIELD_KEY_CURRENT = "1"
FIELD_CIPHER = "AES-GCM"
BLIND_INDEX_KEY = "for tests only: index key"
DEMO_ACCOUNTS_ALLOWED = True
DATABASES = {"default": env.database(default="postgresql:///liangxin")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⟦undefined %s⟧"  # type: ignore[index]
