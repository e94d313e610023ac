"""The tasks of the worker: each one service call."""

from django.utils import timezone
from procrastinate.contrib.django import app

from liangxin.activities.services.upkeep import expire_all_offers, remind_of_documents, remind_registrants
from liangxin.core.limits import forget_windows
from liangxin.files.services.purging import purge_strays, purge_unclaimed
from liangxin.notifications.rules import NOTICES_KEPT
from liangxin.notifications.services.delivering import deliver_due
from liangxin.notifications.services.digests import make_digests
from liangxin.notifications.services.reading import purge_notices
from liangxin.notifications.services.webhooks import purge_events, send_events
from liangxin.people.services.guests import purge_codes
from liangxin.spreadsheets.selectors import waiting_batch_ids
from liangxin.spreadsheets.services.running import give_up, purge_batches, run_batch
from liangxin.venues.services.appointments import remind_of_tomorrow
from liangxin.venues.services.materials import remind_of_loans
from liangxin.venues.services.providers import open_all_slots
from liangxin.venues.services.room_notices import remind_bookings
from liangxin.venues.services.room_waits import close_past_waits, lapse_offers


@app.task(queue="imports", name="run_import")
def run_import(batch_id: int) -> None:
    """Check or import a waiting batch; what went wrong is told on the batch, and nothing of it stays."""
    try:
        run_batch(batch_id=batch_id, now=timezone.now())
    except Exception:
        give_up(batch_id=batch_id)
        raise


@app.periodic(cron="*/5 * * * *")
@app.task(queue="upkeep", name="take_up_imports", queueing_lock="take_up_imports")
def take_up_imports(timestamp: int) -> None:
    """Take up again what a killed worker left waiting; one that runs is locked and passed over."""
    for batch_id in waiting_batch_ids():
        run_import.defer(batch_id=batch_id)


@app.periodic(cron="20 3 * * *")
@app.task(queue="upkeep", name="forget_windows", queueing_lock="forget_windows")
def forget_rate_windows(timestamp: int) -> None:
    """Delete the counts of past windows."""
    forget_windows(now=timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(queue="upkeep", name="purge_imports", queueing_lock="purge_imports")
def purge_imports(timestamp: int) -> None:
    """Delete what was read from files 30 days ago."""
    while purge_batches(now=timezone.now()):
        pass


@app.periodic(cron="* * * * *")
@app.task(queue="notices", name="pass_rooms_on", queueing_lock="pass_rooms_on")
def pass_rooms_on(timestamp: int) -> None:
    """End offers of rooms whose time is over, so that the next who waits is offered it; nobody waits for the past."""
    lapse_offers(now=timezone.now())
    close_past_waits(now=timezone.now())


@app.periodic(cron="*/15 0-12 * * *")  # UTC: eight in the morning to nine in the evening in Shanghai
@app.task(queue="notices", name="remind_of_rooms", queueing_lock="remind_of_rooms")
def remind_of_rooms(timestamp: int) -> None:
    """Remind those whose room is for tomorrow."""
    while remind_bookings(now=timezone.now()):
        pass


@app.periodic(cron="10 4 * * *")
@app.task(queue="upkeep", name="purge_files", queueing_lock="purge_files")
def purge_files(timestamp: int) -> None:
    """Delete files that no record has pointed to for a day, and contents that no row knows of."""
    while purge_unclaimed(now=timezone.now()):
        pass
    purge_strays(now=timezone.now())


@app.task(queue="notices", name="send_notices", queueing_lock="send_notices")
def send_notices_due() -> None:
    """Send what is due over e-mail, SMS and WeChat."""
    while deliver_due(now=timezone.now()):
        pass


@app.task(queue="notices", name="make_digests", queueing_lock="make_digests")
def make_digests_due() -> None:
    """Gather what people wanted as one e-mail."""
    while make_digests(now=timezone.now()):
        pass


@app.task(queue="notices", name="send_events", queueing_lock="send_events")
def send_events_due() -> None:
    """Send events to the programs that asked for them."""
    while send_events(now=timezone.now()):
        pass


@app.periodic(cron="20 3 * * *")
@app.task(queue="upkeep", name="purge_notices", queueing_lock="purge_notices")
def purge_old_notices(timestamp: int) -> None:
    """Delete notices and the log of events after their time."""
    before = timezone.now() - NOTICES_KEPT
    while purge_notices(before=before) or purge_events(before=before):
        pass


@app.periodic(cron="* * * * *")
@app.task(queue="notices", name="pass_places_on", queueing_lock="pass_places_on")
def pass_places_on(timestamp: int) -> None:
    """End offers of places whose time is over, so that the next who waits is offered it."""
    while expire_all_offers(now=timezone.now()):
        pass


@app.periodic(cron="*/15 23,0-13 * * *")  # UTC: seven in the morning to ten in the evening in Shanghai
@app.task(queue="notices", name="remind_of_activities", queueing_lock="remind_of_activities")
def remind_of_activities(timestamp: int) -> None:
    """Remind registrants of what begins soon, and planners of documents that are due."""
    while remind_registrants(now=timezone.now()):
        pass
    while remind_of_documents(now=timezone.now()):
        pass


@app.periodic(cron="25 4 * * *")
@app.task(queue="upkeep", name="purge_guest_codes", queueing_lock="purge_guest_codes")
def purge_guest_codes(timestamp: int) -> None:
    """Delete codes for numbers a week after their end."""
    purge_codes(now=timezone.now())


@app.periodic(cron="10 16,22 * * *")  # UTC: ten past midnight and six in Shanghai
@app.task(queue="upkeep", name="open_service_slots", queueing_lock="open_service_slots")
def open_service_slots(timestamp: int) -> None:
    """Open the slots of services that have come within reach."""
    open_all_slots(now=timezone.now())


@app.periodic(cron="0 9 * * *")  # UTC: five in the afternoon in Shanghai
@app.task(queue="notices", name="remind_of_appointments", queueing_lock="remind_of_appointments")
def remind_of_appointments(timestamp: int) -> None:
    """Remind of tomorrow's appointments, and of loans that are due."""
    remind_of_tomorrow(now=timezone.now())
    remind_of_loans(now=timezone.now(), today=timezone.localdate())
