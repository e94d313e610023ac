"""A workplace: no environment needed beyond what ./lx sets; secrets are made per data folder."""

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.local_secrets import secret_of

PROFILE = "dev"
DEBUG = env.flag("DEBUG", False)
ALLOWED_HOSTS = ["*"]
SECRET_KEY = secret_of("secret_key")
FIELD_KEYS = {"1": secret_of("field_key")}
FIELD_KEY_CURRENT = "1"
FIELD_CIPHER = "AES-GCM"
BLIND_INDEX_KEY = secret_of("blind_index_key")
DEMO_ACCOUNTS_ALLOWED = True
DATABASES = {"default": env.database(default="postgresql:///liangxin")}
DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
