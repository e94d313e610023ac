"""The only reader of environment variables; every name is documented in docs/operations/settings.md."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


class Missing(RuntimeError):
    """A setting that this profile cannot do without is not in the environment."""


def text(name: str, default: str | None = None) -> str:
    """The value of LIANGXIN_<name>; raises Missing where there is neither value nor default."""
    value = os.environ.get(f"LIANGXIN_{name}")
    if value:
        return value
    if default is None:
        raise Missing(f"LIANGXIN_{name} is not set; see docs/operations/settings.md")
    return default


def flag(name: str, default: bool) -> bool:
    """1/true/yes/on are true, 0/false/no/off are false; anything else raises ValueError."""
    value = text(name, "1" if default else "0").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ValueError(f"LIANGXIN_{name} must be 1 or 0, not {value!r}")


def number(name: str, default: int) -> int:
    """A whole number."""
    return int(text(name, str(default)))


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def pairs(name: str) -> dict[str, str]:
    """Names with their values ("name:value,name:value")."""
    return {key.strip(): value.strip() for key, _colon, value in (word.partition(":") for word in words(name))}


def path(name: str, default: Path) -> Path:
    """A folder or file."""
    return Path(text(name, str(default)))


def database(default: str | None = None) -> dict[str, object]:
    """Django's settings for DATABASE_URL (postgresql://user:password@host:port/name?host=/socket/folder)."""
    url = os.environ.get("DATABASE_URL") or default
    if url is None:
        raise Missing("DATABASE_URL is not set; ./lx sets it for the embedded PostgreSQL")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("LIANGXIN_DATABASE_NAME") or unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host") or parts.hostname or ""),
        "PORT": str(parts.port or query.get("port") or ""),
    }
