"""Planning an activity: one form for what is said of it, and rows for its parts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import formset_factory
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.activities.choices import Category, EligibilityKind, QuestionKind, Shape
from liangxin.activities.selectors.activities import list_kinds
from liangxin.activities.services.planning import (
    ActivityValues,
    ContingentValues,
    EligibilityValues,
    QuestionValues,
    SessionValues,
    StopValues,
    values_of,
)
from liangxin.web.activities.forms import LARGEST, ActForm, MomentField
from liangxin.web.shared.forms import Form
from liangxin.web.shared.picks import NodeField

if TYPE_CHECKING:
    from liangxin.activities.models import Activity

OFFERS = [
    (0, _("有空位就直接给")), (30, _("留 30 分钟，过时给下一位")), (120, _("留 2 小时，过时给下一位")),
    (720, _("留 12 小时，过时给下一位")), (1440, _("留一天，过时给下一位")),
]  # fmt: skip
GROUPS: Sequence[tuple[object, Sequence[str], bool]] = (
    (_("是什么"), ("kind", "title", "summary", "shape"), True),
    (_("什么时候、在哪里"), ("starts_at", "ends_at", "station", "room", "place", "where"), True),
    (_("谁主办"), ("organiser", "host"), True),
    (_("报名"), ("capacity", "opens_at", "closes_at", "is_public", "has_waiting_list"), True),
    (_("更多报名设置"), ("cancel_until", "late_until", "offer_minutes", "visitor_list"), False),
)


class PlanForm(ActForm):
    """What is said of an activity."""

    kind = forms.ChoiceField(label=_("类型"))
    title = forms.CharField(
        label=_("名称"), max_length=120, help_text=_("报名的人第一眼看到的，例如 午间一小时：怎么看懂体检报告")
    )
    summary = forms.CharField(
        label=_("介绍"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("会公开：讲什么，谁来讲，要带什么。"),
    )  # fmt: skip
    shape = forms.ChoiceField(label=_("形式"), choices=Shape.choices, initial=Shape.SINGLE)
    starts_at = MomentField(label=_("开始"))
    ends_at = MomentField(label=_("结束"))
    station = NodeField(kind="station", label=_("站点"), required=False)
    room = NodeField(
        kind="activity-room", label=_("场地"), required=False,
        help_text=_("站点的房间；保存时一并订好，有冲突会说明并给出别的选择。"),
    )  # fmt: skip
    place = NodeField(kind="place", label=_("场所"), required=False, help_text=_("不在站点办时填楼宇或园区。"))
    where = forms.CharField(label=_("地点说明"), required=False, max_length=200, help_text=_("例如 A 座 3 楼报告厅"))
    organiser = NodeField(kind="organisation-public", label=_("主办"))
    host = NodeField(
        kind="enterprise", label=_("接待企业"), required=False, help_text=_("走访参观才填；可按约定给它入厂名单。")
    )
    capacity = forms.IntegerField(
        label=_("总名额"), required=False, min_value=1, max_value=LARGEST, help_text=_("留空则不限；分了类的可以留空，按各类合计。")
    )  # fmt: skip
    opens_at = MomentField(label=_("报名开始"), required=False, help_text=_("留空则发布后就能报。"))
    closes_at = MomentField(label=_("报名截止"), required=False, help_text=_("留空则到活动开始为止。"))
    cancel_until = MomentField(
        label=_("最晚取消"), required=False, help_text=_("之后取消会记一笔“临近取消”，只给主办方看，不计分。")
    )
    late_until = MomentField(label=_("补报名到"), required=False, help_text=_("截止后还有空位时，补报名到什么时候。"))
    has_waiting_list = forms.BooleanField(label=_("满了可以候补"), required=False, initial=True)
    offer_minutes = forms.TypedChoiceField(
        label=_("候补怎么递补"), choices=OFFERS, coerce=int, required=False, empty_value="0"
    )
    is_public = forms.BooleanField(label=_("在公开首页显示"), required=False, initial=True)
    visitor_list = forms.BooleanField(label=_("要给接待企业一份来访名单"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.kinds = {str(one.pk): one for one in list_kinds(usable=True)}
        self.fields["kind"].choices = [("", "—"), *((key, one.name) for key, one in self.kinds.items())]  # type: ignore[attr-defined]

    def groups(self) -> list[dict[str, Any]]:
        """The fields as the page shows them: title, fields, whether open at once."""
        return [
            {"title": title, "fields": [self[name] for name in names], "open": shown or any(self[name].errors for name in names)}
            for title, names, shown in GROUPS
        ]  # fmt: skip


class ContingentRow(Form):
    name = forms.CharField(label=_("名额类别"), required=False, max_length=40)
    capacity = forms.IntegerField(label=_("几个"), required=False, min_value=1, max_value=LARGEST)
    category = forms.ChoiceField(label=_("给谁"), choices=Category.choices, required=False)


class QuestionRow(Form):
    text = forms.CharField(label=_("问题"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("怎么答"), choices=QuestionKind.choices, required=False)
    choices = forms.CharField(label=_("选项"), required=False, max_length=400, help_text=_("单选才填，用顿号隔开"))
    is_required = forms.BooleanField(label=_("必答"), required=False)


class EligibilityRow(Form):
    kind = forms.ChoiceField(label=_("谁可以报"), choices=[("", "—"), *EligibilityKind.choices], required=False)
    organisation = NodeField(kind="organisation-public", label=_("组织"), required=False)
    enterprise = NodeField(kind="enterprise", label=_("企业"), required=False)
    place = NodeField(kind="place", label=_("场所"), required=False)
    category = forms.ChoiceField(label=_("哪类人"), choices=[("", "—"), *Category.choices], required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organisation", "enterprise", "place"):
            self.fields[name].actor = actor  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if kind and not cleaned.get(kind) and kind not in self.errors:
            self.add_error(kind, _("请选一个。"))
        return cleaned


class SessionRow(Form):
    title = forms.CharField(label=_("第几次、讲什么"), required=False, max_length=120)
    starts_at = MomentField(label=_("开始"), required=False)
    ends_at = MomentField(label=_("结束"), required=False)
    where = forms.CharField(label=_("地点"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("starts_at")) != bool(cleaned.get("ends_at")):
            raise forms.ValidationError(_("请把开始和结束都填上。"))
        return cleaned


class StopRow(Form):
    name = forms.CharField(label=_("站名"), required=False, max_length=120)
    arrives_at = MomentField(label=_("到达"), required=False)
    minutes = forms.IntegerField(label=_("停留分钟"), required=False, min_value=1, max_value=1440)
    note = forms.CharField(label=_("说明"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("name")) != bool(cleaned.get("arrives_at")):
            raise forms.ValidationError(_("请把站名和到达时间都填上。"))
        return cleaned


PARTS: dict[str, tuple[Any, object, object]] = {
    "contingents": (formset_factory(ContingentRow, extra=3), _("名额分类"), _("例如 会员 20、居民 10、助手 2；各类各自计数。")),
    "eligibilities": (formset_factory(EligibilityRow, extra=2), _("谁可以报"), _("满足其中一条就能报；一条也不写就是人人可报。")),
    "questions": (formset_factory(QuestionRow, extra=3), _("报名时问什么"), _("只问办活动用得着的；不问身份证号和住址。")),
    "sessions": (formset_factory(SessionRow, extra=4), _("多次活动的每一次"), _("形式选“多次”时填。")),
    "stops": (formset_factory(StopRow, extra=4), _("多站活动的每一站"), _("形式选“多站”时填。")),
}  # fmt: skip


class Plan:
    """The form and its rows, filled from a request or an activity."""

    def __init__(
        self, data: Any, *, actor: Actor, initial: dict[str, Any], rows: dict[str, list[dict[str, Any]]]
    ) -> None:
        self.form = PlanForm(data, actor=actor, initial=initial)
        self.parts: dict[str, Any] = {}
        for name, (factory, _title, _words) in PARTS.items():
            kwargs = {"actor": actor} if name == "eligibilities" else {}
            bound = data if data is not None and f"{name}-TOTAL_FORMS" in data else None
            self.parts[name] = factory(bound, prefix=name, initial=rows.get(name, []), form_kwargs=kwargs)

    def is_valid(self) -> bool:
        fine = self.form.is_valid()
        for part in self.parts.values():
            fine = (not part.is_bound or part.is_valid()) and fine
        return fine

    def shown(self) -> list[dict[str, Any]]:
        """The parts as the page shows them: open where something stands in them."""
        return [
            {
                "name": name, "title": PARTS[name][1], "words": PARTS[name][2], "set": part,
                "open": bool(part.initial) or (part.is_bound and any(row.has_changed() for row in part)),
            }
            for name, part in self.parts.items()
        ]  # fmt: skip

    def values(self, *, activity: "Activity | None" = None) -> ActivityValues:
        """What was entered, as the service takes it."""
        given = self.form.cleaned_data
        plain = ("title", "summary", "shape", "starts_at", "ends_at", "station", "place", "where", "organiser", "host",
                 "capacity", "opens_at", "closes_at", "cancel_until", "late_until", "has_waiting_list", "is_public",
                 "visitor_list")  # fmt: skip
        room = given["room"]
        station = given["station"] or (room.station if room is not None else None)
        return ActivityValues(
            **{**{name: given[name] for name in plain}, "station": station}, kind=self.form.kinds[given["kind"]],
            room_id=room.pk if room is not None else None, offer_minutes=int(given["offer_minutes"] or 0),
            series=activity.series if activity is not None else None,
            campaign=activity.campaign if activity is not None else None, contingents=self._contingents(),
            questions=self._questions(), eligibilities=self._eligibilities(),
            sessions=[
                SessionValues(starts_at=row["starts_at"], ends_at=row["ends_at"], title=row["title"], where=row["where"])
                for row in self._rows("sessions") if row.get("starts_at")
            ],
            stops=[
                StopValues(name=row["name"], arrives_at=row["arrives_at"], minutes=row["minutes"] or 30, note=row["note"])
                for row in self._rows("stops") if row.get("name")
            ],
        )  # fmt: skip

    def _rows(self, name: str) -> list[dict[str, Any]]:
        part = self.parts[name]
        return [row.cleaned_data for row in part if row.cleaned_data] if part.is_bound else []

    def _contingents(self) -> list[ContingentValues]:
        return [
            ContingentValues(name=row["name"], capacity=row["capacity"], category=row["category"] or Category.ANYBODY)
            for row in self._rows("contingents") if row.get("name") and row.get("capacity")
        ]  # fmt: skip

    def _questions(self) -> list[QuestionValues]:
        found = []
        for row in self._rows("questions"):
            if row.get("text"):
                choices = tuple(part.strip() for part in row["choices"].replace("，", "、").split("、") if part.strip())
                kind = row["kind"] or QuestionKind.TEXT
                found.append(
                    QuestionValues(text=row["text"], kind=kind, choices=choices, is_required=row["is_required"])
                )
        return found

    def _eligibilities(self) -> list[EligibilityValues]:
        found = []
        for row in self._rows("eligibilities"):
            kind = row.get("kind")
            if kind == EligibilityKind.CATEGORY:
                found.append(EligibilityValues(kind=kind, category=row["category"]))
            elif kind:
                found.append(EligibilityValues(kind=kind, node=row[kind].node))
        return found


def initial_of(activity: "Activity") -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """What the form and its rows are filled with for an existing draft."""
    values = values_of(activity)
    plain = ("title", "summary", "shape", "starts_at", "ends_at", "where", "capacity", "opens_at", "closes_at",
             "cancel_until", "late_until", "has_waiting_list", "offer_minutes", "is_public", "visitor_list")  # fmt: skip
    initial = {name: getattr(values, name) for name in plain} | {
        "kind": str(activity.kind_id), "organiser": activity.organiser_id, "station": activity.station_id,
        "place": activity.place_id, "host": activity.host_id, "room": values.room_id,
    }  # fmt: skip
    rows = {
        "contingents": [vars(one) for one in values.contingents],
        "questions": [{**vars(one), "choices": "、".join(one.choices)} for one in values.questions],
        "eligibilities": [
            {"kind": one.kind, "category": one.category, **({one.kind: one.node.pk} if one.node is not None else {})}
            for one in values.eligibilities
        ],
        "sessions": [vars(one) for one in values.sessions],
        "stops": [vars(one) for one in values.stops],
    }
    return initial, rows


def own_ground(actor: Actor) -> dict[str, Any]:
    """Under an organisation's grant it organises; under a station's or place's grant it is held there."""
    field = {Anchor.ORGANISATION: "organiser", Anchor.STATION: "station", Anchor.PLACE: "place"}.get(actor.anchor)
    return {field: actor.node_id} if field else {}
