"""What anyone may know of activities without signing in: what is published and public, by random addresses."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from liangxin.activities.choices import ActivityStatus
from liangxin.activities.models import Activity, ActivityPhoto, Contingent, Question, Report, Session, Stop
from liangxin.activities.selectors.activities import RELATED, SHOWN, ActivityFilter, _condition
from liangxin.core.errors import NotFound
from liangxin.core.statements import row_of


def list_public(*, now: datetime, asked: ActivityFilter | None = None) -> "QuerySet[Activity]":
    """What is on and still to come, the soonest first."""
    rows = Activity.objects.filter(is_public=True, status=ActivityStatus.PUBLISHED, ends_at__gt=now)
    if asked is not None:
        rows = rows.filter(_condition(asked))
    return rows.select_related(*RELATED).order_by("starts_at", "pk")


def get_public(*, slug: str) -> Activity:
    """A published activity by its address. Raises NotFound."""
    found = Activity.objects.filter(slug=slug, is_public=True, status__in=SHOWN).select_related(*RELATED).first()
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True)
class PublicActivity:
    """The page of an activity, names and all: one prepared read, because a rush reads it first."""

    pk: int
    slug: str
    title: str
    summary: str
    shape: str
    where: str
    status: str
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime
    late_until: datetime | None
    cancel_until: datetime
    capacity: int | None
    taken: int
    waiting: int
    has_waiting_list: bool
    offer_minutes: int
    asks_questions: bool
    is_restricted: bool
    is_public: bool
    cancel_reason: str
    kind: str
    kind_icon: str
    is_confidential: bool
    for_minors: bool
    probationary_only: bool
    organiser_id: int
    organiser: str
    station: str
    station_slug: str
    place: str
    series: str
    series_slug: str
    campaign: str
    campaign_slug: str
    has_contingents: bool
    track: str
    audience: str
    visitor_list: bool
    has_report: bool

    @property
    def left(self) -> int | None:
        """Places left; None where they have no end."""
        return None if self.capacity is None else self.capacity - self.taken

    @property
    def is_full(self) -> bool:
        return self.left is not None and self.left <= 0


PAGE = """SELECT a.id, a.slug, a.title, a.summary, a.shape, a."where", a.status, a.starts_at, a.ends_at, a.opens_at, a.closes_at,
    a.late_until, a.cancel_until, a.capacity, a.taken, a.waiting, a.has_waiting_list, a.offer_minutes, a.asks_questions,
    a.is_restricted, a.is_public, a.cancel_reason, k.name, k.icon, k.is_confidential, k.for_minors, k.probationary_only,
    a.organiser_id, o.name, coalesce(s.name, ''), coalesce(s.slug, ''), coalesce(p.name, ''),
    coalesce(e.title, ''), coalesce(e.slug, ''), coalesce(c.title, ''), coalesce(c.slug, ''),
    EXISTS (SELECT 1 FROM activities_contingent t WHERE t.activity_id = a.id), k.track, k.audience, a.visitor_list,
    EXISTS (SELECT 1 FROM activities_report w WHERE w.activity_id = a.id AND w.is_public)
FROM activities_activity a
JOIN activities_activitykind k ON k.id = a.kind_id
JOIN trees_node o ON o.id = a.organiser_id
LEFT JOIN trees_node s ON s.id = a.station_id
LEFT JOIN trees_node p ON p.id = a.place_id
LEFT JOIN activities_series e ON e.id = a.series_id
LEFT JOIN activities_campaign c ON c.id = a.campaign_id
WHERE a.slug = %(slug)s AND a.status IN ('published', 'cancelled', 'finished') AND (a.is_public OR a.id = %(known)s)"""


def page_of(*, slug: str, known: int = 0) -> PublicActivity | None:
    """The page of a public activity; None where there is none. known: the id of one that is not public but that the
    reader is known to reach."""
    row = row_of(PAGE, {"slug": slug, "known": known})
    return PublicActivity(*row) if row is not None else None


ID = "SELECT id FROM activities_activity WHERE slug = %(slug)s AND status IN ('published', 'cancelled', 'finished')"


def id_of(*, slug: str) -> int:
    """The id behind an address that was published; who may register there is asked by `register`. Raises NotFound."""
    row = row_of(ID, {"slug": slug})
    if row is None:
        raise NotFound()
    return int(row[0])


@dataclass(frozen=True)
class Standing:
    """How a public activity stands at a moment. left: places; None without end. state: changes with what a page says
    besides that number."""

    left: int | None
    state: tuple[object, ...]


STANDS = """SELECT status, capacity, taken, opens_at, closes_at, late_until, ends_at FROM activities_activity
WHERE slug = %(slug)s AND is_public AND status IN ('published', 'cancelled', 'finished')"""


def standing_of(*, slug: str, now: datetime) -> Standing | None:
    """How it stands, exactly, in one narrow read; None where there is none."""
    row = row_of(STANDS, {"slug": slug})
    if row is None:
        return None
    status, capacity, taken, opens_at, closes_at, late_until, ends_at = row
    left = None if capacity is None else capacity - taken
    moments = [at is not None and at <= now for at in (opens_at, closes_at, late_until, ends_at)]
    return Standing(left, (status, left is not None and left <= 0, *moments))


def contingents_of(*, activity_id: int) -> list[Contingent]:
    """The kinds of places, in their order."""
    return list(Contingent.objects.filter(activity_id=activity_id).order_by("position", "pk"))


def questions_asked(*, activity_id: int) -> list[Question]:
    """What is asked of those who register, in its order."""
    return list(Question.objects.filter(activity_id=activity_id).order_by("position", "pk"))


def next_of_series(*, slug: str, now: datetime, most: int) -> list[Activity]:
    """The dates of a public series that are still to come, the soonest first."""
    rows = Activity.objects.filter(
        series__slug=slug, series__is_public=True, is_public=True, status=ActivityStatus.PUBLISHED, ends_at__gt=now
    )
    return list(rows.order_by("starts_at", "pk")[:most])


def sessions_of(*, activity_id: int) -> list[Session]:
    """The meetings of an activity of several, in their order."""
    return list(Session.objects.filter(activity_id=activity_id).order_by("starts_at", "pk"))


def stops_of(*, activity_id: int) -> list[Stop]:
    """The stops of a tour, in their order."""
    return list(Stop.objects.filter(activity_id=activity_id).select_related("place__node").order_by("arrives_at", "pk"))


def public_report(*, activity_id: int) -> Report | None:
    """What became of it, where everybody may read it."""
    return Report.objects.filter(activity_id=activity_id, is_public=True).first()


def public_photos(*, activity_id: int) -> list[ActivityPhoto]:
    """The photos that may be shown, with a public report alone (R-ACT-20)."""
    rows = ActivityPhoto.objects.filter(activity_id=activity_id, activity__report__is_public=True).select_related(
        "file"
    )
    return [one for one in rows.order_by("pk") if one.may_be_shown]
