"""`./lx manage prepare`: what every installation needs after migrating, demo or not; safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from liangxin.jobs.demo import room_modules
from liangxin.jobs.services.cache_table import make_cache_table


class Command(BaseCommand):
    help = "Built-in roles, rules, work calendar and the cache table; run after every migrate"

    def handle(self, *args: Any, **options: Any) -> None:
        make_cache_table()
        for room, module in room_modules("prepare"):
            with transaction.atomic():
                module.prepare(timezone.now())
            if options["verbosity"] > 0:
                self.stdout.write(room)
