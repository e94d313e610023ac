"""Secrets of a data folder: made once at random, kept in a file that only its owner reads."""

import os
import secrets

from config import env


def secret_of(name: str) -> str:
    """The secret `name` of this data folder; made on first use."""
    folder = env.path("DATA", env.ROOT / ".data") / "secrets"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / name
    if not file.exists():
        temporary = folder / f".{name}.{os.getpid()}"
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_urlsafe(48))
        try:
            os.link(temporary, file)  # two processes at once: the first one wins, both read the same
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return file.read_text().strip()
