from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from liangxin.core.fields import EncryptedTextField
from liangxin.core.models import Model
from liangxin.spreadsheets.choices import BatchStatus, ClaimStatus, Outcome


class ImportBatch(Model):
    """One file on its way in, or one part of it: `follows` names the part that goes in first. layout: sheet, header row, depth and column of each key; counts: rows by outcome."""

    kind = models.CharField(max_length=40)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")  # same file
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    grant = models.ForeignKey("access.Grant", models.PROTECT, null=True, related_name="+")
    acting_as = models.CharField(max_length=300, default="")
    path = models.CharField(max_length=200, default="", blank=True)  # of the acting node: those above may look
    door = models.CharField(max_length=20, default="web")
    status = models.CharField(max_length=20, choices=BatchStatus, default=BatchStatus.UPLOADED)
    file_name = models.CharField(max_length=255)
    file_bytes = models.PositiveBigIntegerField()
    file_digest = models.CharField(max_length=64)
    layout = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    row_count = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-uploaded_at", "-id"], name="spreadsheets_batch_mine"),
            models.Index(fields=["kind", "file_digest"], name="spreadsheets_batch_file"),
            models.Index(
                fields=["uploaded_at"], name="spreadsheets_batch_to_purge", condition=Q(purged_at=None)
            ),
        ]  # fmt: skip


class ImportSource(Model):
    """All cells of the file as read, compressed and encrypted; the file itself is never kept. Gone after 30 days."""

    batch = models.OneToOneField(ImportBatch, models.CASCADE, primary_key=True, related_name="source")
    content = EncryptedTextField()


class ImportRow(Model):
    """One row: what was read, understood, wrong, planned and done. What was read and understood is encrypted."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # in the sheet, from 1
    raw = EncryptedTextField()  # JSON: column key → cell
    cleaned = EncryptedTextField(default="")  # JSON: column key → value
    problems = EncryptedTextField(default="")  # JSON: list of Problem; messages may quote a cell
    problem_codes = ArrayField(models.CharField(max_length=160), default=list)  # "column:code"
    plan = EncryptedTextField(default="")  # JSON: Plan without problems
    planned = models.CharField(max_length=10, choices=Outcome, default="", blank=True)
    severity = models.CharField(max_length=10, default="", blank=True)  # the heaviest problem's
    identities = ArrayField(models.CharField(max_length=64), default=list)  # keyed digests, to find rows said twice
    has_suggestion = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome, default="", blank=True)
    object_kind = models.CharField(max_length=60, default="", blank=True)
    object_id = models.BigIntegerField(null=True)
    before = EncryptedTextField(default="")  # JSON by which the kind undoes an update

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="spreadsheets_row_once")]
        indexes = [models.Index(fields=["batch", "planned", "number"], name="spreadsheets_row_planned")]


class RememberedMapping(Model):
    """Which heading a person gave to which column, for files of a kind with these headings."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)  # column key → heading
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "signature"], name="spreadsheets_mapping_once")]


class DuplicateClaim(Model):
    """A row that may concern a record outside the importer's scope; people at `node` decide. Never shown below."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="claims")
    row_number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    node = models.ForeignKey("trees.Node", models.PROTECT, null=True, related_name="+")
    object_id = models.BigIntegerField(null=True)
    values = EncryptedTextField(default="")  # JSON: what the row says
    status = models.CharField(max_length=10, choices=ClaimStatus, default=ClaimStatus.OPEN)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "row_number"], name="spreadsheets_claim_once")]
        indexes = [
            models.Index(fields=["node", "raised_at"], name="spreadsheets_claim_open", condition=Q(status="open"))
        ]


class ImportProgress(Model):
    """How far a running check or import is; written on a connection of its own, so that it shows before the commit."""

    batch_id = models.BigIntegerField(primary_key=True)
    step = models.CharField(max_length=20)
    done = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    beaten_at = models.DateTimeField()
