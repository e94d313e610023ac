import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liangxin.rulebook.choices import Confidence, RuleKind, RuleUnit, Strength
from liangxin.rulebook.services.calendar import CalendarEntry
from liangxin.rulebook.services.rulesets import NextVersion, RuleValues
from liangxin.web.shared.forms import DayField, Form, ReasonField, parse_day

if TYPE_CHECKING:
    from liangxin.rulebook.models import Rule, RuleSet

LARGEST_FILE = 64 * 1024  # bytes: a year has some forty lines
WORKED = {"班", "上班", "调休", "调休上班", "补班", "workday", "是"}
FREE = {"休", "放假", "休息", "节假日", "holiday", "否"}


class RuleForm(Form):
    """What may be corrected of a rule."""

    value = forms.DecimalField(
        label=gettext_lazy("数值"),
        max_digits=12,
        decimal_places=4,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("单位"), choices=[(one.value, one.label or gettext_lazy("无")) for one in RuleUnit]
    )
    lines = forms.CharField(
        label=gettext_lazy("清单"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("一行一条"),
    )
    strength = forms.ChoiceField(label=gettext_lazy("约束力"), choices=Strength.choices)
    article = forms.CharField(
        label=gettext_lazy("条款"), max_length=40, required=False, help_text=gettext_lazy("只作标注，例如 第十一条")
    )
    text = forms.CharField(
        label=gettext_lazy("内容"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    confidence = forms.ChoiceField(label=gettext_lazy("把握"), choices=Confidence.choices)
    reason = ReasonField()

    def __init__(self, *args: Any, rule: "Rule", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        if rule.kind in {RuleKind.RATE, RuleKind.CHECKLIST}:
            del self.fields["value"]
        if rule.kind != RuleKind.CHECKLIST:
            del self.fields["lines"]

    @staticmethod
    def of(rule: "Rule") -> dict[str, Any]:
        """What the form is filled with."""
        return {
            "value": rule.plain_value or None, "unit": rule.unit,
            "lines": "\n".join(str(line) for line in rule.details), "strength": rule.strength, "article": rule.article,
            "text": rule.text, "confidence": rule.confidence,
        }  # fmt: skip

    def values(self) -> RuleValues:
        given = self.cleaned_data
        value: Decimal | None = given.get("value", self.rule.value)
        details = tuple(self.rule.details)
        if "lines" in given:
            details = tuple(line.strip() for line in given["lines"].splitlines() if line.strip())
        return RuleValues(
            value=value, unit=given["unit"], strength=given["strength"], article=given["article"], text=given["text"],
            confidence=given["confidence"], details=details,
        )  # fmt: skip


class NextVersionForm(Form):
    """The next version of a regulation."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=200)
    version = forms.CharField(label=gettext_lazy("版本"), max_length=40, help_text=gettext_lazy("例如 2027"))
    issuer = forms.CharField(label=gettext_lazy("发布机关"), max_length=200, required=False)
    issued_on = DayField(label=gettext_lazy("发布日期"), required=False)
    effective_on = DayField(label=gettext_lazy("施行日期"), help_text=gettext_lazy("旧版本到前一天为止"))
    source_url = forms.URLField(label=gettext_lazy("原文网址"), max_length=500, required=False, assume_scheme="https")
    confidence = forms.ChoiceField(label=gettext_lazy("把握"), choices=Confidence.choices)
    note = forms.CharField(
        label=gettext_lazy("备注"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = ReasonField()

    @staticmethod
    def of(ruleset: "RuleSet") -> dict[str, Any]:
        """What the form is filled with."""
        return {"title": ruleset.title, "issuer": ruleset.issuer, "confidence": Confidence.UNSURE}

    def new(self) -> NextVersion:
        given = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return NextVersion(**given)


class DayForm(Form):
    """What a day is."""

    is_workday = forms.TypedChoiceField(
        label=gettext_lazy("这一天"), choices=[("no", gettext_lazy("放假")), ("yes", gettext_lazy("上班"))],
        coerce=lambda given: given == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=60, help_text=gettext_lazy("例如 国庆节、国庆节调休上班、台风停工")
    )
    source = forms.CharField(
        label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("例如 国办发明电〔2026〕7号")
    )
    reason = ReasonField(required=False)


class YearForm(Form):
    """A whole year as lines of text or a CSV file: day, worked or free, name."""

    source = forms.CharField(
        label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("例如 国办发明电〔2026〕7号")
    )
    file = forms.FileField(
        label=gettext_lazy("CSV 文件"),
        required=False,
        help_text=gettext_lazy("三列：日期、放假或上班、名称；UTF-8 或 GB18030"),
    )
    lines = forms.CharField(
        label=gettext_lazy("或者贴在这里"), required=False, max_length=LARGEST_FILE, widget=forms.Textarea(attrs={"rows": 10, "class": "mono"}),
        help_text=gettext_lazy("一行一天，例如 2027-01-01,放假,元旦"),
    )  # fmt: skip
    reason = ReasonField(required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = given.get("file"), given.get("lines") or ""
        if file is not None:
            if file.size > LARGEST_FILE:
                self.add_error("file", _("文件太大，一年只有几十行，请检查是不是选错了。"))
                return given
            text = _decoded(file.read())
        if not text.strip():
            self.add_error("lines", _("请选一个文件，或把内容贴进来。"))
            return given
        given["entries"] = self._entries(text, "file" if file is not None else "lines")
        return given

    def _entries(self, text: str, field: str) -> list[CalendarEntry]:
        entries = []
        for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
            cells = [cell.strip() for cell in row]
            if not any(cells) or (number == 1 and not any(character.isdigit() for character in cells[0])):
                continue
            try:
                entries.append(_entry(cells, number))
            except ValidationError as problem:
                self.add_error(field, problem)
        return entries


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _entry(cells: list[str], number: int) -> CalendarEntry:
    if len(cells) < 3:
        raise ValidationError(_("第 {number} 行不是三列。").format(number=number))
    try:
        day = parse_day(cells[0], timezone.localdate())
    except ValueError:
        raise ValidationError(_("第 {number} 行的日期“{text}”看不懂。").format(number=number, text=cells[0])) from None
    word = cells[1].lower()
    if word not in WORKED | FREE:
        raise ValidationError(
            _("第 {number} 行请写“放假”或“上班”，这里是“{text}”。").format(number=number, text=cells[1])
        )
    return CalendarEntry(day=day, is_workday=word in WORKED, name=cells[2][:60])
