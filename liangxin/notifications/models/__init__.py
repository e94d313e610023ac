from liangxin.notifications.models.calendars import CalendarFeed
from liangxin.notifications.models.notices import Delivery, Notice, ProviderToken, ReminderSlot
from liangxin.notifications.models.preferences import ChannelChoice, DeliveryRules, WeChatFollower
from liangxin.notifications.models.webhooks import Webhook, WebhookDelivery

__all__ = [
    "CalendarFeed",
    "ChannelChoice",
    "Delivery",
    "DeliveryRules",
    "Notice",
    "ProviderToken",
    "ReminderSlot",
    "WeChatFollower",
    "Webhook",
    "WebhookDelivery",
]
