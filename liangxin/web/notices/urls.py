from django.urls import path, re_path

from liangxin.web.notices.views import calendars, inbox, log, preferences, webhooks

urlpatterns = [
    path("me/notices/", inbox.notices, name="notice-list"),
    path("me/notices/read/", inbox.read_all, name="notice-read-all"),
    path("me/notices/settings/", preferences.preferences, name="notice-settings"),
    path("me/notices/<int:notice_id>/", inbox.notice, name="notice"),
    path("me/notices/<int:notice_id>/read/", inbox.mark, name="notice-mark"),
    path("me/calendar/", calendars.own, name="calendar-own"),
    path("unsubscribe/<str:token>/", preferences.unsubscribe_by_link, name="unsubscribe"),
    re_path(r"^calendar/(?P<token>[A-Za-z0-9_-]{20,64})\.ics$", calendars.private, name="calendar-private"),
    re_path(
        r"^calendar/file/(?P<kind>[a-z-]{1,40})/(?P<object_id>\d{1,18})\.ics$", calendars.file, name="calendar-file"
    ),
    re_path(r"^calendar/(?P<kind>[a-z-]{1,40})/(?P<slug>[\w-]{1,100})\.ics$", calendars.public, name="calendar-public"),
    path("desk/notices/log/", log.delivery_log, name="notice-log"),
    path("desk/webhooks/", webhooks.webhook_list, name="webhook-list"),
    path("desk/webhooks/new/", webhooks.new_webhook, name="webhook-new"),
    path("desk/webhooks/<int:webhook_id>/", webhooks.webhook_record, name="webhook"),
    path("desk/webhooks/<int:webhook_id>/log/", webhooks.webhook_log, name="webhook-log"),
    path("desk/webhooks/<int:webhook_id>/log/<int:delivery_id>/again/", webhooks.again, name="webhook-again"),
    re_path(
        r"^desk/webhooks/(?P<webhook_id>\d{1,18})/(?P<act>renew|remove)/$", webhooks.webhook_act, name="webhook-act"
    ),
]
