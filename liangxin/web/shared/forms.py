"""The base of our forms, and fields that understand what people paste."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FILL_IN, CHOOSE = _("请填写。"), _("请选择。")
CHECKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)
WORDS = {"今天": 0, "明天": 1, "后天": 2, "昨天": -1, "前天": -2, "today": 0, "tomorrow": 1, "yesterday": -1}
DATE_PATTERN = re.compile(r"(?:(?P<year>\d{4})\D{1,2})?(?P<month>\d{1,2})\D{1,2}(?P<day>\d{1,2})\D?")
COMPACT_DATE_PATTERN = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")


def dress(form: forms.BaseForm) -> None:
    """Give each widget the classes of our stylesheet; errors and hints are tied to the input by Django."""
    for bound_field in form.fields.values():
        widget = bound_field.widget
        if bound_field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            bound_field.error_messages["required"] = CHOOSE if isinstance(bound_field, forms.ChoiceField) else FILL_IN
        if isinstance(widget, CHECKS):
            css = "form-check-input"
        elif isinstance(widget, forms.Select):
            css = "form-select"
        elif isinstance(widget, forms.HiddenInput):
            continue
        else:
            css = "form-control"
        given = widget.attrs.get("class", "")
        widget.attrs["class"] = f"{given} {css}".strip() if css not in given.split() else given


class Form(forms.Form):
    """One column, labels above; shown by {% include "shared/_form.html" %}."""

    template_name = "shared/_form.html"
    required_css_class = "needed"
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        dress(self)


def parse_day(given: str, today: date) -> date:
    """2026-11-23, 2026/11/23, 2026.11.23, 20261123, 2026年11月23日, 11-23 (this year), 今天. Raises ValueError."""
    text = "".join(given.split())
    if text.lower() in WORDS:
        return today + timedelta(days=WORDS[text.lower()])
    match = COMPACT_DATE_PATTERN.fullmatch(text) or DATE_PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(given)
    return date(int(match["year"] or today.year), int(match["month"]), int(match["day"]))


class DayInput(forms.DateInput):
    """Free text with a calendar beside it; lx.js tidies what is pasted."""

    template_name = "shared/widgets/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "inputmode": "numeric",
                "autocomplete": "off",
                "data-lx-day": "",
                "placeholder": "2026-11-23",
                **(attrs or {}),
            },
            "%Y-%m-%d",
        )


class DayField(forms.DateField):
    """A day in any of the ways people write one."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value), timezone.localdate())
        except ValueError:
            raise ValidationError(_("看不懂这个日期，请写成 2026-11-23。"), code="invalid") from None


class ReasonField(forms.CharField):
    """Why: kept with the change and readable on the record."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("理由"))
        kwargs.setdefault("help_text", _("写给以后看到这条记录的人，会留在记录里。"))
        kwargs.setdefault("max_length", 300)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**kwargs)
