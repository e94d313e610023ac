from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    ACTIVITY_READ = "activities:activity:read"
    ACTIVITY_CREATE = "activities:activity:create"
    ACTIVITY_CHANGE = "activities:activity:change"
    ACTIVITY_APPROVE = "activities:activity:approve"
    ACTIVITY_PUBLISH = "activities:activity:publish"
    ACTIVITY_CANCEL = "activities:activity:cancel"
    ACTIVITY_EXPORT = "activities:activity:export"
    REGISTRATION_CREATE = "activities:registration:create"
    REGISTRATION_CANCEL = "activities:registration:cancel"
    REGISTRATION_READ = "activities:registration:read"
    REGISTRATION_MANAGE = "activities:registration:manage"
    GROUP_REGISTER = "activities:group:register"
    ATTENDANCE_RECORD = "activities:attendance:record"
    FEEDBACK_GIVE = "activities:feedback:give"
    FEEDBACK_READ = "activities:feedback:read"
    REPORT_WRITE = "activities:report:write"
    SERIES_MANAGE = "activities:series:manage"
    SERIES_SUBSCRIBE = "activities:series:subscribe"
    CAMPAIGN_MANAGE = "activities:campaign:manage"
    LECTURER_MANAGE = "activities:lecturer:manage"
    LECTURER_ANSWER = "activities:lecturer:answer"
    CLASS_REQUEST = "activities:class:request"
    CLASS_OFFER = "activities:class:offer"
    TALK_SUBMIT = "activities:talk:submit"
    TALK_DECIDE = "activities:talk:decide"
    STATISTICS_READ = "activities:statistics:read"
    RULE_MANAGE = "activities:rule:manage"
    KIND_ADMINISTER = "activities:kind:administer"


LABELS: dict[Any, object] = {
    Permission.ACTIVITY_READ: _("看活动"),
    Permission.ACTIVITY_CREATE: _("策划活动"),
    Permission.ACTIVITY_CHANGE: _("修改活动"),
    Permission.ACTIVITY_APPROVE: _("审批下级的活动"),
    Permission.ACTIVITY_PUBLISH: _("发布活动"),
    Permission.ACTIVITY_CANCEL: _("取消活动"),
    Permission.ACTIVITY_EXPORT: _("导出活动与报名"),
    Permission.REGISTRATION_CREATE: _("报名活动"),
    Permission.REGISTRATION_CANCEL: _("取消自己的报名"),
    Permission.REGISTRATION_READ: _("看活动的报名名单"),
    Permission.REGISTRATION_MANAGE: _("增减活动的报名"),
    Permission.GROUP_REGISTER: _("代本组织的人报名"),
    Permission.ATTENDANCE_RECORD: _("登记到场"),
    Permission.FEEDBACK_GIVE: _("评价参加过的活动"),
    Permission.FEEDBACK_READ: _("看活动评价"),
    Permission.REPORT_WRITE: _("写活动小结、交材料"),
    Permission.SERIES_MANAGE: _("管理系列活动"),
    Permission.SERIES_SUBSCRIBE: _("订阅系列活动"),
    Permission.CAMPAIGN_MANAGE: _("管理主题行动"),
    Permission.LECTURER_MANAGE: _("管理讲师库"),
    Permission.LECTURER_ANSWER: _("讲师回复邀请、自荐"),
    Permission.CLASS_REQUEST: _("点课"),
    Permission.CLASS_OFFER: _("应约开课"),
    Permission.TALK_SUBMIT: _("报送分享题目"),
    Permission.TALK_DECIDE: _("选定分享题目"),
    Permission.STATISTICS_READ: _("看活动统计"),
    Permission.RULE_MANAGE: _("设定下级活动的审批"),
    Permission.KIND_ADMINISTER: _("管理活动类型"),
}
OWN = (
    Permission.ACTIVITY_READ, Permission.REGISTRATION_CREATE, Permission.REGISTRATION_CANCEL, Permission.FEEDBACK_GIVE,
    Permission.SERIES_SUBSCRIBE, Permission.LECTURER_ANSWER, Permission.TALK_SUBMIT,
)  # fmt: skip
