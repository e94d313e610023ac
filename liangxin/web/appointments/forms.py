"""The shape of what people enter about offers."""

import re
import secrets
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.venues.choices import (
    LoanStatus,
    MaterialSort,
    RequestStatus,
    ServiceMode,
    Weekday,
)
from liangxin.venues.rules import clock
from liangxin.venues.selectors.catalogue import list_functions
from liangxin.venues.selectors.offers import bookable_items, get_category, list_categories
from liangxin.venues.services.materials import MaterialValues
from liangxin.venues.services.offers import ServiceValues
from liangxin.venues.services.providers import NewShift
from liangxin.web.shared.forms import DayField, Form, ReasonField
from liangxin.web.shared.picks import NodeField

if TYPE_CHECKING:
    from liangxin.venues.models import (
        MaterialItem,
        Provider,
        ServiceItem,
    )

CLOCK = re.compile(r"(\d{1,2})(?:[:：点时](\d{2})?)?")


def lines_of_text(rows: int = 3) -> forms.Textarea:
    """A box for several lines."""
    return forms.Textarea(attrs={"rows": rows})


class ClockField(forms.CharField):
    """A time of day; cleans to minutes since midnight."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=6, widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "14:00"}), **kwargs
        )

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        match = CLOCK.fullmatch(text)
        if match is None or int(match[1]) > 24 or int(match[2] or 0) > 59:
            raise forms.ValidationError(_("看不懂这个时间，请写成 14:00。"))
        return int(match[1]) * 60 + int(match[2] or 0)


def moment(day: Any, minutes: int) -> datetime:
    """A day and minutes since its midnight as an aware datetime."""
    return timezone.make_aware(datetime.combine(day, time(minutes // 60 % 24, minutes % 60)))


class BookForm(Form):
    """The second tap."""

    note = forms.CharField(label=_("留言"), required=False, max_length=200, help_text=_("只有为您服务的人看得到。"))


class AskForm(Form):
    """A service that is arranged first."""

    wanted = forms.CharField(
        label=_("什么时候方便"), max_length=120, help_text=_("例如 工作日午间，或 11 月 30 日下午")
    )
    note = forms.CharField(label=_("想办什么"), required=False, max_length=500, widget=lines_of_text())
    contact = forms.CharField(
        label=_("怎么联系您"), required=False, max_length=60, help_text=_("可不填，答复会发到通知里。")
    )


class TakeForm(Form):
    """Pieces to take along. key: one pick-up, however often the form is sent."""

    pieces = forms.IntegerField(label=_("几件"), initial=1, min_value=1)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["key"] = secrets.token_hex(12)
        self.fields["pieces"].help_text = _("一次最多 {n} 件").format(n=most)


class ServiceForm(Form):
    """A service of the catalogue."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如 家庭医生坐诊"))
    category = forms.ChoiceField(label=_("类别"))
    mode = forms.ChoiceField(label=_("怎么来"), choices=ServiceMode.choices)
    functions = forms.MultipleChoiceField(label=_("对应站点功能"), required=False, widget=forms.CheckboxSelectMultiple)
    summary = forms.CharField(label=_("一句话说明"), required=False, max_length=200)
    provided_by = forms.CharField(label=_("由谁提供"), required=False, max_length=80, help_text=_("窗口或单位，会公开"))
    where = forms.CharField(label=_("在哪里"), required=False, max_length=80, help_text=_("例如 一楼 2 号窗口"))
    documents = forms.CharField(label=_("要带什么"), required=False, widget=lines_of_text(), help_text=_("一行一样"))
    fee = forms.DecimalField(
        label=_("费用"), required=False, min_value=0, max_digits=9, decimal_places=2, help_text=_("元；不收费留空")
    )
    description = forms.CharField(label=_("详细说明"), required=False, widget=lines_of_text(4), max_length=2_000)
    is_confidential = forms.BooleanField(
        label=_("保密服务"), required=False,
        help_text=_("法律、劳动、心理等。值守人员只看到时段已占用，看不到是谁、为什么。"),
    )  # fmt: skip
    is_public = forms.BooleanField(label=_("公开"), required=False, initial=True)
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, item: "ServiceItem | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(one.code, one.name) for one in list_categories()]  # type: ignore[attr-defined]
        self.by_pk = {str(one.pk): one for one in list_functions()}
        self.fields["functions"].choices = [(pk, one.name) for pk, one in self.by_pk.items()]  # type: ignore[attr-defined]
        if item is not None:
            plain = (
                "name",
                "mode",
                "summary",
                "provided_by",
                "where",
                "documents",
                "description",
                "is_confidential",
                "is_public",
            )
            self.initial.update({name: getattr(item, name) for name in plain})
            self.initial.update({
                "category": item.category.code, "fee": item.fee_fen / 100 if item.fee_fen else None,
                "functions": [str(tag.function_id) for tag in item.tags.all()],
            })  # fmt: skip

    def values(self) -> ServiceValues:
        given = dict(self.cleaned_data)
        given.pop("reason")
        fee = given.pop("fee")
        given["category"] = get_category(code=given["category"])
        given["functions"] = tuple(self.by_pk[pk] for pk in given["functions"])
        return ServiceValues(fee_fen=int((fee or 0) * 100), **given)


class ProviderForm(Form):
    """Who provides services."""

    title = forms.CharField(label=_("公开的称呼"), max_length=60, help_text=_("例如 家庭医生、公益律师；姓名不公开"))
    organisation_name = forms.CharField(label=_("所属单位"), required=False, max_length=80)

    def __init__(self, *args: Any, provider: "Provider | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if provider is not None:
            self.initial.update({"title": provider.title, "organisation_name": provider.organisation_name})


class BindForm(Form):
    """Which account sees the sessions."""

    login = forms.CharField(
        label=_("登录名"),
        required=False,
        max_length=150,
        help_text=_("本人登录后在“我的坐诊”里看到预约码和留言；留空则解除。"),
    )
    reason = ReasonField()


class ShiftForm(Form):
    """A weekly shift."""

    item = forms.ChoiceField(label=_("服务"))
    weekday = forms.ChoiceField(label=_("星期几"), choices=Weekday.choices)
    start = ClockField(label=_("从"))
    end = ClockField(label=_("到"))
    slot_minutes = forms.IntegerField(label=_("每个时段"), initial=30, help_text=_("分钟，5 到 480"))
    places = forms.IntegerField(label=_("每个时段几个名额"), initial=1)
    since = DayField(label=_("从哪天起"))
    until = DayField(label=_("到哪天为止"), required=False, help_text=_("这一天起不再排；长期的留空"))

    def __init__(self, *args: Any, provider: "Provider", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(one.pk): one for one in bookable_items(station=provider.station)[:500]}
        self.fields["item"].choices = [(pk, one.name) for pk, one in self.items.items()]  # type: ignore[attr-defined]
        self.initial.setdefault("since", timezone.localdate())

    def shift(self) -> NewShift:
        given = dict(self.cleaned_data)
        given["item"], given["weekday"] = self.items[given["item"]], int(given["weekday"])
        return NewShift(**given)


class AbsenceForm(Form):
    """Days on which a provider does not come."""

    first = DayField(label=_("第一天"))
    last = DayField(label=_("最后一天"))
    note = forms.CharField(
        label=_("原因"), required=False, max_length=100, help_text=_("会告诉已预约的人，请勿写病情等隐私")
    )


class EndShiftForm(Form):
    """The end of a shift."""

    until = DayField(label=_("从哪天起不再排"))
    reason = ReasonField()


class GuestForm(Form):
    """Someone who called the desk."""

    guest_name = forms.CharField(label=_("怎么称呼"), max_length=60, help_text=_("加密保存，只遮住显示"))


class WhyForm(Form):
    """A reason, told to those concerned."""

    reason = ReasonField(help_text=_("会告诉已预约的人。"))


class AnswerForm(Form):
    """An answer to a request or an order."""

    status = forms.ChoiceField(
        label=_("答复"),
        choices=[(one.value, one.label) for one in (RequestStatus.AGREED, RequestStatus.DECLINED, RequestStatus.DONE)],
    )
    answer = forms.CharField(
        label=_("说一句"),
        required=False,
        max_length=300,
        widget=lines_of_text(2),
        help_text=_("约在何时何地，或为什么不能安排"),
    )


class MaterialForm(Form):
    """Something to borrow or to take."""

    name = forms.CharField(label=_("名称"), max_length=80)
    sort = forms.ChoiceField(label=_("怎么用"), choices=MaterialSort.choices)
    stock = forms.IntegerField(label=_("总数"), min_value=0, help_text=_("件"))
    theme = forms.CharField(label=_("主题"), required=False, max_length=40, help_text=_("例如 会务、仪式、学习"))
    shelf = forms.CharField(label=_("放在哪里"), required=False, max_length=80)
    loan_days = forms.IntegerField(label=_("借期"), initial=14, help_text=_("天"))
    most_a_time = forms.IntegerField(label=_("一次最多几件"), initial=1, min_value=1)
    is_self_service = forms.BooleanField(label=_("可以自助领取"), required=False, initial=True)
    is_active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, *args: Any, material: "MaterialItem | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if material is not None:
            self.initial.update({name: getattr(material, name) for name in self.fields})

    def values(self) -> MaterialValues:
        return MaterialValues(**self.cleaned_data)


class LoanForm(Form):
    """What becomes of a loan."""

    status = forms.ChoiceField(
        label=_("怎么处理"), choices=[(one.value, one.label) for one in (LoanStatus.RETURNED, LoanStatus.LOST)]
    )
    reason = ReasonField(required=False)


class WordForm(Form):
    """A category."""

    name = forms.CharField(label=_("名称"), max_length=60)


def hours_words(start: int, end: int) -> str:
    """ "14:00–16:00"."""
    return f"{clock(start)}–{clock(end)}"


class StationChoiceForm(Form):
    """For which station something new is."""

    station = NodeField(kind="station", label=_("哪个站点"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].actor = actor  # type: ignore[attr-defined]
