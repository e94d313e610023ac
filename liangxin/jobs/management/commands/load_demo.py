"""`./lx manage load_demo --scale small`: the demo district, once."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from liangxin.jobs.demo import load


class Command(BaseCommand):
    help = "Load the demo district (refused in production)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=["small", "seed"], default="small")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load(options["scale"], timezone.now(), self._say)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error

    def _say(self, text: str) -> None:
        self.stdout.write(f"  {text}")
        self.stdout.flush()
