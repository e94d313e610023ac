"""`./lx manage worker`: runs tasks, delivers events, and beats so that /readyz can see it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from liangxin.jobs.worker import run


class Command(BaseCommand):
    help = "Run background tasks and deliver events until stopped"
    requires_system_checks: list[str] = []  # ./lx check and migrate run them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="tasks at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        run(concurrency=options["concurrency"])
