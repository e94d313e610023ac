from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """What a file is, told by its content and never by its name."""

    IMAGE = "image", _("图片")
    PDF = "pdf", "PDF"
    DOCUMENT = "document", _("文字文档（docx）")
    SHEET = "sheet", _("表格（xlsx）")
    SLIDES = "slides", _("幻灯片（pptx）")
    TEXT = "text", _("纯文本")
