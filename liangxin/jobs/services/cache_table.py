"""The shared cache: a table without a write-ahead log, so that rate limits hold across processes and cost little."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection


def make_cache_table() -> None:
    """Make the table of each database cache, unlogged: it may be empty after a crash."""
    for cache in settings.CACHES.values():
        if not str(cache["BACKEND"]).endswith(".DatabaseCache"):
            continue
        call_command("createcachetable", verbosity=0)
        table = str(cache["LOCATION"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT relpersistence FROM pg_class WHERE oid = %s::regclass", [table])
            if cursor.fetchone()[0] != "u":
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} SET UNLOGGED")
