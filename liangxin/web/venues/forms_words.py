"""Forms of levels, targets, kinds, functions and brands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.venues.rules import MOST_TARGET
from liangxin.venues.services.catalogue import Word
from liangxin.venues.services.levels import LevelValues
from liangxin.web.shared.forms import Form, ReasonField
from liangxin.web.shared.picks import NodeField

if TYPE_CHECKING:
    from liangxin.venues.models import StationLevel


class TargetsForm(Form):
    """A number a level; empty where none is aimed at."""

    reason = ReasonField(required=False)

    def __init__(
        self, *args: Any, levels: "Sequence[StationLevel]", targets: dict[int, int | None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._levels = levels
        reason = self.fields.pop("reason")
        for level in levels:
            self.fields[f"level{level.pk}"] = forms.IntegerField(
                label=level.name, required=False, min_value=0, max_value=MOST_TARGET, initial=targets.get(level.pk),
                help_text=_("个"), widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
            )  # fmt: skip
        self.fields["reason"] = reason

    def targets(self) -> "dict[StationLevel, int | None]":
        return {level: self.cleaned_data[f"level{level.pk}"] for level in self._levels}


class SchemeForm(Form):
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如 1–10–30 三级阵地"))
    levels = forms.CharField(
        label=_("层级"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("一行一级，从高到低；冒号后可写说明。改名保留已有站点，减少层级前须先给站点换层级。"),
    )  # fmt: skip
    description = forms.CharField(label=_("说明"), required=False, max_length=300)
    reason = ReasonField(required=False)

    def clean_levels(self) -> list[LevelValues]:
        lines = [line.strip() for line in self.cleaned_data["levels"].splitlines() if line.strip()]
        values = []
        for line in lines:
            name, _colon, description = line.replace("：", ":").partition(":")
            values.append(LevelValues(name=name.strip()[:60], description=description.strip()[:300]))
        return values


class WordForm(Form):
    """A kind or a function."""

    code = forms.RegexField(
        r"^[a-z][a-z0-9_]{1,39}$", label=_("代码"), help_text=_("小写字母、数字和下划线，例如 micro_station")
    )
    name = forms.CharField(label=_("名称"), max_length=60)
    description = forms.CharField(label=_("说明"), required=False, max_length=300, help_text=_("会公开。"))
    icon = forms.RegexField(
        r"^[a-z0-9-]{2,40}$", label=_("图标"), initial="building-community", help_text=_("Tabler 图标名，例如 book")
    )
    position = forms.IntegerField(
        label=_("排列"), min_value=0, max_value=32_767, initial=100, help_text=_("小的在前。")
    )

    def word(self) -> Word:
        return Word(**self.cleaned_data)


class BrandForm(Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    place = NodeField(kind="place", label=_("属于哪里"), help_text=_("区、片区或园区"))
    slogan = forms.CharField(label=_("一句话"), required=False, max_length=120)
    description = forms.CharField(
        label=_("介绍"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000
    )
    is_public = forms.BooleanField(label=_("在公开首页显示"), required=False, initial=True)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].actor = actor  # type: ignore[attr-defined]
