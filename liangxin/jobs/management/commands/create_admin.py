"""`./lx manage create_admin`: the first three administrators of an installation, with first passwords to change."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from liangxin.access.actor import SYSTEM
from liangxin.access.selectors import list_roles
from liangxin.access.services.grants import NewGrant, give_grant
from liangxin.accounts.services.accounts import NewAccount, create_account
from liangxin.core.errors import Refusal

ROLES = ("system_admin", "security_admin", "audit_admin")


class Command(BaseCommand):
    help = "Make one of the three administrators and print the first password, which is shown only here"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", choices=ROLES)
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="the person's name")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            with transaction.atomic():
                new = NewAccount(username=options["username"], display_name=options["name"] or options["username"])
                user, password = create_account(new=new, now=now)
                role = list_roles().get(code=options["role"])
                grant = NewGrant(
                    user=user, role=role, node=None, valid_from=timezone.localdate(now), reason="初始管理员"
                )
                give_grant(actor=SYSTEM, new=grant, now=now)
        except Refusal as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{role.name}  {user.username}  {password}")
