"""The forms of series, campaigns, lecturers, classes asked for and talks."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.activities.choices import HolidayRule
from liangxin.activities.selectors.activities import list_kinds
from liangxin.web.activities.forms import LARGEST, ActForm, MomentField
from liangxin.web.shared.forms import DayField
from liangxin.web.shared.picks import NodeField

RHYTHMS = [
    ("week", _("每周")), ("fortnight", _("每两周")), ("month_day", _("每月这一天")), ("month_weekday", _("每月第几个星期几")),
    ("rule", _("按规则（RFC 5545）")),
]  # fmt: skip
WEEKDAYS = [
    ("MO", _("周一")),
    ("TU", _("周二")),
    ("WE", _("周三")),
    ("TH", _("周四")),
    ("FR", _("周五")),
    ("SA", _("周六")),
    ("SU", _("周日")),
]
WHICH = [("1", _("第一个")), ("2", _("第二个")), ("3", _("第三个")), ("4", _("第四个")), ("-1", _("最后一个"))]


class KindForm(ActForm):
    """A form with a kind of activity."""

    kind = forms.ChoiceField(label=_("类型"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {str(one.pk): one for one in list_kinds(usable=True)}
        self.fields["kind"].choices = [("", "—"), *((key, one.name) for key, one in self.kinds.items())]  # type: ignore[attr-defined]


class SeriesForm(KindForm):
    title = forms.CharField(label=_("系列名称"), max_length=120, help_text=_("例如 暖课堂"))
    summary = forms.CharField(
        label=_("介绍"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    organiser = NodeField(kind="organisation-public", label=_("主办"))
    station = NodeField(kind="station", label=_("站点"), required=False)
    where = forms.CharField(label=_("地点说明"), required=False, max_length=200)
    first_on = DayField(label=_("从哪天起"), initial=timezone.localdate)
    rhythm = forms.ChoiceField(label=_("怎么重复"), choices=RHYTHMS, initial="month_weekday")
    weekday = forms.ChoiceField(label=_("星期几"), choices=WEEKDAYS, initial="SA")
    which = forms.ChoiceField(label=_("每月第几个"), choices=WHICH, initial="-1", help_text=_("按月重复时才用。"))
    rule = forms.CharField(
        label=_("规则"), required=False, max_length=200, help_text=_("会写规则的填，例如 FREQ=MONTHLY;BYDAY=-1SA"),
        widget=forms.TextInput(attrs={"class": "mono"}),
    )  # fmt: skip
    holidays = forms.ChoiceField(label=_("逢节假日"), choices=HolidayRule.choices, initial=HolidayRule.SKIP)
    starts = forms.TimeField(label=_("几点开始"), widget=forms.TimeInput(attrs={"type": "time"}), initial="12:00")
    minutes = forms.IntegerField(label=_("多少分钟"), min_value=5, max_value=1440, initial=60)
    opens_days = forms.IntegerField(label=_("提前几天开始报名"), min_value=0, max_value=365, initial=14)
    capacity = forms.IntegerField(label=_("每场名额"), required=False, min_value=1, max_value=LARGEST)
    is_public = forms.BooleanField(label=_("在公开首页显示"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            cleaned["rule"] = rule_of(cleaned)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        ours = {"rhythm", "weekday", "which", "kind"}
        given = {key: value for key, value in self.cleaned_data.items() if key not in ours}
        return {**given, "kind": self.kinds[self.cleaned_data["kind"]]}


def rule_of(given: dict[str, Any]) -> str:
    """The rule of RFC 5545 that the choices say."""
    weekday, first = given["weekday"], given["first_on"]
    rules: dict[str, str] = {
        "week": f"FREQ=WEEKLY;BYDAY={weekday}", "fortnight": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}",
        "month_day": f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
        "month_weekday": f"FREQ=MONTHLY;BYDAY={given['which']}{weekday}", "rule": given["rule"],
    }  # fmt: skip
    return rules[given["rhythm"]]


class DatesForm(ActForm):
    until = DayField(label=_("排到哪天为止"), help_text=_("从上一场之后排起，先看日期再生成草稿。"))


class CampaignForm(ActForm):
    title = forms.CharField(label=_("主题行动"), max_length=120)
    summary = forms.CharField(
        label=_("介绍"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    organiser = NodeField(kind="organisation-public", label=_("发起组织"))
    first_on = DayField(label=_("从"))
    last_on = DayField(label=_("到"))
    is_public = forms.BooleanField(label=_("公开"), required=False, initial=True)


class LecturerForm(ActForm):
    pool = NodeField(kind="organisation", label=_("讲师库"), help_text=_("哪个组织的讲师库"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    title = forms.CharField(label=_("身份"), required=False, max_length=120, help_text=_("会公开，例如 高级工程师"))
    topics = forms.CharField(label=_("能讲什么"), required=False, max_length=300, help_text=_("用顿号隔开"))
    introduction = forms.CharField(
        label=_("介绍"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    person = NodeField(
        kind="person", label=_("名册上的人"), required=False, help_text=_("关联后，本人登录就能回复邀请。")
    )


class AnswerForm(ActForm):
    accepts = forms.ChoiceField(
        label=_("答复"), choices=[("yes", _("接受")), ("no", _("婉拒"))], widget=forms.RadioSelect, initial="yes"
    )
    answer = forms.CharField(label=_("附言"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def accepted(self) -> bool:
        return bool(self.cleaned_data["accepts"] == "yes")


class ClassForm(KindForm):
    topic = forms.CharField(label=_("想听什么"), max_length=120, help_text=_("例如 新劳动合同怎么签"))
    wishes = forms.CharField(label=_("说明"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    enterprise = NodeField(kind="enterprise", label=_("替哪家企业点"), required=False)
    organisation = NodeField(
        kind="organisation", label=_("替哪个组织点"), required=False, help_text=_("企业和组织填一个。")
    )
    headcount = forms.IntegerField(label=_("大约多少人"), min_value=1, max_value=LARGEST)
    first_on = DayField(label=_("最早哪天"))
    last_on = DayField(label=_("最晚哪天"))
    minutes = forms.IntegerField(label=_("多少分钟"), min_value=10, max_value=480, initial=60)
    place = NodeField(kind="place", label=_("在哪里"), required=False)
    field_order = ("topic", "kind", "wishes", "enterprise", "organisation")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("enterprise")) == bool(cleaned.get("organisation")) and not self.errors:
            self.add_error("enterprise", _("企业和组织请填一个，也只填一个。"))
        return cleaned


class OfferForm(ActForm):
    organisation = NodeField(kind="organisation-public", label=_("由谁主办"))
    station = NodeField(kind="station", label=_("在哪个站点"), required=False)
    lecturer = NodeField(kind="lecturer", label=_("谁来讲"), required=False)
    starts_at = MomentField(label=_("开始"))
    ends_at = MomentField(label=_("结束"))
    where = forms.CharField(label=_("地点说明"), required=False, max_length=200)
    message = forms.CharField(label=_("附言"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class TalkAnswerForm(AnswerForm):
    activity = forms.ChoiceField(label=_("放在哪一场"), required=False)
    field_order = ("accepts", "activity", "answer")
