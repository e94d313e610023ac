"""Being reached: one's own for everybody, the log and webhooks for the system administrator, calendars by address."""

from tests.doors.rows import EVERYONE, Row

ROWS = [
    Row("notice-list", ok=EVERYONE),
    Row("notice-settings", ok=EVERYONE),
    Row("notice-read-all", method="post", ok=EVERYONE, ok_status=302),
    Row("notice", kwargs=lambda things: {"notice_id": 0}),
    Row("notice-mark", method="post", kwargs=lambda things: {"notice_id": 0}),
    Row("calendar-own", ok=EVERYONE),
    Row("unsubscribe", anyone=404, kwargs=lambda things: {"token": "nobody-signed-this"}),
    Row("calendar-private", anyone=404, kwargs=lambda things: {"token": "nobody-has-this-address"}),
    Row("calendar-file", kwargs=lambda things: {"kind": "nothing", "object_id": "1"}),
    Row("calendar-public", anyone=404, kwargs=lambda things: {"kind": "nothing", "slug": "nowhere"}),
    Row("notice-log", ok="sysadmin", refused=403),
    Row("webhook-list", ok="sysadmin", refused=403),
    Row("webhook-new", ok="sysadmin", refused=403),
    Row("webhook", refused=403, but={"sysadmin": 404}, kwargs=lambda things: {"webhook_id": 0}),
    Row("webhook-log", refused=403, but={"sysadmin": 404}, kwargs=lambda things: {"webhook_id": 0}),
    Row(
        "webhook-again",
        method="post",
        refused=403,
        but={"sysadmin": 404},
        kwargs=lambda things: {"webhook_id": 0, "delivery_id": 0},
    ),
    Row("webhook-act", refused=403, but={"sysadmin": 404}, kwargs=lambda things: {"webhook_id": "0", "act": "renew"}),
]
