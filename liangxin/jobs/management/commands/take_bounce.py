"""`manage.py take_bounce < report`: for the mail server to hand over what came back to the sender's address."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from liangxin.notifications.services.receipts import take_bounce

MOST_BYTES = 1_000_000


class Command(BaseCommand):
    help = "Read a delivery report (RFC 3464) from standard input and note on its notice that it did not arrive."

    def handle(self, *args: Any, **options: Any) -> None:
        noted = take_bounce(content=sys.stdin.buffer.read(MOST_BYTES), now=timezone.now())
        self.stdout.write("已记为没有送达 noted" if noted else "不是本站的退信，或只是延迟 not ours, or only late")
