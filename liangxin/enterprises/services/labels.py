"""Labels of enterprises, as data."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require, require_somewhere
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.enterprises.choices import LabelGroup
from liangxin.enterprises.models import Enterprise, Label
from liangxin.enterprises.permissions import Permission

FIRST_LABELS = (
    ("unicorn", "独角兽", LabelGroup.STANDING),
    ("leading", "龙头企业", LabelGroup.STANDING),
    ("chain_leading", "产业链龙头", LabelGroup.STANDING),
    ("high_tech", "高新技术", LabelGroup.STANDING),
    ("specialised", "专精特新", LabelGroup.STANDING),
    ("internet", "互联网企业", LabelGroup.STANDING),
    ("new_force", "新势力", LabelGroup.KEY_INDUSTRY),
    ("chips", "中国芯", LabelGroup.KEY_INDUSTRY),
    ("drugs", "创新药", LabelGroup.KEY_INDUSTRY),
    ("smart_making", "智能制造", LabelGroup.KEY_INDUSTRY),
    ("key_field", "重要领域", LabelGroup.KEY_FIELD),
    ("key_project", "重大项目", LabelGroup.KEY_FIELD),
)


@transaction.atomic
def install_labels() -> None:
    """Make the first labels that are missing."""
    for position, (code, name, group) in enumerate(FIRST_LABELS):
        Label.objects.get_or_create(code=code, defaults={"name": name, "group": group, "position": position})


class LabelExists(RuleBroken):
    code, field, message = "enterprises.label_exists", "code", _("代号“{code}”已经有了，请换一个。")


@transaction.atomic
def create_label(*, actor: Actor, code: str, name: str, group: str, position: int = 100) -> Label:
    """Make a label. Raises NotAllowed, LabelExists."""
    require_somewhere(actor, Permission.LABEL_MANAGE)
    with constraint_as(LabelExists(code=code), name="enterprises_label_code_key"):
        return Label.objects.create(code=code, name=name, group=group, position=position)


@transaction.atomic
def change_label(*, actor: Actor, label: Label, name: str, group: str, position: int) -> Label:
    """Call the label otherwise, or list it elsewhere. Raises NotAllowed."""
    require_somewhere(actor, Permission.LABEL_MANAGE)
    label.name, label.group, label.position = name, group, position
    label.save(update_fields=["name", "group", "position"])
    return label


@transaction.atomic
def label_enterprise(*, actor: Actor, enterprise: Enterprise, labels: Sequence[Label], reason: str = "") -> None:
    """Let the enterprise bear exactly these labels. Raises NotAllowed, NotFound."""
    require(actor, Permission.ENTERPRISE_CHANGE, scope=enterprise)
    with because(reason):
        enterprise.labels.set(labels)
