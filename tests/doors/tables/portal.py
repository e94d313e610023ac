"""The public portal: the same for everyone, account or not."""

from tests.doors.rows import Row

ROWS = [
    Row("portal-home", anyone=200),
    Row("portal-place", anyone=200, kwargs=lambda things: {"slug": things["place:finance"].node.slug}),
    Row("portal-place", anyone=404, kwargs=lambda things: {"slug": "nosuchslug"}),
    Row("portal-station", anyone=200, kwargs=lambda things: {"slug": things["station:finance_centre"].node.slug}),
    Row("portal-station", anyone=404, kwargs=lambda things: {"slug": "nosuchslug"}),
    Row("portal-brand", anyone=200, kwargs=lambda things: {"slug": things["brand:linjiang"].slug}),
    Row("portal-stations", anyone=200),
    Row("portal-points", anyone=200),
    Row("portal-manifest", anyone=200),
    Row("portal-service-worker", anyone=200),
    Row("portal-offline", anyone=200),
    Row("portal-home", anyone=405, method="post"),
]
