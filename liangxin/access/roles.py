"""The roles that come with the house. They are data once installed: administrators may change their permissions.

Patterns: "places:*" stands for every permission of a room, "places:place:*" for every action on a thing; excluded: what
a pattern would give beyond the role.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

ROOM_BOOKING = ("venues:room:read", "venues:room:book", "venues:booking:read", "venues:booking:cancel")
EVERY_NODE = ("place", "organisation", "station", "enterprise")


PLANNING = (
    "activities:activity:read", "activities:activity:create", "activities:activity:change", "activities:activity:publish",
    "activities:activity:cancel", "activities:activity:export", "activities:registration:read",
    "activities:registration:manage", "activities:attendance:record", "activities:feedback:read",
    "activities:report:write", "activities:series:manage", "activities:lecturer:manage", "activities:class:offer",
    "activities:talk:decide", "activities:statistics:read",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class BuiltInRole:
    code: str
    name: object
    description: object
    anchors: tuple[str, ...]
    permissions: tuple[str, ...]
    separated: bool = False
    excluded: tuple[str, ...] = field(default=())


ORDERING = (
    "venues:project:read", "venues:project:order", "venues:ceremony:read", "venues:ceremony:book",
)  # fmt: skip
OFFERING = (
    "venues:service:read", "venues:service:change", "venues:service:export", "venues:appointment:*",
    "venues:checklist:read", "venues:checklist:change", "venues:material:*", "venues:loan:*", "venues:project:read",
    "venues:project:change", "venues:project:answer", "venues:ceremony:read", "venues:ceremony:change", "venues:keeper:*",
)  # fmt: skip

BUILT_IN_ROLES = (
    BuiltInRole(
        code="system_admin", name=_("系统管理员"), description=_("建账号、停用账号、管参数；不看名册。"),
        anchors=("installation",), separated=True,
        permissions=("access:account:read", "access:account:administer", "rulebook:*", "organisations:type:administer",
                     "places:kind:administer", "places:region:found", "notifications:delivery:read",
                     "notifications:webhook:administer", "activities:kind:administer"),
    ),
    BuiltInRole(
        code="security_admin", name=_("安全管理员"), description=_("定角色、授权与收回；不看名册。"),
        anchors=("installation",), separated=True,
        permissions=("access:account:read", "access:grant:read", "access:grant:give", "access:role:administer", "access:security:administer"),
    ),
    BuiltInRole(
        code="audit_admin", name=_("审计管理员"), description=_("查阅操作记录；不看名册，不能更改。"),
        anchors=("installation",), separated=True, permissions=("access:audit:read", "access:account:read"),
    ),
    BuiltInRole(
        code="district_officer", name=_("区级专员"), description=_("区里的组织、场所、企业和站点都由其统筹。"),
        anchors=("place", "organisation"),
        permissions=("places:*", "venues:*", "organisations:*", "enterprises:*", "people:*", "members:*", "spreadsheets:*",
                     "activities:*", "rulebook:ruleset:read", "rulebook:calendar:read", "access:grant:read", "access:grant:give",
                     "access:grant:delegate", "access:account:read", "access:history:backdate"),
        excluded=("places:kind:administer", "organisations:type:administer", "activities:kind:administer"),
    ),
    BuiltInRole(
        code="organisation_officer", name=_("组织员"), description=_("管本组织及下级组织、其党员和所负责的企业。"),
        anchors=("organisation",),
        permissions=("places:place:read", "venues:station:read", *ROOM_BOOKING, "venues:booking:decide", "organisations:*", "enterprises:*",
                     "people:*", "members:*", "spreadsheets:*", "activities:*", "rulebook:ruleset:read", "rulebook:calendar:read",
                     "access:grant:read", "access:grant:delegate", "venues:service:read", "venues:checklist:read", *ORDERING),
        excluded=("organisations:type:administer", "activities:kind:administer"),
    ),
    BuiltInRole(
        code="branch_secretary", name=_("支部书记"), description=_("管本支部的党员与情况。"),
        anchors=("organisation",),
        permissions=("places:place:read", "venues:station:read", *ROOM_BOOKING, "organisations:organisation:read", "organisations:organisation:change",
                     "organisations:post:manage", "enterprises:enterprise:read", "enterprises:coverage:count",
                     "enterprises:figure:record", "people:*", "members:*", "spreadsheets:*",
                     *PLANNING, "activities:group:register", "activities:class:request", *ORDERING,
                     "rulebook:ruleset:read", "rulebook:calendar:read"),
    ),
    BuiltInRole(
        code="place_officer", name=_("园区工作人员"), description=_("管园区、楼宇及其中的企业；党员只见人数。"),
        anchors=("place",),
        permissions=("places:*", "venues:*", "organisations:organisation:read", "enterprises:*", "members:count:read", "spreadsheets:*",
                     *PLANNING, "rulebook:ruleset:read", "rulebook:calendar:read"),
        excluded=("places:kind:administer",),
    ),
    BuiltInRole(
        code="station_keeper", name=_("站点管理员"), description=_("管一个站点。"),
        anchors=("station",),
        permissions=("venues:station:read", "venues:station:change", "venues:room:*", "venues:booking:*", "places:place:read",
                     *PLANNING, *OFFERING, "rulebook:calendar:read", "people:guest:welcome"),
    ),
    BuiltInRole(
        code="activity_helper", name=_("活动助手"), description=_("在门口登记到场，不能改活动。"),
        anchors=("station", "organisation"),
        permissions=("activities:activity:read", "activities:registration:read", "activities:attendance:record"),
    ),
    BuiltInRole(
        code="enterprise_contact", name=_("企业联络人"), description=_("看本企业的资料，可提出更正。"),
        anchors=("enterprise",),
        permissions=("enterprises:enterprise:read", "enterprises:correction:propose", "activities:activity:read",
                     "activities:class:request", *ROOM_BOOKING),
    ),
    BuiltInRole(
        code="viewer", name=_("查看"), description=_("只看，不改。"),
        anchors=("place", "organisation"),
        permissions=("places:place:read", "venues:station:read", "organisations:organisation:read", "enterprises:enterprise:read",
                     "enterprises:coverage:count", "members:count:read", "activities:activity:read", "activities:statistics:read",
                     "rulebook:ruleset:read", "rulebook:calendar:read"),
    ),
)  # fmt: skip
