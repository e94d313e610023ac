"""Access tokens of providers, kept in the database: one for all processes, asked for by one at a time."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from liangxin.notifications.models import ProviderToken


class KeptTokens:
    """Tokens in the database, encrypted."""

    def token_of(self, provider: str, *, now: datetime, ask: Callable[[datetime], tuple[str, datetime]]) -> str:
        """The token that holds now; `ask` is called where there is none, and gives a token and the end of its life."""
        kept = _kept(provider, now)
        if kept is not None:
            return kept
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"notifications:{provider}"])
            kept = _kept(provider, now)
            if kept is not None:
                return kept
            token, expires_at = ask(now)
            ProviderToken.objects.update_or_create(
                provider=provider, defaults={"token": token, "expires_at": expires_at}
            )
            return token

    @transaction.atomic
    def forget(self, provider: str) -> None:
        """The provider no longer takes the token: ask for another next time."""
        ProviderToken.objects.filter(provider=provider).delete()


def _kept(provider: str, now: datetime) -> str | None:
    found = ProviderToken.objects.filter(provider=provider, expires_at__gt=now).first()
    return found.token if found else None
