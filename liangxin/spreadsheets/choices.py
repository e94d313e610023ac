"""Words stored in columns."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BatchStatus(TextChoices):
    """Where one file stands on its way in."""

    UPLOADED = "uploaded", _("已上传")
    CHECK_WAITING = "check_waiting", _("等待核对")
    CHECKED = "checked", _("已核对")
    APPLY_WAITING = "apply_waiting", _("等待导入")
    APPLIED = "applied", _("已导入")
    UNDO_WAITING = "undo_waiting", _("等待撤回")
    UNDONE = "undone", _("已撤回")
    DISCARDED = "discarded", _("已放弃")


class Outcome(TextChoices):
    """What comes, or came, of a row."""

    CREATED = "created", _("新增")
    UPDATED = "updated", _("更新")
    UNCHANGED = "unchanged", _("没有变化")
    QUEUED = "queued", _("待上级核对")
    REFUSED = "refused", _("未导入")


class Severity(TextChoices):
    """How a problem weighs: flagged rows go in, others wait for a person."""

    FLAG = "flag", _("提醒")
    ERROR = "error", _("要修正")
    LOST = "lost", _("不能导入")


class ClaimStatus(TextChoices):
    """Where a row that may concern a record elsewhere stands."""

    OPEN = "open", _("待核对")
    ACCEPTED = "accepted", _("已采用")
    REJECTED = "rejected", _("未采用")
