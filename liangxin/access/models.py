import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liangxin.core.models import Model


@pghistory.track()
class Role(Model):
    """A named, editable set of permissions. anchors: the kinds of node (or "installation") it may be granted at.

    offered: of a built-in role, what its patterns have stood for so far; an upgrade adds only what is not among them, so
    that a permission an administrator took out stays out.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, default="", blank=True)
    permissions = ArrayField(models.CharField(max_length=100), default=list)
    anchors = ArrayField(models.CharField(max_length=20), default=list)
    offered = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    is_built_in = models.BooleanField(default=False)
    separated = models.BooleanField(default=False)  # one of the three administrators (三员): nobody holds two
    position = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Grant(Model):
    """A role held by a user at a node (or, without a node, over the installation), from a day to a day."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants")
    node = models.ForeignKey("trees.Node", models.PROTECT, null=True, blank=True, related_name="+")
    downwards = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the last day, inclusive
    delegated_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="delegations")
    given_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()
    reason = models.CharField(max_length=300, default="", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="access_grant_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "node", "valid_from"], condition=Q(ended_at=None),
                nulls_distinct=False, name="access_grant_once",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["user"], name="access_grant_user", condition=Q(ended_at=None))]


@pghistory.track(exclude=["last_used_at", "hashed"])
class AccessToken(Model):
    """A secret by which a program acts as a person under one grant (or on their own account), until a day.

    Only its hash is kept; `hint` is what the person sees of it. It ends with its grant.
    """

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, blank=True, related_name="tokens")
    name = models.CharField(max_length=60)
    hint = models.CharField(max_length=12)
    hashed = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    ends_on = models.DateField()  # the last day, inclusive
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user"], name="access_token_user", condition=Q(ended_at=None))]
