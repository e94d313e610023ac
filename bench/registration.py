"""A rush on places: 2,000 people, 500 places, 50 at a time, through the real path, on a fresh database.

    ./lx bench registration [--attempts N --places N --concurrency N] [--earlier N] [--only NAME …]

The path is the one people take: session, CSRF, permission, audience, history, the notice queued. Printed beside it, from
the same run: what the database alone does for the minimal statement. Over capacity, duplicates, 5xx, lock time-outs and
order errors of the waiting list are counted from the rows afterwards and are always 0, or the run fails.
"""

import argparse
import json
import secrets
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench._load import Call, Result, fire
from bench._slots import attempts, faults_of_slots, make_hall
from bench._stack import Stack, pgbench, stack

RUSH_MINIMAL = """WITH d AS (UPDATE bench_event SET places_left = places_left - 1
  WHERE id = (SELECT 1 + floor(random() * :rows)::int) AND places_left > 0 RETURNING id)
INSERT INTO bench_reg (event, person) SELECT id, (random() * 1e15)::bigint FROM d;
"""
SLOT_MINIMAL = """\\set room random(1, :rows)
\\set slot random(1, 100000000)
INSERT INTO bench_slot (room, during) VALUES (:room, int8range(:slot, :slot + 1)) ON CONFLICT DO NOTHING;
"""


@dataclass
class World:
    """Who takes part, and what they hold: (session key, csrf secret) by account."""

    people: list[int] = field(default_factory=list)
    cookies: dict[int, tuple[str, str]] = field(default_factory=dict)
    organiser: Any = None
    kind: Any = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One measured scenario."""

    name: str
    result: Result
    accepted: int
    cpu_web: float
    cpu_database: float
    faults: dict[str, int]

    @property
    def per(self) -> int:
        return max(1, self.accepted or sum(self.result.statuses.values()))

    @property
    def cpu_ms(self) -> float:
        return (self.cpu_web + self.cpu_database) * 1000 / self.per

    @property
    def accepted_rate(self) -> float:
        return self.accepted / self.result.seconds


def say(words: str = "") -> None:
    print(words, flush=True)


def make_world(count: int) -> World:
    """Accounts, linked to persons with a membership below the organiser, each signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from liangxin.access.actor import SYSTEM
    from liangxin.accounts.models import User
    from liangxin.activities.models import ActivityKind
    from liangxin.members.models import Membership
    from liangxin.organisations.services.founding import NewOrganisation, found_organisation
    from liangxin.organisations.services.types import install_types
    from liangxin.people.models import Person

    now = timezone.now()
    install_types()
    long_ago = (now - timedelta(days=900)).date()
    root = found_organisation(
        actor=SYSTEM, new=NewOrganisation(name="滨港区社会工作党委", type="social_work_committee", parent=None, opened=long_ago), now=now
    )  # fmt: skip
    home = found_organisation(
        actor=SYSTEM, new=NewOrganisation(name="金融城片区综合党委", type="comprehensive_committee", parent=root, opened=long_ago), now=now
    )  # fmt: skip
    users = User.objects.bulk_create(
        [
            User(username=f"rush{number}", display_name=f"人{number}", created_at=now, must_change_password=False, password=f"!{number}")
            for number in range(count)
        ]
    )  # fmt: skip
    people = Person.objects.bulk_create(
        [
            Person(name=f"人{user.pk}", sort_key=f"{user.pk:09}", keeper=home.node, user=user, created_at=now)
            for user in users
        ]
    )
    Membership.objects.bulk_create([Membership(person=person, home=home, category="full") for person in people])
    world = World(organiser=root, kind=ActivityKind.objects.get(code="lecture"))
    sessions = []
    for user in users:
        key = secrets.token_hex(16)
        data = {
            SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: "liangxin.accounts.backends.SignInBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }  # fmt: skip
        sessions.append(
            Session(session_key=key, session_data=SessionStore().encode(data), expire_date=now + timedelta(hours=8))
        )
        world.people.append(user.pk)
        world.cookies[user.pk] = (key, secrets.token_hex(16))
    Session.objects.bulk_create(sessions)
    return world


def make_activity(world: World, *, places: int | None, waiting_list: bool = False) -> Any:
    """A published activity for the members of the organiser and all below it, open now."""
    from django.utils import timezone

    from liangxin.access.actor import SYSTEM
    from liangxin.activities.services.planning import ActivityValues, EligibilityValues, plan_activity
    from liangxin.activities.services.publishing import publish_activity

    now = timezone.now()
    values = ActivityValues(
        kind=world.kind, title="专题讲座", organiser=world.organiser, starts_at=now + timedelta(days=3),
        ends_at=now + timedelta(days=3, hours=2), opens_at=now - timedelta(minutes=1), capacity=places,
        summary="一小时，听完回去上班。" * 20, where="A 座 3 楼", has_waiting_list=waiting_list,
        eligibilities=[EligibilityValues(kind="organisation", node=world.organiser.node)],
    )  # fmt: skip
    return publish_activity(actor=SYSTEM, activity=plan_activity(actor=SYSTEM, values=values, now=now), now=now)


def call(world: World, user: int, activity: Any, what: str = "register") -> Call:
    session, token = world.cookies[user]
    cookie = f"sessionid={session}; csrftoken={token}"
    if what == "page":
        return Call("GET", f"/activities/{activity.slug}/", cookie, tag=user)
    return Call("POST", f"/activities/{activity.slug}/{what}/", cookie, token, f"key={secrets.token_hex(8)}", tag=user)


def faults_of(activities: Iterable[Any]) -> dict[str, int]:
    """What must never be: counted from the rows."""
    from django.db.models import Count

    from liangxin.activities.models import Activity, Registration

    ids = [each.pk for each in activities]
    over = wrong = 0
    for each in Activity.objects.filter(pk__in=ids):
        rows = Registration.objects.filter(activity=each)
        held = rows.filter(status__in=["registered", "offered"]).count()
        over += max(0, held - each.capacity) if each.capacity is not None else 0
        wrong += held != each.taken or rows.filter(status="waiting").count() != each.waiting
    live = Registration.objects.filter(activity__in=ids, status__in=["registered", "waiting", "offered"])
    twice = live.values("activity", "user").annotate(times=Count("pk")).filter(times__gt=1).count()
    return {"over capacity": over, "duplicates": twice, "counters off": wrong}


def measure(
    name: str, running: Stack, calls: Sequence[Call], *, concurrency: int, activities: Sequence[Any] = (),
    accepted: Sequence[int] = (204,),
) -> Line:  # fmt: skip
    """Fire the calls and count."""
    before = running.cpu()
    result = fire(running.port, calls, concurrency=concurrency)
    after = running.cpu()
    faults = faults_of(activities)
    faults["5xx"] = sum(count for status, count in result.statuses.items() if status >= 500)
    faults["broken"] = result.broken
    line = Line(
        name=name, result=result, accepted=result.count(*accepted), cpu_web=after[0] - before[0],
        cpu_database=after[1] - before[1], faults=faults,
    )  # fmt: skip
    statuses = " ".join(f"{status}×{count}" for status, count in sorted(result.statuses.items()))
    say(
        f"{name:34}{line.accepted:6} ok{line.accepted_rate:9.0f}/s {result.rate:7.0f} att/s"
        f"  p50 {result.milliseconds(0.5):6.0f}  p95 {result.milliseconds(0.95):6.0f}  p99 {result.milliseconds(0.99):6.0f} ms"
        f"  CPU {line.cpu_web * 1000 / line.per:5.1f} + {line.cpu_database * 1000 / line.per:4.1f} ms  {statuses}"
        + "".join(f"  {words}: {count}" for words, count in faults.items() if count)
    )
    return line


def rush(running: Stack, world: World, given: argparse.Namespace) -> Line:
    activity = make_activity(world, places=given.places)
    calls = [call(world, user, activity) for user in world.people[: given.attempts]]
    return measure("rush", running, calls, concurrency=given.concurrency, activities=[activity])


def accepting(running: Stack, world: World, given: argparse.Namespace, name: str = "accept only") -> Line:
    activity = make_activity(world, places=given.attempts)
    calls = [call(world, user, activity) for user in world.people[: given.attempts]]
    return measure(name, running, calls, concurrency=given.concurrency, activities=[activity])


def spread(running: Stack, world: World, given: argparse.Namespace) -> Line:
    activities = [make_activity(world, places=given.attempts) for _ in range(100)]
    people = world.people[: given.attempts]
    calls = [call(world, user, activities[number % 100]) for number, user in enumerate(people)]
    return measure("100 activities", running, calls, concurrency=given.concurrency, activities=activities)


def sold_out(running: Stack, world: World, given: argparse.Namespace) -> Line:
    activity = make_activity(world, places=0)
    calls = [call(world, user, activity) for user in world.people[: given.attempts]]
    return measure("sold out", running, calls, concurrency=given.concurrency, activities=[activity], accepted=(422,))


def page(running: Stack, world: World, given: argparse.Namespace) -> Line:
    activity = make_activity(world, places=given.places)
    calls = [call(world, user, activity, "page") for user in world.people[: given.attempts]]
    return measure("page, signed in", running, calls, concurrency=given.concurrency, accepted=(200,))


def public_page(running: Stack, world: World, given: argparse.Namespace) -> Line:
    activity = make_activity(world, places=given.places)
    calls = [Call("GET", f"/activities/{activity.slug}/") for _ in range(given.attempts)]
    return measure("page, anonymous", running, calls, concurrency=given.concurrency, accepted=(200,))


def storm(running: Stack, world: World, given: argparse.Namespace) -> Line:
    """All who hold a place give it back at once; those who wait must follow in their order."""
    from liangxin.activities.models import Registration

    half = min(given.places, given.attempts // 2)
    activity = make_activity(world, places=half, waiting_list=True)
    people = world.people[: half * 2]
    measure(
        "  filling", running, [call(world, user, activity) for user in people], concurrency=given.concurrency,
        activities=[activity],
    )  # fmt: skip
    held = list(Registration.objects.filter(activity=activity, status="registered").values_list("user", flat=True))
    leaving = held[: half // 2]
    calls = [call(world, user, activity, "cancel") for user in leaving]
    line = measure("storm of cancellations", running, calls, concurrency=given.concurrency, activities=[activity])
    waited = (
        Registration.objects.filter(activity=activity, seq__gt=half).order_by("seq").values_list("status", flat=True)
    )
    line.faults["order errors"] = sum(
        status != ("registered" if number < len(leaving) else "waiting") for number, status in enumerate(waited)
    )
    return line


def bury(running: Stack, world: World, count: int) -> None:
    """Earlier registrations of the same people, written by SQL: 500 an activity."""
    import psycopg
    from django.db import connection

    activities = [make_activity(world, places=None) for _ in range(20)]
    say(f"  writing {count:,} earlier registrations …")
    with psycopg.connect(running.administrator) as admin, admin.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # foreign keys hold by construction
        cursor.execute(
            """INSERT INTO activities_activity
            SELECT (jsonb_populate_record(a, jsonb_build_object('id', a.id + 1000000 + g, 'slug', substr(md5(g::text), 1, 10),
                'status', 'finished', 'taken', 500, 'starts_at', now() - g * interval '1 hour',
                'ends_at', now() - g * interval '1 hour' + interval '30 minutes'))).*
            FROM activities_activity a, generate_series(1, %s) g WHERE a.id = %s""",
            [max(1, count // 500), activities[0].pk],
        )
        cursor.execute(
            """INSERT INTO activities_registration (activity_id, user_id, person_id, guest_name, guest_phone, registered_by_id,
                origin, status, seq, key, registered_at, placed_at, end_reason, was_late, gave_feedback)
            SELECT %s + 1000000 + 1 + g / 500, u.id, p.id, '', '', u.id, 'self', 'registered', 1 + g %% 500,
                'earlier-' || g, now(), now(), '', false, false
            FROM generate_series(0, %s - 1) g
            JOIN LATERAL (SELECT (%s::bigint[])[1 + (g * 7) %% %s] AS id) u ON true
            JOIN people_person p ON p.user_id = u.id""",
            [activities[0].pk, count, world.people, len(world.people)],
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def limits(running: Stack, seconds: int) -> dict[str, float]:
    """The database alone: the minimal statement, one row and 100 rows, and an exclusion constraint."""
    import psycopg

    found = {}
    assert running.place.server is not None
    with psycopg.connect(running.place.environment["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(
            """CREATE TABLE bench_event (id int PRIMARY KEY, places_left int CHECK (places_left >= 0));
            INSERT INTO bench_event SELECT g, 2000000000 FROM generate_series(1, 100) g;
            CREATE TABLE bench_reg (id bigserial PRIMARY KEY, event int REFERENCES bench_event, person bigint,
                UNIQUE (event, person));
            CREATE TABLE bench_slot (id bigserial PRIMARY KEY, room bigint, during int8range,
                EXCLUDE USING gist (int8range(room, room, '[]') WITH &&, during WITH &&))"""
        )
    for rows in (1, 100):
        for clients in (4, 50):
            found[f"{rows} row(s), {clients} clients"] = pgbench(
                running, RUSH_MINIMAL, clients=clients, seconds=seconds, rows=rows
            )
    found["exclusion, 100 rooms, 50 clients"] = pgbench(running, SLOT_MINIMAL, clients=50, seconds=seconds, rows=100)
    for name, rate in found.items():
        say(f"  database alone: {name:36}{rate:9.0f}/s")
    return found


def slots(running: Stack, world: World, given: argparse.Namespace) -> Line:
    """8 and 50 clients race for 100 slots of five rooms, eight people for each."""
    line: Line | None = None
    for number, clients in enumerate((8, 50)):
        hall = make_hall(world.organiser, after=3 + number)
        people = [(user, *world.cookies[user]) for user in world.people]
        line = measure(
            f"100 room slots, {clients} clients", running, attempts(hall, people), concurrency=clients, accepted=(204,)
        )
        line.faults.update(faults_of_slots(hall))
        say("".join(f"  {words}: {count}" for words, count in line.faults.items() if count))
    assert line is not None
    return line


PATIENCE = 120  # seconds in which people press the button again


def killed(running: Stack, world: World, given: argparse.Namespace, *, what: str) -> Line:
    """Kill the web server, or the database, in the middle of a rush; people press the button again (the same key).

    Every acknowledged place must exist once, and none above capacity.
    """
    from django.db import connections

    from liangxin.activities.models import Registration

    activity = make_activity(world, places=given.places)
    calls = [call(world, user, activity) for user in world.people[: given.attempts]]
    connections.close_all()
    answered: list[Result] = []
    people = threading.Thread(
        target=lambda: answered.append(fire(running.port, calls, concurrency=given.concurrency, patience=PATIENCE))
    )
    before = running.cpu()
    people.start()
    if what == "web":  # by this thread: what it starts ends with it
        running.kill_web()
    else:
        running.kill_database()
    people.join()
    result, after = answered[0], running.cpu()
    connections["default"].close_pool()  # this process's own connections died as well
    told = {tag for tag, status, _at in result.answers if status == 204}
    rows = list(Registration.objects.filter(activity=activity, status="registered").values_list("user", flat=True))
    faults = {
        **faults_of([activity]), "acknowledged and lost": len(told - set(rows)),
        "places unused": given.places - len(rows), "no answer at all": given.attempts - len(result.answers),
    }  # fmt: skip
    say(
        f"{what} killed in the rush: {len(told)} acknowledged, {len(rows)} places held of {given.places},"
        f" {result.broken} connections broken, {sum(n for status, n in result.statuses.items() if status >= 500)} × 5xx"
        + "".join(f"  {words}: {count}" for words, count in faults.items() if count)
    )
    return Line(
        name=f"{what} killed", result=result, accepted=len(told), cpu_web=max(0.0, after[0] - before[0]),
        cpu_database=max(0.0, after[1] - before[1]), faults=faults,
    )  # fmt: skip


def kill_web(running: Stack, world: World, given: argparse.Namespace) -> Line:
    return killed(running, world, given, what="web")


def kill_database(running: Stack, world: World, given: argparse.Namespace) -> Line:
    return killed(running, world, given, what="database")


SCENARIOS: dict[str, Callable[[Stack, World, argparse.Namespace], Line]] = {
    "rush": rush, "accept": accepting, "spread": spread, "sold-out": sold_out, "page": page, "public": public_page,
    "storm": storm, "slots": slots, "kill-web": kill_web, "kill-database": kill_database,
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--attempts", type=int, default=2_000)
    parser.add_argument("--places", type=int, default=500)
    parser.add_argument("--concurrency", type=int, default=50)
    parser.add_argument("--earlier", type=int, default=1_000_000, help="registrations written before the last round")
    parser.add_argument("--seconds", type=int, default=4, help="of each run of pgbench")
    parser.add_argument("--only", nargs="*", choices=[*SCENARIOS, "earlier", "limits"])
    given = parser.parse_args()
    wanted = given.only or [*SCENARIOS, "earlier", "limits"]
    with stack() as running:
        import django

        django.setup()
        world = make_world(given.attempts)
        warm = make_activity(world, places=None)
        fire(running.port, [call(world, user, warm) for user in world.people[:100]], concurrency=8)
        lines = [SCENARIOS[name](running, world, given) for name in SCENARIOS if name in wanted]
        if "earlier" in wanted:
            empty = accepting(running, world, given, "accept only, before")
            bury(running, world, given.earlier)
            full = accepting(running, world, given, f"accept only, {given.earlier:,} earlier")
            lines += [empty, full]
            say(f"  with {given.earlier:,} earlier: {full.accepted_rate / empty.accepted_rate:.0%} of empty,"
                f" CPU {full.cpu_ms / empty.cpu_ms:.0%}")  # fmt: skip
        found = limits(running, given.seconds) if "limits" in wanted else {}
        one_row = found.get("1 row(s), 50 clients")
        if one_row:
            for line in lines:
                if line.name in {"rush", "accept only"}:
                    say(f"  {line.name}: {line.accepted_rate / one_row:.1%} of the one-row limit at 50 clients")
    return report(lines, found)


def report(lines: Sequence[Line], limits_found: dict[str, float]) -> int:
    """Write bench/results/registration.json; 1 where something happened that must never happen."""
    folder = Path(__file__).parent / "results"
    folder.mkdir(exist_ok=True)
    rows = [
        {
            "name": line.name, "accepted": line.accepted, "accepted_per_second": round(line.accepted_rate, 1),
            "p50_ms": round(line.result.milliseconds(0.5), 1), "p95_ms": round(line.result.milliseconds(0.95), 1),
            "p99_ms": round(line.result.milliseconds(0.99), 1), "cpu_ms": round(line.cpu_ms, 2),
            "cpu_web_s": round(line.cpu_web, 2), "cpu_database_s": round(line.cpu_database, 2), "faults": line.faults,
        }
        for line in lines
    ]  # fmt: skip
    (folder / "registration.json").write_text(json.dumps({"scenarios": rows, "database": limits_found}, indent=1))
    bad = {f"{line.name}: {words}": count for line in lines for words, count in line.faults.items() if count}
    for words, count in bad.items():
        say(f"! {words}: {count}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
