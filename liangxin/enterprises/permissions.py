from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    ENTERPRISE_READ = "enterprises:enterprise:read"
    ENTERPRISE_CREATE = "enterprises:enterprise:create"
    ENTERPRISE_CHANGE = "enterprises:enterprise:change"
    ENTERPRISE_IMPORT = "enterprises:enterprise:import"
    ENTERPRISE_EXPORT = "enterprises:enterprise:export"
    FIGURE_RECORD = "enterprises:figure:record"
    CONTACT_CHANGE = "enterprises:contact:change"
    CONTACT_REVEAL = "enterprises:contact:reveal"
    CORRECTION_PROPOSE = "enterprises:correction:propose"
    CORRECTION_DECIDE = "enterprises:correction:decide"
    COVERAGE_COUNT = "enterprises:coverage:count"
    COVERAGE_ASSIGN = "enterprises:coverage:assign"
    COVERAGE_CLAIM = "enterprises:coverage:claim"
    CONFLICT_RESOLVE = "enterprises:conflict:resolve"
    DESIGNATION_ASSIGN = "enterprises:designation:assign"
    REGISTRATION_DECIDE = "enterprises:registration:decide"
    LABEL_MANAGE = "enterprises:label:manage"


LABELS: dict[Any, object] = {
    Permission.ENTERPRISE_READ: _("看企业"),
    Permission.ENTERPRISE_CREATE: _("登记企业"),
    Permission.ENTERPRISE_CHANGE: _("修改企业"),
    Permission.ENTERPRISE_IMPORT: _("导入企业"),
    Permission.ENTERPRISE_EXPORT: _("导出企业"),
    Permission.FIGURE_RECORD: _("填报人数"),
    Permission.CONTACT_CHANGE: _("修改企业联系人"),
    Permission.CONTACT_REVEAL: _("查看企业联系人的完整号码"),
    Permission.CORRECTION_PROPOSE: _("提出企业资料更正"),
    Permission.CORRECTION_DECIDE: _("核对企业资料更正"),
    Permission.COVERAGE_COUNT: _("看覆盖数字"),
    Permission.COVERAGE_ASSIGN: _("划定责任组织"),
    Permission.COVERAGE_CLAIM: _("提出认领"),
    Permission.CONFLICT_RESOLVE: _("协调多头认领"),
    Permission.DESIGNATION_ASSIGN: _("指定联系人"),
    Permission.REGISTRATION_DECIDE: _("核对待入册企业"),
    Permission.LABEL_MANAGE: _("增改企业标签"),
}
OWN = (Permission.ENTERPRISE_READ, Permission.FIGURE_RECORD, Permission.CONTACT_REVEAL, Permission.CONTACT_CHANGE)
