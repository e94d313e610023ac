"""Health and readiness, for process managers and proxies; they say nothing about the district."""

from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from liangxin.core.heartbeats import WORKER, is_fresh


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations and worker; 503 where one is missing."""
    checks = {"database": "ok", "migrations": "ok", "worker": "ok"}
    try:
        waiting = len(known_migrations() - set(MigrationRecorder(connection).applied_migrations()))
        if waiting:
            checks["migrations"] = f"{waiting} waiting"
            checks["worker"] = "unknown"
        elif not is_fresh(WORKER, now=timezone.now()):
            checks["worker"] = "no heartbeat"
    except DatabaseError:
        checks = {"database": "not reachable", "migrations": "unknown", "worker": "unknown"}
    ready = all(answer == "ok" for answer in checks.values())
    return JsonResponse({"status": "ready" if ready else "not ready", "checks": checks}, status=200 if ready else 503)


@lru_cache(maxsize=1)
def known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations in this process's code; it does not change while the process lives."""
    return frozenset(MigrationLoader(None).disk_migrations or ())
