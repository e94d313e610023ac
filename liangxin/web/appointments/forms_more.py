"""The shape of what people enter about projects, ceremonies and standards."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.venues.choices import LineState, Weekday
from liangxin.venues.selectors.ceremonies import guides_of, halls_of
from liangxin.venues.selectors.checklists import list_templates
from liangxin.venues.selectors.materials import list_project_categories
from liangxin.venues.services.ceremonies import GuideValues, PackageValues
from liangxin.venues.services.checklists import LineValues, StateValues
from liangxin.venues.services.projects import ProjectValues
from liangxin.web.appointments.forms import ClockField, lines_of_text, moment
from liangxin.web.shared.forms import DayField, Form
from liangxin.web.shared.picks import NodeField

if TYPE_CHECKING:
    from liangxin.people.models import Person
    from liangxin.venues.models import CeremonyPackage, ChecklistState, Guide, ProjectItem, Station


class ProjectForm(Form):
    """A project of the list for organisational life."""

    name = forms.CharField(label=_("名称"), max_length=80)
    category = forms.ChoiceField(label=_("类别"))
    themes = forms.CharField(
        label=_("主题"), required=False, max_length=200, help_text=_("用逗号隔开，例如 学习，午间")
    )
    summary = forms.CharField(label=_("一句话说明"), required=False, max_length=200)
    description = forms.CharField(label=_("详细说明"), required=False, widget=lines_of_text(4), max_length=2_000)
    minutes = forms.IntegerField(label=_("时长"), initial=90, help_text=_("分钟"))
    most_people = forms.IntegerField(label=_("最多几人"), initial=40)
    lead_days = forms.IntegerField(label=_("提前几天预订"), initial=3, min_value=0)
    is_active = forms.BooleanField(label=_("接受预订"), required=False, initial=True)

    def __init__(self, *args: Any, project: "ProjectItem | None" = None, themes: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {one.code: one for one in list_project_categories()}
        self.fields["category"].choices = [(code, one.name) for code, one in self.by_code.items()]  # type: ignore[attr-defined]
        if project is not None:
            self.initial.update(
                {name: getattr(project, name) for name in self.fields if name not in ("category", "themes")}
            )
            self.initial.update({"category": project.category.code, "themes": "，".join(themes)})

    def values(self) -> ProjectValues:
        given = dict(self.cleaned_data)
        given["category"] = self.by_code[given["category"]]
        given["themes"] = tuple(re.split(r"[,，、;；]", given["themes"]))
        return ProjectValues(**given)


class OrderForm(Form):
    """A branch orders a project, or a ceremony."""

    organisation = NodeField(kind="organisation", label=_("哪个组织"))
    day = DayField(label=_("哪天"))
    at = ClockField(label=_("几点开始"))
    headcount = forms.IntegerField(label=_("人数"), min_value=1)
    wish = forms.CharField(label=_("还想说明"), required=False, max_length=300, widget=lines_of_text(2))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].actor = actor  # type: ignore[attr-defined]
        if actor.anchor == Anchor.ORGANISATION:
            self.initial.setdefault("organisation", actor.node_id)

    def starts_at(self) -> datetime:
        return moment(self.cleaned_data["day"], self.cleaned_data["at"])


class CeremonyForm(OrderForm):
    """A package with its hall and a guide."""

    guide = forms.ChoiceField(label=_("特约领管人"), required=False)

    def __init__(self, *args: Any, package: "CeremonyPackage", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guides = {str(one.pk): one for one in guides_of(package=package)[:200]}
        days = {str(day.value): str(day.label) for day in Weekday}
        self.fields["guide"].choices = [  # type: ignore[attr-defined]
            ("", _("不用讲解")),
            *(
                (pk, f"{one.title}（{'、'.join(days[each] for each in one.weekdays)}）")
                for pk, one in self.guides.items()
            ),
        ]


class PackageForm(Form):
    """A package of the hall."""

    name = forms.CharField(label=_("名称"), max_length=60)
    content = forms.CharField(label=_("内容"), required=False, widget=lines_of_text(4), help_text=_("一行一项"))
    minutes = forms.IntegerField(label=_("时长"), initial=60, help_text=_("分钟"))
    most_people = forms.IntegerField(label=_("最多几人"), initial=60)
    position = forms.IntegerField(label=_("排在第几"), initial=100, min_value=1)
    room = forms.ChoiceField(label=_("在哪个礼堂"), required=False, help_text=_("指定后才能预订"))
    is_active = forms.BooleanField(label=_("接受预订"), required=False, initial=True)

    def __init__(self, *args: Any, station: "Station", package: "CeremonyPackage | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {str(one.pk): one for one in halls_of(station=station)[:200]}
        choices = [("", "—"), *((pk, one.name) for pk, one in self.rooms.items())]
        self.fields["room"].choices = choices  # type: ignore[attr-defined]
        if package is not None:
            self.initial.update({name: getattr(package, name) for name in self.fields if name != "room"})
            self.initial["room"] = str(package.room_id or "")

    def values(self) -> PackageValues:
        given = dict(self.cleaned_data)
        given["room"] = self.rooms.get(given["room"])
        return PackageValues(**given)


class GuideForm(Form):
    """Someone on the roster of guides."""

    title = forms.CharField(label=_("公开的称呼"), max_length=60, help_text=_("例如 特约领管人（老兵）；姓名不公开"))
    person = NodeField(kind="person", label=_("名册里的人"), required=False)
    languages = forms.CharField(label=_("语言"), required=False, max_length=60)
    weekdays = forms.MultipleChoiceField(
        label=_("星期几能来"), choices=Weekday.choices, widget=forms.CheckboxSelectMultiple
    )
    is_active = forms.BooleanField(label=_("在名单上"), required=False, initial=True)

    def __init__(self, *args: Any, actor: Actor, guide: "Guide | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].actor = actor  # type: ignore[attr-defined]
        self.initial["weekdays"] = list("1234567")
        if guide is not None:
            self.initial.update({"title": guide.title, "languages": guide.languages, "is_active": guide.is_active})
            self.initial.update({"weekdays": list(guide.weekdays), "person": guide.person_id})

    def values(self, person: "Person | None") -> GuideValues:
        return GuideValues(
            **{**self.cleaned_data, "person": person, "weekdays": "".join(self.cleaned_data["weekdays"])}
        )


class StateForm(Form):
    """How a point stands."""

    name = forms.CharField(label=_("在本站叫什么"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("情况"), choices=LineState.choices, widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("依据"),
        required=False,
        max_length=300,
        widget=lines_of_text(2),
        help_text=_("在几楼、编号多少、看过什么"),
    )
    checked_on = DayField(label=_("核对日期"), required=False)
    expires_on = DayField(label=_("到哪天要重新核对"), required=False, help_text=_("留空则按模板的期限"))
    remedy = forms.CharField(label=_("要做什么"), required=False, max_length=200)
    remedy_due = DayField(label=_("做到哪天"), required=False)

    def __init__(self, *args: Any, there: "ChecklistState | None" = None, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("checked_on", timezone.localdate())
        self.fields["name"].required = own
        if there is not None:
            self.initial.update({name: getattr(there, name) for name in self.fields})

    def values(self) -> StateValues:
        return StateValues(**self.cleaned_data)


class HoldForm(Form):
    """Against which template a station is held."""

    template = forms.ChoiceField(label=_("模板"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(one.pk): one for one in list_templates()}
        self.fields["template"].choices = [(pk, one.name) for pk, one in self.by_pk.items()]  # type: ignore[attr-defined]


class TemplateForm(Form):
    """A template and its points: one a line, as “组：名称”, both may be empty."""

    name = forms.CharField(label=_("名称"), max_length=60)
    description = forms.CharField(label=_("说明"), required=False, max_length=300, widget=lines_of_text(2))
    own_lines = forms.BooleanField(label=_("站点可以自加项目"), required=False)
    valid_months = forms.IntegerField(
        label=_("核对管多久"), required=False, min_value=1, max_value=120, help_text=_("月；留空则一直有效")
    )
    lines = forms.CharField(
        label=_("各项"), widget=lines_of_text(9),
        help_text=_("一行一项，写成“组：名称”。没有名称的只写“组：”，不编名字。"),
    )  # fmt: skip

    def points(self) -> tuple[LineValues, ...]:
        """Each line as a point: “组：名称”, “组：”, or “名称”."""
        found = []
        for line in self.cleaned_data["lines"].splitlines():
            group, colon, name = line.strip().replace(":", "：").partition("：")
            if not line.strip():
                continue
            words = {"group": group, "name": name} if colon else {"name": group}
            found.append(LineValues(valid_months=self.cleaned_data["valid_months"], **words))
        return tuple(found)
