"""The organisations of the demo world: two fictional districts, with acts, leads, alliances and posts."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.core.errors import NotFound
from liangxin.organisations.choices import RecognitionLevel, TagGroup
from liangxin.organisations.demo_posts import seat_leaders
from liangxin.organisations.models import Organisation
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.organisations.services.acts import change_type, rename_organisation
from liangxin.organisations.services.founding import NewOrganisation, found_organisations
from liangxin.organisations.services.links import (
    add_lead,
    award_recognition_within,
    create_tag,
    join_alliance,
    link_tag,
    set_tags,
)
from liangxin.organisations.services.recording import Act
from liangxin.rulebook.selectors import get_industry

if TYPE_CHECKING:
    from liangxin.places.models import Place
    from liangxin.rulebook.models import Industry

DEMO_FILE = Path(__file__).resolve().parent / "data" / "demo.toml"
BONDED = {"seed": 169, "small": 15}  # organisations in the bonded area, the comprehensive committee among them
FINANCE_FIRMS = {"seed": 16, "small": 3}
TOWERS = {"seed": 30, "small": 6}
PARKS = {"seed": 40, "small": 4}
TERM_YEARS = {"committee": 5, "comprehensive_committee": 5, "industry_hub": 5, "social_work_committee": 5}
PARTY = {
    "social_work_committee", "comprehensive_committee", "industry_hub", "committee", "general_branch",
    "joint_general_branch", "territorial", "branch", "joint_branch", "project_branch",
}  # fmt: skip


@dataclass
class Sowing:
    """One loading of the demo organisations."""

    world: World
    data: dict[str, Any] = field(default_factory=dict)

    def place(self, key: str) -> "Place":
        return cast("Place", self.world.things[f"place:{key}"])

    def places(self, key: str) -> "list[Place]":
        return cast("list[Place]", self.world.things[f"place:{key}"])

    def industry(self, code: str) -> "Industry | None":
        try:
            return get_industry(code=code)
        except NotFound:
            return None

    def day(self, first: date, last: date | None = None) -> date:
        """A working-like day between two days."""
        last = last or self.world.today - timedelta(days=30)
        return first + timedelta(days=self.world.random.randrange(max(1, (last - first).days)))

    def new(
        self,
        type: str,
        name: str,
        parent: Organisation | None,
        opened: date,
        place: "Place | None" = None,
        **values: Any,
    ) -> NewOrganisation:
        """What to found, with a term for party bodies."""
        if type in PARTY and "term_starts_on" not in values:
            values |= self._term(type, opened)
        values.setdefault("telephone", f"0310-{self.world.random.randrange(60_000_000, 69_999_999)}")
        return NewOrganisation(name=name, type=type, parent=parent, opened=opened, home_place=place, **values)

    def _term(self, type: str, opened: date) -> dict[str, date]:
        """Terms since the founding; now and then one that ends soon or is over."""
        years, today = TERM_YEARS.get(type, 3), self.world.today
        start = opened
        while start.replace(year=start.year + years, day=min(start.day, 28)) <= today:
            start = start.replace(year=start.year + years, day=min(start.day, 28))
        chance = self.world.random.random()
        if chance < 0.04 and start > opened:  # the next election is late
            back = today - timedelta(days=self.world.random.randrange(5, 60))
            return {"term_starts_on": back.replace(year=back.year - years, day=min(back.day, 28)), "term_ends_on": back}
        end = start.replace(year=start.year + years, day=min(start.day, 28)) - timedelta(days=1)
        return {"term_starts_on": start, "term_ends_on": end}

    def found(self, *news: NewOrganisation) -> list[Organisation]:
        return found_organisations(actor=SYSTEM, news=news, now=self.world.now)

    def note(self, key: str, made: Organisation) -> Organisation:
        self.world.things[f"organisation:{key}"] = made
        return made

    def act(self, effective: date, reason: str, number: str = "") -> Act:
        return Act(effective=effective, reason=reason, document_number=number)


def seed(world: World) -> None:
    """Found the demo organisations; keys are noted in `world.things`."""
    sowing = Sowing(world, tomllib.loads(DEMO_FILE.read_text("utf-8")))
    bingang = _root(sowing, "bingang")
    for key in ("finance", "science", "bonded", "newcoast"):
        plan = sowing.data[key]
        [made] = sowing.found(
            sowing.new(
                "comprehensive_committee", plan["name"], bingang, plan["opened"], sowing.place(key), strand="regional",
                document_number=f"滨社〔{plan['opened'].year}〕{world.random.randrange(3, 60)}号",
            )
        )  # fmt: skip
        sowing.note(key, made)
    _finance(sowing, cast(Organisation, world.things["organisation:finance"]))
    _science(sowing, cast(Organisation, world.things["organisation:science"]))
    _bonded(sowing, cast(Organisation, world.things["organisation:bonded"]))
    _newcoast(sowing, cast(Organisation, world.things["organisation:newcoast"]))
    _linjiang(sowing)
    _titles_and_tags(sowing)
    seat_leaders(world)


def _root(sowing: Sowing, key: str) -> Organisation:
    plan = sowing.data[key]
    [made] = sowing.found(
        sowing.new(
            "social_work_committee", plan["old_name"], None, plan["opened"], sowing.place(key), strand="regional"
        )
    )
    rename_organisation(
        actor=SYSTEM, organisation=made, name=plan["name"], now=sowing.world.now,
        act=sowing.act(plan["renamed"], "机构改革，组建社会工作部", f"〔2024〕{sowing.world.random.randrange(1, 20)}号"),
    )  # fmt: skip
    made = get_organisation(actor=SYSTEM, organisation_id=made.pk)
    bodies = sowing.found(
        *(
            sowing.new(type_, name, made, sowing.day(plan["opened"], date(2018, 1, 1)), link_note=tie)
            for type_, name, tie in plan["beside"]
        )
    )
    sowing.world.things[f"organisation:{key}_beside"] = bodies
    return sowing.note(key, made)


def _finance(sowing: Sowing, area: Organisation) -> None:
    towers, scale, opened = sowing.places("towers"), sowing.world.scale, area.node.during.lower
    qihang = towers[6]
    chosen = [tower for tower in towers[: TOWERS[scale]] if tower is not qihang]
    news = [
        sowing.new(
            "joint_branch", f"{tower.node.name}联合党支部", area, sowing.day(opened), tower, strand="regional",
            establishment_mode="joint", unit_relation="joint",
        )
        for tower in chosen
        if tower.node.name != "望潮中心"
    ]  # fmt: skip
    firms = sowing.data["finance"]["firms"][: FINANCE_FIRMS[scale]]
    news += [
        sowing.new(
            "branch", f"{firm}党支部", area, sowing.day(opened), sowing.world.random.choice(towers),
            strand="non_public", establishment_mode="separate", unit_relation="legal_unit", industry=sowing.industry("J"),
        )
        for firm in firms
    ]  # fmt: skip
    sowing.world.things["organisation:finance_branches"] = sowing.found(*news)
    [operator, general, branch] = sowing.found(
        sowing.new("general_branch", "启航楼运营公司党总支", area, date(2015, 4, 2), qihang, strand="unit"),
        sowing.new("general_branch", "望潮中心党总支", area, date(2016, 9, 1), towers[12], strand="regional"),
        sowing.new(
            "branch", "启航楼党支部", area, date(2021, 5, 30), qihang, strand="regional", establishment_mode="territorial",
            term_starts_on=date(2024, 3, 12), term_ends_on=date(2027, 3, 11),
        ),
    )  # fmt: skip
    sowing.found(
        *(
            sowing.new(
                "branch", f"望潮中心第{number}党支部", general, date(2016, 10, 12), towers[12], strand="regional"
            )
            for number in "一二三"
        )
    )
    change_type(
        actor=SYSTEM, organisation=branch, type="joint_branch", name="启航楼联合党支部", establishment_mode="joint",
        now=sowing.world.now, act=sowing.act(date(2024, 3, 12), "启航楼4家企业联合组建", "滨综〔2024〕8号"),
    )  # fmt: skip
    branch = sowing.note("qihang", get_organisation(actor=SYSTEM, organisation_id=branch.pk))
    add_lead(
        actor=SYSTEM, organisation=branch, lead=operator, start=date(2024, 3, 12), note="共同指导", now=sowing.world.now
    )


def _science(sowing: Sowing, area: Organisation) -> None:
    sites = {site.node.name: site for site in sowing.places("science_sites")}
    research, island = sites["知行研发楼"], sites["人工智能岛"]
    camp_site, maker = sites["初光众创营"], sites["砺石创客工场"]
    made = sowing.found(
        sowing.new("joint_general_branch", "人工智能岛联合党总支", area, date(2019, 10, 18), island,
                   strand="regional", establishment_mode="joint", unit_relation="joint", industry=sowing.industry("I")),
        sowing.new("joint_branch", "澄海国际创新港联合党支部", area, date(2020, 6, 9), sites["澄海国际"],
                   strand="regional", establishment_mode="joint", unit_relation="joint"),
        sowing.new("general_branch", "初光创业营党总支", area, date(2015, 8, 5), camp_site, strand="regional",
                   establishment_mode="territorial"),
        sowing.new("branch", "听潮科技党支部", area, date(2013, 9, 12), research, strand="non_public",
                   establishment_mode="separate", unit_relation="legal_unit", industry=sowing.industry("I")),
        sowing.new("branch", "拾趣文化党支部", area, date(2016, 5, 20), research, strand="non_public",
                   establishment_mode="separate", unit_relation="legal_unit", industry=sowing.industry("I")),
        sowing.new("general_branch", "奥宸科技党总支", area, date(2013, 7, 1), sites["澄海芯片园"], strand="unit",
                   establishment_mode="separate", unit_relation="legal_unit", industry=sowing.industry("C")),
        sowing.new("branch", "书阁文学党支部", area, date(2017, 3, 28), research, strand="non_public",
                   establishment_mode="separate", unit_relation="legal_unit", industry=sowing.industry("R")),
        sowing.new("territorial", "见微孵化器区域党支部", area, date(2018, 4, 16), sites["见微孵化器"],
                   strand="regional", establishment_mode="territorial"),
        sowing.new("territorial", "砺石创客工场区域党支部", area, date(2019, 1, 22), maker, strand="regional",
                   establishment_mode="territorial"),
        sowing.new("women_federation", "科学城科技馆妇联", area, date(2021, 3, 8), sites["科学城创业园"]),
        sowing.new("alliance", "科学城芯片产业党建联盟", area, date(2022, 11, 18), sites["澄海芯片园"], strand="industry"),
    )  # fmt: skip
    ai_island, joint, camp, internet, culture, aochen, literature, *rest = made
    below = sowing.found(
        *(
            sowing.new("branch", f"人工智能岛第{number}党支部", ai_island, date(2019, 11, 8), island, strand="regional")
            for number in "一二三"
        ),
        sowing.new("branch", "查微智能科技党支部", camp, date(2018, 9, 27), camp_site, strand="non_public",
                   establishment_mode="separate", unit_relation="legal_unit"),
        sowing.new("joint_branch", "初光创业营联合党支部", camp, date(2016, 2, 26), camp_site, strand="regional",
                   establishment_mode="joint", unit_relation="joint"),
        sowing.new("project_branch", "海外工程项目党支部", aochen, date(2017, 11, 6), None, strand="unit",
                   establishment_mode="separate", is_overseas=True, country="白俄罗斯", time_zone="Europe/Minsk",
                   description="中外合作产业园工程项目上的党支部。"),
    )  # fmt: skip
    for organisation, plan in (
        (internet, (("general_branch", "听潮科技党总支", date(2016, 6, 28)), ("committee", "听潮科技党委", date(2019, 7, 1)))),
        (culture, (("general_branch", "拾趣文化党总支", date(2018, 1, 15)), ("committee", "拾趣文化党委", date(2019, 11, 5)))),
    ):  # fmt: skip
        for type_, name, day in plan:
            change_type(
                actor=SYSTEM, organisation=organisation, type=type_, name=name, now=sowing.world.now,
                act=sowing.act(day, "党员人数增加，经批准升格", f"滨综科〔{day.year}〕{day.month + day.day}号"),
            )  # fmt: skip
    join_alliance(
        actor=SYSTEM, alliance=rest[-1], members=[each.node for each in (aochen, ai_island, joint, camp)],
        start=date(2022, 11, 18), now=sowing.world.now,
    )  # fmt: skip
    keys = {
        "ai_island": ai_island, "joint_branch": joint, "startup_camp": camp, "internet": internet, "culture": culture,
        "aochen": aochen, "literature": literature, "startup_branch": below[3], "overseas": below[5],
        "women": rest[2], "chip_alliance": rest[3],
    }  # fmt: skip
    for key, organisation in keys.items():
        sowing.note(key, get_organisation(actor=SYSTEM, organisation_id=organisation.pk))


def _bonded(sowing: Sowing, area: Organisation) -> None:
    """169 at seed scale: the committee, four hubs, territorial and joint ones at the sites, branches of firms."""
    plan, total = sowing.data["bonded"], BONDED[sowing.world.scale]
    sites, opened = sowing.places("bonded_sites"), area.node.during.lower
    hubs = sowing.found(
        *(
            sowing.new(
                "industry_hub", name, area, date(2015, 3, 12) + timedelta(days=40 * number), sowing.place("bonded"),
                strand="industry", establishment_mode="industry", industry=sowing.industry(code),
            )
            for number, (name, code, _short) in enumerate(plan["hubs"])
        )
    )  # fmt: skip
    sowing.world.things["organisation:hubs"] = hubs
    for (_name, _code, key), hub in zip(plan["hubs"], hubs, strict=True):
        sowing.note(f"hub_{key}", hub)
    news = [
        sowing.new(
            "joint_branch" if site.kind.code == "tower" else "territorial",
            f"{site.node.name}{'联合' if site.kind.code == 'tower' else '区域'}党支部", area, sowing.day(opened), site,
            strand="regional", establishment_mode="joint" if site.kind.code == "tower" else "territorial",
            unit_relation="joint",
        )
        for site in sites[: min(len(sites), (total - 5) // 3)]
    ]  # fmt: skip
    codes = [code for _name, code, _short in plan["hubs"]]
    for number in range(total - 1 - len(hubs) - len(news)):
        hub, code = hubs[number % 4], codes[number % 4]
        stem = plan["stems"][number // 4 % len(plan["stems"])]
        line = plan["lines"][code][number // (4 * len(plan["stems"]))]
        news.append(
            sowing.new(
                "branch", f"{stem}{line}党支部", hub, sowing.day(hub.node.during.lower), sites[number % len(sites)],
                strand="industry" if number % 3 else "non_public", establishment_mode="separate",
                unit_relation="legal_unit", industry=hub.industry,
            )
        )  # fmt: skip
    sowing.world.things["organisation:bonded_branches"] = sowing.found(*news)


def _newcoast(sowing: Sowing, area: Organisation) -> None:
    place, first = sowing.place("newcoast"), area.node.during.lower
    sowing.world.things["organisation:newcoast_branches"] = sowing.found(
        *(
            sowing.new(
                "joint_branch" if "联合" in name else "branch", name, area, sowing.day(first), place, strand="regional"
            )
            for name in sowing.data["newcoast"]["branches"]
        )
    )


def _linjiang(sowing: Sowing) -> None:
    root, port, jinsha = _root(sowing, "linjiang"), sowing.place("autoport"), sowing.place("jinsha")
    [town, group, alliance, studio] = sowing.found(
        sowing.new("committee", "安江镇党委", root, date(2010, 3, 1), sowing.place("anjiang"), strand="community"),
        sowing.new("committee", "临江汽车城集团党委", root, date(2011, 12, 8), sowing.place("anjiang"), strand="unit"),
        sowing.new("alliance", "金沙湾互联网企业党建联盟", root, date(2017, 9, 20), jinsha, strand="industry"),
        sowing.new(
            "joint_branch", "金沙湾创意园联合党支部", root, date(2014, 5, 16), jinsha, strand="regional",
            establishment_mode="joint", unit_relation="joint",
        ),
    )  # fmt: skip
    [branch] = sowing.found(
        sowing.new(
            "branch", "汽车创新港党支部", town, date(2018, 6, 15), port, strand="regional",
            establishment_mode="territorial", document_number="安委〔2018〕26号",
            reason="安江镇党委会同临江汽车城集团党委组建",
        )
    )  # fmt: skip
    add_lead(
        actor=SYSTEM, organisation=branch, lead=group, start=date(2018, 6, 15), note="镇与集团共同领导",
        now=sowing.world.now,
    )  # fmt: skip
    parks = [park for park in sowing.places("parks") if park.pk not in (port.pk, jinsha.pk)]
    news = [
        sowing.new("comprehensive_committee", f"{park.node.name}综合党委", root, sowing.day(date(2013, 1, 1)), park,
                   strand="regional")
        for park in parks[:1]
    ] + [
        sowing.new("general_branch", f"{park.node.name}党总支", root, sowing.day(date(2012, 1, 1)), park, strand="regional")
        if number % 5 == 0
        else sowing.new("joint_branch", f"{park.node.name}联合党支部", root, sowing.day(date(2012, 1, 1)), park,
                        strand="regional", establishment_mode="joint", unit_relation="joint")
        for number, park in enumerate(parks[1 : 1 + PARKS[sowing.world.scale]])
    ]  # fmt: skip
    sowing.world.things["organisation:park_branches"] = sowing.found(*news)
    for key, made in (
        ("anjiang", town), ("autogroup", group), ("jinsha_alliance", alliance), ("jinsha", studio), ("autoport", branch)
    ):  # fmt: skip
        sowing.note(key, made)


def _titles_and_tags(sowing: Sowing) -> None:
    science, organisations = sowing.place("science"), sowing.world.things
    award_recognition_within(
        actor=SYSTEM, node=science.node, title="市互联网企业党建工作创新基地", level=RecognitionLevel.MUNICIPAL,
        awarded_by="市两新组织工作党委", awarded_on=date(2023, 6, 28), valid_to=date(2028, 6, 27),
    )  # fmt: skip
    tags = {
        code: create_tag(actor=SYSTEM, code=code, name=name, group=group, area=area)
        for code, name, group, area in (
            ("chips", "芯片", TagGroup.INDUSTRY, science.node),
            ("medicine", "创新药", TagGroup.INDUSTRY, science.node),
            ("smart_making", "智能制造", TagGroup.INDUSTRY, science.node),
            ("internet", "互联网平台", TagGroup.FIELD, None),
            ("belt_and_road", "“一带一路”项目", TagGroup.PROJECT, None),
        )
    }
    by_key: Sequence[tuple[str, str]] = (
        ("overseas", "belt_and_road"), ("aochen", "chips"), ("internet", "internet"), ("culture", "internet"),
        ("literature", "internet"), ("ai_island", "smart_making"),
    )  # fmt: skip
    for key, code in by_key:
        set_tags(actor=SYSTEM, organisation=organisations[f"organisation:{key}"], tags=[tags[code]])
    chip_park = next(site for site in sowing.places("science_sites") if site.node.name == "澄海芯片园")
    link_tag(actor=SYSTEM, tag=tags["chips"], nodes=[chip_park.node])
    sowing.world.things["tags"] = tags
