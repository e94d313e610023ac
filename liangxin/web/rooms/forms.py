"""The shape of what people enter about rooms and bookings."""

import re
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.venues.choices import Audience, RoomStatus
from liangxin.venues.rules.rooms import ZONE, at_minute
from liangxin.venues.selectors.public_rooms import list_room_functions, list_room_kinds
from liangxin.venues.services.room_bookings import NewBooking
from liangxin.venues.services.rooms import RoomValues
from liangxin.web.shared.forms import DayField, Form
from liangxin.web.shared.picks import NodeField

if TYPE_CHECKING:
    from liangxin.venues.models import Room

CLOCK = re.compile(r"(\d{1,2})[:：点.]?(\d{2})?")
REPEATS = [
    ("", _("不重复")),
    ("FREQ=WEEKLY", _("每周同一天")),
    ("FREQ=WEEKLY;INTERVAL=2", _("每两周")),
    ("FREQ=DAILY", _("每天")),
    ("FREQ=MONTHLY", _("每月同一日")),
    ("LAST", _("每月最后一个同样的星期")),
]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_TIMES = 60


class ClockField(forms.CharField):
    """A time of day: 14:00, 1400, 14点30, 24:00; cleans to minutes since midnight."""

    default_error_messages = {"invalid": _("看不懂这个时间，请写成 14:30。")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "14:00"})
        )
        super().__init__(max_length=8, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        match = CLOCK.fullmatch("".join(text.split()))
        minutes = int(match[1]) * 60 + int(match[2] or 0) if match else -1
        if not 0 <= minutes <= 1440 or (match is not None and int(match[2] or 0) > 59):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return minutes


class SpanForm(Form):
    """A day and a time from–to; a time that ends at or before its start ends the next day only where 24:00 is meant."""

    day = DayField(label=_("日期"))
    start = ClockField(label=_("从"))
    end = ClockField(label=_("到"))

    def during(self) -> TimestamptzRange:
        """The span that was entered."""
        data = self.cleaned_data
        return TimestamptzRange(at_minute(data["day"], data["start"]), at_minute(data["day"], data["end"]))


class BookForm(SpanForm):
    """A booking. key: the same form sent twice makes one booking."""

    headcount = forms.IntegerField(
        label=_("人数"), min_value=1, max_value=9_999, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    purpose = forms.CharField(label=_("用途"), max_length=120, help_text=_("例如 支部主题党日、项目碰头会"))
    organisation = NodeField(
        kind="organisation", label=_("为哪个组织"), required=False, help_text=_("不填就算站点自己用。")
    )
    repeat = forms.ChoiceField(label=_("重复"), choices=REPEATS, required=False)
    times = forms.IntegerField(
        label=_("共几次"), required=False, min_value=2, max_value=MOST_TIMES, help_text=_("重复时填，例如 8")
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, actor: Actor, staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if staff:
            self.fields["organisation"].actor = actor  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("repeat") and not data.get("times") and "times" not in self.errors:
            self.add_error("times", _("请填共几次。"))
        return data

    def booking(self, room: "Room") -> NewBooking:
        """What is asked for."""
        data = self.cleaned_data
        picked = data.get("organisation")
        return NewBooking(
            room_id=room.pk, during=self.during(), headcount=data["headcount"], purpose=data["purpose"],
            organisation_id=int(getattr(picked, "pk", picked)) if picked else None, key=data["key"],
        )  # fmt: skip

    def rrule(self) -> str:
        """The rule of RFC 5545, or ""."""
        repeat, times = self.cleaned_data.get("repeat"), self.cleaned_data.get("times")
        if not repeat:
            return ""
        day: date = self.cleaned_data["day"]
        if repeat == "LAST":
            repeat = f"FREQ=MONTHLY;BYDAY=-1{DAYS[day.weekday()]}"
        return f"{repeat};COUNT={times}"


class MoveForm(SpanForm):
    """Another time for a booking."""


class CancelForm(Form):
    """Giving a booking back."""

    reason = forms.CharField(label=_("原因"), required=False, max_length=200)


class NoteForm(Form):
    """A hand-over note."""

    text = forms.CharField(label=_("交接说明"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
                           help_text=_("例如 投影灯不亮、椅子借走 4 把、已关空调"))  # fmt: skip
    needs_action = forms.BooleanField(label=_("要站点处理"), required=False)


class PhotoForm(Form):
    """A picture of a room."""

    photo = forms.FileField(label=_("照片"), help_text=_("JPEG、PNG 或 WebP。位置等附带信息会去掉；请不要拍到人。"),
                            widget=forms.ClearableFileInput(attrs={"accept": "image/*"}))  # fmt: skip
    caption = forms.CharField(
        label=_("说明"), max_length=100, help_text=_("给看不见照片的人读，例如 长桌、十二把椅子、一面大屏")
    )


class DecideForm(Form):
    """Agreeing or declining. note: the booker reads it."""

    note = forms.CharField(label=_("给预约人的话"), required=False, max_length=200, help_text=_("不同意时必填。"))


class ShutForm(SpanForm):
    """Taking a room out of use, over one day or several."""

    last = DayField(label=_("到哪一天"), required=False, help_text=_("只停一天就不填。"))
    note = forms.CharField(label=_("原因"), max_length=100, help_text=_("会公开，例如 地毯清洗"))
    field_order = ["day", "start", "last", "end", "note"]

    def during(self) -> TimestamptzRange:
        data = self.cleaned_data
        return TimestamptzRange(
            at_minute(data["day"], data["start"]), at_minute(data["last"] or data["day"], data["end"])
        )


class RoomForm(Form):
    """What a room is, and its terms."""

    name = forms.CharField(label=_("房间名称"), max_length=60, help_text=_("例如 共享会议室"))
    kind = forms.ChoiceField(label=_("类型"))
    capacity = forms.IntegerField(label=_("容纳人数"), max_value=9_999)
    functions = forms.MultipleChoiceField(label=_("功能"), required=False, widget=forms.CheckboxSelectMultiple)
    floor = forms.CharField(label=_("楼层"), required=False, max_length=20, help_text=_("例如 3 层"))
    directions = forms.CharField(
        label=_("怎么走"), required=False, max_length=300, help_text=_("从电梯到门口，例如 出电梯左转第二间")
    )
    equipment = forms.CharField(
        label=_("设备"), required=False, max_length=400, help_text=_("用顿号隔开，例如 投影、白板、音响")
    )
    description = forms.CharField(
        label=_("介绍"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_hosted = forms.BooleanField(
        label=_("有主持人接待"), required=False, help_text=_("书记或党员工作室：来的人由主持人接待。")
    )
    audience = forms.ChoiceField(label=_("谁能约"), choices=Audience.choices)
    min_minutes = forms.IntegerField(label=_("最短"), min_value=5, max_value=1_440, help_text=_("分钟"))
    max_minutes = forms.IntegerField(label=_("最长"), min_value=5, max_value=1_440, help_text=_("分钟"))
    lead_minutes = forms.IntegerField(
        label=_("最晚提前"), min_value=0, max_value=100_000, help_text=_("分钟；0 为随时可约")
    )
    ahead_days = forms.IntegerField(label=_("最多提前"), min_value=0, max_value=366, help_text=_("天"))
    buffer_minutes = forms.IntegerField(
        label=_("每次之后留空"), min_value=0, max_value=480, help_text=_("分钟，用来打扫和布置")
    )
    cancel_minutes = forms.IntegerField(
        label=_("取消须提前"), min_value=0, max_value=100_000, help_text=_("分钟；晚于它会记为临时取消")
    )
    quota_minutes = forms.IntegerField(
        label=_("每单位每月最多"), required=False, min_value=1, max_value=100_000, help_text=_("分钟；不填为不限")
    )
    offer_minutes = forms.IntegerField(
        label=_("候补保留"), min_value=0, max_value=1_440, help_text=_("分钟；0 为空出来时通知全部候补，先约先得")
    )
    price_yuan = forms.DecimalField(
        label=_("每小时收费"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        help_text=_("元；不填为免费。只作说明，不在这里收"),
    )
    needs_approval = forms.BooleanField(label=_("预约须站点同意"), required=False)
    opens_on_holidays = forms.BooleanField(label=_("法定节假日照常开放"), required=False)
    status = forms.ChoiceField(label=_("状态"), choices=RoomStatus.choices)
    status_note = forms.CharField(label=_("状态说明"), required=False, max_length=200)
    is_public = forms.BooleanField(label=_("在公开首页显示"), required=False)  # fmt: skip

    def __init__(self, *args: Any, room: "Room | None" = None, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(room)
        super().__init__(*args, **kwargs)
        self.kinds = {str(kind.pk): kind for kind in list_room_kinds()}
        self.uses = {str(use.pk): use for use in list_room_functions()}
        self.fields["kind"].choices = [(pk, kind.name) for pk, kind in self.kinds.items()]  # type: ignore[attr-defined]
        self.fields["functions"].choices = [(pk, use.name) for pk, use in self.uses.items()]  # type: ignore[attr-defined]

    def values(self) -> RoomValues:
        """What was entered."""
        data = dict(self.cleaned_data)
        yuan = data.pop("price_yuan")
        equipment = tuple(
            part.strip()[:30] for part in re.split(r"[、,，;；\n]+", data.pop("equipment")) if part.strip()
        )
        return RoomValues(
            **{
                **data, "kind": self.kinds[data["kind"]], "equipment": equipment,
                "functions": tuple(self.uses[pk] for pk in data["functions"]), "price_fen": int((yuan or 0) * 100),
            }
        )  # fmt: skip


PLAIN = (
    "name", "capacity", "floor", "directions", "description", "is_hosted", "audience", "min_minutes", "max_minutes",
    "lead_minutes", "ahead_days", "buffer_minutes", "cancel_minutes", "quota_minutes", "offer_minutes",
    "needs_approval", "opens_on_holidays", "status", "status_note", "is_public",
)  # fmt: skip


def _initial(room: "Room | None") -> dict[str, Any]:
    usual = {field.name: field.default for field in fields(RoomValues)} | {"name": "", "capacity": 12}
    initial: dict[str, Any] = {name: usual[name] if room is None else getattr(room, name) for name in PLAIN}
    if room is not None:
        initial |= {
            "kind": str(room.kind_id), "equipment": "、".join(room.equipment),
            "functions": [str(use.pk) for use in room.functions.all()],
            "price_yuan": room.price_fen / 100 if room.price_fen else None,
        }  # fmt: skip
    return initial


def asked_span(given: str, until: str = "", minutes: int = 60) -> tuple[datetime, datetime] | None:
    """The span of ?start=2026-11-24T14:00&end=…, or None for what is none."""
    try:
        start = datetime.strptime(given[:16], "%Y-%m-%dT%H:%M").replace(tzinfo=ZONE)
        end = datetime.strptime(until[:16], "%Y-%m-%dT%H:%M").replace(tzinfo=ZONE) if until else None
    except ValueError:
        return None
    return start, end if end is not None and end > start else start + timedelta(minutes=minutes)


def span_initial(start: datetime, end: datetime) -> dict[str, Any]:
    """A span as a SpanForm shows it."""
    start, end = timezone.localtime(start, ZONE), timezone.localtime(end, ZONE)
    whole = end.date() != start.date() and not (end.hour or end.minute)
    return {"day": start.date(), "start": f"{start:%H:%M}", "end": "24:00" if whole else f"{end:%H:%M}"}
