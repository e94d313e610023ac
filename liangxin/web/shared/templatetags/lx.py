"""Words and small parts of pages. Built in: no {% load %} needed."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_noop, pgettext
from psycopg.types.range import Range

from liangxin.core.names import masked_name
from liangxin.core.validators import phone
from liangxin.web.shared.navigation import is_shut

register = template.Library()

TRACKS = {
    "management": ("mgmt", "layout-grid", gettext_noop("管理")),
    "service": ("serv", "heart-handshake", gettext_noop("服务")),
    "industry": ("indu", "building-factory-2", gettext_noop("产业")),
}
STATES = {
    "done": "circle-check",
    "due": "clock",
    "over": "alert-triangle",
    "none": "circle-dashed",
    "can": "circle-plus",
}
ANCHOR_ICONS = {
    "place": "map-pin",
    "organisation": "sitemap",
    "station": "building-community",
    "enterprise": "building",
    "installation": "shield-lock",
}
WEEKDAYS = (
    gettext_noop("周一"),
    gettext_noop("周二"),
    gettext_noop("周三"),
    gettext_noop("周四"),
    gettext_noop("周五"),
    gettext_noop("周六"),
    gettext_noop("周日"),
)


@register.simple_tag
def icon(name: object) -> SafeString:
    """{% icon "plus" %}: a Tabler icon, silent to readers; say its meaning in words beside it or in aria-label."""
    return format_html('<i class="ti ti-{}" aria-hidden="true"></i>', name)


@register.filter
def mask(name: object) -> str:
    """张*宁."""
    return masked_name(str(name)) if name else ""


@register.filter
def masked_phone(number: object) -> str:
    """138****1234."""
    return phone.masked(str(number)) if number else ""


def _day_word(day: date, today: date) -> str:
    near = {-1: gettext("昨天"), 0: gettext("今天"), 1: gettext("明天"), 2: gettext("后天")}
    distance = (day - today).days
    if distance in near:
        return near[distance]
    if 0 < distance < 7:
        return gettext(WEEKDAYS[day.weekday()])
    if day.year == today.year:
        if (get_language() or "").startswith("zh"):
            return f"{day.month}月{day.day}日"
        return formats.date_format(day, "j M")
    return f"{day:%Y-%m-%d}"


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """今天 / 周三 / 11月10日 / 2025-03-01, exact on hover."""
    if not value:
        return "—"
    given = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        f"{given:%Y-%m-%d}",
        f"{given:%Y-%m-%d}",
        _day_word(given, timezone.localdate()),
    )


@register.filter
def day_of_year(value: date) -> str:
    """11月23日."""
    return (
        f"{value.month}月{value.day}日"
        if (get_language() or "").startswith("zh")
        else formats.date_format(value, "j M")
    )


@register.filter
def weekday(value: date) -> str:
    """周一."""
    return gettext(WEEKDAYS[value.weekday()])


@register.filter
def exact_day(value: date | datetime | None) -> str:
    """2026-11-23, for tables and documents."""
    if not value:
        return "—"
    given = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{given:%Y-%m-%d}"


@register.filter
def when(value: datetime | None) -> SafeString | str:
    """明天 12:10, exact on hover."""
    if not value:
        return "—"
    local = timezone.localtime(value)
    exact = f"{local:%Y-%m-%d %H:%M}"
    words = f"{_day_word(local.date(), timezone.localdate())} {local.hour}:{local:%M}"
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(timespec="minutes"), exact, words)


@register.filter
def distance(value: date | None) -> str:
    """还有 3 天 / 今天 / 逾期 2 天."""
    if not value:
        return ""
    days = (value - timezone.localdate()).days
    if days == 0:
        return gettext("今天")
    return gettext("还有 {days} 天").format(days=days) if days > 0 else gettext("逾期 {days} 天").format(days=-days)


@register.filter
def number(value: Any) -> str:
    """1,234; a dash for nothing."""
    if value is None or value == "":
        return "—"
    return f"{value:,}" if isinstance(value, int | float | Decimal) else str(value)


@register.filter
def money(value: Decimal | None) -> str:
    """¥1,234.56."""
    return "—" if value is None else f"¥{Decimal(value):,.2f}"


@register.filter
def percent(value: Any, places: int = 1) -> str:
    """0.926 → 92.6%."""
    return "—" if value is None else f"{float(value) * 100:.{places}f}%"


@register.simple_tag
def track(kind: str) -> SafeString:
    """{% track "service" %}: colour, icon and word."""
    css, name, word = TRACKS[kind]
    return format_html('<span class="chip {}">{}{}</span>', css, icon(name), gettext(word))


@register.simple_tag
def state(kind: str, words: object) -> SafeString:
    """{% state "over" "逾期 9 天" %}; kinds: done due over none can. Shape and word carry it, colour helps."""
    return format_html('<span class="st {}">{}{}</span>', kind, icon(STATES[kind]), words)


@register.simple_tag
def due_state(due: date | None) -> SafeString:
    """The state of something due on a day."""
    if due is None:
        return state("none", pgettext("due", "没有期限"))
    days = (due - timezone.localdate()).days
    return state("over" if days < 0 else "due" if days == 0 else "none", distance(due))


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """{% query page=2 %}: this address with these parameters changed; None or "" takes one away."""
    params = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            params.pop(key, None)
        elif isinstance(value, list | tuple):
            params.setlist(key, [str(one) for one in value])
        else:
            params[key] = str(value)
    return f"?{params.urlencode()}" if params else context["request"].path


@register.simple_tag(takes_context=True)
def crumbs(context: Any, *parts: object) -> SafeString:
    """{% crumbs "企业" url "金融城" url2 "这里" %}: labels and addresses in turn; the last label needs none."""
    pairs = [(parts[at], parts[at + 1] if at + 1 < len(parts) else "") for at in range(0, len(parts), 2)]
    return crumb_line(context, pairs)


@register.simple_tag(takes_context=True)
def crumb_line(context: Any, pairs: Iterable[tuple[object, object]]) -> SafeString:
    """The same from a list of (label, address). A list that the acting role may not open is named without a link."""
    actor = context["page"].actor
    pairs = [(label, "" if is_shut(str(url), actor) else url) for label, url in pairs]
    made = [
        format_html('<a href="{}">{}</a>', url, label) if url else format_html("<span>{}</span>", label)
        for label, url in pairs
    ]
    return format_html(
        '<nav class="sm mut crumbs" aria-label="{}">{}</nav>',
        gettext("位置"),
        format_html_join(mark_safe(' <span aria-hidden="true">/</span> '), "{}", ((one,) for one in made)),
    )


@register.inclusion_tag("shared/_field.html")
def field(bound: Any) -> dict[str, Any]:
    """{% field form.name %}: label, hint, input, error."""
    return {"field": bound}


@register.inclusion_tag("shared/_blank.html")
def blank(title: object, words: object = "", url: str = "", action: object = "", name: str = "plus") -> dict[str, Any]:
    """{% blank "还没有走访" "走访后写两句话…" url "记一次走访" %}: what it is for, and the first step."""
    return {"title": title, "words": words, "url": url, "action": action, "icon_name": name}


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """A value of a mapping by a key that is a variable."""
    return mapping.get(key)


@register.simple_tag
def setting(name: str) -> object:
    """A public setting, for pages that have no context (500)."""
    if name not in {"SITE_NAME", "HOTLINE"}:
        raise template.TemplateSyntaxError(f"{name} is not shown on pages")
    return getattr(settings, name, "")


@register.simple_tag
def address(base: str, **params: object) -> str:
    """{% address url q="x" %}: `base` with a query string."""
    kept = {key: value for key, value in params.items() if value not in (None, "")}
    return f"{base}?{urlencode(kept)}" if kept else base


@register.filter
def may(actor: Any, permission: str) -> bool:
    """{% if page.actor|may:"enterprises:enterprise:change" %}: whether to offer a button; the service asks again."""
    return actor is not None and actor.may_somewhere(permission)


@register.filter
def said(value: Any) -> str:
    """A value of a history in words."""
    if value is None or value == "":
        return gettext("空")
    if value is True or value is False:
        return gettext("是") if value else gettext("否")
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, Range):
        start = f"{value.lower:%Y-%m-%d}" if value.lower else ""
        return f"{start} – {value.upper:%Y-%m-%d}" if value.upper else gettext("{start} 起").format(start=start)
    return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)


@register.filter
def device_words(agent: str) -> str:
    """Browser and system from a user agent, as people call them."""
    browsers = [
        ("MicroMessenger", gettext("微信")),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    systems = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]
    found = [next((word for mark, word in pairs if mark in (agent or "")), "") for pairs in (browsers, systems)]
    return " · ".join(word for word in found if word) or gettext("不认识的设备")


@register.filter
def device_icon(agent: str) -> str:
    """Phone or computer."""
    return (
        "device-mobile"
        if any(mark in (agent or "") for mark in ("iPhone", "Android", "MicroMessenger"))
        else "device-laptop"
    )


@register.filter
def anchor_icon(kind: str) -> str:
    """The icon of a kind of node."""
    return ANCHOR_ICONS.get(kind, "user")
