"""What people say about being reached, and where events go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liangxin.notifications.choices import DigestRhythm
from liangxin.notifications.rules import MOST_REMINDERS
from liangxin.notifications.selectors import Preferences
from liangxin.notifications.services.preferences import Wishes
from liangxin.notifications.services.webhooks import WebhookValues, sendable_events
from liangxin.web.shared.forms import Form


class PreferencesForm(Form):
    """One box for each group and channel offered; the rest by its own fields."""

    quiet_from = forms.TimeField(label=_("免打扰从"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    quiet_to = forms.TimeField(label=_("到"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    digest = forms.ChoiceField(label=_("邮件"), choices=DigestRhythm.choices, widget=forms.RadioSelect)
    reminders_a_day = forms.TypedChoiceField(
        label=_("每天最多几条提醒"), coerce=int, choices=[(count, str(count)) for count in range(MOST_REMINDERS + 1)],
        help_text=_("超出的提醒只在站内显示。名额、改期和取消不算提醒。"),
    )  # fmt: skip

    def __init__(self, *args: Any, preferences: Preferences, **kwargs: Any) -> None:
        rules = preferences.rules
        kwargs["initial"] = {
            "quiet_from": rules.quiet_from, "quiet_to": rules.quiet_to, "digest": rules.digest,
            "reminders_a_day": rules.reminders_a_day,
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.preferences = preferences

    def rows(self) -> list[dict[str, Any]]:
        """Each group with its boxes: name, label, ticked."""
        return [
            {
                "group": each.group,
                "boxes": [
                    {
                        "name": f"{each.group.code}-{box.channel}",
                        "channel": box.channel,
                        "ticked": f"{each.group.code}-{box.channel}" in self.data if self.is_bound else box.is_wanted,
                    }
                    for box in each.boxes
                ],
            }
            for each in self.preferences.groups
        ]

    def wishes(self) -> Wishes:
        """What was said; a box that shows the default and was left so is no word of one's own."""
        choices = tuple(
            (each.group.code, box.channel.value, ticked)
            for each in self.preferences.groups
            for box in each.boxes
            for ticked in [f"{each.group.code}-{box.channel}" in self.data]
            if not (box.is_usual and ticked == box.is_wanted)
        )
        return Wishes(choices=choices, **self.cleaned_data)


class WebhookForm(Form):
    name = forms.CharField(label=_("名称"), max_length=100, help_text=_("谁在用、做什么，例如 区数据平台"))
    url = forms.CharField(
        label=_("推送到"), max_length=500, help_text=_("以 https:// 开头的公网地址；内网地址须先由运维放行。"),
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )  # fmt: skip
    event_names = forms.MultipleChoiceField(
        label=_("事件"), choices=lambda: [(name, name) for name in sendable_events()],
        widget=forms.CheckboxSelectMultiple, help_text=_("只推送编号，不含姓名等内容；对方凭编号再来查。"),
    )  # fmt: skip

    def values(self, *, is_active: bool) -> WebhookValues:
        cleaned = self.cleaned_data
        return WebhookValues(
            name=cleaned["name"], url=cleaned["url"], event_names=tuple(cleaned["event_names"]), is_active=is_active
        )


class WebhookChangeForm(WebhookForm):
    is_active = forms.BooleanField(label=_("推送中"), required=False, help_text=_("暂停时发生的事件不会补发。"))
