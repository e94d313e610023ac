from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RuleKind(TextChoices):
    FREQUENCY = "frequency", _("频次")
    DEADLINE = "deadline", _("期限")
    MIN_DURATION = "min_duration", _("最短时间")
    MAX_DURATION = "max_duration", _("最长时间")
    THRESHOLD = "threshold", _("数量界限")
    RATIO = "ratio", _("比例")
    RATE = "rate", _("费率")
    CHECKLIST = "checklist", _("清单")


class RuleUnit(TextChoices):
    """What a rule's value counts. "per_…": times in that span."""

    PERSON = "person", _("人")
    BODY = "body", _("个单位")
    WORKING_DAY = "working_day", _("个工作日")
    DAY = "day", _("天")
    MONTH = "month", _("个月")
    YEAR = "year", _("年")
    HOUR = "hour", _("学时")
    PER_MONTH = "per_month", _("次/月")
    PER_QUARTER = "per_quarter", _("次/季度")
    PER_YEAR = "per_year", _("次/年")
    PERCENT = "percent", "%"
    FRACTION = "fraction", _("比例")
    YUAN = "yuan", _("元")
    TIMES = "times", _("次")
    NONE = "none", ""


class Strength(TextChoices):
    SHALL = "shall", _("应当")
    GENERALLY = "generally", _("一般")
    LOCAL = "local", _("地方做法")


class Confidence(TextChoices):
    """How sure we are of a rule, and of its article."""

    TWO_COPIES = "v2", _("两处独立出处")
    ONE_COPY = "v", _("一处出处")
    KNOWN = "k", _("常识，未核原文")
    UNSURE = "u", _("存疑")
