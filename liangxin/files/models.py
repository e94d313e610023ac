from django.db import models

from liangxin.core.models import Model
from liangxin.files.choices import FileKind


class StoredFile(Model):
    """One kept file. Its content never changes; another content is another file."""

    slug = models.CharField(max_length=32, unique=True)  # random, 128 bits
    purpose = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=FileKind)
    name = models.CharField(max_length=150)  # as it is offered for download
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    content = models.CharField(max_length=100, unique=True)  # path in the storage folder
    thumbnail = models.CharField(max_length=100, default="", blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)  # pixels
    height = models.PositiveIntegerField(null=True, blank=True)
    kept_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kept_by", "kept_at"], name="files_kept_by"),
            models.Index(fields=["kept_at"], name="files_kept_at"),
            models.Index(fields=["thumbnail"], name="files_thumbnail", condition=~models.Q(thumbnail="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.kind == FileKind.IMAGE
