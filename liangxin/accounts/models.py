from typing import ClassVar

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from liangxin.accounts.choices import Language, Theme
from liangxin.core.fields import EncryptedTextField


@pghistory.track(exclude=["password", "phone", "phone_index", "last_login", "saved_views"])
class User(AbstractBaseUser):
    """One account. Signs in by user name or phone, with a password; a guest also by a code for their number."""

    username = models.CharField(max_length=150)
    display_name = models.CharField(max_length=100)
    phone = EncryptedTextField(default="", blank=True)
    phone_index = models.CharField(max_length=64, default="", blank=True)
    email = models.EmailField(default="", blank=True)
    is_active = models.BooleanField(default=True)  # type: ignore[misc]
    is_guest = models.BooleanField(default=False)  # registered by themselves; of no register
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=True)
    language = models.CharField(max_length=10, choices=Language, default=Language.CHINESE)
    theme = models.CharField(max_length=10, choices=Theme, default=Theme.SYSTEM)
    large_text = models.BooleanField(default=False)
    saved_views = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    deactivated_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False
    is_superuser = False

    objects: ClassVar["BaseUserManager[User]"] = BaseUserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(models.functions.Lower("username"), name="accounts_user_name_once"),
            models.UniqueConstraint(fields=["phone_index"], condition=~Q(phone_index=""), name="accounts_phone_once"),
        ]

    def get_full_name(self) -> str:
        return self.display_name
